"""Grading in several processes: order, one call that kills its process, one that breaks the grader."""

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from trainer.cli import grade_run
from trainer.cli.grade_run import Failure, Kind, graded, grader
from trainer.review.importing.prepared import Call
from trainer.review.transcripts import Problem
from trainer.rubric.grade import Grade
from trainer.rubric.transcript import Transcript, Turn


def call(name: str) -> Call:
    turns = (Turn("customer", "It's a no."), Turn("rep", f"Then it's a no, {name}."))
    return Call(Transcript(name, turns), "f.jsonl", "transcript")


class Fragile:
    """A pool in this process; the call "deadly" breaks it, and everything else it has at hand."""

    def __init__(self) -> None:
        self.broken = False

    def submit(self, work: object, item: Call) -> Future[Grade | str]:
        future: Future[Grade | str] = Future()
        self.broken = self.broken or item.transcript.id == "deadly"
        if self.broken:
            future.set_exception(BrokenProcessPool("a process died"))
        elif item.transcript.id == "bad":
            future.set_result("ZeroDivisionError: boom")
        else:
            future.set_result(grader(Kind()).grade(item.transcript))
        return future

    def shutdown(self, **_: Any) -> None: ...

    def __enter__(self) -> "Fragile":
        return self

    def __exit__(self, *_: object) -> None: ...


def test_a_call_that_kills_its_process_costs_only_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grade_run, "_pool", lambda kind, jobs: Fragile())
    problem = Problem("g.vtt", 0, "", "is empty")
    names = ["a", "b", "deadly", "bad", "c", "d", "e", "f", "g", "h", "i", "j"]
    items = [*(call(n) for n in names[:5]), problem, *(call(n) for n in names[5:])]
    found = list(graded(items, grader(Kind()), kind=Kind(), jobs=2))
    assert [_id(item) for item in found] == [
        *("a", "b", "deadly!", "bad!", "c", "problem", "d", "e", "f", "g", "h", "i", "j")
    ]


def _id(item: tuple[Call, Grade] | Failure | Problem) -> str:
    if isinstance(item, Problem):
        return "problem"
    return f"{item.call.transcript.id}!" if isinstance(item, Failure) else item[1].transcript
