"""Plain "Name: text", with or without a time before, after or behind the name (Google Meet, Fireflies, notes)."""

from collections import Counter
from collections.abc import Iterator

from trainer.review.importing.names import accepted
from trainer.review.importing.rows import Row, words_in
from trainer.review.importing.said import Said

FORMAT = "names and text"


def speakers(rows: tuple[Row, ...]) -> frozenset[str]:
    """The labels of a text that are speakers, as each is first written; capitals do not make another one."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        if row.label and row.rest:
            counts[first.setdefault(row.label.casefold(), row.label)] += 1
    return accepted(counts, sum(1 for _ in words_in(rows)))


def read(rows: tuple[Row, ...]) -> Iterator[Said]:
    """Who said what; a line without a label goes on with the one before, and what stands before the first is left out.

    Where nearly every label has a time, a line without a time is never a new turn: it is words with a colon.
    """
    names = {name.casefold(): name for name in speakers(rows)}
    labelled = [row for row in rows if row.label.casefold() in names]
    timed = sum(bool(row.time) for row in labelled) >= 0.9 * len(labelled) if labelled else False
    started = False
    for row in rows:
        if not row.words:
            continue
        name = names.get(row.label.casefold(), "")
        if name and (row.time or not timed):
            started = True
            yield Said(name, row.rest, row.line)
        elif started:
            yield Said("", _spoken(row), row.line)


def _spoken(row: Row) -> str:
    """The words of a line that goes on, without a time in brackets at its start."""
    if row.time and row.words[:1] in "[(" and not row.label:
        return row.heading or row.words.split("]" if row.words[0] == "[" else ")", 1)[-1].strip()
    return row.words
