"""The seam between the director and the words: built-in lines or a language model."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from trainer.customer.moves import Move
from trainer.customer.state import State
from trainer.rubric.transcript import Turn
from trainer.scenarios.model import Scenario


class VoiceFailed(Exception):
    """A voice could not speak. The text is for people, without keys or bodies of replies."""


@dataclass(frozen=True, slots=True)
class Brief:
    """All a voice may know when it words one move."""

    scenario: Scenario
    move: Move
    state: State
    """After the move."""
    talk: tuple[Turn, ...]
    """Everything said so far, the rep's last line included."""
    seed: int
    turn: int
    """Index of the turn to be spoken, counting all turns from 0."""
    refused: str = ""
    """Why the guard refused the last attempt at this line; empty at the first."""


class Voice(Protocol):
    """Turns a move into words."""

    name: str
    """"offline" or "llm", as in the `customer` field of the start event."""

    def speak(self, brief: Brief) -> AsyncIterator[str]:
        """Yield the line in pieces, in order; raises VoiceFailed. Closing the iterator cancels the work."""
        ...

    async def aclose(self) -> None:
        """Let go of connections. Safe to call twice."""
        ...
