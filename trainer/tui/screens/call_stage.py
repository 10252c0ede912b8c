"""How a call is shown: the customer thinking and speaking at their pace, quiet notes, the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Static

from trainer.review import phrases
from trainer.tui.call_events import rep_words
from trainer.tui.widgets.composer import Composer
from trainer.tui.widgets.ending import Over
from trainer.tui.widgets.pace import FRAMES_A_SECOND, TEMPI, Typist
from trainer.tui.widgets.talk import THINKING, Entry, Talk

if TYPE_CHECKING:
    from textual.timer import Timer

    from trainer.call.events import CallEnded
    from trainer.scenarios.model import Scenario
    from trainer.tui.services import Services

DOTS_A_SECOND = 2.5


class CallStage(Screen[None]):
    """The half of the call screen that events are shown on; `call_events.show` calls it."""

    services: Services
    scenario: Scenario
    over = False
    """The call has ended."""
    fallen_back = ""
    _asked = False
    """The engine waits for the rep."""
    _speaking = False
    """A customer line is being thought, spoken or typed."""
    _typist: Typist | None = None
    _thinking_since = 0.0
    _ticker: Timer | None = None
    _dots: Timer | None = None
    _last_tick = 0.0
    _dot = 0
    _early = False
    """The rep was told that the customer is still speaking."""

    @property
    def may_speak(self) -> bool:
        """Whether a line of the rep's would be heard now."""
        return self._asked and not self._speaking and not self.over

    def rep_turn(self, asked: bool) -> None:
        """The engine waits for the rep, or has been given a line."""
        self._asked = asked
        self._mark()
        if asked and self._early:
            self._early = False
            self.note("")

    def _mark(self) -> None:
        for composer in self.query(Composer):
            composer.customer_speaks = not self.may_speak

    def too_early(self) -> None:
        """The rep wants to speak while the customer does."""
        self._early = True
        who = phrases.PRONOUNS[self.scenario.pronoun]
        self.note(f"{who.sub.capitalize()} {'are' if who.plural else 'is'} still speaking. Ctrl+S skips")

    def note(self, text: str) -> None:
        """One quiet line at the foot; replaces the last."""
        self.query_one("#note", Static).update(text)

    # The customer

    async def customer_thinks(self) -> None:
        if self._speaking:
            return
        self._speaking = True
        self._mark()
        self._thinking_since = monotonic()
        self._skip = asyncio.Event()
        config = self.services.config
        self._typist = Typist(TEMPI[config.pace].letters_a_second if config.motion else 0)
        await self.query_one(Talk).begin(self.scenario.called)
        if config.motion and config.pace != "off":
            self._dots = self.set_interval(1 / DOTS_A_SECOND, self._next_dot)

    def _next_dot(self) -> None:
        self._dot = (self._dot + 1) % len(THINKING)
        self.query_one(Talk).live(THINKING[self._dot])

    def _stop_dots(self) -> None:
        if self._dots is not None:
            self._dots.stop()
            self._dots = None

    async def customer_streams(self, text: str) -> None:
        await self.customer_thinks()
        assert self._typist is not None
        self._typist.add(text)
        self._stop_dots()
        self._start_ticking()

    async def customer_speaks(self, text: str) -> None:
        await self.customer_thinks()
        assert self._typist is not None
        if not self._typist.text:
            tempo = TEMPI[self.services.config.pace]
            await self._wait(self._thinking_since + tempo.thought(len(text)) - monotonic())
        self._typist.replace(text)
        self._stop_dots()
        while not self._typist.done:
            self._start_ticking()
            await self._wait(1 / FRAMES_A_SECOND, skippable=False)
        self._stop_ticking()
        await self.query_one(Talk).finish(text)
        self._speaking = False
        self._mark()

    async def _wait(self, seconds: float, *, skippable: bool = True) -> None:
        if seconds <= 0:
            return
        if not skippable:
            await asyncio.sleep(seconds)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._skip.wait(), seconds)

    def _start_ticking(self) -> None:
        if self._ticker is None:
            self._last_tick = monotonic()
            self._ticker = self.set_interval(1 / FRAMES_A_SECOND, self._tick)

    def _stop_ticking(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    def _tick(self) -> None:
        """Show a few more words; at most FRAMES_A_SECOND times a second."""
        if self._typist is None:
            return
        now = monotonic()
        self._typist.advance(now - self._last_tick)
        self._last_tick = now
        if visible := self._typist.visible:
            self.query_one(Talk).live(visible)

    def action_skip(self) -> None:
        """Show the line being spoken whole, and the rest of it as it comes."""
        if self._speaking and self._typist is not None:
            self._typist.skip()
            self._skip.set()
            self._tick()

    async def stop_speaking(self) -> None:
        """Take an unfinished line away."""
        self._stop_dots()
        self._stop_ticking()
        self._speaking = False
        self._asked = False
        self._mark()
        await self.query_one(Talk).give_up()

    # The rep, and what happens around the talk

    async def rep_speaks(self, text: str) -> None:
        talk = self.query_one(Talk)
        await talk.follow()
        await talk.add(Entry("rep", rep_words(text), "You"))

    async def quiet_note(self, text: str) -> None:
        await self.query_one(Talk).add(Entry("note", text))

    # The end

    async def call_over(self, ended: CallEnded) -> None:
        self.over = True
        self.add_class("-over")
        self.note("")
        self.query_one(Over).tell(phrases.ending(ended.outcome, self.scenario.called))
        self.refresh_bindings()

    async def call_graded(self) -> None:
        self.query_one(Over).read()
        self.refresh_bindings()
