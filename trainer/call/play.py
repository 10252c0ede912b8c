"""The call: one async loop over what the rep does, yielding typed events."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal, Protocol

from trainer.call.events import (
    BaitTaken,
    BehavioursCoded,
    Breathe,
    CallEnded,
    CallGraded,
    CallStarted,
    CustomerSpoke,
    CustomerThinking,
    Event,
    HangUp,
    ManagerWrote,
    RepAction,
    RepBreathed,
    RepSpoke,
    Say,
    StateShown,
    StoredEvent,
    TakeBait,
    VoiceFellBack,
)
from trainer.call.speaking import Spoken, speak
from trainer.cleaning import clean
from trainer.coding.coder import LiveCoder, TurnCoding
from trainer.customer import director
from trainer.customer.builtin import BuiltInVoice
from trainer.customer.director import Step
from trainer.customer.state import State
from trainer.customer.voice import Brief, Voice
from trainer.rubric.grade import Grade, Scale
from trainer.rubric.transcript import Transcript, Turn
from trainer.scenarios.model import Scenario

log = logging.getLogger(__name__)


class Journal(Protocol):
    """Where events are kept. `append` returns when the event is safe on disk."""

    async def append(self, call: str, event: StoredEvent) -> None: ...


class Grader(Protocol):
    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade: ...


@dataclass(frozen=True, slots=True)
class Setup:
    """All a call needs; everything that could vary is in here."""

    call: str
    """Unique id."""
    scenario: Scenario
    fingerprint: str
    """Of the scenario's file."""
    seed: int
    coder: LiveCoder
    voice: Voice
    """The built-in voice, or a model's."""
    built_in: BuiltInVoice
    """Speaks when the voice fails; the same object as `voice` in a call with the built-in customer."""
    journal: Journal
    grader: Grader
    clock: Callable[[], float]
    """Seconds since the epoch, UTC."""
    pressure: bool = True
    """Whether the manager writes."""
    past: Sequence[StoredEvent] = ()
    """Events of the same call kept earlier: the call goes on where they stop."""


async def play(setup: Setup, rep: AsyncIterator[RepAction]) -> AsyncGenerator[Event, None]:
    """Play a call to its end.

    Yields every event after it was committed to the journal; CustomerThinking and CustomerStreamed are shown only and
    not kept. Nothing of `setup.past` is yielded again. Ends after CallGraded; when `rep` runs out before the call has
    ended, the call stays open and can be resumed.

    Raises:
        TrainerError: the journal could not keep an event; everything yielded before is safe.
    """
    call = _Call(setup)
    try:
        async with aclosing(call.catch_up()) as events:
            async for event in events:
                yield event
        while not call.over:
            action = await anext(rep, None)
            if action is None:
                return
            async with aclosing(call.take(action)) as events:
                async for event in events:
                    yield event
    finally:
        await setup.voice.aclose()


