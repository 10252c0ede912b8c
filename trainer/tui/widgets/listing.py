"""A list of things that open: one line each, one widget for all of them."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from trainer.tui.widgets.row import MARK


class Listing(OptionList):
    """An option list that shows its Enter key and also moves with J and K."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="list.open", tooltip="Open the marked line"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]
    DEFAULT_CSS = """
    Listing {
        height: 1fr;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .option-list--option { padding: 0 2 0 3; }
    }
    """

    def render_line(self, y: int) -> Strip:
        """A line; the marked one also by a sign, since not every terminal shows a ground of its own."""
        strip = super().render_line(y)
        if self.scroll_offset.y + y != self.highlighted or strip.cell_length < 4:
            return strip
        style = next(iter(strip)).style
        return Strip.join([strip.crop(0, 1), Strip([Segment(MARK[0], style)]), strip.crop(2)])

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
