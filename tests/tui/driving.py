"""Starting the app in a test, and waiting for it without sleeping."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trainer.tui.app import TrainerApp

from .fakes import FakeServices, Ticking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


async def settle(pilot: Pilot[Any]) -> None:
    """Until every question in the background is answered and shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, settling after each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


@asynccontextmanager
async def opened(
    services: FakeServices | None = None,
    *,
    size: tuple[int, int] = (120, 40),
    theme: str = "eleventh-dark",
    start: str | None = None,
    logs: Path | None = None,
    **config: Any,
) -> AsyncIterator[tuple[TrainerApp, Pilot[Any]]]:
    """The app, settled on its first screen."""
    services = services or FakeServices()
    services.config = replace(services.config, theme=theme, motion=False, **config)
    app = TrainerApp(services, start, clock=Ticking(), logs=logs)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot
