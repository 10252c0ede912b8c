"""Before the card is turned: the rep says what they think was behind the no, and how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from trainer.call.events import ReasonGuessed
from trainer.cleaning import clean
from trainer.tui.widgets.keys import Hint, KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

MAX_GUESS = 400
"""Longest guess kept, in characters."""


def percent(text: str) -> int | None:
    """A number from 0 to 100, with or without "%"; None when it is not one."""
    text = text.strip().rstrip("%").strip()
    return int(text) if text.isdecimal() and int(text) <= 100 else None


class GuessScreen(ModalScreen["ReasonGuessed | bool"]):
    """Gives back a guess; True to see the reason without one; False to leave it covered."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "skip", "Show it without a guess", id="guess.skip", tooltip="Turn the card over now"),
        Binding("escape", "leave", "Not yet", id="guess.leave", tooltip="Leave it covered"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="asking"):
            yield Static("What do you think was behind the no?", classes="title", markup=False)
            yield Input(id="guess", max_length=MAX_GUESS, placeholder="in your own words")
            yield Static("How sure are you, from 0 to 100?", markup=False)
            yield Input(id="sure", max_length=4, placeholder="50")
            yield Static("", classes="wrong -none", markup=False)
            yield KeyLine(
                Hint("enter", "Enter", "show me"),
                Hint("f5", "F5", "show it without a guess"),
                Hint("escape", "Esc", "not yet"),
                keep=3,
            )

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        guess = clean(self.query_one("#guess", Input).value, limit=MAX_GUESS, lines=False)
        sure = self.query_one("#sure", Input)
        if not guess:
            self._wrong("A word or two, or F5 to see it without a guess.")
        elif message.input.id == "guess" and not sure.value:
            sure.focus()
        elif (share := percent(sure.value or "50")) is None:
            self._wrong("A number from 0 to 100.")
            sure.focus()
        else:
            self.dismiss(ReasonGuessed(guess, share))

    def _wrong(self, what: str) -> None:
        line = self.query_one(".wrong", Static)
        line.update(what)
        line.remove_class("-none")

    def action_skip(self) -> None:
        """See it without a guess."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it covered."""
        self.dismiss(False)
