"""The three scores from the codes alone, as real numbers, for when no trained score model is at hand.

The tables are a ridge regression on `corpus/calls.jsonl`, rounded to what a person can read; the caps and rulings
come on top of them (rules.py).
"""

import re
from dataclasses import dataclass, field

from trainer.rubric.behaviours import PITFALLS, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.timeline import BURDENING, Timeline

B = Behaviour

_THEIRS = frozenset({B.HELP, B.EXPLORE, B.PRIORITIES})
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b[^.]*\b[A-Z]{3,}\b|!{2,}")


@dataclass(frozen=True, slots=True)
class Table:
    """How one scale is counted; every number is in points of that scale."""

    start: float
    any_pitfall: float
    """Once, when the call has a pitfall at all."""
    share: float
    """Times the share of rep turns with a pitfall."""
    last: float
    """When the rep's last turn has a pitfall."""
    strength: float
    """For each kind of strength shown."""
    clean: float = 0.0
    """When there is no pitfall at all and the customer's reasons or plans led, or they were helped."""
    once: dict[Behaviour, float] = field(default_factory=dict)
    again: dict[Behaviour, float] = field(default_factory=dict)
    """For every further turn with that pitfall."""


_TABLES: dict[Scale, Table] = {
    Scale.CALMNESS: Table(
        start=4.45,
        any_pitfall=-0.9,
        share=-0.2,
        last=-0.2,
        strength=0.05,
        once={B.HOSTILITY: -1.5, B.GUILT: -0.5, B.SELF_INTEREST: -0.2, B.INTERROGATE: -0.1},
        again={B.HOSTILITY: -0.2, B.GUILT: -0.15, B.SELF_INTEREST: -0.1, B.ARGUE: -0.1, B.PRESSURE: 0.1, B.BYPASS: 0.2},
    ),
    Scale.CUSTOMER_FOCUS: Table(
        start=2.7,
        any_pitfall=-0.3,
        share=-0.6,
        last=-0.25,
        strength=0.22,
        clean=0.6,
        once={B.HELP: 0.65, B.PRIORITIES: 0.15, B.SELF_INTEREST: -0.25, B.GUILT: -0.15, B.PRESSURE: -0.15},
        again={B.SELF_INTEREST: -0.2, B.GUILT: -0.15, B.REPITCH: -0.15},
    ),
}
_FOUGHT_ON = (2.2, 1.7, 1.4, 1.1)
"""Respect by contesting turns, 1 to 4 or more, when the rep never let go."""
_LET_GO = (3.0, 2.9, 2.1, 2.1)
"""The same when the rep let go without owning it."""
_OWNED = (3.1, 3.0, 3.0, 2.8)
"""The same when the rep owned it; where a cap holds, the cap decides (ruling 1)."""
_ONE_SLIP = 3.6
"""One contest, owned in the next breath, and nothing made the customer pay (ruling 11)."""


def points(line: Timeline) -> dict[Scale, float]:
    """Real-valued scores from 1 to 5 for each scale, before rounding, floors and caps."""
    raw = {scale: _counted(line, table) for scale, table in _TABLES.items()} | {Scale.RESPECT_NO: _respect(line)}
    raw[Scale.CALMNESS] -= _strain(line)
    return {scale: min(5.0, max(1.0, raw[scale])) for scale in Scale}


def _counted(line: Timeline, table: Table) -> float:
    slips = line.having(*PITFALLS)
    score = table.start + table.strength * len(line.codes & STRENGTHS)
    if not slips and line.codes & _THEIRS:
        score += table.clean
    score += sum(value for code, value in table.once.items() if code in line.codes)
    score += sum(value * (len(line.having(code)) - 1) for code, value in table.again.items() if code in line.codes)
    if slips:
        score += table.any_pitfall + table.share * len(slips) / len(line.moments)
        score += table.last if slips[-1] is line.moments[-1] else 0.0
    return score


def _strain(line: Timeline) -> float:
    """What haste costs calmness whatever was said: stacked questions and shouting (manual, calmness 3)."""
    stacked = sum(m.text.count("?") >= 2 for m in line.moments)
    shouted = any(_SHOUTED.search(m.text) for m in line.moments)
    return 0.15 * min(stacked, 3) + (0.3 if shouted else 0.0)


def _respect(line: Timeline) -> float:
    tries = len(line.contests)
    if not tries:
        if B.ACCEPT_NO not in line.codes:
            return 4.0
        return 5.0 if line.codes & {B.EXIT, B.HELP, B.PRIORITIES, B.PERMISSION} else 4.4
    row = _OWNED if line.owned else _LET_GO if line.let_go else _FOUGHT_ON
    if tries == 1 and line.owned_at_once and not line.codes & BURDENING:
        return _ONE_SLIP
    return row[min(tries, len(row)) - 1]
