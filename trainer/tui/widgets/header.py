"""The line over a call: which scenario, who is on the line, and what presses on the rep."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from trainer.tui.format import clip


def countdown(minutes: int) -> str:
    """Time left as "47:12"; the year does not go on after its end."""
    hours, rest = divmod(max(0, minutes), 60)
    return f"{hours}:{rest:02d}"


def arranged(title: str, who: str, pressure: tuple[str, ...], width: int) -> tuple[str, str, str]:
    """Left, middle and right of the line, each cut to what fits; the pressure goes last.

    Args:
        title: of the scenario.
        who: the customer and their role.
        pressure: what presses on the rep, longest wording first; empty for none.
        width: of the line.
    """
    right = next((p for p in pressure if cell_len(p) <= max(16, width // 3)), pressure[-1] if pressure else "")
    rest = width - cell_len(right) - (3 if right else 0)
    if cell_len(title) + cell_len(who) + 3 <= rest:
        return title, who, right
    if cell_len(who) <= rest:
        return "", who, right
    return "", clip(who, max(1, rest)), right


class CallHeader(Widget):
    """Title, customer, time and quota in one line."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--who", "header--quiet"}
    DEFAULT_CSS = """
    CallHeader {
        height: 1;
        width: 1fr;
        & > .header--who { color: $ink; text-style: bold; }
        & > .header--quiet { color: $quiet; text-style: $quiet-style; }
    }
    """
    minutes = reactive(0)
    """Minutes to the rep's year end."""

    def __init__(self, title: str, who: str, *, minutes: int, attainment: int, pressure: bool) -> None:
        super().__init__()
        self._title = title
        self._who = who
        self._attainment = attainment
        self._pressure = pressure
        self.set_reactive(CallHeader.minutes, minutes)

    def _pressing(self) -> tuple[str, ...]:
        if not self._pressure:
            return ()
        left, quota = countdown(self.minutes), f"{self._attainment} %"
        return (f"{left} to year end · {quota} of quota", f"{left} to year end · {quota}", f"{left} · {quota}")

    def render(self) -> Content:
        width = self.content_size.width
        title, who, right = arranged(self._title, self._who, self._pressing(), width)
        quiet, strong = self.get_visual_style("header--quiet"), self.get_visual_style("header--who")
        if title:
            middle = max(cell_len(title) + 3, (width - cell_len(who)) // 2)
            middle = min(middle, width - cell_len(right) - cell_len(who) - 3)
            gap = " " * (middle - cell_len(title))
            left = Content.assemble((title, quiet), gap, (who, strong))
            used = middle + cell_len(who)
        else:
            left, used = Content.styled(who, strong), cell_len(who)
        space = " " * max(1, width - used - cell_len(right))
        return Content.assemble(left, space, (right, quiet)) if right else left
