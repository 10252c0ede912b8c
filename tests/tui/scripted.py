"""A scripted engine in place of the call, and short cuts to a call screen in tests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.review.sample import CUSTOMER, grade, roof, sample_events, state
from trainer.call import events as ev
from trainer.customer.moves import Outcome
from trainer.scenarios.vocabulary import Card, LayerName
from trainer.tui.app import TrainerApp

from .fakes import NOW, Config, FakeServices

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from textual.pilot import Pilot


@dataclass
class Script:
    """What the scripted customer says, and what the rep did."""

    answers: list[str] = field(default_factory=lambda: list(CUSTOMER[1:]))
    did: list[ev.RepAction] = field(default_factory=list)
    kept: list[ev.StoredEvent] = field(default_factory=list)
    manager: dict[int, str] = field(default_factory=dict)
    """Turn of a rep line to what the manager writes after it."""
    fails_at: dict[int, Exception] = field(default_factory=dict)
    """Turn of a rep line to the error in place of the answer; raised once."""
    before_kept: bool = False
    """Whether it fails before the rep's line was kept."""
    streams: bool = False
    falls_back: dict[int, str] = field(default_factory=dict)
    """Turn of a customer line to the reason of a fallback."""
    gate: asyncio.Event | None = None
    """When given, the customer thinks until it is set."""
    grade_gate: asyncio.Event | None = None

    async def play(self, setup: Any, rep: AsyncIterator[ev.RepAction]) -> AsyncGenerator[ev.Event, None]:
        """As trainer.call.play.play, from the script."""
        turn = 1 + max((e.turn for e in setup.past if isinstance(e, ev.RepSpoke | ev.CustomerSpoke)), default=-1)
        owed = bool(setup.past) and not any(isinstance(e, ev.CustomerSpoke) and e.turn == turn - 1 for e in setup.past)
        if not setup.past:
            yield self._keep(ev.CallStarted("call-1", "roof-from-1740", "f", "offline", 0, NOW))
            async for event in self._speak(0, CUSTOMER[0]):
                yield event
            turn = 1
        elif owed:
            async for event in self._speak(turn, self._next(), ended=not self.answers):
                yield event
            turn += 1
        while True:
            action = await anext(rep)
            self.did.append(action)
            match action:
                case ev.Say(text=text):
                    if self.before_kept and (error := self.fails_at.pop(turn, None)):
                        raise error
                    yield self._keep(ev.RepSpoke(turn, text, NOW))
                    if error := self.fails_at.pop(turn, None):
                        raise error
                    ended = len(self.answers) <= 1
                    async for event in self._speak(turn + 1, self._next(), ended=ended):
                        yield event
                    if ended:
                        break
                    if turn in self.manager:
                        yield self._keep(ev.ManagerWrote(turn + 2, self.manager[turn]))
                    turn += 2
                case ev.HangUp():
                    break
                case ev.TakeBait(bait=bait):
                    yield self._keep(ev.BaitTaken(turn, bait))
                case ev.Breathe():
                    yield self._keep(ev.RepBreathed(turn))
        by_rep = isinstance(self.did[-1], ev.HangUp)
        yield self._keep(
            ev.CallEnded(
                "rep" if by_rep else "customer",
                Outcome.HUNG_UP if by_rep else Outcome.CLOSED_WARM,
                Card.OPEN,
                (LayerName.STATED,),
            )
        )
        if self.grade_gate:
            await self.grade_gate.wait()
        yield self._keep(ev.CallGraded(grade()))

    def _next(self) -> str:
        return self.answers.pop(0) if self.answers else "Go with God."

    def _keep(self, event: ev.StoredEvent) -> ev.StoredEvent:
        self.kept.append(event)
        return event

    async def _speak(self, turn: int, text: str, *, ended: bool = False) -> AsyncGenerator[ev.Event, None]:
        yield ev.CustomerThinking(turn)
        if self.gate:
            await self.gate.wait()
        if turn in self.falls_back:
            yield self._keep(ev.VoiceFellBack(turn, self.falls_back[turn]))
        if self.streams:
            for word in text.split(" "):
                yield ev.CustomerStreamed(turn, word + " ")
                await asyncio.sleep(0)
        yield self._keep(ev.CustomerSpoke(turn, text, state(0.5, 0.1), ended=ended))


def setup_of(past: tuple[ev.StoredEvent, ...] = (), **scenario: Any) -> Any:
    """A setup for the scripted engine: only what the screens read."""
    return SimpleNamespace(call="call-1", scenario=roof(**scenario), seed=0, clock=lambda: NOW, past=past)


def services(script: Script | None = None, *, past: tuple[ev.StoredEvent, ...] = (), **config: Any) -> FakeServices:
    """Services with the roof on the shelf; a resume gives what the script kept so far."""
    settings = {"pace": "off", "motion": False, "theme": "eleventh-dark", **config}

    def setup(which: str) -> Any:
        kept = tuple(script.kept) if script and which == "call-1" else ()
        return setup_of(past=(*past, *kept))

    return FakeServices(
        config=Config(**settings),
        full={"roof-from-1740": roof()},
        kept={"call-1": sample_events()},
        setups=setup,
    )


def call_app(script: Script, monkeypatch: Any, **config: Any) -> TrainerApp:
    """The app, opening a call with the scripted customer."""
    monkeypatch.setattr("trainer.call.play.play", script.play)
    return TrainerApp(services(script, **config), "call:roof-from-1740", clock=lambda: NOW)


async def settled(pilot: Pilot[None], tries: int = 40) -> None:
    """Wait until nothing moves any more."""
    for _ in range(tries):
        await pilot.pause()
        if not any(w.is_running for w in pilot.app.workers if w.group != "call"):
            break
    await pilot.pause()


def briefing_app(script: Script, monkeypatch: Any, known: FakeServices | None = None) -> TrainerApp:
    """The app, opening the briefing of the roof."""
    monkeypatch.setattr("trainer.call.play.play", script.play)
    return TrainerApp(known or services(script), "briefing:roof-from-1740", clock=lambda: NOW)
