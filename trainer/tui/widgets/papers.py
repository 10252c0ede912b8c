"""The papers within reach, as sentences a rep may be tempted to use. Pure text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_ITEM = re.compile(r"^\s*[-*+]\s+")
_TICKED = re.compile(r"^\[[xX]\]\s*")
_OPEN = re.compile(r"^\[ ?\]\s*")
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”']))\s+(?=[\"“'(]?[A-Z0-9*])")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)")


def sentences(paper: str) -> tuple[str, ...]:
    """A paper as single sentences: a line of a list is one, a row of a table, and each sentence of a paragraph."""
    return tuple(found for block in re.split(r"\n\s*\n", clean(paper)) for found in _block(block))


def _block(block: str) -> Iterator[str]:
    lines = [line for line in block.splitlines() if line.strip()]
    if lines and all(line.lstrip().startswith("|") for line in lines):
        yield from _rows(lines)
    elif len(lines) > 1:
        yield from (plain(_OPEN.sub("○ ", _TICKED.sub("✓ ", _ITEM.sub("", line)))) for line in lines)
    else:
        yield from (s for s in _SENTENCE.split(plain(" ".join(lines))) if s)


def _rows(lines: Sequence[str]) -> Iterator[str]:
    headed = len(lines) > 1 and bool(_RULE.match(lines[1].strip()))
    for line in lines[2 if headed else 0 :]:
        cells = (plain(cell) for cell in line.strip().strip("|").split("|"))
        yield " · ".join(cell for cell in cells if cell)


def plain(text: str) -> str:
    """Without Markdown's marks for emphasis."""
    return " ".join(_EMPHASIS.sub("", text).split())


def paragraphs(text: str) -> Sequence[str]:
    """Paragraphs of a chapter as single lines of text, to be wrapped anew."""
    return [plain(block) for block in re.split(r"\n\s*\n", clean(text, limit=None)) if block.strip()]
