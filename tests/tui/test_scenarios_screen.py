"""Scenarios: who there is to practise with, and what came of it so far."""

from __future__ import annotations

import pytest

from trainer.tui.screens.scenarios import best_scores

from .conftest import text_of
from .driving import opened, press
from .fakes import CALLS, SHELF, FakeServices, practised

pytestmark = pytest.mark.anyio


async def test_all_are_listed_with_what_matters(size: tuple[int, int]) -> None:
    async with opened(practised(), size=size) as (app, pilot):
        await press(pilot, "s")
        shown = text_of(app)
    for scenario in SHELF:
        assert scenario.title[:16] in shown
        assert scenario.temper in shown
    assert "●●●●●" in shown
    assert "(yours)" in shown
    if size[0] >= 120:
        assert "2 ×" in shown
        assert "5 3 5" in shown


async def test_enter_opens_the_briefing(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened() as (app, pilot):
        monkeypatch.setattr(app, "open_briefing", went.append)
        await press(pilot, "s", "down", "enter")
    assert went == [SHELF[1].id]


async def test_own_files_have_a_place() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "s")
        assert "Your own go into" in text_of(app)


async def test_an_empty_shelf_is_explained() -> None:
    async with opened(FakeServices(scenarios=())) as (app, pilot):
        await press(pilot, "s")
        assert "No scenario was found" in text_of(app)


def test_the_best_call_is_the_one_with_the_highest_sum() -> None:
    assert best_scores(CALLS) == "5 3 5"
    assert best_scores(()) == ""
