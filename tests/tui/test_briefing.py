"""Before the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll

from trainer.errors import TrainerError
from trainer.tui.screens.briefing import BriefingScreen
from trainer.tui.screens.call import CallScreen
from trainer.tui.widgets.papers import paragraphs, sentences

from .conftest import text_of
from .driving import press, settle
from .scripted import Script, briefing_app, services

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio


async def test_it_says_who_what_and_what_is_at_stake(
    size: tuple[int, int], snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = briefing_app(Script(), monkeypatch)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        shown = text_of(app)
        snap(app, f"briefing-{size[0]}x{size[1]}")
    for words in ("Sister Inmaculada Roldán", "bursar", "prickly", "●●●○○", "70 kW solar roof", "95 % of quota"):
        assert words in shown
    assert "take the call" in shown


async def test_it_scrolls_where_it_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    app = briefing_app(Script(), monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end")
        assert app.screen.query_one("#brief", VerticalScroll).scroll_y > 0
        assert "Marcos to Sister Inmaculada" in text_of(app)


async def test_the_head_is_there_before_the_scenario_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    known = services(Script())
    known.fault["scenario"] = TrainerError("roof-from-1740.md:3:1: 'dificulty' is not a known name")
    app = briefing_app(Script(), monkeypatch, known)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        shown = text_of(app)
        assert "Sister Inmaculada Roldán" in shown
        assert "'dificulty' is not a known name" in shown
        await press(pilot, "enter")
        assert "begin" not in known.names()


async def test_enter_takes_the_call_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = services(Script())
    app = briefing_app(Script(), monkeypatch, known)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        await settle_call(pilot)
        assert isinstance(app.screen, CallScreen)
        assert known.names().count("begin") == 1
        assert len(app.screen_stack) == 2


async def test_a_call_that_cannot_begin_says_why_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = services(Script())
    known.fault["begin"] = TrainerError("the database is locked", "close the other trainer")
    app = briefing_app(Script(), monkeypatch, known)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "The call cannot begin. the database is locked; close the other trainer" in text_of(app)
        known.fault.clear()
        await pilot.press("enter")
        await settle_call(pilot)
        assert isinstance(app.screen, CallScreen)


async def test_without_pressure_nothing_is_at_stake(monkeypatch: pytest.MonkeyPatch) -> None:
    app = briefing_app(Script(), monkeypatch, services(Script(), pressure=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "quota" not in text_of(app)


async def test_escape_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = briefing_app(Script(), monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "escape")
        assert not isinstance(app.screen, BriefingScreen)


async def test_text_of_a_scenario_is_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.review.sample import roof

    known = services(Script())
    known.full["roof-from-1740"] = roof(
        know=("see [docs] or [/b]",), situation="A [@click=app.quit]trap[/] and \x1b[2Jworse.", company="[red]Red[/]"
    )
    app = briefing_app(Script(), monkeypatch, known)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        shown = text_of(app)
    assert "see [docs] or [/b]" in shown
    assert "[@click=app.quit]trap[/]" in shown
    assert "[red]Red[/]" in shown
    assert "\x1b" not in shown


def test_papers_become_sentences() -> None:
    table = "| by | who |\n|---|---|\n| 14 May | **her** |\n| Friday | you |"
    assert sentences(table) == ("14 May · her", "Friday · you")
    assert sentences("May: signed. DONE.\n[x] Paid\n[ ] - open") == ("May: signed. DONE.", "✓ Paid", "○ - open")
    assert sentences('Saved: **4,200**. "Correct." she wrote. Free at 1.5 a year.') == (
        "Saved: 4,200.",
        '"Correct." she wrote.',
        "Free at 1.5 a year.",
    )
    assert sentences("") == ()


def test_paragraphs_are_joined_again() -> None:
    assert paragraphs("One\ntwo *three*.\n\nFour.") == ["One two three.", "Four."]


async def settle_call(pilot: object) -> None:
    from .scripted import settled

    await settled(pilot)  # type: ignore[arg-type]
