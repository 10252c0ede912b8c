"""Whether a model's quote stands in a turn, and the very letters there. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 2_000
_SAME = str.maketrans(
    {
        "’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    }
)  # fmt: skip
_JOINT = re.compile(r"\s*(?:\.\.\.+|…|\[\W*\])\s*")


def verbatim(text: str, quote: str) -> str:
    """The words of `text` that `quote` means, letter for letter; "" when they do not stand there.

    White space, case, and the shapes of quotation marks and dashes may differ; words may not. A quote with words left
    out ("sign today … or lose it") stands for its longest part, if that has three words.

    Args:
        text: one rep turn.
        quote: what a model says stands in it.
    """
    quote = quote.strip()[:LONGEST]
    if found := _find(text, quote):
        return found
    if found := _find(text, quote.strip(" \t\n\"'“”‘’.…,;:-")):
        return found
    parts = sorted(_JOINT.split(quote), key=len, reverse=True)
    return _find(text, parts[0].strip()) if len(parts) > 1 and len(parts[0].split()) >= 3 else ""


def kept_share(span: str, text: str, spoken: str) -> float:
    """How much of a span of `text` is left in `spoken`, where words not meant for the customer are blanked; 0 to 1."""
    start = text.find(span)
    best = 0.0
    letters = [i for i, c in enumerate(span) if not c.isspace()]
    while start >= 0 and letters:
        best = max(best, sum(not spoken[start + i].isspace() for i in letters) / len(letters))
        start = text.find(span, start + 1)
    return best


def _find(text: str, quote: str) -> str:
    wanted, _ = _plain(quote)
    if sum(c.isalnum() for c in wanted) < 2:
        return ""
    inside, places = _plain(text)
    for start in _all(inside, wanted):
        first, last = places[start], places[start + len(wanted) - 1]
        if not _splits_word(text, first) and not _splits_word(text, last + 1):
            return text[first : last + 1]
    return ""


def _all(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _splits_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


@lru_cache(maxsize=64)
def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without white space, case and typography, and where each character of it stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.translate(_SAME)):
        if char.isspace():
            continue
        for letter in char.casefold():
            letters.append(letter)
            places.append(place)
    return "".join(letters), tuple(places)
