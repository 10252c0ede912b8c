"""Home: one thing to do, and a quiet list below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from trainer.tui import format as words
from trainer.tui.page import Page
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.row import Row
from trainer.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from trainer.config import Config
    from trainer.tui.services import CallGlance, ModelOffer, Pick, Services

FIRST_TIME = "They come to the closing call, two days before your year ends, and say no. What you do then is all of it."
CARD_EDGE = 5
"""Cells of the card's first lines that are not text."""
NOTHING_THERE = "No scenario was found. Settings says where your own belong."


def who_speaks(config: Config) -> str:
    """Who plays the customer and who grades, for the top line."""
    named = {"offline": "built in", "llm": config.model or "a model"}
    return f"customer: {named[config.customer]} · grade: {named[config.grader]}"


def progress(calls: Sequence[CallGlance], width: int) -> str:
    """The three scores so far, as columns and averages; as many as fit."""
    wide = width >= 92
    shown = f"{len(calls):<6}" if wide else f"{len(calls):<4}"
    for i, name in enumerate(words.SCALES):
        scores = words.series(calls, i)
        if not any(s is not None for s in scores):
            continue
        columns = words.spark(scores, width=8 if wide else 4)
        more = f"{name} {columns} {words.one_decimal(words.mean(scores[-8:]))}"
        shown += more + ("    " if wide else "  ")
    return shown.rstrip()


