"""What was said, and what a coder found in it. Shared by the call, the graders and the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from zlib import crc32

from trainer.rubric.behaviours import Behaviour

Speaker = Literal["customer", "rep"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of talk, cleaned."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the deal around a transcript; every field may be empty (contracts.md, `scenario`)."""

    customer: str = ""
    role: str = ""
    company: str = ""
    product: str = ""
    context: str = ""
    stated_reason: str = ""
    real_reason: str = ""
    resolvable: bool | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation. Turn indexes count all turns from 0."""

    id: str
    turns: tuple[Turn, ...]
    scenario: Context = field(default_factory=Context)

    @property
    def fingerprint(self) -> int:
        """A number that depends on what was said alone, not on the id: for choices that must be the same again."""
        return crc32("\n".join(f"{t.speaker}:{t.text}" for t in self.turns).encode())

    def rep_turns(self) -> Iterator[tuple[int, Turn]]:
        """(index, turn) of every rep turn, in order."""
        return ((i, t) for i, t in enumerate(self.turns) if t.speaker == "rep")


@dataclass(frozen=True, slots=True)
class Hit:
    """A behaviour found in a rep turn."""

    code: Behaviour
    quote: str
    """Words of that turn, letter for letter."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class CodedTurn:
    """A rep turn with what was found in it; `index` counts all turns from 0."""

    index: int
    text: str
    hits: tuple[Hit, ...] = ()

    @property
    def codes(self) -> frozenset[Behaviour]:
        return frozenset(h.code for h in self.hits)


def checked(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits whose quote stands in `text` letter for letter; the others are dropped (design, idea 2)."""
    return tuple(h for h in hits if h.quote and h.quote in text)
