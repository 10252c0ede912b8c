"""Lines of a list with columns that line up, drawn from plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from trainer.tui.format import clip
from trainer.tui.theme import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2


class Column(NamedTuple):
    """A column of a list."""

    name: str
    width: int
    """Cells; 0 takes what is left over (one column only)."""
    style: str = ""
    """A style of Textual's content markup, such as theme.QUIET."""
    from_width: int = 0
    """Shown from this width of the list on."""


def laid_out(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that are shown at this width, with the free one given its width."""
    shown = [c for c in columns if c.from_width <= width]
    fixed = sum(c.width for c in shown) + GAP * (len(shown) - 1)
    return [c if c.width else c._replace(width=max(8, width - fixed)) for c in shown]


def line(columns: Sequence[Column], values: dict[str, str | Content]) -> Content:
    """One line; a value may bring its own styles, else it gets the column's."""
    parts: list[Content] = []
    for i, column in enumerate(columns):
        value = values.get(column.name, "")
        if isinstance(value, Content):
            cell, taken = value, value.cell_length
        else:
            text = clip(value, column.width)
            cell, taken = Content.styled(text, column.style), cell_len(text)
        parts.append(cell)
        if i < len(columns) - 1:
            parts.append(Content(" " * (max(0, column.width - taken) + GAP)))
    return Content("").join(parts)


def heading(columns: Sequence[Column]) -> Content:
    """The names of the columns."""
    return line(columns, {c.name: Content.styled(clip(c.name, c.width), QUIET) for c in columns})
