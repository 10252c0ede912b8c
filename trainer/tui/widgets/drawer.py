"""A drawer over the talk: one paper, from which a sentence can be put into the reply. That is the temptation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Drawer(Vertical):
    """Closed until `show` is called; Esc or the same key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "use",
            "Put it into the reply",
            id="drawer.use",
            tooltip="Copy the chosen sentence into what you are writing",
            show=False,
        ),
        Binding("escape", "close", "Close", id="drawer.close", tooltip="Put the paper away", show=False),
    ]
    DEFAULT_CSS = """
    Drawer {
        layer: drawer;
        dock: right;
        width: 48;
        max-width: 82%;
        height: 100%;
        padding: 1 2;
        border-left: solid $rule;
        background: $lift;
        display: none;
        &:ansi { background: $paper; }
        &.-open { display: block; }
        & > .drawer--title { text-style: bold; margin: 0 0 1 1; }
        & > .drawer--hint { dock: bottom; height: 2; padding: 1 0 0 1; color: $quiet; text-style: $quiet-style; }
    }
    """

    class Used(Message):
        """The rep takes this sentence into the reply."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Closed(Message):
        """The drawer was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.showing = ""
        """Which paper is open; empty when closed."""
        self._sentences: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("", classes="drawer--title", markup=False)
        yield OptionList(markup=False)
        yield Static("Enter  put it into the reply   Esc  close", classes="drawer--hint", markup=False)

    def show(self, what: str, title: str, sentences: Sequence[str], *, empty: str = "Nothing here.") -> None:
        """Open with these sentences."""
        self.showing = what
        self._sentences = tuple(sentences)
        self.query_one(".drawer--title", Static).update(Content(title))
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(Content(f"{s}\n")) for s in sentences] or [Option(Content(empty), disabled=True)])
        self.add_class("-open")
        choices.focus()
        if sentences:
            choices.highlighted = 0

    def action_close(self) -> None:
        """Put the paper away."""
        self.showing = ""
        self.remove_class("-open")
        self.post_message(self.Closed())

    def action_use(self) -> None:
        """Take the highlighted sentence."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.post_message(self.Used(self._sentences[message.option_index]))
        self.action_close()
