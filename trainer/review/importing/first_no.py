"""Where the no falls in a whole call: the first turn in which the customer refuses.

What comes before it is not the minute the manual judges. English, like the built-in coder; a no that only shows in
what the rep answers is found by that answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trainer.review.coded import WINDOW, windows
from trainer.review.importing.words import ends, shipped, weight
from trainer.rubric.customer_turns import reopens_deal, says_no_again
from trainer.rubric.transcript import Turn

SOUNDS = 0.5
"""Log-odds from which a customer's turn sounds like a no, though no pattern knows its words."""
NEAR = 8
"""Most turns between words that break bad news and the refusal they prepare."""
_SENTENCE = re.compile(r"[^.!?\n]{1,600}(?:[.!?]+|\n|$)?")


@dataclass(frozen=True, slots=True)
class FirstNo:
    """The turn from which a call is judged."""

    turn: int
    """Index of the customer's turn, counting all turns from 0."""
    quote: str
    """The words that say it, letter for letter."""


def first_no(turns: Sequence[Turn], known: Mapping[str, float] | None = None) -> FirstNo | None:
    """The first turn in which the customer refuses; None when no turn does.

    A turn of the customer refuses when it says the no, when it answers the rep's ask to close with one, when it
    confirms the rep's "so that's a no?", when its words together sound like one, or when the rep's next words take or
    contest a no. Bad news broken shortly before counts as its beginning.

    Args:
        turns: all turns of the call.
        known: other weights of words than the shipped ones.
    """
    sounds = shipped("no_words.txt") if known is None else known
    asked = named = False
    last = -1
    broken: FirstNo | None = None
    for i, turn in enumerate(turns):
        words = _plain(turn.text)
        if turn.speaker == "rep":
            if last >= 0 and _says("takes it", words):
                return FirstNo(last, _first_sentence(turns[last].text))
            asked, named = asked or _says("asks to close", words), named or _says("names the no", words)
            continue
        quote = refusal(turn.text, asked=asked)
        if not quote and named and _says("confirms", words):
            quote = _first_sentence(turn.text)
        quote = quote or _sounds_like_one(turn.text, sounds)
        if quote:
            return broken if broken is not None and i - broken.turn <= NEAR else FirstNo(i, quote)
        if broken is None and (found := _patterns()["breaks it"].search(words)) is not None:
            broken = FirstNo(i, ends(turn.text)[found.start() : found.end()])
        if len(turn.text.split()) > 1:
            last, asked, named = i, False, False
    return broken


def refusal(text: str, *, asked: bool = False) -> str:
    """The sentence of a customer's turn that refuses the deal, letter for letter; "" if none does.

    Args:
        text: one customer turn.
        asked: the rep has just asked for the signature, so that a bare "No, I can't" is one.
    """
    plain = _plain(text)
    for found in _SENTENCE.finditer(plain):
        sentence = found.group().strip()
        if len(sentence) < 2 or _says("not it", sentence):
            continue
        if _says("says it", sentence) or (says_no_again(sentence) and not reopens_deal(sentence)):
            return ends(text)[found.start() : found.end()].strip()
    if asked and _says("bare no", plain):
        return _first_sentence(text)
    return ""


def _sounds_like_one(text: str, sounds: Mapping[str, float]) -> str:
    """The sentence of a turn that sounds most like a no, if a stretch of the turn sounds like one; else "".

    The weights were learned on openings of some thirty words, so a longer turn is read in stretches of that length.
    """
    stretches = windows(ends(text)) if len(text.split()) > WINDOW else (text,)
    best = max(stretches, key=lambda stretch: weight(stretch, sounds), default="")
    if not best or weight(best, sounds) < SOUNDS:
        return ""
    sentences = [found.group().strip() for found in _SENTENCE.finditer(best) if len(found.group().split()) > 1]
    return max(sentences, key=lambda sentence: weight(sentence, sounds), default=best.strip())


def _says(what: str, text: str) -> bool:
    return _patterns()[what].search(text) is not None


def _plain(text: str) -> str:
    """What is read of a turn, as long as `ends` and letter on letter, with plain quotes."""
    return ends(text).replace("’", "'")


def _first_sentence(text: str) -> str:
    found = _SENTENCE.search(text)
    return found.group().strip() if found else ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The lists of first_no.txt, each as one pattern.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    names: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (files("trainer.review.importing") / "first_no.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[([a-z ]+)\]", line):
            current = lists.setdefault(heading[1], [])
        elif given := re.fullmatch(r"@([A-Z]+) = (.+)", line):
            names[given[1]] = given[2]
        else:
            current.append(re.sub(r"@([A-Z]+)", lambda found: names[found[1]], line))
    return {what: re.compile("|".join(f"(?:{p})" for p in found), re.IGNORECASE) for what, found in lists.items()}
