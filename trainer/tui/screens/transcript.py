"""The whole talk after the call, with what was found in each line and what the customer thought."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from trainer.rubric.behaviours import PLAIN_NAMES
from trainer.tui.call_events import rep_words
from trainer.tui.page import Page
from trainer.tui.theme import PITFALL, STRENGTH
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.talk import Entry, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from trainer.review.sheet import Debrief
    from trainer.tui.services import Services


def entries(debrief: Debrief) -> Iterator[Entry]:
    """The talk as entries: thoughts stand before what was said."""
    for spoken in debrief.talk:
        if spoken.turn is not None:
            marks = tuple(
                f"{PITFALL if code.is_pitfall else STRENGTH} {PLAIN_NAMES[code]}" for code in spoken.turn.codes
            )
            quotes = tuple(hit.quote for hit in spoken.turn.hits)
            yield Entry("rep", rep_words(spoken.text), f"You, line {spoken.turn.number}", marks, quotes)
            continue
        if spoken.thought:
            yield Entry("note", f"“{spoken.thought}”")
        yield Entry("customer", spoken.text, debrief.called)


class TranscriptScreen(Page):
    """Every line of a call.

    Args:
        services: the program behind the screens.
        debrief: of the call.
    """

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup,b", "look_back", "Earlier", id="transcript.earlier", tooltip="A page back"),
        Binding("pagedown,space", "look_on", "Later", id="transcript.later", tooltip="A page on"),
        Binding("up,k", "line(-1)", "Up", id="transcript.up", tooltip="A line back", show=False),
        Binding("down,j", "line(1)", "Down", id="transcript.down", tooltip="A line on", show=False),
        Binding("escape,t", "back", "Debrief", id="page.back", tooltip="Back to the debrief"),
    ]

    def __init__(self, services: Services, debrief: Debrief) -> None:
        super().__init__(services)
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        d = self._debrief
        thoughts = f"In italics: what {d.pronoun.sub} {d.pronoun.was} thinking and did not say."
        yield Static(f"{d.title}, every line. {thoughts}", id="title", markup=False)
        yield Talk(entries(d), from_start=True)
        yield KeyLine()

    async def action_look_back(self) -> None:
        """A page back."""
        await self.query_one(Talk).look_back()

    async def action_look_on(self) -> None:
        """A page on."""
        await self.query_one(Talk).look_on()

    async def action_line(self, step: int) -> None:
        """A line back or on, fetching more at the ends."""
        talk = self.query_one(Talk)
        if step < 0 and talk.scroll_y <= 0:
            await talk.look_back()
        elif step > 0 and talk.scroll_y >= talk.max_scroll_y:
            await talk.look_on()
        else:
            talk.release_anchor()
            talk.scroll_relative(y=step, animate=False)
