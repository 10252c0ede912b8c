"""A yes-or-no question on top of the present screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from trainer.tui.widgets.keys import Hint, KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ConfirmModal(ModalScreen[bool]):
    """Ask before something is done that cannot easily be taken back.

    Args:
        title: the question.
        body: what would happen, for people; shown as it is.
        yes: what Y or Enter does, one or two words.
        no: what N or Esc does.
    """

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="Leave everything as it is"),
    ]

    def __init__(self, title: str, body: str = "", *, yes: str = "yes", no: str = "no") -> None:
        super().__init__()
        self._title = title
        self._body = body
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            yield Static(self._title, classes="title", markup=False)
            if self._body:
                yield Static(self._body, classes="body", markup=False)
            yield KeyLine(Hint("y", "Y", self._yes), Hint("n", "N", self._no), keep=2)

    def action_answer(self, yes: bool) -> None:
        """Give the answer and go."""
        self.dismiss(yes)
