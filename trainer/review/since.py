"""Grades a call from one turn on, with turns counted as in the whole call, and without a no where there was none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from trainer.rubric.grade import Grade, Scale
from trainer.rubric.transcript import Transcript

NOTHING_REFUSED = "No refusal was found in this call, so how the no was taken is not judged."


class Grader(Protocol):
    """What grading needs of a grader."""

    @property
    def version(self) -> str: ...

    def grade(self, transcript: Transcript) -> Grade: ...


def grade_since(grader: Grader, transcript: Transcript, start: int, *, no_missing: str = "") -> Grade:
    """The grade of the turns from `start` on.

    Args:
        grader: who grades.
        transcript: the whole call.
        start: first turn that counts, counting all turns from 0; the grader sees nothing before it.
        no_missing: why the no cannot be judged, when there is none; "" when there is one.

    Returns:
        A grade whose indexes count all turns of the whole call from 0. With `no_missing`, everything that rests on a
        no is None with that reason.
    """
    part = transcript if start == 0 else replace(transcript, turns=transcript.turns[start:])
    grade = grader.grade(part)
    if start:
        grade = _moved(grade, lambda turn: turn + start)
    return _without_no(grade, no_missing) if no_missing else grade


def _moved(grade: Grade, place: Callable[[int], int]) -> Grade:
    return replace(
        grade,
        turns=tuple(replace(t, index=place(t.index)) for t in grade.turns),
        evidence={s: tuple(replace(e, turn=place(e.turn)) for e in pieces) for s, pieces in grade.evidence.items()},
        advice=tuple(replace(a, turn=place(a.turn)) for a in grade.advice),
    )


def _without_no(grade: Grade, reason: str) -> Grade:
    """The grade with respect for the no, its verdict and what follows from it not judged."""
    names = {str(Scale.RESPECT_NO), "no_respected", "relationship"}
    missing = {name: reason for name in sorted(names) if name not in grade.not_judged}
    return replace(
        grade,
        scores={**grade.scores, Scale.RESPECT_NO: None},
        no_respected=None,
        relationship=None,
        not_judged={**grade.not_judged, **missing},
        evidence={scale: pieces for scale, pieces in grade.evidence.items() if scale is not Scale.RESPECT_NO},
        notes={scale: note for scale, note in grade.notes.items() if scale is not Scale.RESPECT_NO},
        unsure={scale: why for scale, why in grade.unsure.items() if scale is not Scale.RESPECT_NO},
        summary=NOTHING_REFUSED,
        rules=(),
    )
