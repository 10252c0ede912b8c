"""Home: one thing to do, and what arrives later without moving anything."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from trainer.tui.screens.home import HomeScreen
from trainer.tui.widgets.keys import KeyLine
from trainer.tui.widgets.row import Row

from .conftest import text_of
from .driving import opened, press, settle
from .fakes import CALLS, OLLAMA, OPENAI, SHELF, UNFINISHED, FakeServices, practised

pytestmark = pytest.mark.anyio


def line_of(screen: str, words: str) -> int:
    """The line on which some words stand; -1 when they do not."""
    return next((i for i, line in enumerate(screen.splitlines()) if words in line), -1)


async def test_enter_goes_to_the_briefing_of_the_picked_call(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened() as (app, pilot):
        monkeypatch.setattr(app, "open_briefing", went.append)
        await press(pilot, "enter")
    assert went == ["school-laptops"]


async def test_the_first_run_says_what_this_is_and_shows_no_empty_statistics() -> None:
    async with opened() as (app, _):
        shown = text_of(app)
    assert "Take the call" in shown
    assert "say no" in shown
    assert "none yet" in shown
    assert "calmness" not in shown
    assert "Drills" not in shown
    assert "Room" not in shown


async def test_history_changes_the_pick_and_shows_progress(size: tuple[int, int]) -> None:
    async with opened(practised(), size=size) as (app, _):
        shown = text_of(app)
    assert "Sister Inmaculada Roldán, bursar" in shown
    assert "customer focus fell behind" in shown
    for words in ("calmness", "focus", "the no", "3.5", "2.5", "3.9"):
        assert words in shown


async def test_a_late_history_does_not_change_the_call_under_the_fingers() -> None:
    async with opened(practised()) as (app, pilot):
        home = app.screen
        assert isinstance(home, HomeScreen)
        await pilot.press("down")
        home.services.scenarios = tuple(reversed(home.services.scenarios))  # type: ignore[attr-defined]
        home._loaded((CALLS, None))
        assert "Inmaculada" in text_of(app)


async def test_nothing_moves_when_the_rest_arrives(size: tuple[int, int]) -> None:
    async with opened(practised(), size=size) as (app, pilot):
        before = text_of(app)
        home = app.screen
        assert isinstance(home, HomeScreen)
        home._loaded((CALLS, UNFINISHED))
        home._offered((OLLAMA,))
        await settle(pilot)
        after = text_of(app)
    assert "You were in a call with Sister Inmaculada Roldán, 12 minutes ago." in after
    assert "A model is here: Ollama on this machine" in after
    for words in ("Take the call", "Calls  ", "Scenarios  ", "Settings"):
        assert line_of(before, words) == line_of(after, words) > 0


async def test_an_interrupted_call_is_resumed_with_r(monkeypatch: pytest.MonkeyPatch) -> None:
    services = practised(left_open=UNFINISHED)
    opened_calls: list[object] = []
    async with opened(services) as (app, pilot):
        monkeypatch.setattr(app, "open_call", opened_calls.append)
        assert any(h.key == "r" for h in app.screen.query_one(KeyLine).hints)
        await press(pilot, "r")
    assert ("resume", UNFINISHED.id) in services.asked
    assert len(opened_calls) == 1


async def test_r_and_m_do_nothing_when_there_is_nothing() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "r", "m")
        assert isinstance(app.screen, HomeScreen)
        assert [h.key for h in app.screen.query_one(KeyLine).hints] == ["f1"]
    assert "resume" not in services.names()


async def test_a_model_is_used_only_after_a_yes_that_names_the_host() -> None:
    services = practised(found=(OPENAI,))
    async with opened(services) as (app, pilot):
        await press(pilot, "m")
        assert "sent to api.openai.com" in " ".join(text_of(app).split())
        assert services.config.customer == "offline"
        await press(pilot, "y")
        assert "customer: gpt-5-mini" in text_of(app)
        assert "A model is here" not in text_of(app)
    assert services.config.customer == "llm"
    assert services.config.model == "gpt-5-mini"
    assert services.config.agreed_hosts == ("api.openai.com",)
    assert services.config.provider == "openai"


async def test_a_no_is_remembered_and_not_asked_again() -> None:
    services = practised(found=(OPENAI,))
    async with opened(services) as (app, pilot):
        await press(pilot, "m", "n")
        assert services.config.declined_hosts == ("api.openai.com",)
        assert services.config.customer == "offline"
        home = app.screen
        assert isinstance(home, HomeScreen)
        home._offered((OPENAI,))
        await settle(pilot)
        assert "A model is here" not in text_of(app)


async def test_not_now_decides_nothing() -> None:
    services = practised(found=(OLLAMA,))
    async with opened(services) as (app, pilot):
        await press(pilot, "m", "escape")
        assert "A model is here" in text_of(app)
    assert "save_config" not in services.names()


@pytest.mark.parametrize(
    ("keys", "method"),
    [(["c"], "open_calls"), (["s"], "open_scenarios"), (["t"], "open_settings"), (["down", "enter"], "open_calls")],
)
async def test_every_line_has_its_key(keys: list[str], method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened() as (app, pilot):
        monkeypatch.setattr(app, method, lambda: went.append(method))
        await press(pilot, *keys)
    assert went == [method]


async def test_the_mouse_works(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    async with opened() as (app, pilot):
        monkeypatch.setattr(app, "open_scenarios", lambda: went.append("scenarios"))
        await pilot.click("#scenarios")
        await settle(pilot)
    assert went == ["scenarios"]


async def test_no_scenario_at_all_is_said() -> None:
    async with opened(FakeServices(scenarios=())) as (app, pilot):
        assert "No scenario was found" in text_of(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_markup_in_names_is_plain_text() -> None:
    nasty = FakeServices(scenarios=FakeServices().scenarios[-1:])
    async with opened(nasty) as (app, _):
        assert "Jo Brand, procurement" in text_of(app)
        app.notice("[/] [@click=app.quit]x[/] \x1b]0;title\x07")
        await _.pause()
        assert "[@click=app.quit]" in text_of(app)


async def test_a_refused_question_is_a_notice() -> None:
    from trainer.errors import TrainerError

    services = FakeServices(fault={"history": TrainerError("the history is locked", "close the other trainer")})
    async with opened(services) as (app, _):
        assert "the history is locked; close the other trainer" in text_of(app)
        assert isinstance(app.screen, HomeScreen)


async def test_a_long_role_gives_way_to_the_title() -> None:
    from dataclasses import replace

    long = replace(SHELF[0], role="deputy principal, timetable, computers and keeper of the keys")
    async with opened(FakeServices(scenarios=(long,)), size=(80, 24)) as (app, pilot):
        assert "Petra Lindqvist. Laptops for the school." in text_of(app)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "keeper of the keys. Laptops for the school." in text_of(app)


async def test_home_is_few_widgets() -> None:
    async with opened(practised()) as (app, _):
        assert len(app.screen.query("*")) <= 16
        assert len(app.screen.query(Row)) == 4
        assert len(app.screen.query(Static)) == 2
