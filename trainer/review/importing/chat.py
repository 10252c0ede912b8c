"""Exported chats, one message a line with its day: WhatsApp on both kinds of telephone, Zoom's saved chat."""

from collections.abc import Iterator

from trainer.review.importing import timing
from trainer.review.importing.rows import Row
from trainer.review.importing.said import Said

FORMAT = "chat"


def is_message(row: Row) -> bool:
    """Whether a line opens with a day and a time, then says who wrote."""
    return bool(row.label and row.time) and timing.has_date(row.time)


def read(rows: tuple[Row, ...]) -> Iterator[Said]:
    """Who wrote what; lines without a day go on with the message, and lines the program wrote are left out."""
    started = False
    for row in rows:
        if is_message(row):
            started = True
            yield Said(row.label, "" if _left_out(row.rest) else row.rest, row.line)
        elif row.words and started and not (row.time and timing.has_date(row.time)):
            yield Said("", row.words, row.line)


def _left_out(words: str) -> bool:
    """Whether a message is only what stands for a picture or a deleted line."""
    plain = words.strip("<>\u200e .").lower()
    return plain.endswith(" omitted") or plain in {"this message was deleted", "you deleted this message", "null"}
