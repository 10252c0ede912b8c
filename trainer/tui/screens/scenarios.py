"""Scenarios: every customer there is to practise with, easiest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui import columns as cols
from trainer.tui import format as words
from trainer.tui.page import BACK, Page
from trainer.tui.theme import QUIET
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from trainer.tui.services import CallGlance, ScenarioGlance, Services

COLUMNS = (
    cols.Column("scenario", 30),
    cols.Column("customer", 0, QUIET),
    cols.Column("temper", 8, QUIET),
    cols.Column("hard", 5),
    cols.Column("practised", 9, QUIET, from_width=86),
    cols.Column("best", 5, from_width=86),
)
YOURS = " (yours)"
EMPTY = "No scenario was found. This installation may be incomplete: `trainer doctor` says what is missing."


def best_scores(calls: Sequence[CallGlance]) -> str:
    """Calmness, focus and respect of the best call, as "4 3 5"; empty when none was graded."""
    graded = [c.scores for c in calls if any(s is not None for s in c.scores)]
    if not graded:
        return ""
    best = max(graded, key=lambda scores: sum(s or 0 for s in scores))
    return " ".join(words.NONE if s is None else str(s) for s in best)


def scenario_line(scenario: ScenarioGlance, calls: Sequence[CallGlance], columns: Sequence[cols.Column]) -> Content:
    """One scenario as one line, with what the rep made of it so far."""
    times = sum(c.scenario == scenario.id and c.ended for c in calls)
    room = {c.name: c.width for c in columns}
    title = scenario.title
    if scenario.own:
        title = words.clip(title, room["scenario"] - len(YOURS)) + YOURS
    who = words.first_that_fits(room["customer"], f"{scenario.customer}, {scenario.role}", scenario.customer)
    return cols.line(
        columns,
        {
            "scenario": title,
            "customer": who,
            "temper": scenario.temper,
            "hard": words.dots(scenario.difficulty),
            "practised": f"{times} ×" if times else "",
            "best": best_scores([c for c in calls if c.scenario == scenario.id and c.ended]),
        },
    )


def folder_note() -> str:
    """Where own files go."""
    from trainer import paths
    from trainer.tui.settings_model import short

    return f"Your own go into {short(paths.find().scenarios)}. `trainer scenarios new` starts one."


class ScenariosScreen(Page):
    """The shelf. Enter opens the briefing."""

    CSS_PATH = "lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._shelf = list(services.shelf())
        self._calls: Sequence[CallGlance] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield TopLine("Scenarios", words.plural(len(self._shelf), "customer"))
            yield Static("", id="heading", markup=False)
            yield Listing(id="scenarios")
            yield Static(EMPTY, id="empty", markup=False)
            yield Static("", id="note", markup=False)
            yield KeyLine()

    def on_screen_resume(self) -> None:
        self.ask(self.services.history, group="history", then=self._loaded)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _loaded(self, calls: Sequence[CallGlance]) -> None:
        self._calls = calls
        self._show()

    def _show(self) -> None:
        listing = self.query_one(Listing)
        marked = listing.highlighted or 0
        width = self.query_one("#heading").size.width
        columns = cols.laid_out(COLUMNS, width - 1)
        self.query_one("#heading", Static).update(cols.heading(columns))
        listing.set_options(Option(scenario_line(s, self._calls, columns), id=s.id) for s in self._shelf)
        if self._shelf:
            listing.highlighted = min(marked, len(self._shelf) - 1)
        self.set_class(not self._shelf, "-empty")
        self.query_one("#note", Static).update(words.clip(folder_note(), width))

    @on(OptionList.OptionSelected)
    def _open(self, message: OptionList.OptionSelected) -> None:
        if message.option_id:
            self.trainer.open_briefing(message.option_id)
