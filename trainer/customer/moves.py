"""What the customer does next: decided by the director, worded by a voice."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.scenarios.vocabulary import Card, LayerName, Mood


class Ending(StrEnum):
    """How a move ends the call, if it does."""

    CLOSED = "closed"
    LEFT = "left"
    OUT_OF_TIME = "out_of_time"


class Outcome(StrEnum):
    """How the call ended, in human terms."""

    CLOSED_WARM = "closed_warm"
    CLOSED_LEVEL = "closed_level"
    CLOSED_COLD = "closed_cold"
    TAKE_BACK = "take_back"
    """The customer will take a corrected fact back to the others; not a yes."""
    LEFT = "left"
    """The customer ended the call because the rep would not stop."""
    OUT_OF_TIME = "out_of_time"
    HUNG_UP = "hung_up"
    """The rep ended the call."""
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a customer line."""

    heading: str
    """A heading of the vocabulary, or "reason" (then `layer` is set) or "fact" (then `fact` is set)."""
    layer: LayerName | None = None
    fact: str | None = None
    """Topic of the fact."""
    echo: str = ""
    """The rep's own offending words, short enough to be thrown back; may be empty."""


@dataclass(frozen=True, slots=True)
class Move:
    """One or two parts, said in a mood; may end the call."""

    parts: tuple[Part, ...]
    mood: Mood
    card: Card
    ends: Ending | None = None
    gives: frozenset[LayerName] = frozenset()
    """Layers already disclosed or disclosed by this move: what the line may speak of."""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(p.heading for p in self.parts)
