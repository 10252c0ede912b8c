"""What a debrief says, as plain data: shown by the screen, by plain mode and by exports alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.review import phrases
from trainer.rubric.behaviours import PITFALLS, Behaviour
from trainer.rubric.grade import Scale

if TYPE_CHECKING:
    from trainer.call import events as ev
    from trainer.customer.moves import Outcome
    from trainer.rubric.grade import Relationship, Verdict
    from trainer.rubric.transcript import Hit, Speaker

SCALE_NAMES: dict[Scale, str] = {
    Scale.CALMNESS: "Calmness",
    Scale.CUSTOMER_FOCUS: "Customer focus",
    Scale.RESPECT_NO: "Respect",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the rep that earned or cost something."""

    number: int
    """Which rep line, counting from 1."""
    code: Behaviour
    text: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One of the three scores with the words behind it."""

    scale: Scale
    name: str
    value: int | None
    """1 to 5; None when it was not judged."""
    note: str
    """Plain words; when there is no value, why."""
    quotes: tuple[Quote, ...]
    unsure: str = ""
    """Why this score is to be taken with care; empty when it is not."""


@dataclass(frozen=True, slots=True)
class RepTurn:
    """One line of the rep's, what was found in it and what it did to the customer."""

    number: int
    """Counting rep lines from 1."""
    index: int
    """Counting all turns from 0."""
    text: str
    hits: tuple[Hit, ...]
    trust: float | None
    """The customer's trust after their answer, 0 to 1; None when there was none."""
    irritation: float | None
    change: float
    """How much trust moved with this line."""
    thought: str
    """What the customer thought and did not say; may be empty."""
    baits: tuple[ev.Bait, ...]
    """Papers opened while this line was written."""
    breathed: bool

    @property
    def codes(self) -> tuple[Behaviour, ...]:
        """Each behaviour once, pitfalls first."""
        found = dict.fromkeys(h.code for h in self.hits)
        return tuple(sorted(found, key=lambda c: c not in PITFALLS))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of the transcript."""

    speaker: Speaker
    text: str
    index: int
    turn: RepTurn | None = None
    """What is known of it, when the rep spoke."""
    thought: str = ""
    """What the customer thought while saying it."""


@dataclass(frozen=True, slots=True)
class Turning:
    """The turn it turned on."""

    turn: RepTurn
    said: str
    """The words that did it, or the whole line when it is short."""
    answer: str
    """What the customer said to it; may be empty."""
    for_better: bool


@dataclass(frozen=True, slots=True)
class Better:
    """A better line in this rep's situation."""

    number: int
    said: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class LayerShown:
    """One layer of the reason, face up."""

    name: str
    summary: str
    told: bool
    """The rep was told during the call."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What stays covered until the rep has guessed, or chosen not to."""

    card: str
    kind: str
    """What kind of no it was, one sentence."""
    layers: tuple[LayerShown, ...]
    misunderstanding: str
    never_asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything the debrief says, in the order it says it."""

    call: str
    title: str
    customer: str
    called: str
    role: str
    pronoun: phrases.Pronoun
    started_at: float | None
    """Seconds since the epoch, UTC."""
    headline: str
    ended: str
    verdict: Verdict | None
    relationship: Relationship | None
    outcome: Outcome | None
    grader: str
    """"offline", "llm", or empty when nothing was graded."""
    not_graded: str
    """Why nothing at all was judged; empty when something was."""
    summary: str
    strength: str
    scores: tuple[ScoreLine, ...]
    turns: tuple[RepTurn, ...]
    turning: Turning | None
    better: tuple[Better, ...]
    reveal: Reveal | None
    guess: ev.ReasonGuessed | None
    tomorrow: str
    temptations: str
    """What the rep opened mid-call, and the breaths they took; one or two sentences, may be empty."""
    talk: tuple[Spoken, ...]
    fallbacks: int
    """Lines the built-in voice spoke in place of the model."""
    notice: str = ""
    """What the grader has to say about itself: that another stood in for it, and why."""

    @property
    def the_no(self) -> str:
        """ "respected", or why nobody can say."""
        return phrases.VERDICTS[self.verdict] if self.verdict else "not judged"
