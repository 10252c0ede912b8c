"""The app around the screens: start, palette, help, faults, and what may be imported before the first frame."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.tui.app import TrainerApp, run
from trainer.tui.crash import farewell, report, write_report
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.history import HistoryScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.scenarios import ScenariosScreen
from trainer.tui.screens.settings import SettingsScreen

from .conftest import text_of
from .driving import opened, press, settle
from .fakes import FakeServices, practised

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

HEAVY = ("pydantic", "sqlalchemy", "alembic", "openai", "jinja2", "tiktoken", "httpx2", "click", "keyring")


async def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    """The start-up rule of the design, read from sys.modules in a fresh process."""
    script = f"""
import json, sys
from trainer.wiring import Program
from trainer.tui.app import TrainerApp
app = TrainerApp(Program())
found = None
def look():
    global found
    found = [name for name in {HEAVY!r} if name in sys.modules]
    app.exit()
app.in_background = lambda *a, **k: None
app.call_after_refresh(look) if app.is_running else None
async def ready(pilot):
    await pilot.pause()
    look()
app.run(headless=True, auto_pilot=ready)
print(json.dumps(found))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize(
    ("start", "screen"),
    [
        (None, HomeScreen),
        ("calls", HistoryScreen),
        ("scenarios", ScenariosScreen),
        ("settings", SettingsScreen),
        ("nonsense:x", HomeScreen),
    ],
)
async def test_it_opens_where_it_is_told(start: str | None, screen: type[Screen[Any]]) -> None:
    async with opened(start=start) as (app, _):
        assert isinstance(app.screen, screen)


async def test_a_call_can_be_opened_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    setups: list[object] = []
    monkeypatch.setattr(TrainerApp, "open_call", lambda self, setup: setups.append(setup))
    services = FakeServices(setups=lambda which: f"setup of {which}")
    async with opened(services, start="call:cold-chain"):
        pass
    async with opened(services, start="resume:call-010"):
        pass
    assert setups == ["setup of cold-chain", "setup of call-010"]


async def test_a_call_that_cannot_be_resumed_says_why() -> None:
    services = FakeServices(fault={"resume": TrainerError("the scenario is gone", "put the file back")})
    async with opened(services, start="resume:x") as (app, _):
        assert "the scenario is gone; put the file back" in text_of(app)


async def test_what_a_call_needs_is_loaded_while_the_briefing_is_read() -> None:
    services = FakeServices()
    async with opened(services) as (_, pilot):
        assert "warm_up" not in services.names()
        await press(pilot, "enter")
        await settle(pilot)
        assert "warm_up" in services.names()


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ([], ["Calls", "Scenarios", "Settings", "Help", "Quit", "Colours: dark"]),
        (["c"], ["Delete", "Back", "Open", "Home"]),
        (["t"], ["Try the connection", "Back"]),
    ],
)
async def test_every_action_is_in_the_palette(keys: list[str], names: list[str]) -> None:
    async with opened(practised()) as (app, pilot):
        await press(pilot, *keys)
        there = {c.title for c in app.get_system_commands(app.screen)}
        for name in names:
            assert any(title.startswith(name) for title in there), (name, there)
        shown = {h.does for h in app.screen.query_one("KeyLine").hints}  # type: ignore[attr-defined]
        assert shown <= {title.lower() for title in there}


async def test_the_palette_runs_what_it_names() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        for key in "light":
            await pilot.press(key)
        await pilot.pause(0.4)
        await press(pilot, "enter")
        await settle(pilot)
        assert app.theme == "eleventh-light"
        assert services.config.theme == "eleventh-light"


async def test_help_lists_the_keys_of_the_screen_below(size: tuple[int, int]) -> None:
    async with opened(practised(), size=size) as (app, pilot):
        await press(pilot, "c", "f1")
        assert isinstance(app.screen, HelpScreen)
        shown = text_of(app)
        assert "remove the marked call, after asking" in shown
        assert "How the practice works" in shown
        await press(pilot, "f1")
        assert isinstance(app.screen, HistoryScreen)


