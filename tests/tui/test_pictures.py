"""How the shell looks, at three sizes, by day and by night. Goldens were looked at as pictures; see conftest.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import SIZES
from .driving import opened, press
from .fakes import OLLAMA, OPENAI, UNFINISHED, FakeServices, practised

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

PICTURES: dict[str, tuple[Callable[[], FakeServices], list[str]]] = {
    "home-first": (FakeServices, []),
    "home": (lambda: practised(left_open=UNFINISHED, found=(OLLAMA,)), []),
    "consent": (lambda: practised(found=(OPENAI,)), ["m"]),
    "calls": (practised, ["c"]),
    "calls-none": (FakeServices, ["c"]),
    "delete": (practised, ["c", "d"]),
    "deleted": (practised, ["c", "d", "y"]),
    "scenarios": (practised, ["s"]),
    "settings": (FakeServices, ["t"]),
    "help": (practised, ["c", "f1"]),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PICTURES)
async def test_words(name: str, size: str, snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands where; the same in every palette."""
    monkeypatch.setenv("TRAINER_HOME", "/home/rep/eleventh-hour")
    services, keys = PICTURES[name]
    async with opened(services(), size=SIZES[size]) as (app, pilot):
        await press(pilot, *keys)
        snap(app, f"{name}-{size}")


@pytest.mark.parametrize("theme", ["eleventh-light", "eleventh-dark"])
@pytest.mark.parametrize("name", ["home", "calls", "settings"])
async def test_colours(name: str, theme: str, snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same screens with their colours."""
    monkeypatch.setenv("TRAINER_HOME", "/home/rep/eleventh-hour")
    services, keys = PICTURES[name]
    async with opened(services(), size=SIZES["120x40"], theme=theme) as (app, pilot):
        await press(pilot, *keys)
        snap(app, f"{name}-{theme}", svg=True)
