"""Grades many calls in order, in this process or in several, so that one bad call never stops the rest."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

    from trainer.review.importing.prepared import Call
    from trainer.review.since import Grader
    from trainer.review.transcripts import Problem
    from trainer.rubric.grade import Grade

_AHEAD = 4
"""Calls for each process that wait for their turn; more would only fill the memory."""
_mine: Grader | None = None
"""The grader of a worker process."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call the grader could not grade."""

    call: Call
    reason: str

    def __str__(self) -> str:
        return f"{self.call.source}: {self.call.transcript.id}: the grader failed and gives no grade: {self.reason}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What every process makes its grader from."""

    name: Literal["offline", "llm"] = "offline"
    """"llm" agrees that the model's host may receive the talk, as `--grader llm` does."""
    repeat: int = 1
    """How often a model reads each call."""


def grader(kind: Kind) -> Grader:
    """The grader of a kind.

    Raises:
        TrainerError: the model in the settings may not or cannot be used.
    """
    if kind.name == "llm":
        from trainer.wiring import Program, flags

        return cast("Grader", Program(flags(grader="llm"), keep=False).grader("llm", repeat=kind.repeat))
    from trainer.coding.builtin import BuiltInCoder
    from trainer.review.grader import OfflineGrader

    return OfflineGrader(BuiltInCoder())


def graded(
    calls: Iterable[Call | Problem], own: Grader, *, kind: Kind, jobs: int = 1
) -> Iterator[tuple[Call, Grade] | Failure | Problem]:
    """Every call with its grade, and every problem, in the order of the input.

    Args:
        calls: what was read, problems where they stand.
        own: the grader of this process, used when there is only one.
        kind: what kind of grader other processes start.
        jobs: processes; each starts fresh and reads the weights once.
    """
    if jobs == 1:
        for item in calls:
            yield _one(item, own)
        return
    yield from _in_processes(calls, kind, jobs)


def _one(item: Call | Problem, own: Grader) -> tuple[Call, Grade] | Failure | Problem:
    from trainer.review.transcripts import Problem

    if isinstance(item, Problem):
        return item
    grade = _grade(own, item)
    return Failure(item, grade) if isinstance(grade, str) else (item, grade)


def _grade(own: Grader, call: Call) -> Grade | str:
    """The grade, or why there is none: a call that breaks the grader must not cost the others theirs."""
    from trainer.review.importing.prepared import NO_NO
    from trainer.review.since import grade_since

    try:
        return grade_since(own, call.transcript, call.start, no_missing=NO_NO if call.no_missing else "")
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _start(kind: Kind) -> None:
    import signal

    global _mine
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine = grader(kind)


def _work(call: Call) -> Grade | str:
    assert _mine is not None
    return _grade(_mine, call)


def _in_processes(
    calls: Iterable[Call | Problem], kind: Kind, jobs: int
) -> Iterator[tuple[Call, Grade] | Failure | Problem]:
    from concurrent.futures.process import BrokenProcessPool

    from trainer.review.transcripts import Problem

    waiting: deque[tuple[Call | Problem, Future[Grade | str] | None]] = deque()
    source, pool = iter(calls), _pool(kind, jobs)
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < jobs * _AHEAD:
                item = next(source, None)
                if item is None:
                    more = False
                else:
                    waiting.append((item, None if isinstance(item, Problem) else pool.submit(_work, item)))
            if not waiting:
                continue
            item, future = waiting.popleft()
            if isinstance(item, Problem) or future is None:
                yield item  # type: ignore[misc]
                continue
            try:
                grade = future.result()
            except BrokenProcessPool:
                # A process died under one of the calls at hand; each is tried again alone, so that only one is lost.
                again = [item, *(call for call, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(again, kind)
                pool = _pool(kind, jobs)
                continue
            yield Failure(item, grade) if isinstance(grade, str) else (item, grade)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(items: Iterable[Call | Problem], kind: Kind) -> Iterator[tuple[Call, Grade] | Failure | Problem]:
    from concurrent.futures.process import BrokenProcessPool

    from trainer.review.transcripts import Problem

    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        with _pool(kind, 1) as pool:
            try:
                grade = pool.submit(_work, item).result()
            except BrokenProcessPool:
                grade = "the process that graded it died"
        yield Failure(item, grade) if isinstance(grade, str) else (item, grade)


def _pool(kind: Kind, jobs: int) -> Executor:
    """Processes that start fresh: a copy of this one could hold a lock of its progress display."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(kind,))
