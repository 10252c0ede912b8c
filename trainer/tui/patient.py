"""What any app of ours can do: ask slow questions in a thread, say things quietly, and fall without a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.message import Message

from trainer.errors import TrainerError
from trainer.tui.theme import no_colour

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.binding import Binding
    from textual.dom import DOMNode

T = TypeVar("T")

KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "question_mark": "?",
    "delete": "Del",
    "backspace": "Backspace",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
}


class PatientApp(App[None]):
    """An app that never blocks on the program behind the screens, and never shows a traceback.

    Args:
        logs: folder for crash reports; None for the platform's.
    """

    class Answered(Message):
        """Something asked in the background has answered."""

        def __init__(self, asker: DOMNode, then: Callable[[Any], object], answer: object) -> None:
            super().__init__()
            self.asker = asker
            self.then = then
            self.answer = answer

    class Refused(Message):
        """Something asked in the background cannot be done; the user can act on it."""

        def __init__(self, error: TrainerError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, logs: Path | None = None) -> None:
        super().__init__(ansi_color=True if no_colour() else None)
        self.farewell = ""
        """What to say in the user's own terminal after a crash."""
        self._logs = logs

    def get_key_display(self, binding: Binding) -> str:
        if binding.key_display:
            return binding.key_display
        parts = binding.key.split("+")
        return "+".join(
            KEY_NAMES.get(p, p.upper() if len(p) == 1 or (p[:1] == "f" and p[1:].isdigit()) else p) for p in parts
        )

    def in_background(
        self,
        work: Callable[..., T],
        *arguments: Any,
        group: str,
        asker: DOMNode | None = None,
        then: Callable[[T], object] | None = None,
        vital: bool = True,
    ) -> None:
        """Call a slow method of the services in a thread.

        Args:
            work: the method. A TrainerError from it becomes a notice.
            arguments: what to call it with.
            group: name for the kind of work.
            asker: the screen that asks; when it is gone, its answer is dropped.
            then: gets the answer, on the event loop.
            vital: False for what only saves time later: its faults are written to the log folder, no more.
        """
        node = asker or self

        def run() -> None:
            try:
                answer = work(*arguments)
            except TrainerError as error:
                if vital:
                    self.post_message(self.Refused(error))
            except Exception as error:
                if vital:
                    raise
                self._report(error)
            else:
                if then is not None:
                    self.post_message(self.Answered(node, then, answer))

        node.run_worker(run, name=getattr(work, "__name__", group), group=group, thread=True)

    def on_patient_app_answered(self, message: Answered) -> None:
        if message.asker is self or message.asker.is_attached:
            message.then(message.answer)

    def on_patient_app_refused(self, message: Refused) -> None:
        self.notice(message.error)

    def notice(self, what: str | TrainerError, *, seconds: float = 6.0) -> None:
        """Say something quietly at the foot of the screen. Never parsed as markup."""
        from trainer.cleaning import clean

        self.notify(clean(str(what), limit=600), markup=False, timeout=seconds)

    def _handle_exception(self, error: Exception) -> None:
        """Faults of ours: a report in the log folder and a plain farewell in place of a traceback."""
        from textual.worker import WorkerFailed

        if isinstance(error, WorkerFailed):
            error = error.error  # type: ignore[assignment]
        if self._exception is not None:
            return
        self._return_code = 1
        self._exception = error
        self._exception_event.set()
        from trainer.tui.crash import farewell

        self.farewell = farewell(error, self._report(error))
        self._close_messages_no_wait()

    def _report(self, error: Exception) -> Path | None:
        from trainer.tui.crash import write_report

        screens = [type(s).__name__ for s in self._screen_stacks.get(self._current_mode, [])]
        return write_report(error, screens, self._log_folder())

    def _log_folder(self) -> Path:
        if self._logs is not None:
            return self._logs
        from trainer import paths

        return paths.find().logs
