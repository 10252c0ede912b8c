"""The debrief: how it ended for the two people, the scores with their words, her side, and what to do with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.call.events import CallGraded, CallStarted, ReasonGuessed
from trainer.cleaning import clean
from trainer.errors import TrainerError
from trainer.tui.page import Page
from trainer.tui.widgets.keys import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from trainer.call.events import StoredEvent
    from trainer.review.sheet import Debrief
    from trainer.scenarios.model import Scenario
    from trainer.tui.services import Services


class Read(NamedTuple):
    """A call as it was read from the store."""

    events: Sequence[StoredEvent]
    scenario: Scenario
    debrief: Debrief


class DebriefScreen(Page):
    """What a finished call was worth.

    Args:
        services: the program behind the screens.
        call_id: which call.
    """

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "reveal", "Reason", id="debrief.reveal", tooltip="Guess the real reason, then see it"),
        Binding("t", "transcript", "Talk", id="debrief.transcript", tooltip="The talk with what was found in it"),
        Binding("p", "again", "Again", id="debrief.again", tooltip="The same customer, from the start"),
        Binding("a", "another", "Another", id="debrief.another", tooltip="The customer that serves you best now"),
        Binding("e", "export", "Export", id="debrief.export", tooltip="Write this call to a file"),
        Binding("h", "home", "Home", id="debrief.home", tooltip="Close everything else"),
        Binding("escape", "back", "Back", id="page.back", tooltip="Back to where you came from", show=False),
    ]

    def __init__(self, services: Services, call_id: str) -> None:
        super().__init__(services)
        self._call = call_id
        self._read: Read | None = None
        self._face_up = False

    def compose(self) -> ComposeResult:
        yield VerticalScroll(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        self.ask(self._load, group="debrief", then=self._show)

    def _load(self) -> Read | TrainerError:
        from trainer.review.debrief import build_debrief

        try:
            events = self.services.events(self._call)
            started = next((e for e in events if isinstance(e, CallStarted)), None)
            if started is None:
                return TrainerError("this call is not here any more")
            scenario = self.services.scenario(started.scenario)
        except TrainerError as error:
            return error
        return Read(events, scenario, build_debrief(events, scenario))

    def _show(self, answer: Read | TrainerError) -> None:
        page = self.query_one("#page")
        if isinstance(answer, TrainerError):
            what = clean(f"The debrief cannot be shown: {answer}", limit=1_000)
            page.mount(Static(what, id="wrong", classes="pitfall", markup=False))
            return
        self._read = answer
        self._face_up = answer.debrief.guess is not None
        self._lay_out()
        self.refresh_bindings()

    def _lay_out(self) -> None:
        if self._read is None:
            return
        from trainer.tui.widgets import sections as part

        d = self._read.debrief
        page = self.query_one("#page", VerticalScroll)
        page.mount_all(
            chain(
                part.headline(d),
                part.what_went_well(d),
                part.scores(d),
                part.line_by_line(d),
                part.turning(d),
                part.instead(d),
                part.tomorrow(d),
                part.reveal(d, face_up=self._face_up),
                part.small_print(d),
            )
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("transcript", "again", "export"):
            return self._read is not None
        if action == "reveal":
            return self._read is not None and self._read.debrief.reveal is not None and not self._face_up
        return True

    # The reason behind the no

    def action_reveal(self) -> None:
        """Let the rep guess, then turn the card."""
        from trainer.tui.screens.guess import GuessScreen

        self.app.push_screen(GuessScreen(), self._guessed)

    def _guessed(self, answer: ReasonGuessed | bool | None) -> None:
        if not answer or self._read is None:
            return
        if isinstance(answer, ReasonGuessed):
            self._read = self._read._replace(debrief=replace(self._read.debrief, guess=answer))
            self.ask(self.services.keep, self._call, answer, group="guess")
        self._face_up = True
        self.call_next(self._turn_over)

    async def _turn_over(self) -> None:
        from trainer.tui.widgets import sections as part

        if self._read is None:
            return
        covered = self.query_one("#reveal")
        with self.app.batch_update():
            above = covered.parent.children[covered.parent.children.index(covered) - 1]  # type: ignore[union-attr]
            await covered.remove()
            await self.query_one("#page").mount_all(part.reveal(self._read.debrief, face_up=True), after=above)
        self.refresh_bindings()
        self.call_after_refresh(self.query_one("#reveal").scroll_visible, top=True, animate=False)

    # Where to go from here

    def action_transcript(self) -> None:
        """Every line of the call."""
        if self._read is not None:
            from trainer.tui.screens.transcript import TranscriptScreen

            self.app.push_screen(TranscriptScreen(self.services, self._read.debrief))

    def action_again(self) -> None:
        """The same customer, from the start."""
        if self._read is not None:
            self.trainer.start_call(self._read.scenario.id)

    def action_home(self) -> None:
        """Close everything above home."""
        self.app.call_next(self.trainer.go_home)

    def action_another(self) -> None:
        """The customer that serves this rep best now."""
        self.ask(self._pick, group="pick", then=self._picked)

    def _pick(self) -> str:
        here = self._read.scenario.id if self._read else ""
        pick = self.services.pick(self.services.history())
        if pick is not None and pick.scenario.id != here:
            return pick.scenario.id
        others = [s.id for s in self.services.shelf()]
        at = others.index(here) if here in others else -1
        return others[(at + 1) % len(others)] if others else ""

    def _picked(self, scenario_id: str) -> None:
        if scenario_id:
            self.trainer.open_briefing(scenario_id)
        else:
            self.trainer.notice("There is no other scenario.")

    # Taking it away

    def action_export(self) -> None:
        """Write the call to a file."""
        if self._read is None:
            return
        from trainer.review.export import file_name
        from trainer.tui.screens.export import ExportScreen

        name = file_name(self._read.debrief, self._read.scenario)
        self.app.push_screen(ExportScreen(name, self._written), self._exported)

    def _written(self, ending: str) -> str:
        from trainer.review.export import as_markdown, as_transcript

        assert self._read is not None
        events, scenario, debrief = self._read
        if ending == ".json":
            graded = next((e.grade for e in reversed(events) if isinstance(e, CallGraded)), None)
            return as_transcript(debrief, scenario, graded)
        return as_markdown(debrief)

    def _exported(self, file: Path | None) -> None:
        if file is not None:
            self.trainer.notice(f"Written to {file}", seconds=10)