class _Call:
    """The moving parts of one call: the talk, the state, and what has been said."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.talk: list[Turn] = []
        self.step: Step | None = None
        self.over = False
        self.rep_lines = 0
        self.messages = 0

    @property
    def turn(self) -> int:
        return len(self.talk)

    async def keep(self, event: StoredEvent) -> StoredEvent:
        await self.setup.journal.append(self.setup.call, event)
        return event

    # -- going on from what was kept -----------------------------------------------------------------

    async def catch_up(self) -> AsyncGenerator[Event, None]:
        """Replay what was kept, then do whatever was still owed when it stopped."""
        setup = self.setup
        owed: Literal["start", "opening", "coding", "answer", "end", "grade", "nothing"] = "start"
        ended: CustomerSpoke | None = None
        for kept in setup.past:
            match kept:
                case CallStarted():
                    owed = "opening"
                case CustomerSpoke():
                    if self.step is None:
                        self.step = director.opening(setup.scenario, setup.seed)
                    self.talk.append(Turn("customer", kept.text))
                    setup.built_in.remember(kept.said)
                    owed, ended = ("end", kept) if kept.ended else ("nothing", None)
                case RepSpoke():
                    self.talk.append(Turn("rep", kept.text))
                    self.rep_lines += 1
                    owed = "coding"
                case BehavioursCoded():
                    self._react(TurnCoding(kept.hits, frozenset(kept.asks)))
                    owed = "answer"
                case ManagerWrote():
                    self.messages += 1
                case CallEnded():
                    owed = "grade"
                case CallGraded():
                    self.over = True
                    return
                case _:
                    pass
        if owed == "start":
            customer: Literal["offline", "llm"] = "offline" if setup.voice is setup.built_in else "llm"
            yield await self.keep(
                CallStarted(setup.call, setup.scenario.id, setup.fingerprint, customer, setup.seed, setup.clock())
            )
            owed = "opening"
        if owed == "opening":
            self.step = director.opening(setup.scenario, setup.seed)
            async for event in self._speak():
                yield event
        elif owed == "coding":
            async for event in self._hear(self.talk.pop().text):
                yield event
        elif owed == "answer":
            async for event in self._speak():
                yield event
        elif owed == "end" and ended is not None:
            async for event in self._end("customer"):
                yield event
        elif owed == "grade":
            async for event in self._grade():
                yield event
        elif owed == "nothing":
            async for event in self._manager():
                yield event

    # -- what the rep does ---------------------------------------------------------------------------

    async def take(self, action: RepAction) -> AsyncGenerator[Event, None]:
        match action:
            case Say(text=text):
                said = clean(text)
                turn = self.turn
                yield await self.keep(RepSpoke(turn, said, self.setup.clock()))
                self.rep_lines += 1
                async for event in self._hear(said):
                    yield event
            case TakeBait(bait=bait):
                yield await self.keep(BaitTaken(self.turn, bait))
            case Breathe():
                yield await self.keep(RepBreathed(self.turn))
            case HangUp(by=by):
                async for event in self._end(by):
                    yield event

    async def _hear(self, text: str) -> AsyncGenerator[Event, None]:
        """Code the rep's line and answer it."""
        turn = self.turn
        coding = await asyncio.to_thread(self.setup.coder.code, tuple(self.talk), text)
        self.talk.append(Turn("rep", text))
        yield await self.keep(BehavioursCoded(turn, coding.hits, tuple(sorted(coding.asks))))
        self._react(coding)
        async for event in self._speak():
            yield event

    def _react(self, coding: TurnCoding) -> None:
        assert self.step is not None
        self.step = director.react(self.setup.scenario, self.step.state, self.talk[-1].text, coding)

    # -- what the customer does ----------------------------------------------------------------------

    async def _speak(self) -> AsyncGenerator[Event, None]:
        assert self.step is not None
        setup, step, turn = self.setup, self.step, self.turn
        yield CustomerThinking(turn)
        brief = Brief(setup.scenario, step.move, step.state, tuple(self.talk), setup.seed, turn)
        spoken = Spoken("")
        async with aclosing(speak(setup.voice, setup.built_in, brief)) as said:  # type: ignore[type-var]
            async for piece in said:
                if isinstance(piece, Spoken):
                    spoken = piece
                else:
                    yield piece
        if spoken.fell_back:
            yield await self.keep(VoiceFellBack(turn, spoken.fell_back))
        ended = step.move.ends is not None
        self.talk.append(Turn("customer", spoken.text))
        yield await self.keep(
            CustomerSpoke(turn, spoken.text, shown(step.state), step.move.headings, spoken.said, spoken.voice, ended)
        )
        if ended:
            async for event in self._end("customer"):
                yield event
            return
        async for event in self._manager():
            yield event

    async def _manager(self) -> AsyncGenerator[Event, None]:
        """The messages that are due by now and have not come."""
        if self.setup.pressure:
            due = sorted((m for m in self.setup.scenario.manager if m.after <= self.rep_lines), key=lambda m: m.after)
            for message in due[self.messages :]:
                self.messages += 1
                yield await self.keep(ManagerWrote(self.turn, message.text))

    async def _end(self, by: Literal["customer", "rep", "end-of-input"]) -> AsyncGenerator[Event, None]:
        assert self.step is not None
        state, ends = self.step.state, self.step.move.ends
        outcome = director.outcome(state, ends, by)
        yield await self.keep(CallEnded(by, outcome, state.card, state.disclosed))
        async for event in self._grade():
            yield event

    async def _grade(self) -> AsyncGenerator[Event, None]:
        transcript = Transcript(self.setup.call, tuple(self.talk), self.setup.scenario.context)
        try:
            grade = await asyncio.to_thread(self.setup.grader.grade, transcript, self.setup.scenario)
        except Exception:
            log.exception("the grader failed")
            why = "the grader failed; nothing was judged"
            grade = Grade(
                transcript.id, "offline", "", dict.fromkeys(Scale), None, None, (), {s.value: why for s in Scale}
            )
        self.over = True
        yield await self.keep(CallGraded(grade))


def shown(state: State) -> StateShown:
    """The part of a state that other tools may see."""
    return StateShown(state.trust, state.irritation, state.resolve, state.disclosed, state.mood)
