"""Pictures of screens as text and SVG, and what makes them the same on every machine.

`pytest tests/tui --update-snapshots` (or UPDATE_SNAPSHOTS=1) writes the goldens anew; look at them first.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def still_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No cursor blink, no animation, no colours from the surroundings, no folder of the user's."""
    from textual.widgets import Input, TextArea

    for widget in (Input, TextArea):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none", raising=False)
    for name in ("NO_COLOR", "COLORFGBG", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    yield


def text_of(app: App[Any]) -> str:
    """What a person reads on the screen, line by line, without trailing space."""
    width, height = app.size
    lines = [[" "] * width for _ in range(height)]
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        lines[y] = list(strip.text)
    return "\n".join("".join(line).rstrip() for line in lines).rstrip() + "\n"


@pytest.fixture
def snap(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., None]:
    """Compare the screen with its golden: `snap(app, "home-80x24")`, with `svg=True` the colours too."""
    update = bool(os.environ.get("UPDATE_SNAPSHOTS")) or request.config.getoption("--update-snapshots", default=False)

    def compare(app: App[Any], name: str, *, svg: bool = False) -> None:
        pictures = {".txt": text_of(app)}
        if svg:
            pictures[".svg"] = app.export_screenshot(title="Eleventh Hour")
        for ending, now in pictures.items():
            golden = SNAPSHOTS / f"{name}{ending}"
            if update:
                golden.parent.mkdir(parents=True, exist_ok=True)
                golden.write_text(now, encoding="utf-8")
                continue
            (tmp_path / golden.name).write_text(now, encoding="utf-8")
            assert golden.exists(), f"no golden {golden.name}; look at {tmp_path / golden.name} and update"
            before = golden.read_text(encoding="utf-8")
            if before == now:
                continue
            if ending == ".txt":
                diff = "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm=""))
                pytest.fail(f"{golden.name} differs:\n{diff}", pytrace=False)
            pytest.fail(f"the colours of {golden.name} differ; see {tmp_path / golden.name}", pytrace=False)

    return compare


@pytest.fixture(params=list(SIZES), ids=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Each of the three terminal sizes."""
    return SIZES[request.param]
