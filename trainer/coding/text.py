"""A rep line as tokens and clauses, with the place of each in the original text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

MAX_CHARS = 6_000
"""Longest text that is read in full, in characters; of a longer one the head and the tail are read."""
_HEAD = 4_000

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*|[$€£%&]|[?!]|\.{2,}|…|[.,;:]|[-–—]{1,3}|[()\"“”]")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁԛԝһАВЕКМНОРСТХУІЈЅαοεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqwhabekmhopctxyijsaoeikvptuxabezhikmnoptyx",
)
_ENDS = frozenset({".", "!", "?", "...", "…", ";"})
_JOINTS = frozenset({",", ":", "-", "–", "—", "--", "---", "(", ")"})
_CONJUNCTIONS = frozenset(
    {"but", "so", "and", "because", "if", "then", "though", "although", "unless", "while", "or", "cos", "when"}
)
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark."""

    norm: str
    """Lower case, plain quotes, look-alike letters of other scripts turned Latin, digits as `#`."""
    start: int
    """Offset in the text, in characters."""
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive) of a text."""

    first: int
    last: int


@lru_cache(maxsize=20_000)
def normal(word: str) -> str:
    """The form in which a token is looked up; never shown."""
    if word.isascii():
        word = word.lower()
    else:
        word = unicodedata.normalize("NFKC", word).replace("’", "'").replace("ʼ", "'").replace("´", "'")
        if any(c.isascii() and c.isalpha() for c in word) or word.translate(_LOOKALIKES).isascii():
            word = word.translate(_LOOKALIKES)
        word = word.lower()
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        if word == "…":
            word = "..."
        elif word in "–—":
            word = "-"
    word = word.replace("`", "'")
    if word[:1].isdigit():
        return "#" * min(len(word), 4)
    if word[:2] in ("..", "--"):
        return word[0] * 3 if word[0] == "." else "-"
    return word


def tokens(text: str) -> list[Token]:
    """Words and marks of `text` in order; at most `MAX_CHARS` characters of it are read."""
    if len(text) <= MAX_CHARS:
        return [Token(normal(m.group()[:40]), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    tail = len(text) - (MAX_CHARS - _HEAD)
    found = [Token(normal(m.group()[:40]), m.start(), m.end()) for m in _TOKEN.finditer(text, 0, _HEAD)]
    found += [Token(normal(m.group()[:40]), m.start(), m.end()) for m in _TOKEN.finditer(text, tail)]
    return found


def is_word(norm: str) -> bool:
    """Whether a normalised token is a word or a number."""
    return norm[0].isalnum() or norm[0] == "#"


def clauses(toks: list[Token]) -> list[Clause]:
    """Cut at sentence ends, and at commas, dashes and conjunctions where both sides keep three words."""
    cuts = [0]
    words = 0
    ahead = _words_to_end(toks)
    for i, tok in enumerate(toks):
        norm = tok.norm
        if norm in _ENDS:
            if i + 1 < len(toks) and toks[i + 1].norm not in _ENDS and words:
                cuts.append(i + 1)
                words = 0
        elif norm in _JOINTS:
            if words >= _MIN_WORDS and ahead[i] >= _MIN_WORDS:
                cuts.append(i + 1)
                words = 0
        elif norm in _CONJUNCTIONS and words > _MIN_WORDS and ahead[i] > _MIN_WORDS:
            cuts.append(i)
            words = 1
        elif is_word(norm):
            words += 1
    cuts.append(len(toks))
    return [Clause(a, b) for a, b in pairwise(cuts) if b > a]


def _words_to_end(toks: list[Token]) -> list[int]:
    """For each token, how many words follow it before the sentence ends."""
    ahead = [0] * len(toks)
    count = 0
    for i in range(len(toks) - 1, -1, -1):
        ahead[i] = count
        if toks[i].norm in _ENDS:
            count = 0
            ahead[i] = 0
        elif is_word(toks[i].norm):
            count += 1
    return ahead


def span(text: str, toks: list[Token], clause: Clause) -> str:
    """The clause letter for letter, without marks at its edges that belong to neighbours."""
    first, last = clause.first, clause.last
    while last - 1 > first and toks[last - 1].norm in _JOINTS | {".", ";", '"', "“", "”"}:
        last -= 1
    while first < last - 1 and not is_word(toks[first].norm) and toks[first].norm not in {"$", "€", "£"}:
        first += 1
    start, end = toks[first].start, toks[last - 1].end
    return text[start:end]
