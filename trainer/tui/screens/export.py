"""Ask where a call shall be written, write it, and say where it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from trainer.cleaning import clean
from trainer.tui.widgets.keys import Hint, KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


def write_new(file: Path, text: str) -> str:
    """Write a file that does not exist yet; empty on success, else what is wrong, for people."""
    try:
        if file.exists():
            return "There is a file of that name already. Choose another."
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as f:
            f.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"It cannot be written there: {reason}."
    return ""


class ExportScreen(ModalScreen["Path | None"]):
    """Gives back the file that was written; None when the rep thought better of it.

    Args:
        name: file name to begin with.
        written: makes the text for a file ending.
    """

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Not now", id="export.leave", tooltip="Write nothing"),
    ]

    def __init__(self, name: str, written: Callable[[str], str]) -> None:
        super().__init__()
        self._first = str(Path.cwd() / name)
        self._written = written

    def compose(self) -> ComposeResult:
        with Vertical(classes="asking"):
            yield Static("Write this call to a file", classes="title", markup=False)
            yield Static(
                "With .md it reads like a page; with .json it is a transcript for other tools. Your words go where "
                "you put them, and nowhere else.",
                markup=False,
            )
            yield Input(self._first, id="path", select_on_focus=False)
            yield Static("", classes="wrong -none", markup=False)
            yield KeyLine(Hint("enter", "Enter", "write it"), Hint("escape", "Esc", "not now"), keep=2)

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        typed = clean(message.value, limit=1_000, lines=False)
        if not typed:
            self._wrong("A file name is needed.")
            return
        file = Path(typed).expanduser()
        if file.suffix not in (".md", ".json"):
            self._wrong("The name must end in .md or .json.")
            return
        if wrong := write_new(file, self._written(file.suffix)):
            self._wrong(wrong)
        else:
            self.dismiss(file.absolute())

    def _wrong(self, what: str) -> None:
        line = self.query_one(".wrong", Static)
        line.update(what)
        line.remove_class("-none")

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)
