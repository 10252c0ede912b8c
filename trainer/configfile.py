"""The config file itself: what may stand in it, reading it with lines for people, writing it in one step."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.cleaning import clean
from trainer.config import CHOICES, DEFAULTS, NAMES, ConfigError, ConfigProblem

MAX_BYTES = 64 * 1024
"""Longest config file that is read; ours is under 1 KB."""
HEADER = "# Settings of the trainer; `trainer config` lists them all. No keys of model providers here.\n"
KEY_HINT = "put the key into OPENAI_API_KEY or the system keyring (Settings), and take it out of this file"

_SECRET_NAME = re.compile(
    r"(^|_)(api_?key|key|keys|token|secret|password|passwd|credentials?|bearer|authorization)(_|$)"
)
_SECRET_VALUE = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|or|ghp|AIza)[-_][A-Za-z0-9_-]{12,}|\bsk-[A-Za-z0-9_-]{4,}|\bAIza[A-Za-z0-9_-]{20,}"
    r"|(?i:\bbearer\s+\S+)|\beyJ[A-Za-z0-9_-]{16,}"
)
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]{1,255}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a config file holds."""

    values: Mapping[str, Any]
    """Settings that are right, by name, checked."""
    problems: tuple[ConfigProblem, ...] = ()


def looks_secret(value: object) -> bool:
    """Whether a value, or anything inside it, looks like a key."""
    if isinstance(value, str):
        return bool(_SECRET_VALUE.search(value))
    if isinstance(value, Mapping):
        return any(
            _SECRET_NAME.search(_plain(str(k))) or looks_secret(str(k)) or looks_secret(v) for k, v in value.items()
        )
    if isinstance(value, list | tuple):
        return any(looks_secret(v) for v in value)
    return False


def checked(name: str, value: object) -> object:
    """A value as `Config` holds it.

    Raises:
        ValueError: with what is wrong and, mostly, what would be right; never shows a key.
    """
    if name not in NAMES:
        raise ValueError(f"'{clean(name, limit=60, lines=False)}' is not a setting", _did_you_mean(name))
    if looks_secret(value):
        raise ValueError(f"{name} holds what looks like a key; it was not used", KEY_HINT)
    default = getattr(DEFAULTS, name)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise ValueError(f"{name} must be true or false, not {_shown(value)}", "without quotes")
        return value
    if isinstance(default, tuple):
        hosts = value if isinstance(value, list | tuple) else ()
        if not isinstance(value, list | tuple) or not all(isinstance(h, str) and _HOST.fullmatch(h) for h in hosts):
            raise ValueError(
                f"{name} must be a list of host names, not {_shown(value)}", f'as in {name} = ["localhost"]'
            )
        return tuple(dict.fromkeys(h.lower() for h in hosts))
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {_shown(value)}", f'as in {name} = "{_example(name)}"')
    if name in CHOICES:
        if value not in CHOICES[name]:
            near = _nearest(value.lower(), CHOICES[name])
            right = f"did you mean '{near}'?" if near else "one of " + ", ".join(CHOICES[name])
            raise ValueError(f"{name} cannot be {_shown(value)}", right)
        return value
    text = clean(value, limit=300, lines=False)
    if name == "base_url" and text:
        _check_url(text)
    return text


def read(file: Path) -> Found:
    """Read a config file; a missing one is empty. Never raises for what stands in it or on the way to it."""
    try:
        with file.open("rb") as f:
            raw = f.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Found({})
    except OSError as e:
        return _unusable(str(file), f"cannot be read ({e.strerror or e})")
    import tomllib

    if len(raw) > MAX_BYTES:
        return _unusable(str(file), "is too long for a config file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        return _unusable(f"{file}:{line}", "is not UTF-8 text", "save it as UTF-8; ")
    try:
        table = tomllib.loads(text)
    except RecursionError:
        return _unusable(str(file), "is nested too deeply")
    except tomllib.TOMLDecodeError as e:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(e))
        line = int(place[1]) if place else text.count("\n") + 1
        what = without_secrets(re.sub(r"\s*\(at [^)]*\)", "", str(e)))
        return _unusable(f"{file}:{line}", what, 'lines read name = "value"; ')
    values: dict[str, Any] = {}
    problems: list[ConfigProblem] = []
    for name, value in table.items():
        where = f"{file}:{_line_of(text, name)}"
        if name not in NAMES and looks_secret({name: value}):
            shown = "this" if looks_secret(name) else f"'{clean(name, limit=60, lines=False)}'"
            problems.append(ConfigProblem(where, f"{shown} looks like a key; it was not used", KEY_HINT))
            continue
        try:
            values[name] = checked(name, value)
        except ValueError as e:
            problems.append(ConfigProblem(where, *e.args))
    return Found(values, tuple(problems))


