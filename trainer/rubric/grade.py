"""The grade of a whole conversation: three scores, a verdict, and the words behind them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import CodedTurn


class Scale(StrEnum):
    """One of the three scores of the manual."""

    CALMNESS = "calmness"
    CUSTOMER_FOCUS = "customer_focus"
    RESPECT_NO = "respect_no"


Verdict = Literal["yes", "partly", "no"]
Relationship = Literal["kept", "strained", "lost"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the rep that earned or cost something on one scale."""

    turn: int
    code: Behaviour
    quote: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What a coach would say about one turn."""

    turn: int
    """Index of the rep turn it is about, counting all turns from 0."""
    why: str
    instead: str
    """A better line for this customer at this moment; may be empty."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What `trainer grade` reports. A score that cannot be judged is None and says why in `not_judged`."""

    transcript: str
    """Id of the transcript or call."""
    grader: str
    """"offline" or "llm"."""
    grader_version: str
    scores: dict[Scale, int | None]
    """1 to 5."""
    no_respected: Verdict | None
    relationship: Relationship | None
    turns: tuple[CodedTurn, ...]
    not_judged: dict[str, str] = field(default_factory=dict)
    """Scale or verdict name to the reason it is None."""
    evidence: dict[Scale, tuple[Evidence, ...]] = field(default_factory=dict)
    """Most telling first, for each scale."""
    notes: dict[Scale, str] = field(default_factory=dict)
    """A few plain words a scale, for people: "steady, one wobble"."""
    rules: tuple[str, ...] = ()
    """Names of the manual's caps and rulings that decided something."""
    summary: str = ""
    strength: str = ""
    """What went well, as specific as the advice, quoting the rep; may be empty."""
    advice: tuple[Advice, ...] = ()
    """Costliest turn first."""
    unsure: dict[Scale, str] = field(default_factory=dict)
    """Scores to be taken with care, each with the reason: the graders disagree, or the model's readings do."""
    notice: str = ""
    """What people must know about how the grade came about, above all that a model failed; may be empty."""
