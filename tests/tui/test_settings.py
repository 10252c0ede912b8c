"""Settings: kept as they change, taken back one by one, and no talk goes anywhere unasked."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from trainer.errors import TrainerError
from trainer.tui import settings_model as model
from trainer.tui.screens.consent import ConsentModal
from trainer.tui.screens.settings import SettingsScreen
from trainer.tui.services import ModelTest

from .conftest import text_of
from .driving import opened, press, settle
from .fakes import OLLAMA, OPENAI, Config, FakeServices

pytestmark = pytest.mark.anyio


async def focus(app: object, pilot: object, setting: str) -> None:
    """Put the focus on a line of the settings."""
    line = app.screen.query_one(f"#{setting}")  # type: ignore[attr-defined]
    (line if line.can_focus else line.query_one(Input)).focus()
    await settle(pilot)  # type: ignore[arg-type]


async def test_a_change_is_kept_at_once_and_undone() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-pace")
        await press(pilot, "right")
        assert services.config.pace == "quick"
        await press(pilot, "right", "u")
        assert services.config.pace == "quick"
        await press(pilot, "u")
        assert services.config.pace == "human"
        assert "like a person" in text_of(app)


async def test_colours_change_before_your_eyes() -> None:
    async with opened() as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-theme")
        await press(pilot, "left")
        assert app.theme == "eleventh-light"


async def test_a_text_is_kept_when_the_field_is_left() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-rep_name")
        await press(pilot, "D", "a", "n", "u")
        assert services.config.rep_name == ""
        await press(pilot, "enter")
        assert services.config.rep_name == "Danu"


async def test_a_text_is_kept_when_the_page_is_left() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-rep_name")
        await press(pilot, "B", "o", "escape")
        assert not isinstance(app.screen, SettingsScreen)
    assert services.config.rep_name == "Bo"


async def test_ctrl_z_first_takes_back_what_is_being_typed() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "t", "down", "down", "right")
        assert services.config.provider == "ollama"
        await focus(app, pilot, "set-model")
        await press(pilot, "x", "ctrl+z")
        assert services.config.provider == "ollama"
        assert app.screen.query_one("#set-model Input", Input).value == ""
        await press(pilot, "ctrl+z")
        assert services.config.provider == ""


async def test_a_model_needs_a_connection_first() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        await press(pilot, "t", "right")
        assert services.config.customer == "offline"
        assert "First choose a connection" in text_of(app)
        assert "built in" in text_of(app)


async def test_a_model_needs_a_yes_that_names_the_host() -> None:
    services = FakeServices(found=(OPENAI,))
    async with opened(services) as (app, pilot):
        await press(pilot, "t", "right")
        assert isinstance(app.screen, ConsentModal)
        assert "api.openai.com" in text_of(app)
        assert services.config.customer == "offline"
        await press(pilot, "n")
        assert services.config.customer == "offline"
        assert services.config.declined_hosts == ("api.openai.com",)
        await press(pilot, "right", "y")
        assert services.config.customer == "llm"
        assert services.config.agreed_hosts == ("api.openai.com",)
        assert services.config.declined_hosts == ()


async def test_a_model_that_grades_is_asked_about_too() -> None:
    services = FakeServices(found=(OPENAI,))
    async with opened(services) as (app, pilot):
        await press(pilot, "t", "down", "right")
        assert "Let this model grade your calls?" in text_of(app)
        await press(pilot, "escape")
        assert services.config.grader == "offline"
        await press(pilot, "right", "y")
        assert services.config.grader == "llm"
        assert services.config.customer == "offline"
        await press(pilot, "up", "right")
        assert services.config.customer == "llm", "the host is known by now"


async def test_another_host_is_asked_about_anew() -> None:
    services = FakeServices(config=model.agreed(Config(), OLLAMA))
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-base_url")
        app.screen.query_one("#set-base_url Input", Input).value = "https://models.example.org/v1"
        await press(pilot, "enter")
        assert isinstance(app.screen, ConsentModal)
        await press(pilot, "escape")
        assert services.config.customer == "offline"
        assert services.config.provider == "custom"


async def test_the_connection_is_tried() -> None:
    services = FakeServices(config=model.agreed(Config(), OLLAMA))
    async with opened(services) as (app, pilot):
        await press(pilot, "t", "f5")
        assert "+ It answered" in text_of(app)
        services.answer = ModelTest(False, "It did not answer [/b]; is Ollama running?")
        await press(pilot, "f5")
        assert "! It did not answer [/b]; is Ollama running?" in text_of(app)


async def test_a_key_goes_to_the_keyring_and_nowhere_else() -> None:
    services = FakeServices(config=model.with_provider(Config(), "openai", ()))
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "key")
        await press(pilot, "enter")
        app.screen.query_one("#pasted", Input).value = "sk-not-a-real-key"
        await settle(pilot)
        assert "sk-not" not in text_of(app)
        await press(pilot, "enter")
        assert "in the system keyring" in text_of(app)
    assert ("keep_key", "sk-not-a-real-key") in services.asked
    assert all("sk-not" not in repr(a) for a in services.asked if a[0] != "keep_key")


async def test_settings_that_cannot_be_kept_are_said() -> None:
    services = FakeServices(fault={"save_config": TrainerError("the disk is full", "make room")})
    async with opened(services) as (app, pilot):
        await press(pilot, "t")
        await focus(app, pilot, "set-pace")
        await press(pilot, "right")
        assert "the disk is full; make room" in text_of(app)
        assert "like a person" in text_of(app)


def test_addresses_have_hosts() -> None:
    assert model.host_of(model.with_provider(Config(), "ollama", (OLLAMA,))) == "127.0.0.1"
    assert model.host_of(Config(base_url="https://[broken")) == ""
    assert model.preset_id("http://127.0.0.1:11434/v1/") == "ollama"
    assert model.preset_id("https://x.example/v1") == "custom"
    assert model.preset_id("") == ""


def test_the_key_is_looked_for_but_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-a-real-key")
    openai = model.with_provider(Config(), "openai", ())
    assert model.key_status(openai) == "found in OPENAI_API_KEY"
    assert model.key_status(Config()) == "no connection chosen"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-two words")
    assert "sk-two" not in model.key_status(openai)
