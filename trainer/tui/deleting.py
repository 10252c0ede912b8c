"""Deleting that can be taken back: a call is only removed for good once its time to undo is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from trainer.tui.app import TrainerApp

UNDO_SECONDS = 8.0


class Deletions:
    """Calls on their way out. Lives in the app, so that leaving the list does not change what happens.

    Args:
        app: whose services delete, and whose timers wait.
    """

    def __init__(self, app: TrainerApp) -> None:
        self._app = app
        self._waiting: dict[str, Timer] = {}

    @property
    def waiting(self) -> frozenset[str]:
        """Ids of calls that are hidden and can still be brought back."""
        return frozenset(self._waiting)

    def add(self, call_id: str, done: Callable[[], None] | None = None) -> None:
        """Hide a call now and remove it after UNDO_SECONDS."""

        def over() -> None:
            if self._waiting.pop(call_id, None) is not None:
                self._app.in_background(self._app.services.delete, call_id, group="delete")
                if done is not None:
                    done()

        self._waiting[call_id] = self._app.set_timer(UNDO_SECONDS, over, name=f"delete {call_id}")

    def undo(self) -> str | None:
        """Bring the newest one back; its id, or None when there is nothing to bring back."""
        if not self._waiting:
            return None
        call_id, timer = self._waiting.popitem()
        timer.stop()
        return call_id

    def flush(self) -> None:
        """Remove what still waits, at once: the user has confirmed it and is leaving."""
        while self._waiting:
            call_id, timer = self._waiting.popitem()
            timer.stop()
            self._app.services.delete(call_id)