def write(file: Path, values: Mapping[str, object]) -> None:
    """Replace the config file in one step, 0600; one that we would not have written so is copied first.

    Raises:
        ConfigError: it cannot be written; the old file is untouched.
    """
    import tempfile

    from trainer.paths import private_folder

    text = rendered(values)
    try:
        if not file.parent.exists():
            private_folder(file.parent)
        _keep_copy(file)
        handle, name = tempfile.mkstemp(prefix=".config-", dir=file.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as f:
                f.write(text)
                f.flush()
                os.fsync(f.fileno())
            temporary.replace(file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as e:
        raise ConfigError(
            f"the settings could not be kept in {file} ({e.strerror or e})",
            "make the folder writable; nothing was changed",
        ) from e


def rendered(values: Mapping[str, object]) -> str:
    """The text of a config file with these settings, in the order of `Config`."""
    import tomli_w

    return HEADER + tomli_w.dumps({n: _toml(values[n]) for n in NAMES if n in values})


def _unusable(where: str, message: str, hint: str = "") -> Found:
    return Found({}, (ConfigProblem(where, message, f"{hint}the defaults are used"),))


def _keep_copy(file: Path) -> None:
    """Copy a file that people wrote, or that cannot be read, beside itself: nothing of theirs is lost."""
    if not file.exists():
        return
    try:
        raw = file.read_bytes()
    except OSError:
        file.replace(_free_name(file))
        return
    found = read(file)
    if not raw.strip() or (not found.problems and raw == rendered(found.values).encode()):
        return
    copy = _free_name(file)
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as f:
        f.write(raw)


def _free_name(file: Path) -> Path:
    names = [file.with_name(f"{file.name}.bak{n or ''}") for n in range(50)]
    return next((n for n in names if not n.exists()), names[-1])


def _line_of(text: str, name: str) -> int:
    """Line on which a top-level name is given, counted from 1; the first line when it cannot be told."""
    start = re.compile(rf"""\s*\[{{0,2}}\s*(["']?){re.escape(name)}\1\s*[=.\]]""")
    return next((i for i, line in enumerate(text.splitlines(), 1) if start.match(line)), 1)


def _check_url(text: str) -> None:
    from urllib.parse import urlsplit

    example = "as in http://localhost:11434/v1"
    try:
        parts = urlsplit(text)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        raise ValueError("base_url is not a web address", example) from None
    if "@" in parts.netloc or any(_SECRET_NAME.search(_plain(p.split("=")[0])) for p in parts.query.split("&")):
        raise ValueError("base_url holds a password or key; it was not used", "leave it out of the address")
    if bad:
        raise ValueError(f"base_url cannot be {_shown(text)}", f"it starts with http:// or https://, {example}")


def _did_you_mean(name: str) -> str:
    near = _nearest(_plain(name), NAMES)
    return f"did you mean '{near}'?" if near else "the settings are " + ", ".join(NAMES)


def _nearest(written: str, names: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(written, names, 1)), "")


def _plain(name: str) -> str:
    """snake_case of a name, however it was written: apiKey, API-KEY, api key."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())


def _example(name: str) -> str:
    return CHOICES[name][0] if name in CHOICES else "http://localhost:11434/v1" if name == "base_url" else "…"


def _shown(value: object) -> str:
    return "a table" if isinstance(value, Mapping) else clean(repr(value), limit=60, lines=False)


def without_secrets(text: str) -> str:
    """A message on one line, cleaned, with whatever looks like a key left out."""
    return _SECRET_VALUE.sub("…", clean(text, limit=200, lines=False))


def _toml(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
