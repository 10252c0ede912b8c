"""The palettes can be read, and the terminal's wishes are followed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

import trainer.tui
from trainer.tui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

TUI = Path(trainer.tui.__file__).parent


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours."""

    def luminance(name: str) -> float:
        def linear(part: int) -> float:
            share = part / 255
            return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

        c = Color.parse(name)
        return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b)

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "lift"])
@pytest.mark.parametrize(("text", "least"), [("ink", 7), ("quiet", 4.5), ("strength", 4.5), ("pitfall", 4.5)])
def test_text_can_be_read_on_every_ground(palette: Mapping[str, str], ground: str, text: str, least: float) -> None:
    assert contrast(palette[text], palette[ground]) >= least


def test_every_palette_has_the_same_names() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys() == theme.ANSI.keys()
    assert theme.fallback_variables().keys() >= theme.DARK.keys() | {"quiet-style"}


@pytest.mark.parametrize(
    ("choice", "environ", "name"),
    [
        ("auto", {}, "eleventh-dark"),
        ("auto", {"COLORFGBG": "15;0"}, "eleventh-dark"),
        ("auto", {"COLORFGBG": "0;15"}, "eleventh-light"),
        ("auto", {"COLORFGBG": "0;default;15"}, "eleventh-light"),
        ("auto", {"COLORFGBG": "12;8"}, "eleventh-dark"),
        ("auto", {"COLORFGBG": "0;7"}, "eleventh-light"),
        ("auto", {"COLORFGBG": "default;default"}, "eleventh-dark"),
        ("auto", {"TERM": "linux"}, "eleventh-ansi"),
        ("auto", {"TERM": "linux", "COLORTERM": "truecolor"}, "eleventh-dark"),
        ("eleventh-light", {"COLORFGBG": "15;0"}, "eleventh-light"),
        ("eleventh-dark", {"COLORFGBG": "0;15"}, "eleventh-dark"),
        ("ansi", {}, "eleventh-ansi"),
        ("eleventh-dark", {"NO_COLOR": "1"}, "eleventh-ansi"),
        ("eleventh-dark", {"NO_COLOR": ""}, "eleventh-dark"),
        ("rubbish", {}, "eleventh-dark"),
    ],
)
def test_the_terminal_is_followed_only_when_asked(choice: str, environ: dict[str, str], name: str) -> None:
    assert theme.theme_name(choice, environ) == name


def styles() -> dict[str, str]:
    """Every stylesheet of ours, by file."""
    found = {str(f.relative_to(TUI)): f.read_text(encoding="utf-8") for f in TUI.rglob("*.tcss")}
    for file in TUI.rglob("*.py"):
        for css in re.findall(r'(?:DEFAULT_)?CSS = """(.*?)"""', file.read_text(encoding="utf-8"), re.S):
            found[str(file.relative_to(TUI))] = css
    return found


@pytest.mark.parametrize("file", sorted(styles()))
def test_styles_name_no_colour_and_no_universal_selector(file: str) -> None:
    """Only theme variables, so that every palette and NO_COLOR hold; `*:state` makes every refresh dear."""
    css = re.sub(r"/\*.*?\*/", "", styles()[file], flags=re.S)
    for value in re.findall(
        r"(?:^|[\s{;])(?:color|background|tint|border[a-z-]*|outline[a-z-]*|scrollbar-[a-z-]+):([^;}]*)", css
    ):
        assert not re.search(
            r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl|\b(red|green|blue|white|black|grey|gray|yellow)\b", value
        )
    assert not re.search(r"\*\s*:", css)
