"""The one boundary where text from people, models and files becomes safe to show and store."""

import re
import unicodedata

MAX_TURN_CHARS = 4_000
"""Longest rep or customer turn that is kept, in characters; far over anything said aloud in one breath."""

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"  # OSC: titles, clipboard, links
    r"|\x1b[PX^_][^\x1b\x9c]{0,4096}(?:\x1b\\|\x9c)?"  # DCS, SOS, PM, APC
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?"  # CSI
    r"|\x1b[ -/]{0,8}[0-~]?"
)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u180e\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def clean(text: str, *, limit: int | None = MAX_TURN_CHARS, lines: bool = True) -> str:
    """Strip what could drive a terminal, hide or reorder text, and normalise to NFC.

    Removes ECMA-48 sequences, control characters except tab and newline, bidirectional and zero-width
    marks, tag characters and lone surrogates (notes on terminal safety, Textual passes them all through).

    Args:
        text: anything typed, pasted, read or received.
        limit: longest result in characters; None for no limit.
        lines: False turns newlines and tabs into spaces.
    """
    if limit is not None:
        text = text[: limit * 4]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSAFE.sub("", _ESCAPES.sub("", text))
    text = unicodedata.normalize("NFC", text)
    if not lines:
        text = " ".join(text.split())
    text = text.strip()
    return text if limit is None else text[:limit].rstrip()
