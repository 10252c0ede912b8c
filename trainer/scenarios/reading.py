"""Reads the outline of a scenario file: head, chapters, headings, lines, each with its place.

Only three marks mean anything (`#`, `##`, `-` at the start of a row) and everything behind them is text as typed. A
general Markdown parser would read `- 1. x`, `- # x` or `- > x` as structure; for what a customer says that is wrong.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

MAX_BYTES = 512_000
MAX_ROW = 4_000
"""Longest row, in characters."""
_ROW_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]")
_HEAD = re.compile(r"[^\W\d_][\w \-]{0,40}:(?:\s|$)")
_ROW_BY_ROW = frozenset({"the mutual plan", "the roi sheet"})
"""Chapters that are papers: each row stays a row."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file, counted from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file."""

    file: str
    place: Place
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        tail = f"; {self.right}" if self.right else ""
        return f"{self.file}:{self.place.line}:{self.place.column}: {self.wrong}{tail}"


@dataclass(slots=True)
class Said:
    """A piece of text and where it starts."""

    text: str
    place: Place


@dataclass(slots=True)
class Heading:
    """A `##` heading, or the part of a chapter before the first one (then `name` is empty)."""

    name: str
    place: Place
    fields: dict[str, Said] = field(default_factory=dict)
    """`name: value` rows before the first line or paragraph."""
    items: list[Said] = field(default_factory=list)
    """`-` lines."""
    paragraphs: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """A `#` chapter; `headings[0]` holds what stands before its first `##`."""

    name: str
    place: Place
    headings: list[Heading]


@dataclass(slots=True)
class Outline:
    """A file, taken apart."""

    head: dict[str, Said] = field(default_factory=dict)
    chapters: list[Chapter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The file's text; None when it cannot be a scenario, with the reason in `problems`."""
    name = str(path)

    def no(wrong: str, right: str = "") -> None:
        problems.append(Problem(name, Place(1), wrong, right))

    try:
        if not path.is_file():
            no("there is no such file" if not path.exists() else "this is not a file", "a scenario is a .md file")
            return None
        with path.open("rb") as f:
            data = f.read(MAX_BYTES + 1)
    except OSError as e:
        no(f"cannot be read: {e.strerror or e}")
        return None
    if len(data) > MAX_BYTES:
        no(f"is larger than {MAX_BYTES // 1000} kB", "a scenario is a few pages of text")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        no("is UTF-16", "save it as UTF-8")
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        no("is a binary file", "a scenario is plain text in Markdown")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        column = e.start - (data.rfind(b"\n", 0, e.start) + 1) + 1
        problems.append(Problem(name, Place(line, column), "is not UTF-8 here", "save the file as UTF-8"))
        return None


def outline(text: str, file: str) -> Outline:
    """Take a scenario's text apart. Never raises; what is wrong is in `problems`."""
    out = Outline()
    rows = _ROW_END.split(text)
    last: Said | None = None
    bad_rows = 0
    for number, row in enumerate(rows, 1):
        control = _CONTROL.search(row)
        if control or len(row) > MAX_ROW:
            bad_rows += 1
            if bad_rows <= 20:
                wrong = (
                    f"holds the invisible character U+{ord(control.group()):04X}"
                    if control
                    else f"is longer than {MAX_ROW} characters"
                )
                place = Place(number, control.start() + 1 if control else MAX_ROW)
                out.problems.append(Problem(file, place, wrong, "delete it" if control else "shorten it"))
            last = None
            continue
        last = _row(out, file, number, row, last)
    if not out.chapters:
        out.problems.append(Problem(file, Place(max(1, len(rows))), "has no chapters", "start with '# Situation'"))
    return out


def _row(out: Outline, file: str, number: int, row: str, last: Said | None) -> Said | None:
    """Take in one row; gives back the text that an indented next row would continue."""
    stripped = row.strip()
    place = Place(number, len(row) - len(row.lstrip()) + 1)
    if not stripped:
        return None
    if mark := re.match(r"(#{1,6})(?:\s+|$)", row):
        title = row[mark.end() :].strip().rstrip("#").strip()
        where = Place(number, mark.end() + 1)
        if not title:
            out.problems.append(Problem(file, place, "this heading has no name"))
        elif len(mark.group(1)) == 1:
            out.chapters.append(Chapter(title, where, [Heading("", where)]))
        elif not out.chapters:
            out.problems.append(
                Problem(file, place, f"'## {title}' stands before any chapter", "start a chapter with '# Name'")
            )
        elif len(mark.group(1)) == 2:
            out.chapters[-1].headings.append(Heading(title, where))
        else:
            out.problems.append(Problem(file, place, "headings have one # or two", f"write '## {title}'"))
        return None
    if not out.chapters:
        return _head_row(out, file, row, stripped, place)
    heading = out.chapters[-1].headings[-1]
    if stripped in ("-", "*"):
        out.problems.append(
            Problem(file, place, "this line is empty", "write what is said behind the dash, or delete it")
        )
        return None
    if row.startswith(("- ", "* ")):
        said = Said(row[2:].strip(), Place(number, 3))
        heading.items.append(said)
        return said
    fields_here = bool(heading.name) or out.chapters[-1].name.lower() == "misunderstanding"
    if fields_here and not heading.items and not heading.paragraphs and not row[0].isspace() and _HEAD.match(stripped):
        name, _, value = stripped.partition(":")
        name = " ".join(name.lower().split())
        if name in heading.fields:
            out.problems.append(Problem(file, place, f"'{name}' stands here twice", "keep one"))
        heading.fields[name] = Said(value.strip(), Place(number, _value_column(row)))
        return heading.fields[name]
    if last is not None and (heading.items or out.chapters[-1].name.lower() not in _ROW_BY_ROW):
        last.text = f"{last.text} {stripped}"
        return last
    said = Said(stripped, place)
    heading.paragraphs.append(said)
    return said


def _head_row(out: Outline, file: str, row: str, stripped: str, place: Place) -> Said | None:
    if stripped == "---":
        return None
    if not _HEAD.match(stripped):
        out.problems.append(
            Problem(
                file,
                place,
                f"the head has 'name: value' rows, and this is none: '{stripped[:40]}'",
                "start the text with '# Situation'",
            )
        )
        return None
    name, _, value = stripped.partition(":")
    name = " ".join(name.lower().split())
    if name in out.head:
        out.problems.append(
            Problem(file, place, f"'{name}' stands here twice", f"the first is in line {out.head[name].place.line}")
        )
    out.head[name] = Said(value.strip(), Place(place.line, _value_column(row)))
    return None


def _value_column(row: str) -> int:
    """Column of the value in a `name: value` row."""
    behind = row.index(":") + 1
    return behind + len(row[behind:]) - len(row[behind:].lstrip()) + 1