class HomeScreen(Page):
    """Opens the trainer. Enter starts the call that serves this rep best now.

    What has to be read or looked for arrives after the first frame, into space that was kept for it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "Resume", id="home.resume", tooltip="Go on with the call you were in"),
        Binding(
            "m",
            "offer",
            "Use the model",
            id="home.offer",
            tooltip="Let the model found here play the customer",
        ),
        Binding("c", "calls", "Calls", id="home.calls", tooltip="All your calls, newest first", show=False),
        Binding("s", "scenarios", "Scenarios", id="home.scenarios", tooltip="Choose another customer", show=False),
        Binding("t", "settings", "Settings", id="home.settings", tooltip="Customer, model, pace", show=False),
        Binding("up,k", "app.focus_previous", "Up", show=False),
        Binding("down,j", "app.focus_next", "Down", show=False),
    ]
    AUTO_FOCUS = "#call"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._pick: Pick | None = services.pick(None)
        self._calls: Sequence[CallGlance] | None = None
        self._unfinished: CallGlance | None = None
        self._offer: ModelOffer | None = None
        self._touched = False

    def compose(self) -> ComposeResult:
        shelf = self.services.shelf()
        own = sum(s.own for s in shelf)
        with Vertical(classes="column"):
            yield TopLine("Eleventh Hour", who_speaks(self.services.config))
            yield Static("", id="resume", markup=False)
            yield Row("Take the call", hint=("Enter", "start"), id="call", classes="-card")
            with Vertical(id="list"):
                yield Row("Calls", " ", hint=("C", ""), id="calls")
                detail = str(len(shelf)) + (f", {own} of your own" if own else "")
                yield Row("Scenarios", detail, hint=("S", ""), id="scenarios")
                yield Row("Settings", hint=("T", ""), id="settings")
            yield Static("", id="offer", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self._show_pick()
        self.call_after_refresh(self._load)

    def on_screen_resume(self) -> None:
        if self._calls is not None:
            self.query_one(TopLine).right = who_speaks(self.services.config)
            self._touched = False
            self._load()

    def on_key(self, event: events.Key) -> None:
        self._touched = True

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_pick)
        self.call_after_refresh(self._show_calls)
        self.call_after_refresh(self._show_notes)

    # What arrives after the first frame

    def _load(self) -> None:
        first = self._calls is None
        self.ask(self._read, group="home", then=self._loaded)
        if first:
            self.ask(self.services.offers, group="offers", then=self._offered, vital=False)

    def _read(self) -> tuple[Sequence[CallGlance], CallGlance | None]:
        return self.services.history(), self.services.unfinished()

    def _loaded(self, answer: tuple[Sequence[CallGlance], CallGlance | None]) -> None:
        waiting = self.trainer.deletions.waiting
        self._calls = [c for c in answer[0] if c.id not in waiting]
        self._unfinished = answer[1] if answer[1] is not None and answer[1].id not in waiting else None
        if not self._touched:
            self._pick = self.services.pick(self._calls)
            self._show_pick()
        self._show_calls()
        self._show_notes()
        self.refresh_bindings()

    def _offered(self, offers: Sequence[ModelOffer]) -> None:
        config = self.services.config
        refused = set(config.declined_hosts)
        fresh = [o for o in offers if o.host not in refused]
        if config.customer == "llm" or not fresh:
            return
        self._offer = fresh[0]
        self._show_notes()
        self.refresh_bindings()

    def _show_notes(self) -> None:
        """The two lines whose space is kept: the interrupted call, and the model found."""
        resume, offer = self.query_one("#resume", Static), self.query_one("#offer", Static)
        line = model = ""
        if self._unfinished is not None:
            when = words.ago(self.trainer.clock() - self._unfinished.started_at)
            said = f"You were in a call with {self._unfinished.customer}, {when}."
            line = words.first_that_fits(resume.size.width, f"{said}   R  resume, or start afresh", said)
        if self._offer is not None:
            said = f"A model is here: {self._offer.name}" + (" (nothing leaves it)." if self._offer.local else ".")
            model = words.first_that_fits(offer.size.width, f"{said}   M  use it for the customer", said)
        resume.update(line)
        offer.update(model)

    def _show_pick(self) -> None:
        card = self.query_one("#call", Row)
        if self._pick is None:
            card.below = ("", NOTHING_THERE)
            return
        s = self._pick.scenario
        facts = f"{words.minutes(s.minutes)} · {s.temper} · {words.dots(s.difficulty)}"
        why = "" if self._calls is None else self._pick.why if self._calls else FIRST_TIME
        who = f"{s.customer}, {s.role}. {s.title}."
        room = card.size.width - CARD_EDGE
        if room > 0:
            who = words.first_that_fits(room, who, f"{s.customer}. {s.title}.", f"{s.customer}.")
        card.below = (who, facts, why)

    def _show_calls(self) -> None:
        if self._calls is None:
            return
        row = self.query_one("#calls", Row)
        finished = [c for c in self._calls if c.ended]
        none = f"{len(self._calls)} open" if self._calls else "none yet"
        row.detail = progress(finished, row.size.width) if finished else none

    # What the rep does

    @on(Row.Chosen)
    def _chosen(self, message: Row.Chosen) -> None:
        message.stop()
        if message.row.id == "call":
            if self._pick is not None:
                self.trainer.open_briefing(self._pick.scenario.id)
        elif message.row.id == "calls":
            self.action_calls()
        elif message.row.id == "scenarios":
            self.action_scenarios()
        else:
            self.action_settings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "resume":
            return self._unfinished is not None
        if action == "offer":
            return self._offer is not None
        return True

    def action_resume(self) -> None:
        """Go on with the interrupted call."""
        if self._unfinished is not None:
            self.trainer.resume_call(self._unfinished.id)

    def action_offer(self) -> None:
        """Ask, once and by name, whether the host may receive the talk."""
        if self._offer is None:
            return
        from trainer.tui.screens.consent import ConsentModal

        offer = self._offer
        self.app.push_screen(ConsentModal(offer), lambda yes: self._consented(offer, yes))

    def _consented(self, offer: ModelOffer, yes: bool | None) -> None:
        if yes is None:
            return
        from trainer.tui.settings_model import agreed, declined

        config = self.services.config
        changed = agreed(config, offer) if yes else declined(config, offer)
        self._offer = None
        self._show_notes()
        self.refresh_bindings()
        self.ask(self.services.save_config, changed, group="settings", then=lambda _: self._agreed(offer, yes))

    def _agreed(self, offer: ModelOffer, yes: bool) -> None:
        self.query_one(TopLine).right = who_speaks(self.services.config)
        if yes:
            self.trainer.notice(f"{offer.model or offer.name} now plays the customer. Settings turns it off.")
        else:
            self.trainer.notice("You will not be asked again. Settings can change it.")

    def action_calls(self) -> None:
        """Show the history."""
        self.trainer.open_calls()

    def action_scenarios(self) -> None:
        """Show all scenarios."""
        self.trainer.open_scenarios()

    def action_settings(self) -> None:
        """Show the settings."""
        self.trainer.open_settings()
