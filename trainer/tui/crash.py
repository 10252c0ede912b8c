"""When the program itself is at fault: keep what helps to mend it, and tell the user their work is safe."""

from __future__ import annotations

import os
import platform
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def report(error: BaseException, screens: list[str]) -> str:
    """The text of a crash report: versions, screens and the traceback, without the values of variables.

    No word of a call and no key stands in it, as far as we made the error message ourselves.
    """
    from importlib.metadata import PackageNotFoundError, version

    import trainer

    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "?"
    lines = [
        f"Eleventh Hour {trainer.__version__}, Textual {textual}, Python {platform.python_version()}",
        f"{platform.platform()}, TERM={os.environ.get('TERM', '')}",
        "screens: " + " > ".join(screens),
        "",
        "".join(traceback.format_exception(error)),
    ]
    return "\n".join(lines)


def write_report(error: BaseException, screens: list[str], folder: Path) -> Path | None:
    """Put a crash report into the log folder, readable by the user alone; None when that fails too."""
    file = folder / f"{time.strftime('crash-%Y%m%d-%H%M%S')}-{type(error).__name__}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as f:
            f.write(report(error, screens))
    except OSError:
        return None
    return file


def farewell(error: BaseException, file: Path | None) -> str:
    """What the user reads in their own terminal after a crash."""
    kept = (
        f"A report was written to {file}\n"
        if file
        else f"No report could be written. {type(error).__name__}: {error}\n"
    )
    return (
        "\nThe trainer stopped: this is our fault, not yours.\n"
        "Your call is safe: every line was kept before it was shown.\n"
        "Start `trainer` again to go on with it.\n" + kept
    )
