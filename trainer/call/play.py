"""The call: one async loop over what the rep does, yielding typed events."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from trainer.call.events import Event, RepAction, StoredEvent
from trainer.coding.coder import LiveCoder
from trainer.customer.voice import Voice
from trainer.rubric.grade import Grade
from trainer.rubric.transcript import Transcript
from trainer.scenarios.model import Scenario


class Journal(Protocol):
    """Where events are kept. `append` returns when the event is safe on disk."""

    async def append(self, call: str, event: StoredEvent) -> None: ...


class Grader(Protocol):
    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade: ...


@dataclass(frozen=True, slots=True)
class Setup:
    """All a call needs; everything that could vary is in here."""

    call: str
    scenario: Scenario
    fingerprint: str
    seed: int
    coder: LiveCoder
    voice: Voice
    fallback: Voice
    journal: Journal
    grader: Grader
    clock: "Clock"
    past: Sequence[StoredEvent] = field(default=())
    """Events of the same call kept earlier: the call goes on where they stop."""


class Clock(Protocol):
    def __call__(self) -> float: ...


def play(setup: Setup, rep: AsyncIterator[RepAction]) -> AsyncIterator[Event]:
    """Play a call to its end.

    Yields every event after it was committed to the journal (CustomerThinking and CustomerStreamed are shown only and
    not kept). When `setup.past` is given, nothing of it is yielded again. Ends after CallGraded.
    """
    raise NotImplementedError
