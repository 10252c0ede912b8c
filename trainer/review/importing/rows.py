"""The lines of a written transcript or a pasted chat, each read once: a label, a heading, a time, or plain words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.review.importing import timing
from trainer.review.importing.names import looks_like_name, tidy

_LABEL = re.compile(r"(?P<name>[^:\n]{1,70}):(?![\d/])(?P<text>.*)", re.DOTALL)
_TIMED_LABEL = re.compile(
    r"(?P<name>[^:\n\[(]{1,70}?)[ \t]*"
    r"[\[(]?(?P<time>\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?(?: ?[AaPp]\.?[Mm]\.?)?)[\])]?[ \t]*:[ \t]+(?P<text>.*)",
    re.DOTALL,
)
_BRACKETED = re.compile(
    r"(?:\[(?P<a>[^\[\]\n:]{1,70})\]|<(?P<b>[^<>\n:]{1,70})>|\((?P<c>[^()\n:]{1,70})\)):?[ \t]+(?P<text>\S.*)",
    re.DOTALL,
)
_BULLET = re.compile(r"(?:[-*•>#]{1,3}[ \t]+|>>+ ?|@(?=\d))?(?P<stars>\*{0,3}_{0,2})")
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u200e": None, "\u200f": None, "\ufeff": None})
_SOMEBODY = r"(?:\S+ ){1,6}"
_WRITTEN_BY_PROGRAMS = (
    r"transcribed by https?://\S+",
    _SOMEBODY + r"(?:started|stopped) (?:transcription|recording|the recording)\b.{0,80}",
    r"meeting (?:ended|started)\b.{0,80}",
    r"this (?:editable )?transcript was (?:computer|automatically) generated.{0,200}",
    r"recording (?:started|stopped)\b.{0,40}",
    r"transcript(?:ion)?",
    _SOMEBODY + r"(?:joined|left) the (?:meeting|call|group|conversation|channel)\.?",
    r"<?(?:media|image|audio|video|sticker|gif|document) omitted>?",
    r"new|edited|\(edited\)|\d+ repl(?:y|ies).{0,60}",
    r"this message was deleted\.?|\[(?:image|sticker|gif|file)\].{0,60}",
)
_NOISE = re.compile("|".join(f"(?:{p})" for p in _WRITTEN_BY_PROGRAMS), re.IGNORECASE)
_LONGEST_NOISE = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    line: int
    """Counted from 1."""
    words: str
    """The line, trimmed; "" for an empty one or one that a program wrote about the meeting."""
    time: str = ""
    """The time it begins or ends with; "" when it has none."""
    label: str = ""
    """Who speaks, if `rest` are words after a name and a colon; not yet known to be a name."""
    rest: str = ""
    heading: str = ""
    """Who speaks, if the line is a name beside a time and nothing else."""

    @property
    def time_alone(self) -> bool:
        return bool(self.time) and not self.words


def rows(text: str) -> tuple[Row, ...]:
    """Every line of a text, in order, in time linear in its length."""
    return tuple(_row(number, line) for number, line in enumerate(text.split("\n"), 1))


def _row(number: int, line: str) -> Row:
    line = line.translate(_SPACES).strip()
    if not line or _is_noise(line):
        return Row(number, "")
    bullet = _BULLET.match(line)
    start = line[bullet.end() :] if bullet else line
    time, rest = timing.leading(start)
    if time and not rest.strip(" \t*_|-"):
        return Row(number, "", time)
    if not time and line.endswith(":"):
        before, after = timing.trailing(start[:-1])
        if after and before.strip():
            return Row(number, line, after, heading=tidy(before))
    label, words = split_label(rest if time else start)
    if label:
        if not time:
            time, words = timing.leading(words) if words[:1] in "[(" else ("", words)
        return Row(number, line, time, label, words.strip(), "" if words.strip() else label)
    if time:
        return Row(number, line, time, heading=tidy(rest) if len(rest) <= timing.LONGEST else "")
    before, after = timing.trailing(line)
    if after and before.strip():
        return Row(number, line, after, heading=tidy(before))
    return Row(number, line)


def _is_noise(line: str) -> bool:
    """Whether a program wrote the line about the meeting, or it is only drawn."""
    if len(line) > _LONGEST_NOISE:
        return False
    words = line.strip("-=*_~#")
    return not words or _NOISE.fullmatch(words.strip(" .!·•👋\u200d\ufe0f")) is not None


def split_label(line: str) -> tuple[str, str]:
    """(name, words) of "Name: words", "Name (00:12): words", "[Name] words" or "Name<tab>words"; else ("", line)."""
    head = line[:200]
    if "\t" in head:
        name, words = line.split("\t", 1)
        if looks_like_name(tidy(name)):
            return tidy(name), words.strip()
    found = _TIMED_LABEL.match(head) if ":" in head else None
    if found is None:
        found = _LABEL.match(head) if ":" in head else None
        if found is None:
            found = _BRACKETED.match(head)
            if found is None:
                return "", line
            return tidy(found["a"] or found["b"] or found["c"]), line[found.start("text") :]
    return tidy(found["name"]), line[found.start("text") :].lstrip("*_ \t")


def words_in(found: Iterable[Row]) -> Iterator[Row]:
    """The rows that have words."""
    return (row for row in found if row.words)
