"""How a line sounds, in numbers: marks, shouting, haste, whom it talks about."""

from collections.abc import Sequence

from trainer.coding.text import is_word, tokens

_SELF = {"i", "me", "my", "mine", "i'm", "i've", "i'd", "i'll", "myself", "we", "us", "our", "we're", "we've"}
_SELF |= {"we'd", "we'll"}
_OTHER = {"you", "your", "yours", "you're", "you've", "you'd", "you'll", "yourself"}
_HASTE = {"wait", "look", "listen", "please", "hang", "just", "come", "seriously", "honestly", "really"}
_HASTE |= {"okay", "ok", "no", "oh", "but", "so"}
_EASE = {"of", "course", "sure", "understand", "fine", "gladly", "alright", "fair"}


def style(text: str) -> list[float]:
    """Counts and shares for one line; as many numbers whatever the line."""
    norms = [t.norm for t in tokens(text)]
    words = [n for n in norms if is_word(n)]
    size = max(1, len(words))
    shouted = sum(1 for w in text[:6_000].split() if len(w) > 2 and w.isalpha() and w.isupper())
    return [
        float(norms.count("!")), float(norms.count("?")), float(shouted), float(norms.count("...")),
        float(norms.count("please")), float(norms.count("but")), float(norms.count("sorry")),
        sum(n in _SELF for n in words) / size, sum(n in _OTHER for n in words) / size,
        sum(n in _HASTE for n in words) / size, sum(n in _EASE for n in words) / size,
        sum(n in (".", "!", "?") for n in norms) / size, sum(n[0] == "#" for n in words) / size,
        float(size),
    ]  # fmt: skip


def pooled_style(texts: Sequence[str]) -> list[float]:
    """Mean, highest, last and first of each number over the lines; at least one line."""
    rows = [style(text) for text in texts]
    found: list[float] = []
    for column in zip(*rows, strict=True):
        found += [sum(column) / len(column), max(column), column[-1], column[0]]
    return found
