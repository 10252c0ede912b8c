"""Calls: opening, deleting with a way back, and nothing there yet."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from trainer.tui.screens.confirm import ConfirmModal
from trainer.tui.screens.history import HistoryScreen
from trainer.tui.screens.home import HomeScreen

from .conftest import text_of
from .driving import opened, press, settle
from .fakes import CALLS, UNFINISHED, FakeServices, practised

pytestmark = pytest.mark.anyio


async def test_newest_first_with_scores_and_signs(size: tuple[int, int]) -> None:
    async with opened(practised(), size=size) as (app, pilot):
        await press(pilot, "c")
        shown = text_of(app)
    assert "9 calls" in shown
    assert shown.index("5 hours ago") < shown.index("yesterday") < shown.index("6 weeks ago")
    assert "+ 5" in shown
    assert "! 2" in shown


async def test_enter_opens_the_debrief_of_a_finished_call(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened(practised()) as (app, pilot):
        monkeypatch.setattr(app, "open_debrief", went.append)
        await press(pilot, "c", "j", "enter")
    assert went == [CALLS[1].id]


async def test_enter_resumes_an_open_call(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened(FakeServices(calls=(UNFINISHED, *CALLS))) as (app, pilot):
        monkeypatch.setattr(app, "resume_call", went.append)
        await press(pilot, "c")
        assert "(open)" in text_of(app)
        await press(pilot, "enter")
    assert went == [UNFINISHED.id]


async def test_deleting_asks_waits_and_can_be_undone() -> None:
    services = practised()
    async with opened(services) as (app, pilot):
        await press(pilot, "c", "d")
        assert isinstance(app.screen, ConfirmModal)
        await press(pilot, "n")
        assert "9 calls" in text_of(app)
        await press(pilot, "d", "y")
        assert "8 calls" in text_of(app)
        assert "U  undo" in text_of(app)
        assert "delete" not in services.names()
        await press(pilot, "u")
        assert "9 calls" in text_of(app)
    assert "delete" not in services.names()


async def test_a_deleted_call_is_gone_once_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.tui.deleting.UNDO_SECONDS", 0.05)
    services = practised()
    async with opened(services) as (app, pilot):
        await press(pilot, "c", "d", "y", "escape")
        assert isinstance(app.screen, HomeScreen)
        await pilot.pause(0.2)
        await settle(pilot)
    assert ("delete", CALLS[0].id) in services.asked


async def test_leaving_the_trainer_finishes_a_confirmed_deletion() -> None:
    services = practised()
    async with opened(services) as (_, pilot):
        await press(pilot, "c", "d", "y")
    assert ("delete", CALLS[0].id) in services.asked


async def test_home_does_not_count_what_is_being_deleted() -> None:
    async with opened(practised()) as (app, pilot):
        await press(pilot, "c", "d", "y", "escape")
        assert "Calls       8" in text_of(app)


async def test_no_call_yet() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "c")
        assert "No call yet" in text_of(app)
        await press(pilot, "d", "enter")
        assert isinstance(app.screen, HistoryScreen)


async def test_bringing_the_only_call_back_gives_the_keys_back() -> None:
    async with opened(FakeServices(calls=CALLS[:1])) as (app, pilot):
        await press(pilot, "c", "d", "y")
        assert "No call yet" in text_of(app)
        await press(pilot, "u")
        assert "Enter  open" in text_of(app)


async def test_the_mark_stays_where_it_was_after_coming_back() -> None:
    async with opened(practised()) as (app, pilot):
        await press(pilot, "c", "down", "down", "f1", "escape")
        assert app.screen.query_one(OptionList).highlighted == 2


async def test_a_thousand_calls_open_at_once() -> None:
    from dataclasses import replace

    many = tuple(replace(CALLS[i % 9], id=f"m{i}") for i in range(1000))
    async with opened(FakeServices(calls=many)) as (app, pilot):
        await press(pilot, "c", "end")
        assert app.screen.query_one(OptionList).highlighted == 999
        assert len(app.screen.query("*")) < 15
