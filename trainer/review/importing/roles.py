"""Who the rep is: as told, as the labels say, or guessed from what is said, with how sure and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from trainer.review.importing.names import bare, part_named
from trainer.review.importing.said import Talk, Unreadable

How = Literal["told", "labels", "settings", "guessed"]
SURE_ENOUGH = 0.6
"""A guess that is less sure is not made: grading the customer's words would be worse than asking."""
_CLOSE = 0.8
"""Likeness of two names, 0 to 1, from which one is taken for the other misspelt."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks for whom."""

    rep: tuple[str, ...]
    """Names of the rep and their colleagues, as the transcript has them."""
    customer: tuple[str, ...]
    """Everybody else."""
    how: How
    confidence: float = 1.0
    """0 to 1; 1 when nothing was guessed."""
    why: str = ""
    """What the guess rests on, for people; "" when nothing was guessed."""


def cast(talk: Talk, wanted: Sequence[str] = (), known: Sequence[str] = (), *, all_wanted: bool = True) -> Cast:
    """Decide who the rep is.

    Args:
        talk: the conversation by name.
        wanted: names the user gave; capitals, titles and small slips do not matter, a first or a last name is enough.
        known: names of reps from the settings; used like a marker, never an error.
        all_wanted: every wanted name must be in this talk; else one of them is enough (many talks at once).

    Raises:
        Unreadable: a name is unknown or fits two speakers, only one person speaks, or nothing shows who the rep is.
            The message lists the speakers.
    """
    names = talk.names
    if wanted:
        found = [n for n in (matched(want, talk, must=all_wanted) for want in wanted) if n]
        if not found:
            raise Unreadable(0, f"nobody is called {_listed(wanted)} in it", f"the speakers are {speakers(talk)}")
        cast = _cast(names, found, "told")
    elif parts := {n: part_named(n) for n in names if part_named(n)}:
        cast = _by_parts(talk, parts)
    else:
        cast = _by_settings(talk, known) or (_guessed(talk) if len(names) > 1 else _cast(names, names, "labels"))
    if not cast.customer:
        who = "only one person speaks" if len(names) == 1 else "nobody is left as the customer"
        raise Unreadable(
            0, f"{who} in it ({speakers(talk)})", "a transcript needs the words of the rep and of the customer"
        )
    return cast


def speakers(talk: Talk) -> str:
    """The speakers and how often each speaks, for messages: `"Anna" (12 turns), "Denise" (9 turns)`."""
    counts = {name: sum(s.name == name for s in talk.said) for name in talk.names}
    shown = [f'"{name}" ({n} turn{"s" if n > 1 else ""})' for name, n in list(counts.items())[:12]]
    return ", ".join(shown) + (f" and {len(counts) - 12} more" if len(counts) > 12 else "")


def matched(want: str, talk: Talk, *, must: bool = True) -> str:
    """The one speaker a name means; "" if there is none and none must be.

    Raises:
        Unreadable: it fits several, or none although one must be.
    """
    exact = [n for n in talk.names if n == want]
    if exact:
        return exact[0]
    goal = _words(want)
    for close in (_same, _contained, _misspelt):
        hits = [n for n in talk.names if goal and close(goal, _words(n))]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise Unreadable(0, f'"{want}" could be {" or ".join(_quoted(h) for h in hits)}', "give the whole name")
    if must:
        raise Unreadable(0, f'nobody is called "{want}" in it', f"the speakers are {speakers(talk)}")
    return ""


def _words(name: str) -> tuple[str, ...]:
    """A name for comparing: its words in small letters, without marks, in order of the alphabet."""
    return tuple(sorted(re.findall(r"[^\W_]+", bare(name).casefold())))


def _same(goal: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return goal == name


def _contained(goal: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and all(any(n == g or (len(g) >= 3 and n.startswith(g)) for n in name) for g in goal)


def _misspelt(goal: tuple[str, ...], name: tuple[str, ...]) -> bool:
    whole = SequenceMatcher(None, " ".join(goal), " ".join(name)).ratio()
    parts = all(any(SequenceMatcher(None, g, n).ratio() >= _CLOSE for n in name) for g in goal)
    return whole >= _CLOSE or (parts and bool(name))


def _cast(names: Sequence[str], rep: Sequence[str], how: How, confidence: float = 1.0, why: str = "") -> Cast:
    chosen = tuple(n for n in names if n in rep)
    return Cast(chosen, tuple(n for n in names if n not in chosen), how, confidence, why)


def _by_parts(talk: Talk, parts: dict[str, str]) -> Cast:
    """From labels that say the part: all sellers are the rep; with only buyers named, everybody else is."""
    reps = [n for n, part in parts.items() if part == "rep"]
    if not reps:
        reps = [n for n in talk.names if n not in parts]
        if len(reps) > 1:
            raise Unreadable(0, f"several could be the rep: {speakers(talk)}", "say which with --rep NAME")
    return _cast(talk.names, reps, "labels")


def _by_settings(talk: Talk, known: Sequence[str]) -> Cast | None:
    found: list[str] = []
    for name in known:
        try:
            hit = matched(name, talk, must=False)
        except Unreadable:
            continue
        if hit:
            found.append(hit)
    if not found:
        return None
    return _cast(talk.names, found, "settings", 0.95, f"{_listed(found)} is the name in the settings")


def _guessed(talk: Talk) -> Cast:
    from trainer.review.importing.guess import guess

    found = guess(talk)
    if found.confidence < SURE_ENOUGH:
        raise Unreadable(
            0, "it does not show who the rep is", f"say so with --rep NAME; the speakers are {speakers(talk)}"
        )
    return _cast(talk.names, found.rep, "guessed", found.confidence, found.why)


def _listed(names: Sequence[str]) -> str:
    return " or ".join(_quoted(n) for n in names)


def _quoted(name: str) -> str:
    return f'"{name}"'
