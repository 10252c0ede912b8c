"""Calls graded per second on one core, and how time grows with the length of a call.

    python benchmarks/grading.py [CALLS]

Both figures stand beside a floor measured in the same run: one call of ordinary length. Twice the talk must take twice
the time (issue 3, item 8), so every ratio in the last column stays near 1, from reading the file to the grade.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from trainer.cli.grade_run import Kind, grader
from trainer.review.importing.prepared import Call, Wishes, prepared
from trainer.review.importing.reading import read_bytes
from trainer.review.results.result import Result, as_object
from trainer.review.since import Grader, grade_since
from trainer.review.transcripts import Problem

CORPUS = Path(__file__).parents[1] / "corpus" / "transcripts.jsonl"
LENGTHS = (1, 2, 4, 8, 16, 32)
"""Times the length of the floor."""
RUNS = 5


@dataclass(frozen=True)
class Measured:
    """Seconds of one call, each the best of several runs."""

    read: float
    """From bytes to a call with rep and first no."""
    graded: float
    """From there to the JSON object."""


def as_vtt(calls: list[dict], times: int) -> bytes:
    """A WebVTT file of one talk after the other, cut into cues of twelve words as Zoom cuts them."""
    out, clock = ["WEBVTT\n"], 0
    for _ in range(times):
        for turn in (t for call in calls for t in call["turns"]):
            name = "Anna Lindqvist" if turn["speaker"] == "rep" else "Denise Okafor"
            words = turn["text"].split()
            for i in range(0, len(words), 12):
                stamp = (f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}.000" for t in (clock, clock + 1))
                out.append(f"{' --> '.join(stamp)}\n{name}: {' '.join(words[i : i + 12])}\n")
                clock += 1
    return "\n".join(out).encode()


def measure(raw: bytes, own: Grader) -> Measured:
    reads, grades = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        (talk,) = read_bytes(raw, "bench.vtt", "bench")
        call = talk if isinstance(talk, Problem) else prepared(talk, Wishes(), "bench.vtt")
        if not isinstance(call, Call):
            raise SystemExit(f"the benchmark's own file cannot be read: {call}")
        read = time.perf_counter()
        json.dumps(as_object(Result(call, grade_since(own, call.transcript, call.start))))
        reads.append(read - start)
        grades.append(time.perf_counter() - read)
    return Measured(min(reads), min(grades))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    calls = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()][:count]
    own = grader(Kind())
    measure(as_vtt(calls[:1], 1), own)
    files = [as_vtt([call], 1) for call in calls]
    start = time.perf_counter()
    for raw in files:
        measure(raw, own)
    each = (time.perf_counter() - start) / RUNS / len(files)
    head = f"{1 / each:.1f} calls a second on one core"
    print(f"{head} ({len(files)} calls of about {_turns(calls)} turns, from the file to the grade)")
    print(f"{'length':>7} {'turns':>6} {'read ms':>8} {'grade ms':>9} {'read ratio':>11} {'grade ratio':>12}")
    floor: Measured | None = None
    for times in LENGTHS:
        raw = as_vtt(calls[:4], times)
        found = measure(raw, own)
        floor = floor or found
        turns = times * sum(len(c["turns"]) for c in calls[:4])
        ratios = found.read / floor.read / times, found.graded / floor.graded / times
        took = f"{found.read * 1000:8.1f} {found.graded * 1000:9.1f}"
        print(f"{times:6}x {turns:6} {took} {ratios[0]:11.2f} {ratios[1]:12.2f}")


def _turns(calls: list[dict]) -> int:
    return round(sum(len(c["turns"]) for c in calls) / len(calls))


if __name__ == "__main__":
    main()
