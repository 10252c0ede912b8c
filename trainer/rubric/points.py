"""The three scores from the codes alone, as real numbers, for when no trained score model is at hand.

The tables were read off `corpus/calls.jsonl`; the caps and rulings come on top of them (rules.py).
"""

from trainer.rubric.behaviours import PITFALLS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.timeline import BURDENING, CONTESTING, Timeline

B = Behaviour

_RESPECT_BY_CONTESTS: tuple[tuple[float, float, float], ...] = (
    (4.0, 4.5, 4.4),
    (2.2, 3.0, 3.3),
    (1.7, 2.9, 2.8),
    (1.4, 2.3, 2.4),
    (1.15, 2.2, 2.3),
)
"""Rows: contesting turns, 0 to 4 or more. Columns: not let go, let go, let go and owned."""

_CALM_COST: dict[Behaviour, float] = {
    B.GUILT: 1.5,
    B.HOSTILITY: 2.0,
    B.INTERROGATE: 0.6,
    B.CALLOUT: 0.7,
    B.SELF_INTEREST: 0.7,
    B.ARGUE: 0.6,
    B.PRESSURE: 0.4,
    B.SWEETENER: 0.4,
    B.REPITCH: 0.4,
    B.BYPASS: 0.4,
}
_FOCUS_COST: dict[Behaviour, float] = {
    B.GUILT: 0.9,
    B.SELF_INTEREST: 0.9,
    B.HOSTILITY: 0.9,
    B.PRESSURE: 0.6,
    B.SWEETENER: 0.4,
    B.REPITCH: 0.5,
    B.CALLOUT: 0.6,
    B.ARGUE: 0.5,
    B.BYPASS: 0.6,
    B.INTERROGATE: 0.4,
}
_FOCUS_GAIN: dict[Behaviour, float] = {
    B.HELP: 0.9,
    B.EXPLORE: 0.6,
    B.REFLECT: 0.6,
    B.PRIORITIES: 0.6,
    B.CLARIFY: 0.4,
    B.EMPATHY: 0.4,
    B.PERMISSION: 0.3,
    B.DOOR: 0.2,
    B.OWN: 0.2,
    B.EXIT: 0.3,
    B.THANKS: 0.2,
}
_REPEAT = 0.5
"""Share of a cost that every further turn with the same behaviour adds."""


def _cost(line: Timeline, table: dict[Behaviour, float]) -> float:
    total = 0.0
    for code, points in table.items():
        times = len(line.having(code))
        total += points * (1 + _REPEAT * (times - 1)) if times else 0.0
    return total


def _respect(line: Timeline) -> float:
    row = _RESPECT_BY_CONTESTS[min(len(line.contests), 4)]
    score = row[2 if line.let_go and line.owned else 1 if line.dropped else 0]
    if (
        not line.contests
        and B.ACCEPT_NO in line.codes
        and line.codes & {B.EXIT, B.HELP, B.PRIORITIES, B.PERMISSION}
    ):
        score = 5.0
    return score


def _calmness(line: Timeline) -> float:
    gentle = line.codes & {
        B.ACCEPT_NO,
        B.EMPATHY,
        B.EXIT,
        B.HELP,
        B.PRIORITIES,
        B.PERMISSION,
        B.EXPLORE,
        B.REFLECT,
    }
    score = (4.9 if len(gentle) >= 3 else 4.3 if gentle else 3.6) - _cost(line, _CALM_COST)
    return score + (0.4 if line.codes & PITFALLS and line.owned else 0.0)


def _focus(line: Timeline) -> float:
    score = 2.3 + sum(points for code, points in _FOCUS_GAIN.items() if code in line.codes)
    return min(score, 5.0) - _cost(line, _FOCUS_COST)


def points(line: Timeline) -> dict[Scale, float]:
    """Real-valued scores from 1 to 5 for each scale, before rounding, floors and caps."""
    raw = {
        Scale.CALMNESS: _calmness(line),
        Scale.CUSTOMER_FOCUS: _focus(line),
        Scale.RESPECT_NO: _respect(line),
    }
    return {scale: min(5.0, max(1.0, value)) for scale, value in raw.items()}


__all__ = ["BURDENING", "CONTESTING", "points"]
