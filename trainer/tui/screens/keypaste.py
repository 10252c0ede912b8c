"""Pasting a key once, into the system keyring. It is never shown, and never written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from trainer.tui.widgets.keys import Hint, KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class KeyModal(ModalScreen[str | None]):
    """Ask for a key; gives it back, or None.

    Args:
        host: whose key it is.
    """

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="key.leave", tooltip="Leave without a key"),
    ]

    def __init__(self, host: str) -> None:
        super().__init__()
        self._host = host

    def compose(self) -> ComposeResult:
        with Vertical(classes="question"):
            yield Static(f"The key for {self._host or 'the model'}", classes="title", markup=False)
            yield Static(
                "Paste it once. It goes into the keyring of this system, never into a file of ours. "
                "A key in OPENAI_API_KEY is found by itself.",
                classes="body",
                markup=False,
            )
            yield Input(password=True, placeholder="paste here", compact=True, max_length=500, id="pasted")
            yield KeyLine(Hint("enter", "Enter", "keep it"), Hint("escape", "Esc", "cancel"), keep=2)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.dismiss(message.value.strip() or None)

    def action_leave(self) -> None:
        """Go without a key."""
        self.dismiss(None)
