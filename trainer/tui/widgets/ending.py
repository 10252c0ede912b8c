"""What takes the place of the composer when the call cannot go on, or is over."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

SAFE = "Everything said so far is safe, and so is what you were writing."


class Fault(Static, can_focus=True):
    """Hidden until there is something to tell; takes the focus so that its keys work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "screen.retry", "Try again", id="fault.retry", tooltip="Go on from what was kept", show=False),
        Binding(
            "escape",
            "screen.dismiss",
            "Leave it for later",
            id="fault.leave",
            tooltip="Back to home; the call can be resumed",
            show=False,
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)

    def tell(self, what: str) -> None:
        """Say what happened."""
        what = what[:1].upper() + what[1:] + ("" if what.endswith((".", "!", "?")) else ".")
        self.update(f"The call was interrupted.\n{what}\n{SAFE}\n\nR  try again      Esc  leave it for later")
        self.focus()

    def working(self) -> None:
        """Say that it is being tried."""
        self.update("Picking the call up again.")


class Over(Static, can_focus=True):
    """How the call ended, and the way to the debrief."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "screen.debrief", "See how it went", id="over.debrief", tooltip="Open the debrief", show=False
        ),
        Binding("escape", "screen.dismiss", "Home", id="over.home", tooltip="Back to home", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)
        self._ending = ""
        self.graded = False
        """The debrief may be opened."""

    def tell(self, ending: str) -> None:
        """Say how the call ended; it is still to be graded."""
        self._ending = ending
        self.update(f"{ending}\n\nThe call is being read.")
        self.focus()

    def read(self) -> None:
        """The grade is there."""
        self.graded = True
        self.update(f"{self._ending}\n\nEnter  see how it went      Esc  home")

    async def on_click(self) -> None:
        if self.graded:
            await self.run_action("screen.debrief")
