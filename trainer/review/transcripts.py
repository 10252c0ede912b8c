"""Reads transcripts in the form of contracts.md from .json and .jsonl files, folders and text.

Everything that is wrong becomes a `Problem` in the stream, so one bad transcript never stops the rest.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from trainer.cleaning import clean
from trainer.rubric.transcript import Context, Speaker, Transcript, Turn

MAX_BYTES = 64_000_000
"""Largest file that is read."""
MAX_TURNS = 5_000
MAX_CHARS = 200_000
"""Longest turn, in characters; nothing of it is cut, a push may stand at its end."""
MAX_DEPTH = 50
ENDINGS = (".json", ".jsonl", ".ndjson")
_TEXT_FIELDS = ("customer", "role", "company", "product", "context", "stated_reason", "real_reason")
_SHAPE = '{"id": "…", "turns": [{"speaker": "customer", "text": "…"}, {"speaker": "rep", "text": "…"}]}'


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input, for people."""

    file: str
    line: int
    """Counted from 1; 0 when it is about the file as a whole."""
    field: str
    """Like `turns[3].speaker`; may be empty."""
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        place = self.file if not self.line else f"{self.file}:{self.line}"
        head = f"{place}: {self.field}: " if self.field else f"{place}: "
        return f"{head}{self.wrong}" + (f"; {self.right}" if self.right else "")


class _Bad(Exception):
    def __init__(self, field: str, wrong: str, right: str = "") -> None:
        super().__init__(wrong)
        self.field, self.wrong, self.right = field, wrong, right


def find_files(path: Path) -> tuple[Path, ...]:
    """The transcript files of a folder and what is below it, in order of name; a file is itself."""
    if not path.is_dir():
        return (path,)
    found = (p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    return tuple(sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(path).parts)))


def read_path(path: Path) -> Iterator[Transcript | Problem]:
    """Every transcript of one file, in order, with the problems where they stand."""
    name = str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            wrong = f"the file has {size:,} bytes"
            yield Problem(name, 0, "", wrong, f"at most {MAX_BYTES:,} are read; split it into several files")
            return
        raw = path.read_bytes()
    except OSError as error:
        yield Problem(name, 0, "", f"cannot be read ({error.strerror or error})", "check the name and the permissions")
        return
    text = decode(raw)
    if isinstance(text, str):
        yield from read_text(text, name, lines=path.suffix.lower() != ".json")
    else:
        yield Problem(name, *text)


def read_text(text: str, name: str, *, lines: bool) -> Iterator[Transcript | Problem]:
    """Every transcript in a text.

    Args:
        text: JSON: one transcript, a list of them, or one a line.
        name: what to call the source in problems.
        lines: each line is a value of its own, so a broken line does not touch the next.
    """
    if not text.strip():
        yield Problem(name, 0, "", "is empty", f"a transcript looks like {_SHAPE}")
        return
    number = 0
    for line, value in _values_by_line(text) if lines else _values(text):
        number += 1
        if isinstance(value, _Bad):
            yield Problem(name, line, value.field, value.wrong, value.right)
            continue
        try:
            yield _transcript(value, f"{Path(name).stem}#{number}")
        except _Bad as bad:
            yield Problem(name, line, bad.field, bad.wrong, bad.right)


