"""The line of keys: follows the bindings, keeps help when narrow, and can be clicked."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from trainer.tui.theme import fallback_variables
from trainer.tui.widgets.keys import Hint, KeyLine

from .conftest import text_of

pytestmark = pytest.mark.anyio


class Keyed(App[None]):
    """A screen with some keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note('a')", "Alpha"),
        Binding("b", "note('b')", "Beta"),
        Binding("x", "note('x')", "Hidden", show=False),
        Binding("f1", "note('f1')", "Help"),
    ]

    def __init__(self, line: KeyLine) -> None:
        super().__init__()
        self.line = line
        self.pressed: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables()

    def compose(self) -> ComposeResult:
        yield self.line

    def action_note(self, key: str) -> None:
        """Remember a key."""
        self.pressed.append(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return parameters != ("b",) or "a" not in self.pressed


async def test_it_shows_what_can_be_pressed_and_no_more() -> None:
    app = Keyed(KeyLine())
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "alpha" in shown
        assert "beta" in shown
        assert "hidden" not in shown
        assert shown.rstrip().endswith("help")
        await pilot.press("a")
        app.refresh_bindings()
        await pilot.pause()
        assert "beta" not in text_of(app)


async def test_help_stays_when_it_gets_narrow() -> None:
    app = Keyed(KeyLine())
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        shown = text_of(app)
    assert "help" in shown
    assert "beta" not in shown


async def test_a_click_presses_the_key() -> None:
    app = Keyed(KeyLine())
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        x = text_of(app).splitlines()[0].index("beta")
        await pilot.click(KeyLine, offset=(x, 0))
        await pilot.pause()
        await pilot.click(KeyLine, offset=(1, 0))
        await pilot.pause()
    assert app.pressed == ["b"]


async def test_given_hints_are_shown_as_given() -> None:
    app = Keyed(KeyLine(Hint("a", "Enter", "send"), Hint("b", "Ctrl+J", "new line"), keep=2))
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        assert "Enter  send   Ctrl+J  new line" in text_of(app)
