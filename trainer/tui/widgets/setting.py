"""One setting on one line: a choice among a few words, or a short text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.tui.format import clip
from trainer.tui.widgets.row import MARK

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

LABEL = 14
VALUE = 24


class Picked(Message):
    """A setting was changed by the user."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__()
        self.name = name
        self.value = value


class Way(NamedTuple):
    """One of the values a choice can take."""

    value: object
    name: str
    why: str = ""


class Choice(Widget, can_focus=True):
    """A setting that takes one of a few values; left and right go through them.

    Args:
        setting: name of the setting, given back in Picked.
        label: what it is called.
        ways: the values, in order.
        value: the present one.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,l,enter,space",
            "turn(1)",
            "Change",
            id="choice.next",
            tooltip="The next value",
            key_display="← →",
        ),
        Binding("left,h", "turn(-1)", "Previous", id="choice.previous", tooltip="The value before", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--label", "choice--value", "choice--why"}
    DEFAULT_CSS = """
    Choice {
        height: 1;
        width: 1fr;
        padding: 0 2 0 1;
        pointer: pointer;
        text-wrap: nowrap;
        & > .choice--label { color: $ink; }
        & > .choice--value { color: $ink; }
        & > .choice--why { color: $quiet; text-style: $quiet-style; }
    }
    Choice:hover { background: $lift; }
    Choice:focus {
        background: $lift;
        & > .choice--label { text-style: bold; }
    }
    """

    value: reactive[object] = reactive(None)

    def __init__(self, setting: str, label: str, ways: tuple[Way, ...], value: object) -> None:
        super().__init__(id=f"set-{setting}")
        self.setting = setting
        self.ways = ways
        self._label = label
        self.set_reactive(Choice.value, value)

    def _index(self) -> int:
        return next((i for i, w in enumerate(self.ways) if w.value == self.value), 0)

    def render(self) -> Content:
        style = self.get_visual_style
        way = self.ways[self._index()]
        mark = MARK if self.has_focus else " " * len(MARK)
        before, after = ("‹ ", " ›") if self.has_focus else ("  ", "  ")
        value = f"{before}{way.name}{after}"
        gap = " " * max(1, VALUE - cell_len(value))
        room = self.content_size.width - len(MARK) - LABEL - max(VALUE, cell_len(value) + 1)
        return Content.assemble(
            (mark + self._label.ljust(LABEL), style("choice--label")),
            (value, style("choice--value")),
            gap,
            (clip(way.why, max(0, room)), style("choice--why")),
        )

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Go to another value and tell the screen."""
        self.value = self.ways[(self._index() + by) % len(self.ways)].value
        self.post_message(Picked(self.setting, self.value))


class Field(Horizontal):
    """A setting that is a short text, kept when the field is left or Enter is pressed.

    Args:
        setting: name of the setting, given back in Picked.
        label: what it is called.
        value: the present text.
        placeholder: said while it is empty.
    """

    DEFAULT_CSS = """
    Field {
        height: 1;
        width: 1fr;
        padding: 0 2 0 1;
    }
    Field > .label { width: 16; text-wrap: nowrap; }
    Field > Input.-textual-compact {
        width: 1fr;
        padding: 0 2;
        height: 1;
        background: $paper;
        color: $ink;
        & > .input--placeholder { color: $quiet; text-style: $quiet-style; }
    }
    Field > Input:focus { background: $lift; background-tint: $ink 0%; }
    Field.-in { background: $lift; }
    Field.-in > .label { text-style: bold; }
    """

    def __init__(self, setting: str, label: str, value: str, placeholder: str = "") -> None:
        super().__init__(id=f"set-{setting}")
        self.setting = setting
        self._label = label
        self._value = value
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Static("  " + self._label, classes="label", markup=False)
        yield Input(self._value, placeholder=self._placeholder, compact=True, max_length=300)

    @property
    def value(self) -> str:
        """The text as last kept or shown."""
        return self._value

    @value.setter
    def value(self, text: str) -> None:
        self._value = text
        self.query_one(Input).value = text

    @property
    def typed(self) -> str | None:
        """What stands in the field and is not kept yet; None when there is nothing new."""
        text = self.query_one(Input).value.strip()
        return None if text == self._value else text

    def on_descendant_focus(self) -> None:
        self.add_class("-in")
        self.query_one(".label", Static).update(MARK + self._label)

    def on_descendant_blur(self) -> None:
        self.remove_class("-in")
        self.query_one(".label", Static).update("  " + self._label)
        self.keep()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.keep()
        self.screen.focus_next()

    def keep(self) -> None:
        """Tell the screen what was typed, if it is new."""
        text = self.typed
        if text is not None:
            self._value = text
            self.post_message(Picked(self.setting, text))
