"""The talk so far: one widget a turn, about thirty of them mounted, following the newest unless the rep looks back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from trainer.tui.theme import PITFALL
from trainer.tui.widgets import window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

Who = Literal["customer", "rep", "note"]
THINKING = ("·", "· ·", "· · ·")
OVERLAP = 3
"""Rows that stay in sight when a page is turned."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn, or a quiet note between turns."""

    who: Who
    text: str
    name: str = ""
    """Stands over the text."""
    marks: tuple[str, ...] = ()
    """What was found in it, each with its sign: "+ took the no"."""
    quotes: tuple[str, ...] = ()
    """Words of the text to be underlined."""


class Turn(Widget):
    """One entry. Text is shown as it is, never as markup."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"turn--name", "turn--text", "turn--strength", "turn--pitfall"}
    DEFAULT_CSS = """
    Turn {
        width: 1fr;
        height: auto;
        margin: 0 0 1 0;
        & > .turn--name { color: $quiet; text-style: $quiet-style; }
        & > .turn--text { color: $ink; }
        & > .turn--strength { color: $strength; }
        & > .turn--pitfall { color: $pitfall; }
        &.-customer { padding: 0 12 0 2; }
        &.-rep { padding: 0 2 0 14; }
        &.-note { padding: 0 12 0 2; & > .turn--text { color: $quiet; text-style: italic; } }
    }
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(classes=f"-{entry.who}")
        self.entry = entry

    def show(self, entry: Entry) -> None:
        """Replace what is shown; the screen is laid out anew only when that takes more or fewer rows."""
        if entry != self.entry:
            self.entry = entry
            width, height = self.content_size
            self.refresh(layout=not width or self.render().get_height({}, width) != height)

    def render(self) -> Content:
        name = self.get_visual_style("turn--name")
        text = self.get_visual_style("turn--text")
        said = Content.styled(self.entry.text, text)
        for quote in self.entry.quotes:
            start = self.entry.text.find(quote)
            if start >= 0:
                said = said.stylize("underline", start, start + len(quote))
        if not self.entry.name:
            return said
        marks = [
            ("   " + m, self.get_visual_style("turn--pitfall" if m.startswith(PITFALL) else "turn--strength"))
            for m in self.entry.marks
        ]
        return Content.assemble((self.entry.name, name), *marks, "\n", said)


class Earlier(Widget):
    """Says that there is more above."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Earlier { height: 1; margin: 0 0 1 0; padding: 0 2; color: $quiet; text-style: $quiet-style; display: none; }
    Earlier.-some { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def count(self, earlier: int) -> None:
        """How many turns are above the mounted ones."""
        self._count = earlier
        self.set_class(earlier > 0, "-some")
        self.refresh()

    def render(self) -> Content:
        return Content(f"PageUp  earlier ({self._count} more)")

    async def on_click(self) -> None:
        talk = self.parent
        if isinstance(talk, Talk):
            await talk.look_back()


class Talk(VerticalScroll):
    """The scrolling talk. Entries are kept as data; only a window of them is mounted."""

    can_focus = False
    DEFAULT_CSS = """
    Talk {
        width: 1fr;
        max-width: 90;
        height: 1fr;
        padding: 1 0 0 0;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    def __init__(self, entries: Iterable[Entry] = (), *, from_start: bool = False) -> None:
        """Args:
        entries: what was said so far.
        from_start: begin at the oldest turn and stay there, for reading a finished talk.
        """
        super().__init__()
        self.entries = list(entries)
        self._from_start = from_start
        self._window = (window.first if from_start else window.last)(len(self.entries))
        self._live: Turn | None = None

    def compose(self) -> ComposeResult:
        yield Earlier()
        for entry in self.entries[self._window.start : self._window.end]:
            yield Turn(entry)

    def on_mount(self) -> None:
        self._count_earlier()
        if not self._from_start:
            self.anchor()

    def _count_earlier(self) -> None:
        self.query_one(Earlier).count(self._window.start)

    @property
    def _turns(self) -> list[Turn]:
        return [child for child in self.children if isinstance(child, Turn) and child is not self._live]

    async def add(self, entry: Entry) -> None:
        """Put an entry at the end and follow it, unless the rep is reading back."""
        self.entries.append(entry)
        if self._window.at_end(len(self.entries) - 1):
            await self._move(self._window.grown())

    async def begin(self, name: str) -> None:
        """Show that the customer is about to speak."""
        await self.follow()
        if self._live is None:
            self._live = Turn(Entry("customer", THINKING[-1], name))
            await self.mount(self._live)

    def live(self, text: str) -> None:
        """Show this much of the line being spoken."""
        if self._live is not None:
            self._live.show(Entry("customer", text, self._live.entry.name))

    async def finish(self, text: str) -> None:
        """The line is spoken; it becomes an entry."""
        if self._live is None:
            return
        turn, self._live = self._live, None
        turn.show(Entry("customer", text, turn.entry.name))
        self.entries.append(turn.entry)
        if self._window.at_end(len(self.entries) - 1):
            await self._move(self._window.grown(), newest=turn)
        else:
            await turn.remove()

    async def give_up(self) -> None:
        """Take away a line that was never finished."""
        if self._live is not None:
            turn, self._live = self._live, None
            await turn.remove()

    async def reset(self, entries: Iterable[Entry]) -> None:
        """Start anew with these entries."""
        await self.give_up()
        self.entries = list(entries)
        await self._move(window.last(len(self.entries)), anew=True)
        self.anchor()

    async def follow(self) -> None:
        """Back to the newest turn."""
        if not self._window.at_end(len(self.entries)):
            await self._move(window.last(len(self.entries)))
        self.anchor()

    async def look_back(self) -> None:
        """A page up, fetching earlier turns at the top."""
        if self.scroll_y > 0 or not self._window.start:
            if self.max_scroll_y > 0:
                self.scroll_page_up(animate=False)
            return
        top = self._turns[0]
        self.release_anchor()
        await self._move(self._window.earlier())
        self.call_after_refresh(self._put, top, self.size.height - OVERLAP)

    async def look_on(self) -> None:
        """A page down, fetching later turns at the bottom."""
        if self.scroll_y < self.max_scroll_y or self._window.at_end(len(self.entries)):
            self.scroll_page_down(animate=False)
            return
        bottom = self._turns[-1]
        self.release_anchor()
        await self._move(self._window.later(len(self.entries)))
        self.call_after_refresh(self._put, bottom, OVERLAP - bottom.size.height)

    def _put(self, turn: Turn, row: int) -> None:
        """Scroll so that this turn begins at that row of what is seen."""
        if turn.is_attached:
            self.scroll_to(y=max(0, turn.virtual_region.y - row), animate=False)

    async def _move(self, to: window.Window, *, anew: bool = False, newest: Turn | None = None) -> None:
        """Mount and remove turns so that exactly the window is mounted."""
        was, self._window = self._window, to
        turns = [t for t in self._turns if t is not newest]
        if anew or to.start >= was.end or to.end <= was.start:
            await self.remove_children(turns)
            was, turns = window.Window(to.start, to.start), []
        gone = turns[: max(0, to.start - was.start)] + turns[len(turns) - max(0, was.end - to.end) :]
        with self.app.batch_update():
            if gone:
                await self.remove_children(gone)
            above = [Turn(e) for e in self.entries[to.start : min(was.start, to.end)]]
            if above:
                await self.mount_all(above, after=0)
            below = [Turn(e) for e in self.entries[max(was.end, to.start) : to.end]]
            if newest is not None:
                below.pop()
            if below:
                await self.mount_all(below, before=self._live or newest)
            self._count_earlier()
