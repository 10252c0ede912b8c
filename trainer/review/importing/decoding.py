"""The bytes of a file as text: UTF-8, UTF-16 with and without its mark (Teams), and what Windows programs write."""

import codecs
import re

from trainer.review.importing.said import Unreadable

MAX_BYTES = 16_000_000
"""Largest file that is read as a written transcript; an hour of talk has 100 kB."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES = (
    (b"%PDF", "is a PDF"),
    (b"PK\x03\x04", "is a packed file"),
    (b"\xd0\xcf\x11\xe0", "is an old Word document"),
    (b"{\\rtf", "is a rich text document"),
    (b"ID3", "is a sound recording"),
    (b"RIFF", "is a recording"),
    (b"OggS", "is a recording"),
)
_TEXT_WANTED = "save the transcript as plain text, .vtt or .srt (docs/transcripts.md says where)"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(raw: bytes) -> str:
    """The text, with every line ending as a newline.

    Raises:
        Unreadable: the file is too large, another kind of file, or in no encoding that can be told.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(0, f"has {len(raw):,} bytes", f"at most {MAX_BYTES:,} are read; split it into several files")
    for mark, what in _OTHER_FILES:
        if raw.startswith(mark):
            raise Unreadable(0, what, _TEXT_WANTED)
    if raw[4:8] == b"ftyp":
        raise Unreadable(0, "is a recording", _TEXT_WANTED)
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").removeprefix("\ufeff")
    head = text[:100_000]
    if len(_CONTROL.findall(head)) > max(3, 0.01 * len(head)):
        raise Unreadable(0, "is not a text file", _TEXT_WANTED)
    return text


def _decoded(raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "") or _unmarked(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
    if encoding.startswith("utf-16-"):
        raise Unreadable(0, "is not a text file", _TEXT_WANTED)
    if encoding != "utf-8":
        raise Unreadable(
            0, f"is cut off or damaged (it begins as {encoding.upper()})", "export it again, best as UTF-8"
        )
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(line, "is not UTF-8 text", "save the file as UTF-8") from None


def _unmarked(raw: bytes) -> str:
    """The encoding of a file without a mark; UTF-16 shows by zeros in every second byte."""
    head = raw[:4096]
    if b"\0" not in head:
        return "utf-8"
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < 0.05 * len(head):
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < 0.05 * len(head):
        return "utf-16-be"
    raise Unreadable(0, "is not a text file", _TEXT_WANTED)
