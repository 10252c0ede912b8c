"""The app around the screens: what is always there, whichever screen is shown.

Screens reach each other only through the methods here. They are imported when first shown, so that the first
frame needs Textual, the standard library and little else.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from trainer.errors import TrainerError
from trainer.tui.deleting import Deletions
from trainer.tui.theme import fallback_variables, no_colour, theme_name, themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path, PurePath

    from textual.dom import DOMNode

    from trainer.call.play import Setup
    from trainer.config import Config, Theme
    from trainer.tui.services import Services

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
COLOURS: dict[Theme, tuple[str, str]] = {
    "auto": ("Colours: automatic", "Light or dark as the terminal is"),
    "eleventh-light": ("Colours: light", "Paper and ink"),
    "eleventh-dark": ("Colours: dark", "A deep night"),
    "ansi": ("Colours: the terminal's own", "Its sixteen colours and its ground"),
}


class TrainerApp(App[None]):
    """The trainer in a terminal.

    Args:
        services: the program behind the screens.
        start: what to open on top of home: "briefing:SCENARIO", "call:SCENARIO", "resume:CALL",
            "debrief:CALL", "calls", "scenarios" or "settings"; None for home.
        clock: seconds since the epoch; frozen in tests.
        logs: folder for crash reports; None for the platform's.
    """

    TITLE = "Eleventh Hour"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/home.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012
    COMMAND_PALETTE_DISPLAY = "Ctrl+P"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1,question_mark",
            "help",
            "Help",
            id="app.help",
            tooltip="The keys of this screen, and how the practice works",
        ),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            id="app.quit",
            tooltip="Leave; an open call can be resumed",
            show=False,
            priority=True,
        ),
    ]

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

    def __init__(
        self,
        services: Services,
        start: str | None = None,
        *,
        clock: Callable[[], float] = time.time,
        logs: Path | None = None,
    ) -> None:
        self.services = services
        self.clock = clock
        self.deletions = Deletions(self)
        self.farewell = ""
        """What to say in the user's own terminal after a crash."""
        self._start = start
        self._logs = logs
        super().__init__(ansi_color=True if no_colour() else None)
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_name(services.config.theme)
        if not services.config.motion:
            self.animation_level = "none"

    # Colours and keys

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables()

    def get_key_display(self, binding: Binding) -> str:
        if binding.key_display:
            return binding.key_display
        parts = binding.key.split("+")
        return "+".join(
            KEY_NAMES.get(p, p.upper() if len(p) == 1 or (p[:1] == "f" and p[1:].isdigit()) else p) for p in parts
        )

    def use_theme(self, choice: Theme) -> None:
        """Show other colours now and keep the choice."""
        from dataclasses import replace

        self.theme = theme_name(choice)
        self.save(replace(self.services.config, theme=choice))

    def save(self, config: Config) -> bool:
        """Keep changed settings; says why when they cannot be kept."""
        try:
            self.services.save_config(config)
        except TrainerError as error:
            self.notice(error)
            return False
        return True

    # Start and end

    def get_default_screen(self) -> Screen[Any]:
        from trainer.tui.screens.home import HomeScreen

        return HomeScreen(self.services)

    def on_ready(self) -> None:
        if self._start:
            self._open(*self._start.partition(":")[::2])
        self.call_after_refresh(self.in_background, self.services.warm_up, group="warm-up", vital=False)

    def _open(self, what: str, which: str) -> None:
        opening: dict[str, Callable[[], object]] = {
            "briefing": lambda: self.open_briefing(which),
            "call": lambda: self.start_call(which),
            "resume": lambda: self.resume_call(which),
            "debrief": lambda: self.open_debrief(which),
            "calls": self.open_calls,
            "scenarios": self.open_scenarios,
            "settings": self.open_settings,
        }
        if what in opening:
            opening[what]()

    def on_unmount(self) -> None:
        self.deletions.flush()

    # Asking the program behind the screens

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

    def on_trainer_app_answered(self, message: Answered) -> None:
        if message.asker is self or message.asker.is_attached:
            message.then(message.answer)

    def on_trainer_app_refused(self, message: Refused) -> None:
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

    # Going from screen to screen

    def _show(self, screen: Screen[Any]) -> None:
        """Put a screen on top. Steps of one call replace each other: Esc leads back to where it began."""
        if type(self.screen).__name__ in STEPS:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_briefing(self, scenario_id: str) -> None:
        """Show what the rep knows before the call."""
        from trainer.tui.screens.briefing import BriefingScreen

        self._show(BriefingScreen(self.services, scenario_id))

    def start_call(self, scenario_id: str) -> None:
        """Begin a new call and show it."""
        self.in_background(self.services.begin, scenario_id, group="call", then=self.open_call)

    def resume_call(self, call_id: str) -> None:
        """Go on with an interrupted call."""
        self.in_background(self.services.resume, call_id, group="call", then=self.open_call)

    def open_call(self, setup: Setup) -> None:
        """Show a call that was begun or resumed."""
        from trainer.tui.screens.call import CallScreen

        self._show(CallScreen(self.services, setup))

    def open_debrief(self, call_id: str) -> None:
        """Show what a finished call was worth."""
        from trainer.tui.screens.debrief import DebriefScreen

        self._show(DebriefScreen(self.services, call_id))

    def open_calls(self) -> None:
        """Show the history."""
        from trainer.tui.screens.history import HistoryScreen

        self._show(HistoryScreen(self.services))

    def open_scenarios(self) -> None:
        """Show all scenarios."""
        from trainer.tui.screens.scenarios import ScenariosScreen

        self._show(ScenariosScreen(self.services))

    def open_settings(self) -> None:
        """Show the settings."""
        from trainer.tui.screens.settings import SettingsScreen

        self._show(SettingsScreen(self.services))

    async def go_home(self) -> None:
        """Close everything above the home screen."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    def action_help(self) -> None:
        """Show the keys of the present screen."""
        from trainer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_help_quit(self) -> None:
        """Ctrl+C is too easily pressed by habit to end a call."""
        self.notice("Ctrl+Q leaves the trainer. Nothing is lost: an open call can be resumed.")

    # The command palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that can be done here: what the screen and its focused widget bind, then the rest."""
        there: dict[str, SystemCommand] = {}
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            named = binding.id and binding.description and not binding.id.startswith(("app.", "row."))
            if named and enabled and binding.description not in there:
                does = tooltip or binding.tooltip or ""
                run = self._runner(binding.action, node)
                there[binding.description] = SystemCommand(binding.description, does, run)
        everywhere = [
            SystemCommand("Home", "Close everything else", self.go_home),
            SystemCommand("Calls", "All your calls, newest first", self.open_calls),
            SystemCommand("Scenarios", "Choose another customer", self.open_scenarios),
            SystemCommand("Settings", "Customer, model, pace, colours", self.open_settings),
            SystemCommand("Help", "The keys of this screen, and how the practice works", self.action_help),
            SystemCommand("Quit", "Leave; an open call can be resumed", self.action_quit),
        ]
        for choice, (name, does) in COLOURS.items():
            everywhere.append(SystemCommand(name, does, lambda c=choice: self.use_theme(c)))
        yield from there.values()
        yield from (command for command in everywhere if command.title not in there)

    def _runner(self, action: str, node: DOMNode) -> Callable[[], object]:
        return lambda: self.run_action(action, node)


STEPS = frozenset({"BriefingScreen", "CallScreen", "DebriefScreen"})
"""Screens that follow one another within one practice."""


def run(services: Services, start: str | None = None) -> int:
    """Open the trainer and stay until the user leaves.

    Args:
        services: the program behind the screens; closed at the end.
        start: see TrainerApp.

    Returns:
        Exit status for the shell.
    """
    app = TrainerApp(services, start)
    try:
        app.run()
    finally:
        services.close()
    if app.farewell:
        sys.stderr.write(app.farewell)
    return app.return_code or 0