def looks_like_lines(text: str) -> bool:
    """Whether a text from a pipe is one value a line: its first line is a whole JSON object."""
    first = text.lstrip().split("\n", 1)[0].strip()
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def decode(raw: bytes) -> str | tuple[int, str, str, str]:
    """The text of a file, or the line, field, fault and remedy of a problem."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in raw:
        return 0, "", "is not a text file", "transcripts are JSON text in UTF-8"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return line, "", "is not UTF-8 text", "save the file as UTF-8"


def _parsed(decoder: json.JSONDecoder, text: str, start: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except RecursionError:
        raise _Bad("", "is nested too deeply", f"a transcript looks like {_SHAPE}") from None
    except json.JSONDecodeError as error:
        raise _Syntax(error.msg, error.pos) from None
    except ValueError:
        raise _Bad("", "holds a number that is far too long", "numbers have no place in a transcript") from None


class _Syntax(Exception):
    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message, self.position = message, position


def _not_json(message: str) -> _Bad:
    return _Bad("", f"is not JSON: {message[:1].lower()}{message[1:]}", f"a transcript looks like {_SHAPE}")


def _values_by_line(text: str) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder()
    for number, row in enumerate(text.split("\n"), 1):
        stripped = row.strip()
        if not stripped:
            continue
        try:
            value, end = _parsed(decoder, stripped, 0)
            if stripped[end:].strip():
                raise _not_json(f"more text after the value at column {end + 1}")
            yield number, value
        except _Syntax as error:
            yield number, _not_json(f"{error.message} at column {error.position + 1}")
        except _Bad as bad:
            yield number, bad


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Values of a whole text with the line each starts on; a list gives its items one by one."""
    decoder = json.JSONDecoder()
    position, line = _skip(text, 0), 1
    line += text.count("\n", 0, position)
    in_list = text[position : position + 1] == "["
    if in_list:
        position = _skip(text, position + 1)
        if text[position : position + 1] == "]":
            yield line, _Bad("", "is an empty list", f"a transcript looks like {_SHAPE}")
            return
    while position < len(text):
        line = text.count("\n", 0, position) + 1
        try:
            value, end = _parsed(decoder, text, position)
        except _Syntax as error:
            yield text.count("\n", 0, error.position) + 1, _not_json(error.message)
            return
        except _Bad as bad:
            yield line, bad
            return
        yield line, value
        position = _skip(text, end)
        if not in_list:
            continue
        mark = text[position : position + 1]
        if mark == "]":
            return
        if mark != ",":
            yield text.count("\n", 0, position) + 1, _not_json("expected a comma or the end of the list")
            return
        position = _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position


def _transcript(value: Any, fallback_id: str) -> Transcript:
    if not isinstance(value, dict):
        raise _Bad("", f"is {_kind(value)}, not a transcript", f"a transcript looks like {_SHAPE}")
    if "turns" not in value:
        near = get_close_matches("turns", [k for k in value if isinstance(k, str)], 1, 0.6)
        hint = f'did you mean "turns" where it says "{near[0]}"?' if near else f"a transcript looks like {_SHAPE}"
        raise _Bad("turns", "is missing", hint)
    turns = value["turns"]
    if not isinstance(turns, list) or not turns:
        wrong = "is empty" if turns == [] else f"is {_kind(turns)}"
        raise _Bad("turns", wrong, "a list of turns, each with speaker and text")
    if len(turns) > MAX_TURNS:
        raise _Bad("turns", f"has {len(turns):,} turns", f"at most {MAX_TURNS:,}")
    name = value.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise _Bad("id", f"is {_kind(name)}", "a short text")
    label = clean(str(name), limit=200, lines=False) if name is not None else ""
    return Transcript(label or fallback_id, tuple(_turn(t, i) for i, t in enumerate(turns)), _context(value))


def _turn(value: Any, index: int) -> Turn:
    field = f"turns[{index}]"
    if not isinstance(value, dict):
        raise _Bad(field, f"is {_kind(value)}", 'each turn is {"speaker": "rep", "text": "…"}')
    for key in ("speaker", "text"):
        if key not in value:
            raise _Bad(f"{field}.{key}", "is missing", 'each turn is {"speaker": "rep", "text": "…"}')
        if not isinstance(value[key], str):
            right = '"customer" or "rep"' if key == "speaker" else "what was said, as text; empty when nothing was"
            raise _Bad(f"{field}.{key}", f"is {_kind(value[key])}", right)
    speaker, text = value["speaker"].strip().lower(), value["text"]
    if speaker not in ("customer", "rep"):
        said = clean(value["speaker"], limit=40, lines=False)
        raise _Bad(f"{field}.speaker", f'is "{said}"', 'the speaker is "customer" or "rep"')
    if len(text) > MAX_CHARS:
        raise _Bad(f"{field}.text", f"has {len(text):,} characters", f"at most {MAX_CHARS:,}")
    who: Speaker = "customer" if speaker == "customer" else "rep"
    return Turn(who, clean(text, limit=None))


def _context(value: dict[str, Any]) -> Context:
    scenario = value.get("scenario")
    if scenario is None:
        return Context()
    if not isinstance(scenario, dict):
        raise _Bad("scenario", f"is {_kind(scenario)}", "an object with customer, role and so on, or nothing")
    texts: dict[str, str] = {}
    for key in _TEXT_FIELDS:
        given = scenario.get(key)
        if given is not None and not isinstance(given, str):
            raise _Bad(f"scenario.{key}", f"is {_kind(given)}", "a text, or nothing")
        texts[key] = clean(given or "")
    resolvable = scenario.get("resolvable")
    if resolvable is not None and not isinstance(resolvable, bool):
        raise _Bad("scenario.resolvable", f"is {_kind(resolvable)}", "true or false, or nothing")
    return Context(**texts, resolvable=resolvable)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")
