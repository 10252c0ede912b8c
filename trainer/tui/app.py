"""The app around the screens: what is always there, whichever screen is shown.

Screens reach each other only through the methods here. They are imported when first shown, so that the first
frame needs Textual, the standard library and little else.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from trainer.errors import TrainerError
from trainer.tui.deleting import Deletions
from trainer.tui.patient import PatientApp
from trainer.tui.theme import fallback_variables, theme_name, themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path, PurePath

    from textual.dom import DOMNode

    from trainer.call.play import Setup
    from trainer.config import Config, Theme
    from trainer.tui.services import Services

COLOURS: dict[Theme, tuple[str, str]] = {
    "auto": ("Colours: automatic", "Light or dark as the terminal is"),
    "eleventh-light": ("Colours: light", "Paper and ink"),
    "eleventh-dark": ("Colours: dark", "A deep night"),
    "ansi": ("Colours: the terminal's own", "Its sixteen colours and its ground"),
}


class TrainerApp(PatientApp):
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
        self._start = start
        super().__init__(logs)
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_name(services.config.theme)
        if not services.config.motion:
            self.animation_level = "none"

    # Colours and keys

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables()

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
