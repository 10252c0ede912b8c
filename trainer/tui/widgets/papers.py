"""The papers within reach, as sentences a rep may be tempted to use. Pure text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“'(]?[A-Z0-9*])")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)")


def sentences(paper: str) -> tuple[str, ...]:
    """A paper as single sentences: a row of a table is one, and so is each sentence of its text."""
    found: list[str] = []
    rows: list[list[str]] = []
    for block in re.split(r"\n\s*\n", clean(paper)):
        text: list[str] = []
        for line in block.splitlines():
            if line.strip().startswith("|"):
                rows.append([plain(cell) for cell in line.strip().strip("|").split("|")])
                if _RULE.match(line.strip()):
                    del rows[-2:]  # the rule, and the heading above it
            else:
                text.append(re.sub(r"^\s*[-*]\s+", "", line))
        found += [" · ".join(cell for cell in row if cell) for row in rows]
        rows = []
        found += [s for s in _SENTENCE.split(plain(" ".join(text))) if s]
    return tuple(found)


def plain(text: str) -> str:
    """Without Markdown's marks for emphasis."""
    return " ".join(_EMPHASIS.sub("", text).split())


def paragraphs(text: str) -> Sequence[str]:
    """Paragraphs of a chapter as single lines of text, to be wrapped anew."""
    return [plain(block) for block in re.split(r"\n\s*\n", clean(text, limit=None)) if block.strip()]
