"""A name on a line of its own, the words below it (Teams and Otter pasted, Slack, Teams chat, Gong)."""

from collections import Counter
from collections.abc import Iterator, Mapping

from trainer.review.importing.names import looks_like_name, tidy
from trainer.review.importing.rows import Row
from trainer.review.importing.said import Said

FORMAT = "names on their own lines"
_LONGEST_BARE = 50


def timed_heads(rows: tuple[Row, ...]) -> dict[int, str]:
    """Row index to speaker for every name with a time beside it or on the next line.

    Words that end with a time of day are no heading: the rest must look like a name, or come back often.
    """
    found = {i: row.heading for i, row in enumerate(rows) if row.heading and row.time}
    for i in range(1, len(rows)):
        if rows[i].time_alone and (name := _bare(rows[i - 1])):
            found[i - 1] = name
    counts = Counter(found.values())
    return {i: name for i, name in found.items() if looks_like_name(name) or (counts[name] >= 3 and len(name) <= 30)}


def bare_heads(rows: tuple[Row, ...]) -> dict[int, str]:
    """Row index to speaker for every name alone on a line, with words below.

    A line counts when it is the first of a block and its name comes twice, or nearly every block opens with a
    name. Without empty lines between the blocks, a name counts when it comes twice.
    """
    opening: dict[int, str] = {}
    blocks = 0
    for i, row in enumerate(rows):
        if not row.words or (i and rows[i - 1].words):
            continue
        blocks += 1
        if (name := _bare(row)) and i + 1 < len(rows) and rows[i + 1].words:
            opening[i] = name
    counts = Counter(opening.values())
    everywhere = len(opening) >= max(2, 0.9 * blocks)
    chosen = {i: name for i, name in opening.items() if counts[name] >= 2 or everywhere}
    if len(set(chosen.values())) >= 2:
        return chosen
    alone = {i: name for i, row in enumerate(rows) if (name := _bare(row))}
    counts = Counter(alone.values())
    return {i: n for i, n in alone.items() if counts[n] >= 2 and i + 1 < len(rows) and i + 1 not in alone}


def read(rows: tuple[Row, ...], heads: Mapping[int, str]) -> Iterator[Said]:
    """Who said what: every row with words belongs to the last name above it."""
    current = ""
    for i, row in enumerate(rows):
        if i in heads:
            current = heads[i]
        elif row.words and current:
            yield Said(current, row.words, row.line)


def _bare(row: Row) -> str:
    """The name a row may be, when it is nothing else; "" otherwise."""
    if not row.words or row.time or (row.label and row.rest) or len(row.words) > _LONGEST_BARE:
        return ""
    name = tidy(row.words.rstrip(":"))
    return name if looks_like_name(name) else ""
