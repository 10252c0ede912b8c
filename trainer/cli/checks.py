"""What `trainer doctor` looks at. Each check stands alone, so that one broken part does not hide the others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["ok", "note", "problem"]

REINSTALL = "install the trainer again: pip install --force-reinstall eleventh-hour-trainer"
LOW_ON_DISK = 50_000_000
"""Free bytes below which the doctor speaks up; a call is some 20 KB."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. A problem keeps the offline trainer from working; a note does not."""

    level: Level
    name: str
    message: str
    todo: str = ""
    """What to do about it; empty when there is nothing to do."""


def all_checks() -> Iterator[Check]:
    """Every finding, in the order people read them. Never raises."""
    from trainer.cli import checks_model

    wanted = [*CHECKS, *((name, check, False) for name, check in checks_model.CHECKS)]
    for name, check, essential in wanted:
        try:
            yield from check()
        except ImportError as e:
            yield Check("problem" if essential else "note", name, f"a part is missing ({e.name or e})", REINSTALL)
        except Exception as e:  # the doctor must outlive whatever is wrong
            yield Check("problem" if essential else "note", name, *_said(e))


def _said(error: Exception) -> tuple[str, str]:
    from trainer.configfile import without_secrets
    from trainer.errors import TrainerError

    if isinstance(error, TrainerError):
        return without_secrets(error.message), without_secrets(error.hint)
    return without_secrets(f"failed ({type(error).__name__}: {error})"), REINSTALL


def python() -> Iterator[Check]:
    import platform

    from trainer import __version__

    told = f"trainer {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Check("ok", "program", told)


def screens() -> Iterator[Check]:
    from importlib.metadata import version

    import textual

    yield Check("ok", "screens", f"Textual {version(textual.__name__)}")


def terminal() -> Iterator[Check]:
    term = os.environ.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Check(
            "note", "terminal", "none here: calls run as plain text", "open the trainer in a terminal for the screens"
        )
    elif term in ("", "dumb") and os.name != "nt":
        yield Check(
            "note", "terminal", f"TERM is '{term}': calls run as plain text", "set TERM, as in TERM=xterm-256color"
        )
    else:
        yield _size(term)
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    try:
        "●▃·é".encode(encoding or "ascii")
    except (UnicodeError, LookupError):
        yield Check(
            "note",
            "letters",
            f"the terminal's encoding is {encoding or 'not known'}",
            "set LANG to one ending in .UTF-8",
        )
    else:
        yield Check("ok", "letters", encoding)


def _size(term: str) -> Check:
    columns, rows = shutil.get_terminal_size()
    if os.environ.get("NO_COLOR"):
        colours = "no colours (NO_COLOR)"
    elif os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        colours = "all colours"
    else:
        colours = "256 colours" if "256" in term else "few colours"
    told = f"{columns} by {rows}, {colours}, {term or 'Windows'}"
    if columns < 80 or rows < 24:
        return Check("note", "terminal", told, "make it at least 80 by 24")
    return Check("ok", "terminal", told)


def folders() -> Iterator[Check]:
    from trainer import paths

    places = paths.find()
    for name, folder in (("settings folder", places.config_file.parent), ("data folder", places.data)):
        yield _folder(name, folder)
    free = shutil.disk_usage(_nearest(places.data)).free
    if free < LOW_ON_DISK:
        yield Check(
            "note", "disk", f"{free // 1_000_000} MB left at {places.data}", "make room; a call needs some 20 KB"
        )


def _folder(name: str, folder: Path) -> Check:
    from trainer.paths import HOME_VARIABLE

    near = _nearest(folder)
    todo = f"make it yours and writable, or set {HOME_VARIABLE} to a folder that is"
    if not near.is_dir():
        return Check("problem", name, f"{near} is a file, not a folder", todo)
    if not os.access(near, os.W_OK | os.X_OK):
        level: Level = "problem" if name == "data folder" else "note"
        return Check(level, name, f"{near} cannot be written", todo)
    if near != folder:
        return Check("ok", name, f"{folder} (made when needed)")
    if os.name == "posix" and name == "data folder" and folder.stat().st_mode & 0o077:
        return Check("note", name, f"others may look into {folder}", f"close it: chmod 700 '{folder}'")
    return Check("ok", name, str(folder))


def _nearest(folder: Path) -> Path:
    return next((p for p in (folder, *folder.parents) if p.exists()), folder)


def settings() -> Iterator[Check]:
    from trainer import config

    loaded = config.read()
    for problem in loaded.problems:
        yield Check("note", "settings", f"{problem.where}: {problem.message}", problem.hint)
    if not loaded.problems:
        where = str(loaded.file) if loaded.file.exists() else "the defaults"
        yield Check("ok", "settings", where)


def database() -> Iterator[Check]:
    from trainer import paths
    from trainer.store.checkup import check_up
    from trainer.tui.format import plural

    found = check_up(paths.find())
    told = f"{plural(found.calls, 'call')} in {found.where}, schema {found.schema}, whole"
    if found.unfinished:
        some = f"{found.unfinished} not finished"
        yield Check("ok", "calls kept", f"{told}, {some}", "go on with the newest: trainer practice --resume last")
    else:
        yield Check("ok", "calls kept", told)


def scenarios() -> Iterator[Check]:
    from trainer import paths
    from trainer.errors import TrainerError
    from trainer.scenarios.shelf import Shelf

    shelf = Shelf(own=paths.find().scenarios)
    works = {False: 0, True: 0}
    for glance in shelf.glances():
        try:
            shelf.load(glance.id)
        except TrainerError as e:
            first = str(e).splitlines()[0]
            yield Check(
                "note", f"scenario {glance.id}", first[:300], f"see all of it: trainer scenarios check {glance.id}"
            )
        else:
            works[glance.own] += 1
    if not any(works.values()):
        yield Check("problem", "scenarios", "none can be played", REINSTALL)
    else:
        own = f", {works[True]} of your own" if works[True] else ""
        yield Check("ok", "scenarios", f"{works[False]} shipped{own}")


def coder() -> Iterator[Check]:
    from trainer.coding.builtin import BuiltInCoder
    from trainer.rubric.behaviours import Behaviour

    built_in = BuiltInCoder()
    found = built_in.code((), "Then it's no. You have to sign today, as you promised.")
    if not found.hits:
        yield Check("problem", "built-in grader", f"{built_in.version} finds nothing in a plain push", REINSTALL)
    else:
        yield Check("ok", "built-in grader", f"{built_in.version}, {len(Behaviour)} behaviours")


CHECKS: tuple[tuple[str, Callable[[], Iterator[Check]], bool], ...] = (
    ("program", python, True),
    ("terminal", terminal, False),
    ("screens", screens, True),
    ("folders", folders, True),
    ("settings", settings, False),
    ("calls kept", database, True),
    ("scenarios", scenarios, True),
    ("built-in grader", coder, True),
)
"""Name, check, and whether the offline trainer needs it."""