def test_how_it_works_is_twelve_lines() -> None:
    from trainer.tui.screens.help import HOW_IT_WORKS

    assert len(HOW_IT_WORKS.splitlines()) == 12


async def test_every_shown_key_has_an_id_and_a_tooltip() -> None:
    async with opened(practised()) as (app, pilot):
        for key in ("c", "s", "t"):
            await press(pilot, key)
            for _, binding, _, _ in app.screen.active_bindings.values():
                if binding.show and binding.description:
                    assert binding.id, binding
                    assert binding.tooltip, binding
            await press(pilot, "escape")


async def test_esc_walks_back_and_home_closes_everything() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "c", "f1")
        assert len(app.screen_stack) == 3
        await app.go_home()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_steps_of_a_call_replace_each_other() -> None:
    class BriefingScreen(Screen[None]):
        pass

    class CallScreen(Screen[None]):
        pass

    async with opened() as (app, pilot):
        await press(pilot, "s")
        app._show(BriefingScreen())
        await settle(pilot)
        app._show(CallScreen())
        await settle(pilot)
        assert [type(s).__name__ for s in app.screen_stack] == ["HomeScreen", "ScenariosScreen", "CallScreen"]


async def test_ctrl_c_explains_instead_of_leaving() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "ctrl+c")
        assert "Ctrl+Q leaves the trainer" in text_of(app)


async def test_ctrl_q_leaves() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "c", "ctrl+q")
        await pilot.pause()
        assert app.return_code == 0


async def test_a_fault_of_ours_leaves_a_report_and_no_traceback(tmp_path: Path) -> None:
    def broken() -> None:
        raise RuntimeError("a fault of ours")

    logs = tmp_path / "logs"
    with pytest.raises(RuntimeError, match="a fault of ours"):
        async with opened(logs=logs) as (app, pilot):
            app.in_background(broken, group="test")
            await settle(pilot)
    assert app.return_code == 1
    file = next(logs.glob("crash-*.txt"))
    assert "RuntimeError: a fault of ours" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    said = app.farewell
    assert str(file) in said
    assert "every line was kept" in said
    assert "Traceback" not in said


async def test_a_fault_in_what_only_saves_time_is_written_down_and_no_more(tmp_path: Path) -> None:
    services = FakeServices(fault={"warm_up": KeyError("weights"), "offers": OSError("no network")})
    async with opened(services, logs=tmp_path) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter")
        await settle(pilot)
    assert "KeyError: 'weights'" in "".join(f.read_text() for f in tmp_path.glob("crash-*.txt"))


def test_a_report_names_versions_and_screens_but_no_values() -> None:
    secret = "sk-not-a-real-key"
    try:
        raise ValueError(f"broken while {len(secret)} letters were held")
    except ValueError as error:
        text = report(error, ["HomeScreen", "CallScreen"])
    assert "Textual 8" in text
    assert "HomeScreen > CallScreen" in text
    assert secret not in text.replace('secret = "sk-not-a-real-key"', "")


def test_no_log_folder_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert write_report(ValueError("x"), [], tmp_path / "file" / "logs") is None
    assert "No report could be written" in farewell(ValueError("x"), None)


def test_run_closes_the_services(monkeypatch: pytest.MonkeyPatch) -> None:
    services = FakeServices()
    monkeypatch.setattr(TrainerApp, "run", lambda self: None)
    assert run(services) == 0
    assert services.names()[-1] == "close"


async def test_no_colour_means_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(practised()) as (app, _):
        assert app.theme == "eleventh-ansi"
        styles = {
            (segment.style.color, segment.style.bgcolor)
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
        }
        for colours in styles:
            assert all(c is None or c.is_default for c in colours)


async def test_resizing_keeps_everything_readable() -> None:
    async with opened(practised(), size=(200, 60)) as (app, pilot):
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        shown = text_of(app)
    assert "Take the call" in shown
    assert "the no" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


async def test_a_tiny_terminal_does_not_break() -> None:
    async with opened(practised(), size=(30, 10)) as (app, pilot):
        await press(pilot, "c", "escape", "s", "escape", "t", "escape", "f1", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert isinstance(app.screen.query_one("#resume"), Static)
