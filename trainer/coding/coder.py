"""What every coder gives back, whichever model is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.rubric.asks import Ask
from trainer.rubric.transcript import Hit, Turn


@dataclass(frozen=True, slots=True)
class TurnCoding:
    """Behaviours (checked quotes) and asks of one rep turn."""

    hits: tuple[Hit, ...] = ()
    asks: frozenset[Ask] = frozenset()


class LiveCoder(Protocol):
    """Codes a rep turn while the call runs; must answer within milliseconds and be bit-identical on repeat."""

    @property
    def version(self) -> str:
        """Changes whenever the same line could be coded otherwise."""
        ...

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding:
        """Code the rep's next line.

        Args:
            talk: all turns before it, in order; may be empty.
            text: the rep's line, cleaned; may be empty.
        """
        ...
