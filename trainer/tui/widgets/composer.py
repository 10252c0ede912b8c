"""Where the rep writes: Enter sends, Ctrl+J starts a new line, nothing typed is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from trainer.cleaning import MAX_TURN_CHARS, clean

if TYPE_CHECKING:
    from textual import events

OWN_KEYS = frozenset({"enter", "ctrl+j", "shift+enter", "alt+enter"})


class Composer(TextArea):
    """A few lines of text, sent as one. Text from outside is cleaned before it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", id="composer.send", tooltip="Say it"),
        Binding(
            "ctrl+j,shift+enter,alt+enter",
            "new_line",
            "New line",
            id="composer.new_line",
            tooltip="Start a new line without sending",
        ),
    ]
    DEFAULT_CSS = """
    Composer {
        height: auto;
        min-height: 3;
        max-height: 9;
        padding: 0 1;
        border: round $rule;
        background: $paper;
        color: $ink;
        scrollbar-size-vertical: 1;
        &:focus { border: round $quiet; }
        & .text-area--cursor-line { background: $paper; }
        & .text-area--placeholder { color: $quiet; text-style: $quiet-style; }
    }
    """

    class Sent(Message):
        """The rep wants to say this; cleaned, may be empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Skipped(Message):
        """Space or Enter on an empty composer while the customer speaks."""

    class Trimmed(Message):
        """Something from outside was cut; says what, for people."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder="your reply",
            max_checkpoints=200,
        )
        self.customer_speaks = False
        """While True, keys on an empty composer skip ahead."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in OWN_KEYS:
            event.prevent_default()
        elif event.key == "space" and self.customer_speaks and not self.text:
            event.prevent_default()
            event.stop()
            self.post_message(self.Skipped())

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.put(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the trainer."""
        self.put(self.app.clipboard)

    def put(self, text: str, *, apart: bool = False) -> None:
        """Insert text from outside at the cursor: cleaned, and no more than fits into one turn.

        Args:
            text: what to insert.
            apart: keep a space between it and what stands before it.
        """
        if self.read_only:
            return
        room = MAX_TURN_CHARS - len(self.text) + len(self.selected_text)
        safe = clean(text, limit=None if len(text) <= 4 * MAX_TURN_CHARS else MAX_TURN_CHARS)
        row, column = min(self.selection)
        if apart and safe and self.document[row][:column].strip() and not self.document[row][column - 1].isspace():
            safe = " " + safe
        kept = safe[: max(0, room)]
        if kept and (result := self._replace_via_keyboard(kept, *self.selection)):
            self.move_cursor(result.end_location)
        if len(kept) < len(safe):
            self.post_message(self.Trimmed(f"The paste was cut: a turn holds {MAX_TURN_CHARS:,} characters."))
        elif not safe and text.strip():
            self.post_message(self.Trimmed("The paste held no text that can be said."))

    def action_new_line(self) -> None:
        """Start a new line."""
        self._replace_via_keyboard("\n", *self.selection)

    def action_send(self) -> None:
        """Send what is written."""
        text = self.text
        if self.customer_speaks and not text.strip():
            self.post_message(self.Skipped())
        elif len(text) > MAX_TURN_CHARS:
            over = len(text) - MAX_TURN_CHARS
            self.post_message(self.Trimmed(f"That is {over:,} characters more than one turn holds."))
        else:
            self.post_message(self.Sent(clean(text)))

    def restore(self, draft: str) -> None:
        """Give a draft back, in front of anything written since."""
        now = self.text
        self.text = f"{draft}\n{now}" if now.strip() else draft
        self.move_cursor(self.document.end)
