"""What a rule is: a named look at a case that may bound one or more scores."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.rubric.addressed import Aside
from trainer.rubric.grade import Scale
from trainer.rubric.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at."""

    line: Timeline
    asides: frozenset[Aside] = frozenset()
    """What else the rep wrote than words to the customer, over the whole call."""
    stock: bool = False
    """The rep's kind words touch nothing this customer said (stock.py)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds on one score, both inclusive."""

    low: int = 1
    high: int = 5


Limits = Mapping[Scale, Limit]
NONE: Limits = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the manual."""

    name: str
    """Stable, in `Grade.rules` and in files."""
    section: str
    """Where the manual says so."""
    what: str
    """The rule in one plain sentence, for people."""
    limits: Callable[[Case], Limits]


def cap(scale: Scale, high: int) -> Limits:
    """A ceiling on one scale."""
    return {scale: Limit(high=high)}


def exactly(**scores: int) -> Limits:
    """These scores and no others, by the names of their scales."""
    return {Scale(name): Limit(score, score) for name, score in scores.items()}
