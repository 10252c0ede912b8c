"""Time to the first painted frame of `trainer`, and its memory, against a bare Textual chat screen in the same run.

    python benchmarks/first_frame.py [RUNS]

Programs take turns, so that a busy machine slows both. Budgets (issue 2, Speed): frame 1.3, memory 1.5.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from statistics import median

from terminal import Watched, bare, trainer

NAMES = {"bare chat screen": (bare(), "Quit"), "trainer": (trainer(), "Take the call")}
"""Name to command and the words its first frame ends with."""


@dataclass
class Run:
    """One start."""

    frame: float
    """Seconds to the first frame: half of what the settled screen shows is there."""
    full: float
    """Seconds until 95 % of it is there; for `trainer` that includes what is read from disk afterwards."""
    cpu: float
    """Processor seconds until it was settled."""
    memory: float
    """MiB at the first frame."""
    settled: float
    """MiB when everything was loaded in the background."""


def once(command: list[str], words: str) -> Run:
    """Start it in an empty home and watch it."""
    with (
        tempfile.TemporaryDirectory() as home,
        Watched(command, {"TRAINER_HOME": home, "OPENAI_API_KEY": ""}) as program,
    ):
        program.wait_for(words)
        memory = program.memory()
        program.settle()
        return Run(program.first_frame(0.5), program.first_frame(0.95), program.cpu(), memory, program.memory())


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    found: dict[str, list[Run]] = {n: [] for n in NAMES}
    for command in NAMES.values():
        once(*command)
    for _ in range(runs):
        for name, command in NAMES.items():
            found[name].append(once(*command))
    print(f"{'':18} {'frame ms':>9} {'best':>7} {'full ms':>8} {'CPU ms':>8} {'MiB':>6} {'settled':>8}")
    for name, rows in found.items():
        print(
            f"{name:18} {median(r.frame for r in rows) * 1000:9.0f} {min(r.frame for r in rows) * 1000:7.0f}"
            f" {median(r.full for r in rows) * 1000:8.0f}"
            f" {median(r.cpu for r in rows) * 1000:8.0f} {median(r.memory for r in rows):6.1f}"
            f" {median(r.settled for r in rows):8.1f}"
        )
    floor, ours = found["bare chat screen"], found["trainer"]
    ratio = median(o.frame / f.frame for o, f in zip(ours, floor, strict=True))
    best = min(o.frame for o in ours) / min(f.frame for f in floor)
    memory = median(o.memory for o in ours) / median(f.memory for f in floor)
    settled = median(o.settled for o in ours) / median(f.settled for f in floor)
    print(f"first frame, ratio {ratio:.2f} (best to best {best:.2f}, budget 1.30)")
    print(f"memory, ratio {memory:.2f} at the first frame, {settled:.2f} settled (budget 1.50)")


if __name__ == "__main__":
    main()
