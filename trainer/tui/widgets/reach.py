"""What stands beside the call: what the rep knows, and what is tempting and within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from trainer.call.events import Bait

PAPERS: tuple[tuple[Bait, str, str], ...] = (
    ("plan", "F2", "the mutual plan"),
    ("roi", "F3", "the ROI sheet"),
    ("manager", "F4", "your manager"),
)
"""Bait, its key, and what it is called."""


class Reach(Widget):
    """One line of what is within reach; a click is as good as the key."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"reach--key", "reach--new"}
    DEFAULT_CSS = """
    Reach {
        height: 1;
        color: $ink;
        pointer: pointer;
        & > .reach--key { color: $quiet; text-style: $quiet-style; }
        & > .reach--new { text-style: bold; }
        &:hover { background: $lift; }
    }
    """
    new = reactive(0, layout=True)
    """Messages not read yet."""

    def __init__(self, bait: Bait | Literal["know"], key: str, name: str) -> None:
        super().__init__(classes=f"reach-{bait}")
        self.bait = bait
        self._key = key
        self._label = name

    def render(self) -> Content:
        parts: list[tuple[str, object] | str] = [
            (f"{self._key}  ", self.get_visual_style("reach--key")),
            self._label,
        ]
        if self.new:
            parts.append((f"  ({self.new} new)", self.get_visual_style("reach--new")))
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def on_click(self) -> None:
        self.app.simulate_key(self._key.lower())


class Beside(VerticalScroll):
    """The side panel of a call."""

    can_focus = False
    DEFAULT_CSS = """
    Beside {
        width: 36;
        height: 1fr;
        padding: 1 0 0 2;
        border-left: solid $rule;
        scrollbar-size-vertical: 1;
        & > .beside--title { color: $quiet; text-style: $quiet-style; margin-bottom: 1; }
        & > .beside--fact { margin-bottom: 1; }
        & > .beside--reach { margin-top: 1; }
    }
    """

    def __init__(self, know: Sequence[str], *, pressure: bool) -> None:
        super().__init__()
        self._know = know
        self._pressure = pressure

    def compose(self) -> ComposeResult:
        yield Static("What you know", classes="beside--title", markup=False)
        for fact in self._know:
            yield Static(fact, classes="beside--fact", markup=False)
        if self._pressure:
            yield Static("Within reach", classes="beside--title beside--reach", markup=False)
            for paper in PAPERS:
                yield Reach(*paper)


class ReachLine(Horizontal):
    """What is within reach, in one line: where there is no room for a panel beside the talk."""

    DEFAULT_CSS = """
    ReachLine {
        height: 1;
        width: 1fr;
        margin-top: 1;
        display: none;
        & > Reach { width: auto; margin-right: 3; }
    }
    """

    def __init__(self, *, pressure: bool) -> None:
        super().__init__()
        self._pressure = pressure

    def compose(self) -> ComposeResult:
        yield Reach("know", "F6", "what you know")
        if self._pressure:
            yield Reach("plan", "F2", "plan")
            yield Reach("roi", "F3", "ROI")
            yield Reach("manager", "F4", "manager")
