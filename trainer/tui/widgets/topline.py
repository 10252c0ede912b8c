"""The first line of a screen: its name on the left, a few facts on the right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from trainer.tui.format import clip


class TopLine(Widget):
    """Name and facts on one line; the facts are dropped first when it gets narrow.

    Args:
        left: the name of the screen, in bold.
        right: facts, quiet.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"top--left", "top--right"}
    DEFAULT_CSS = """
    TopLine {
        height: 1;
        width: 1fr;
        text-wrap: nowrap;
        & > .top--left { color: $ink; text-style: bold; }
        & > .top--right { color: $quiet; text-style: $quiet-style; }
    }
    """

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(TopLine.left, left)
        self.set_reactive(TopLine.right, right)

    def render(self) -> Content:
        width = self.content_size.width
        left = clip(self.left, width)
        right = self.right
        gap = width - cell_len(left) - cell_len(right)
        if gap < 2:
            right, gap = clip(right, max(0, width - cell_len(left) - 2)), 2
        return Content.assemble(
            (left, self.get_visual_style("top--left")),
            " " * gap,
            (right, self.get_visual_style("top--right")),
        )
