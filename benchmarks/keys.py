"""Key to echo of the composer in a call, against the composer of a bare Textual chat screen in the same run.

    python benchmarks/keys.py [KEYS]

Budget (issue 2, Speed): 1.5 at the median.
"""

from __future__ import annotations

import sys
import tempfile
import time
from statistics import median, quantiles

from terminal import Watched, bare, trainer

MARK = "§"
"""A character no screen of ours shows."""


def latencies(program: Watched, count: int) -> list[float]:
    """Seconds from each key to its echo, at a person's pace."""
    found: list[float] = []
    for i in range(count):
        while program.read(0.04):
            pass
        pressed = time.perf_counter()
        program.write(MARK.encode())
        while sum(line.count(MARK) for line in program.screen.display) <= i:
            if not program.read(2.0):
                raise TimeoutError("no echo:\n" + "\n".join(program.screen.display))
        found.append(time.perf_counter() - pressed)
    return found


def bare_keys(count: int) -> list[float]:
    """The floor."""
    with Watched(bare()) as program:
        program.settle()
        return latencies(program, count)


def trainer_keys(count: int) -> list[float]:
    """In the first call a new user gets, once the customer has spoken."""
    with (
        tempfile.TemporaryDirectory() as home,
        Watched(trainer(), {"TRAINER_HOME": home, "OPENAI_API_KEY": ""}) as program,
    ):
        program.settle()
        for _ in "home", "briefing":
            program.write(b"\r")
            program.settle(1.0)
        program.settle(3.0, limit=40)
        return latencies(program, count)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    rows = {"bare chat screen": bare_keys(count), "trainer, in a call": trainer_keys(count)}
    for name, found in rows.items():
        p95 = quantiles(found, n=20)[-1]
        print(f"{name:20} key to echo: median {median(found) * 1000:5.1f} ms, p95 {p95 * 1000:5.1f} ms")
    floor, ours = rows.values()
    print(f"ratio {median(ours) / median(floor):.2f} at the median (budget 1.50)")


if __name__ == "__main__":
    main()
