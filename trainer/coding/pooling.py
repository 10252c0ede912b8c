"""A whole call as numbers: per-turn probabilities pooled over the call and by position."""

from collections.abc import Mapping, Sequence
from math import log, prod, sqrt

from trainer.coding.style import pooled_style
from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour

Chances = Mapping[Behaviour, float]
"""Probability of every behaviour in one rep turn, 0 to 1."""
_PITFALLS = tuple(b for b in Behaviour if b in PITFALLS)
_STRENGTHS = tuple(b for b in Behaviour if b in STRENGTHS)
_PUSHES = tuple(b for b in Behaviour if b in PUSHES)
_YIELDING = (Behaviour.OWN, Behaviour.ACCEPT_NO, Behaviour.EXIT)


def pooled(turns: Sequence[Chances], texts: Sequence[str]) -> list[float]:
    """Numbers that describe a call.

    Args:
        turns: probabilities of each rep turn, in order; at least one.
        texts: the rep turns.
    """
    count = len(turns)
    place = [(i + 1) / count for i in range(count)]
    values: list[float] = []
    for code in Behaviour:
        row = [turn[code] for turn in turns]
        late = sum(p * v for p, v in zip(place, row, strict=True)) / sum(place)
        values += [sqrt(sum(row)), max(row), row[-1], row[0], late, sum(row) / count]
    push = [_any(turn, _PUSHES) for turn in turns]
    bad = [_any(turn, _PITFALLS) for turn in turns]
    good = [_any(turn, _STRENGTHS) for turn in turns]
    half = max(1, count // 2)
    values += [
        sum(push), sum(push[1:]), push[-1], push[0], sorted(push)[-2] if count > 1 else 0.0,
        sum(bad), sum(bad) / count, bad[-1], max(bad), max(bad[:half]), max(bad[count // 2 :]),
        sum(good), sum(good) / count, good[-1], min(good),
        sum(turn[c] for turn in turns for c in _PITFALLS) / count,
        sum(turn[c] for turn in turns for c in _STRENGTHS) / count,
        sum(turns[-1][c] for c in _PITFALLS),
        sum(turns[-1][c] for c in _STRENGTHS),
        max(turn[c] for turn in turns for c in _YIELDING),
        log(count), log(1 + sum(len(text.split()) for text in texts) / count),
    ]  # fmt: skip
    return values + pooled_style(texts)


def _any(turn: Chances, codes: Sequence[Behaviour]) -> float:
    """Probability that at least one of the codes is present, taken as independent."""
    return 1.0 - prod(1.0 - turn[c] for c in codes)
