"""Words and pairs of words with what they weigh, as learn.py leaves them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

LOOKED_AT = 6_000
"""Characters at either end of a turn that are read; a longer one is a speech."""
_WORD = re.compile(r"[a-z']+|\d+")


def ends(text: str) -> str:
    """What is read of a turn."""
    return text if len(text) <= 2 * LOOKED_AT else f"{text[:LOOKED_AT]}\n{text[-LOOKED_AT:]}"


def features(text: str) -> set[str]:
    """The words and the pairs of words of a turn, in small letters."""
    words = _WORD.findall(ends(text).lower().replace("’", "'"))
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def weight(text: str, known: Mapping[str, float]) -> float:
    """The log-odds of a turn; "" in `known` is what stands before any word is read."""
    return known.get("", 0.0) + sum(known.get(feature, 0.0) for feature in features(text))


@cache
def shipped(name: str) -> dict[str, float]:
    """The weights in a file of the package.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    text = (files("trainer.review.importing") / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {feature: float(value) for feature, value in rows}
