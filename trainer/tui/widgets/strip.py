"""Behaviours and the customer's feelings, turn by turn: one column a rep line, as many as fit beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from trainer.rubric.behaviours import PLAIN_NAMES
from trainer.tui.format import NONE, bar
from trainer.tui.theme import PITFALL, STRENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.geometry import Size

    from trainer.review.sheet import RepTurn

COLUMN = 15
"""Cells of one rep line: a sign, a name of at most 12 letters, and a gap."""
LABEL = 14
"""Cells of the names of the rows."""

Cell = tuple[str, str]
"""Text and its style."""


def rows(turns: Sequence[RepTurn], own: str, width: int) -> Iterator[list[Cell]]:
    """The strip as rows of cells; several blocks when the lines do not fit beside each other.

    Args:
        turns: the rep's lines.
        own: possessive of the customer, "her".
        width: cells to fill.
    """
    fit = max(1, (width - LABEL) // COLUMN)
    for first in range(0, len(turns), fit):
        block = turns[first : first + fit]
        if first:
            yield [("", "")]
        yield [("line".ljust(LABEL), "$quiet"), *((str(t.number).ljust(COLUMN), "$quiet") for t in block)]
        yield from _behaviours(block)
        yield _bars(f"{own} trust", [t.trust for t in block])
        yield _bars("irritation", [t.irritation for t in block])


def _behaviours(block: Sequence[RepTurn]) -> Iterator[list[Cell]]:
    for i in range(max(1, max(len(t.codes) for t in block))):
        cells: list[Cell] = [(("you" if i == 0 else "").ljust(LABEL), "$quiet")]
        for turn in block:
            if i < len(turn.codes):
                code = turn.codes[i]
                sign, style = (PITFALL, "$pitfall") if code.is_pitfall else (STRENGTH, "$strength")
                cells.append((f"{sign} {PLAIN_NAMES[code]}".ljust(COLUMN), style))
            else:
                cells.append(((NONE if i == 0 else "").ljust(COLUMN), "$quiet"))
        yield cells


def _bars(label: str, values: Sequence[float | None]) -> list[Cell]:
    drawn = ((NONE if v is None else bar(v) * 2).ljust(COLUMN) for v in values)
    return [(label.ljust(LABEL), "$quiet"), *((text, "$ink") for text in drawn)]


class Strip(Widget):
    """The strip of a call."""

    DEFAULT_CSS = """
    Strip { height: auto; width: 1fr; }
    """

    def __init__(self, turns: Sequence[RepTurn], own: str) -> None:
        super().__init__()
        self._turns = turns
        self._own = own

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(1 for _ in rows(self._turns, self._own, width))

    def render(self) -> Content:
        lines = [Content.assemble(*row) for row in rows(self._turns, self._own, self.content_size.width)]
        return Content("\n").join(lines)
