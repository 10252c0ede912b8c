"""The palettes: paper and ink by day, a deep night, and the terminal's own colours.

Screens use these CSS variables and no literal colour:

| variable | for |
|---|---|
| `$paper` | the ground |
| `$lift` | a surface one step above it: the selected row, the composer, a modal |
| `$rule` | hairlines; never text |
| `$ink` | text |
| `$quiet` | text that may be passed over: labels, hints, times; with `text-style: $quiet-style` |
| `$strength` | a strength; always with the sign `STRENGTH` |
| `$pitfall` | a pitfall; always with the sign `PITFALL` |
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

QUIET: Final = "$quiet $quiet-mark"
"""Quiet text within a Content, where CSS does not reach."""

STRENGTH: Final = "+"
"""Stands before every strength, so that nothing depends on colour."""
PITFALL: Final = "!"
"""Stands before every pitfall."""

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#f8f5ef",
    "lift": "#ece7dc",
    "rule": "#d6cfc0",
    "ink": "#25221d",
    "quiet": "#6a645a",
    "strength": "#2c6747",
    "pitfall": "#a03e1c",
}
DARK: Final[Mapping[str, str]] = {
    "paper": "#12151b",
    "lift": "#1d222b",
    "rule": "#323945",
    "ink": "#e6e1d6",
    "quiet": "#979aa0",
    "strength": "#8ec5a0",
    "pitfall": "#e8a07c",
}
ANSI: Final[Mapping[str, str]] = {
    "paper": "ansi_default",
    "lift": "ansi_default",
    "rule": "ansi_bright_black",
    "ink": "ansi_default",
    "quiet": "ansi_default",
    "strength": "ansi_green",
    "pitfall": "ansi_red",
}


def _theme(name: str, colours: Mapping[str, str], *, dark: bool, ansi: bool = False) -> Theme:
    """A Textual theme whose own variables follow our palette, so that stock widgets fit in."""
    ink, paper, lift, rule = colours["ink"], colours["paper"], colours["lift"], colours["rule"]
    stock = {
        "quiet-style": "dim" if ansi else "none",
        "quiet-mark": "dim" if ansi else "not underline",
        "text": ink,
        "text-muted": colours["quiet"],
        "text-disabled": colours["quiet"],
        "border": rule,
        "border-blurred": rule,
        "block-cursor-background": lift,
        "block-cursor-foreground": ink,
        "block-cursor-text-style": "bold reverse" if ansi else "bold",
        "block-cursor-blurred-background": paper,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": lift,
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-cursor-text-style": "reverse" if ansi else "none",
        "scrollbar": rule,
        "scrollbar-hover": colours["quiet"],
        "scrollbar-active": colours["quiet"],
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
        "scrollbar-corner-color": paper,
        "link-color": ink,
        "link-color-hover": ink,
        "link-background-hover": lift,
        "link-style-hover": "bold underline",
    }
    if ansi:
        stock |= {"ansi-background": "ansi_black", "ansi-foreground": "ansi_white"}
        if not dark:
            stock |= {"ansi-background": "ansi_white", "ansi-foreground": "ansi_black"}
    else:
        stock["input-selection-background"] = f"{colours['quiet']} 40%"
        stock["screen-selection-background"] = f"{colours['quiet']} 40%"
    return Theme(
        name=name,
        primary=ink,
        secondary=ink if ansi else colours["quiet"],
        accent=ink,
        warning=colours["pitfall"],
        error=colours["pitfall"],
        success=colours["strength"],
        foreground=ink,
        background=paper,
        surface=paper,
        panel=lift,
        boost=lift,
        dark=dark,
        ansi=ansi,
        variables={**stock, **colours},
    )


def themes(environ: Mapping[str, str] = os.environ) -> tuple[Theme, ...]:
    """Our themes, to be registered by the app."""
    return (
        _theme("eleventh-light", LIGHT, dark=False),
        _theme("eleventh-dark", DARK, dark=True),
        _theme("eleventh-ansi", ANSI, dark=terminal_is_dark(environ), ansi=True),
    )


def terminal_is_dark(environ: Mapping[str, str] = os.environ) -> bool:
    """What COLORFGBG says of the terminal's ground ("15;0", "0;default;15"); dark when it says nothing."""
    ground = environ.get("COLORFGBG", "").rsplit(";", 1)[-1].strip()
    return not (ground.isdigit() and (int(ground) == 7 or int(ground) > 8))


def fallback_variables() -> dict[str, str]:
    """Our variables for any other theme, so that no stylesheet of ours ever fails to parse."""
    return {**DARK, "quiet-style": "none", "quiet-mark": "not underline"}


def no_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether NO_COLOR asks for no colour (https://no-color.org: set and not empty)."""
    return bool(environ.get("NO_COLOR"))


FEW_COLOURS: Final = frozenset({"linux", "ansi", "vt100", "vt220", "xterm-16color", "rxvt", "cons25"})
"""Values of TERM for which a palette of ours would be garbled."""


def theme_name(choice: str, environ: Mapping[str, str] = os.environ) -> str:
    """The registered theme for a choice in the settings; anything unknown counts as "auto"."""
    if no_colour(environ) or choice == "ansi":
        return "eleventh-ansi"
    if choice in ("eleventh-light", "eleventh-dark"):
        return choice
    if environ.get("TERM", "") in FEW_COLOURS and "COLORTERM" not in environ:
        return "eleventh-ansi"
    return "eleventh-dark" if terminal_is_dark(environ) else "eleventh-light"
