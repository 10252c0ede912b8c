"""One thing that can be chosen: a label, some words beside it, a key on the right, and lines below."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from trainer.tui.format import clip

if TYPE_CHECKING:
    from textual import events

MARK = "› "
LABEL_WIDTH = 12


class Row(Widget, can_focus=True):
    """A focusable line (or a few) of a menu. Its height never changes with its words.

    Args:
        label: what it is.
        detail: said beside the label, quiet.
        hint: the key that chooses it from anywhere, and a word on what it does.
        below: further lines; the first in ink, the others quiet.
        label_width: cells before the detail.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", id="row.choose", tooltip="Do what the marked line says", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--label", "row--detail", "row--key", "row--ink"}
    DEFAULT_CSS = """
    Row {
        height: 1;
        width: 1fr;
        padding: 0 2 0 1;
        pointer: pointer;
        text-wrap: nowrap;
        & > .row--label { color: $ink; }
        & > .row--ink { color: $ink; }
        & > .row--detail { color: $quiet; text-style: $quiet-style; }
        & > .row--key { color: $quiet; text-style: $quiet-style; }
    }
    Row:hover { background: $lift; }
    Row:focus {
        background: $lift;
        & > .row--label { text-style: bold; }
        & > .row--key { color: $ink; text-style: none; }
    }
    Row.-card {
        height: 6;
        padding: 1 2 1 1;
        & > .row--label { text-style: bold; }
    }
    """

    label: reactive[str] = reactive("")
    detail: reactive[str] = reactive("")
    hint: reactive[tuple[str, str]] = reactive(("", ""))
    below: reactive[tuple[str, ...]] = reactive(())

    class Chosen(Message):
        """The row was chosen, by key or by mouse."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> Row:
            return self.row

    def __init__(
        self,
        label: str,
        detail: str = "",
        *,
        hint: tuple[str, str] = ("", ""),
        below: tuple[str, ...] = (),
        label_width: int = LABEL_WIDTH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label_width = label_width
        self.set_reactive(Row.label, label)
        self.set_reactive(Row.detail, detail)
        self.set_reactive(Row.hint, hint)
        self.set_reactive(Row.below, below)

    def render(self) -> Content:
        style = self.get_visual_style
        mark = MARK if self.has_focus else " " * len(MARK)
        width = self.content_size.width - len(MARK)
        key, does = self.hint
        hint_width = cell_len(key) + (2 + cell_len(does) if does else 0)
        label = self.label if not self.detail else self.label.ljust(self._label_width)
        room = max(0, width - cell_len(label) - hint_width - 2)
        detail = clip(self.detail, room)
        gap = max(1, width - cell_len(label) - cell_len(detail) - hint_width)
        parts: list[object] = [
            (mark, style("row--label")),
            (label, style("row--label")),
            (detail, style("row--detail")),
            " " * gap,
        ]
        if does:
            parts += [(key, style("row--ink")), (f"  {does}", style("row--key"))]
        elif key:
            parts.append((key, style("row--key")))
        for i, line in enumerate(self._below_lines(width)):
            parts += ["\n" + " " * len(MARK), (clip(line, width), style("row--detail" if i else "row--ink"))]
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def _below_lines(self, width: int) -> list[str]:
        """The lines below; the last one takes what height is left."""
        if not self.below:
            return []
        *first, last = self.below
        room = max(1, self.content_size.height - 1 - len(first))
        wrapped = wrap(last, max(10, width))
        if len(wrapped) > room:
            wrapped[room - 1 :] = [" ".join(wrapped[room - 1 :])]
        return [*first, *wrapped]

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        self.action_choose()

    def action_choose(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))
