"""Calls: everything practised so far, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui import columns as cols
from trainer.tui import format as words
from trainer.tui.deleting import UNDO_SECONDS
from trainer.tui.page import BACK, Page
from trainer.tui.theme import PITFALL, QUIET, STRENGTH
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from trainer.tui.services import CallGlance, Services

COLUMNS = (
    cols.Column("when", 13, QUIET),
    cols.Column("call", 0),
    cols.Column("customer", 24, QUIET, from_width=100),
    cols.Column("calm", 4),
    cols.Column("focus", 5),
    cols.Column("the no", 6),
    cols.Column("how it ended", 15, QUIET, from_width=86),
)
EMPTY = "No call yet. Esc goes back to where the first one starts."
SIGNS = {"yes": (STRENGTH, "$strength"), "no": (PITFALL, "$pitfall")}


def call_line(call: CallGlance, now: float, columns: Sequence[cols.Column]) -> Content:
    """One call as one line."""
    calm, focus, respect = (words.NONE if s is None else str(s) for s in call.scores)
    sign, colour = SIGNS.get(call.no_respected or "", (" ", ""))
    ended = words.outcome(call.outcome) if call.ended else f"open, {words.plural(call.rep_turns, 'line')}"
    return cols.line(
        columns,
        {
            "when": words.ago(now - call.started_at),
            "call": call.title if call.ended else f"{call.title} (open)",
            "customer": call.customer,
            "calm": calm,
            "focus": focus,
            "the no": Content.assemble((sign, colour), " ", respect),
            "how it ended": ended,
        },
    )


class HistoryScreen(Page):
    """The calls. Enter opens the debrief of a finished one and resumes an open one."""

    CSS_PATH = "lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,delete", "delete", "Delete", id="calls.delete", tooltip="Remove the marked call, after asking"),
        Binding("u", "undo", "Undo", id="calls.undo", tooltip="Bring the deleted call back"),
        BACK,
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._calls: list[CallGlance] = []
        self._read = False
        self._note: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield TopLine("Calls")
            yield Static("", id="heading", markup=False)
            yield Listing(id="calls")
            yield Static(EMPTY, id="empty", markup=False)
            yield Static("", id="note", markup=False)
            yield KeyLine()

    def on_screen_resume(self) -> None:
        self.ask(self.services.history, group="history", then=self._loaded)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _loaded(self, calls: Sequence[CallGlance]) -> None:
        self._calls = list(calls)
        self._read = True
        self._show()

    def _visible(self) -> list[CallGlance]:
        waiting = self.trainer.deletions.waiting
        return [c for c in self._calls if c.id not in waiting]

    def _show(self) -> None:
        if not self._read:
            return
        listing = self.query_one(Listing)
        marked = listing.highlighted or 0
        calls = self._visible()
        columns = cols.laid_out(COLUMNS, self.query_one("#heading").size.width - 1)
        self.query_one("#heading", Static).update(cols.heading(columns))
        now = self.trainer.clock()
        listing.set_options(Option(call_line(c, now, columns), id=c.id) for c in calls)
        if calls:
            listing.highlighted = min(marked, len(calls) - 1)
        self.set_class(not calls, "-empty")
        if calls and self.focused is None:
            self.call_after_refresh(listing.focus)
        self.query_one(TopLine).right = words.plural(len(calls), "call") if calls else ""
        self.refresh_bindings()

    def _marked(self) -> CallGlance | None:
        option = self.query_one(Listing).highlighted_option
        return next((c for c in self._calls if option is not None and c.id == option.id), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "delete":
            return bool(self._visible())
        if action == "undo":
            return bool(self.trainer.deletions.waiting)
        return True

    @on(OptionList.OptionSelected)
    def _open(self, message: OptionList.OptionSelected) -> None:
        call = next((c for c in self._calls if c.id == message.option_id), None)
        if call is None:
            return
        if call.ended:
            self.trainer.open_debrief(call.id)
        else:
            self.trainer.resume_call(call.id)

    def action_delete(self) -> None:
        """Ask, then hide the marked call; it is gone for good once the time to undo is over."""
        call = self._marked()
        if call is None:
            return
        from trainer.tui.screens.confirm import ConfirmModal

        when = words.ago(self.trainer.clock() - call.started_at)
        question = ConfirmModal(
            "Delete this call?",
            f"{call.title}, {call.customer}, {when}. What was said and its scores will be gone.",
            yes="delete",
            no="keep",
        )
        self.app.push_screen(question, lambda yes: self._delete(call) if yes else None)

    def _delete(self, call: CallGlance) -> None:
        self.trainer.deletions.add(call.id)
        self._show()
        self._say(f"Deleted: {call.title}.   U  undo")

    def action_undo(self) -> None:
        """Bring the call deleted last back."""
        call_id = self.trainer.deletions.undo()
        if call_id is not None:
            self._show()
            self._say("It is back.")

    def _say(self, text: str) -> None:
        self.query_one("#note", Static).update(text)
        if self._note is not None:
            self._note.stop()
        self._note = self.set_timer(UNDO_SECONDS, self._hush)

    def _hush(self) -> None:
        self.query_one("#note", Static).update("")
        self.refresh_bindings()
