"""A paced breath while the customer waits: four in, six out. Any key ends it; it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

IN, OUT = 4.0, 6.0
"""Seconds of breathing in, and out."""
WIDTH = 29
"""Cells of the line at its fullest; odd, so that it grows from its middle."""
FRAMES_A_SECOND = 12


def drawn(seconds: float) -> tuple[str, str]:
    """The word and the line at a moment of the breath."""
    word, share = ("in", seconds / IN) if seconds < IN else ("out", 1 - (seconds - IN) / OUT)
    share = min(1.0, max(0.0, share))
    smooth = share * share * (3 - 2 * share)
    cells = 1 + 2 * round((WIDTH - 1) / 2 * smooth)
    return word, "─" * cells if cells > 1 else "·"


class BreathScreen(ModalScreen[None]):
    """One breath.

    Args:
        motion: False shows a sentence in place of the moving line.
    """

    CSS_PATH = "call.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space", "dismiss", "Go on", id="breath.go_on", tooltip="Back to the call"),
    ]

    def __init__(self, *, motion: bool) -> None:
        super().__init__()
        self._motion = motion
        self._passed = 0.0

    def compose(self) -> ComposeResult:
        with Vertical(id="breath"):
            yield Static("", id="breath-word", markup=False)
            yield Static("", id="breath-line", markup=False)
            yield Static("any key goes on", id="breath-hint", markup=False)

    def on_mount(self) -> None:
        if not self._motion:
            self.query_one("#breath-word", Static).update("Breathe in for four. Out for six.")
            self.query_one("#breath-line", Static).update("They will wait.")
            return
        self._draw()
        self.set_interval(1 / FRAMES_A_SECOND, self._step)

    def _step(self) -> None:
        self._passed += 1 / FRAMES_A_SECOND
        if self._passed >= IN + OUT:
            self.dismiss()
        else:
            self._draw()

    def _draw(self) -> None:
        word, line = drawn(self._passed)
        self.query_one("#breath-word", Static).update(word)
        self.query_one("#breath-line", Static).update(line)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()

    def on_click(self) -> None:
        self.dismiss()
