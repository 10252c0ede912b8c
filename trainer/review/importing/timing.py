"""Times and dates as meeting programs and chats write them; only their place matters here, not their value."""

import re

_CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\.?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?"
    r"|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_MOMENT = rf"(?:{_DAY}(?:,| at|T)? {{0,3}})?{_CLOCK}(?: ?(?:-->|-|–|to) ?{_CLOCK})?"
_MOMENT_OR_SECONDS = rf"(?:{_MOMENT}|\d{{1,6}}(?:\.\d{{1,3}})?s)"
_BRACKETED = rf"\[ ?(?P<a>{_MOMENT_OR_SECONDS}) ?\]|\( ?(?P<b>{_MOMENT_OR_SECONDS}) ?\)"
_LEADING = re.compile(
    rf"\s*(?:{_BRACKETED}|(?P<c>{_MOMENT})(?![\w:]))[ \t]*(?:[-–|][ \t]+)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?P<sep>[ \t]*[-–|,·•@]?[ \t]*)(?:{_BRACKETED}|(?<![\w:.])(?P<c>{_MOMENT}))[ \t]*$",
    re.IGNORECASE,
)
_DATED = re.compile(_DAY, re.IGNORECASE)
_ARROW = re.compile(
    r"\s*(?P<from>\d{1,4}:[\d:.,]{1,18})[ \t]*-{1,2}>[ \t]*(?P<to>\d{1,4}:[\d:.,]{1,18})(?:[ \t].{0,300})?"
)
_MEANT_AS_TIMES = re.compile(r"\s*[\d:.,]{0,12}:[\w:.,]{0,12}[ \t]*-{1,2}>")
_STAMP = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?")
LONGEST = 90
"""Characters at either end of a line among which a time is looked for."""


def leading(line: str) -> tuple[str, str]:
    """(time, rest) of a line that begins with a time, as in "[00:12] Anna: ..."; ("", line) when it does not."""
    found = _LEADING.match(line[:LONGEST])
    if found is None:
        return "", line
    return found["a"] or found["b"] or found["c"], line[found.end() :]


def trailing(line: str) -> tuple[str, str]:
    """(rest, time) of a short line that ends with a time, as in "Anna  0:03"; (line, "") when it does not."""
    if len(line) > LONGEST:
        return line, ""
    found = _TRAILING.search(line)
    if found is None:
        return line, ""
    return line[: found.start()], found["a"] or found["b"] or found["c"]


def has_date(time: str) -> bool:
    """Whether a time found by `leading` or `trailing` says the day as well."""
    return _DATED.search(time) is not None


def span(line: str) -> tuple[float, float] | None:
    """Seconds from and to of a cue's timing line; None for any other line.

    Raises:
        ValueError: it is a timing line, but the times cannot be read.
    """
    if "->" not in line[:60]:
        return None
    found = _ARROW.fullmatch(line[:400])
    if found is None:
        if _MEANT_AS_TIMES.match(line[:60]):
            raise ValueError("the times cannot be read")
        return None
    return seconds(found["from"]), seconds(found["to"])


def seconds(stamp: str) -> float:
    """Seconds of "00:01:02.500", "1:02,5" or "0:0:3".

    Raises:
        ValueError: it is no such time.
    """
    found = _STAMP.fullmatch(stamp)
    if found is None:
        raise ValueError(f"{stamp} is no time")
    hours, minutes, rest, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(rest) + float(f"0.{part or 0}")
