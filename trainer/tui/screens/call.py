"""The call: the talk, what stands beside it, what is tempting, and a place to write."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, TextArea

from trainer.call import events as ev
from trainer.cleaning import clean
from trainer.errors import TrainerError
from trainer.tui import call_events
from trainer.tui.page import Page
from trainer.tui.screens.call_reach import CallReach
from trainer.tui.widgets.composer import Composer
from trainer.tui.widgets.drawer import Drawer
from trainer.tui.widgets.ending import Fault, Over
from trainer.tui.widgets.header import CallHeader
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.reach import Beside, ReachLine
from trainer.tui.widgets.talk import Talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult

    from trainer.call.play import Setup
    from trainer.tui.services import Services

SAY_NOTHING = "Say nothing? Enter again"


class CallScreen(CallReach, Page):
    """One call, new or resumed.

    Args:
        services: the program behind the screens.
        setup: the call; what it kept earlier is shown first.
    """

    CSS_PATH = "call.tcss"
    AUTO_FOCUS = "Composer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "breathe", "Breathe", id="call.breathe", tooltip="A paced breath; the customer waits"),
        Binding("ctrl+s", "skip", "Skip", id="call.skip", tooltip="Show the customer's line whole", show=False),
        Binding("escape", "hang_up", "Hang up", id="call.hang_up", tooltip="End the call, after asking"),
        Binding(
            "f2",
            "open('plan')",
            "The mutual plan",
            id="call.plan",
            tooltip="What was agreed, one key away",
            show=False,
            priority=True,
        ),
        Binding(
            "f3",
            "open('roi')",
            "The ROI sheet",
            id="call.roi",
            tooltip="The figures, one key away",
            show=False,
            priority=True,
        ),
        Binding(
            "f4",
            "open('manager')",
            "Your manager",
            id="call.manager",
            tooltip="What your manager writes meanwhile",
            show=False,
            priority=True,
        ),
        Binding(
            "f6",
            "know",
            "What you know",
            id="call.know",
            tooltip="The facts you have in front of you",
            show=False,
            priority=True,
        ),
        Binding(
            "pageup",
            "look_back",
            "Earlier",
            id="call.earlier",
            tooltip="Scroll the talk back",
            show=False,
            priority=True,
        ),
        Binding(
            "pagedown",
            "look_on",
            "Later",
            id="call.later",
            tooltip="Scroll the talk on",
            show=False,
            priority=True,
        ),
    ]

    def __init__(self, services: Services, setup: Setup) -> None:
        super().__init__(services)
        self.setup = setup
        self.scenario = setup.scenario
        self.pressure = services.config.pressure
        self._moves: asyncio.Queue[ev.RepAction] = asyncio.Queue()
        self._baited = set()
        self._unsaid = ""
        self._asked_silence = False
        self._began = setup.clock()
        self._take_over(setup)

    def _take_over(self, setup: Setup) -> None:
        """Go on where the kept events stop."""
        self.setup = setup
        self._messages = [e.text for e in setup.past if isinstance(e, ev.ManagerWrote)]
        started = next((e.at for e in setup.past if isinstance(e, ev.CallStarted)), None)
        spoke = [e.at for e in setup.past if isinstance(e, ev.RepSpoke)]
        self._earlier = max(0.0, spoke[-1] - started) if started is not None and spoke else 0.0

    def compose(self) -> ComposeResult:
        s = self.scenario
        entries = call_events.entries_of(self.setup.past, s.called, pressure=self.pressure)
        with Vertical(id="call"):
            yield CallHeader(
                s.title,
                f"{s.customer}, {s.role}",
                minutes=self._minutes_left(),
                attainment=s.attainment,
                pressure=self.pressure,
            )
            yield ReachLine(pressure=self.pressure)
            with Horizontal(id="room"):
                with Vertical(id="left"):
                    yield Talk(entries)
                yield Beside(s.know, pressure=self.pressure)
                yield Drawer()
            yield Fault(id="fault")
            yield Over(id="over")
            yield Composer()
            with Horizontal(id="foot"):
                yield Static("", id="note", markup=False)
                yield KeyLine()

    def on_mount(self) -> None:
        if self.pressure:
            self.set_interval(60, self._tick_minute)
        self._play()

    # The clock

    def _minutes_left(self) -> int:
        passed = self.setup.clock() - self._began + self._earlier
        return self.scenario.hours_left * 60 - int(passed // 60)

    def _tick_minute(self) -> None:
        self.query_one(CallHeader).minutes = self._minutes_left()

    # The engine

    @work(group="call", exclusive=True, exit_on_error=False)
    async def _play(self) -> None:
        """Play the call; every event was kept before it is shown."""
        from trainer.call.play import play

        self.rep_turn(False)
        try:
            async with aclosing(play(self.setup, self._rep())) as events:
                async for event in events:
                    await call_events.show(event, self)
        except Exception as error:
            await self._failed(error)

    async def _rep(self) -> AsyncIterator[ev.RepAction]:
        """What the rep does, as the engine asks for it."""
        while True:
            self.rep_turn(True)
            yield await self._moves.get()

    def _do(self, action: ev.RepAction) -> None:
        self._moves.put_nowait(action)

    async def _failed(self, error: Exception) -> None:
        """Say what happened, give the draft back, and offer to go on."""
        await self.stop_speaking()
        if self._unsaid:
            self.query_one(Composer).restore(self._unsaid)
            self._unsaid = ""
        if isinstance(error, TrainerError):
            what = str(error)
        else:
            self.log.error(f"{type(error).__name__}: {error}")
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        self.set_class(True, "-fault")
        self.query_one(Fault).tell(clean(what, limit=400, lines=False))
        self.note("")
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Go on from what is safe on disk."""
        self.query_one(Fault).working()
        self.ask(self._resume, group="resume", then=lambda answer: self.call_next(self._resumed, answer))

    def _resume(self) -> Setup | Exception:
        try:
            return self.services.resume(self.setup.call)
        except Exception as error:
            return error

    async def _resumed(self, answer: Setup | Exception) -> None:
        if isinstance(answer, Exception):
            await self._failed(answer)
            return
        self._take_over(answer)
        self._began = answer.clock()
        self._moves = asyncio.Queue()
        self.set_class(False, "-fault")
        entries = call_events.entries_of(answer.past, self.scenario.called, pressure=self.pressure)
        await self.query_one(Talk).reset(entries)
        self.query_one(Composer).focus()
        self._play()

    # What the rep says

    @on(Composer.Sent)
    def _send(self, message: Composer.Sent) -> None:
        message.stop()
        if self.over or self.has_class("-fault"):
            return
        if not self.may_speak:
            self.too_early()
            return
        if not message.text and not self._asked_silence:
            self._asked_silence = True
            self.note(SAY_NOTHING)
            return
        self._asked_silence = False
        self._unsaid = message.text
        self._baited.clear()
        self.note("")
        self.query_one(Composer).clear()
        self.rep_turn(False)
        self._do(ev.Say(message.text))

    @on(Composer.Skipped)
    def _skipped(self, message: Composer.Skipped) -> None:
        message.stop()
        self.action_skip()

    @on(Composer.Trimmed)
    def _trimmed(self, message: Composer.Trimmed) -> None:
        message.stop()
        self.note(message.what)

    @on(TextArea.Changed)
    def _typed(self, message: TextArea.Changed) -> None:
        if self._asked_silence and message.text_area.text:
            self._asked_silence = False
            self.note("")

    async def rep_speaks(self, text: str) -> None:
        self._unsaid = ""
        await super().rep_speaks(text)

    def action_breathe(self) -> None:
        """Take a breath; the customer waits."""
        from trainer.tui.screens.breath import BreathScreen

        self._do(ev.Breathe())
        self.app.push_screen(BreathScreen(motion=self.services.config.motion))

    def action_hang_up(self) -> None:
        """End the call, after asking."""
        from trainer.tui.screens.confirm import ConfirmModal

        self.app.push_screen(
            ConfirmModal(
                "End the call?",
                "You hang up now, and the call is graded as it stands. To leave it for later, press Ctrl+Q instead.",
                yes="hang up",
                no="stay",
            ),
            self._hang_up,
        )

    def _hang_up(self, yes: bool | None) -> None:
        if yes:
            self.action_skip()
            self._do(ev.HangUp())
            if not self.over:
                self.note("Hanging up.")

    # The talk and the end

    async def action_look_back(self) -> None:
        """Scroll the talk back."""
        await self.query_one(Talk).look_back()

    async def action_look_on(self) -> None:
        """Scroll the talk on."""
        await self.query_one(Talk).look_on()

    def action_debrief(self) -> None:
        """Open the debrief."""
        self.trainer.open_debrief(self.setup.call)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "debrief":
            return self.query_one(Over).graded
        if action == "open":
            return self.pressure and not self.over
        if action in ("breathe", "hang_up", "know", "skip"):
            return not self.over and not self.has_class("-fault")
        return True
