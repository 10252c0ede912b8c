"""Reads what a voice said before the rep sees it (design, idea 1). Pure: same text and brief, same word.

`check` judges a line of either voice, and, while a model streams, each sentence together with all before it.
`untold` judges whether a finished line told what it was to tell.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.customer.guard_buying import buying
from trainer.customer.guard_form import form, names
from trainer.customer.guard_words import (
    content,
    count_words,
    holds,
    is_noise,
    near,
    plain,
    script_fits,
    sentences,
    words,
)
from trainer.customer.voice import Brief
from trainer.scenarios.model import Layer, Scenario
from trainer.scenarios.vocabulary import MAX_WORDS, LayerName

_THANKS = re.compile(
    r"\b(?:thanks|thank (?:you|ye|ya|u)|ta|cheers|much obliged|i appreciate (?:it|that|you)|we appreciate|grateful)\b"
)
_NO_THANKS = re.compile(
    r"(?:\bno,?|\bnot|n't|\bnever|\bno need to|\bwithout a|\bdon't|\bsay|\bsaid|\bmany)\s+(?:\w+\s+)?$"
)
_MARKS = re.compile(r"[.,;:!?\"'’‘“”…\-–—\s]+")


def check(text: str, brief: Brief) -> str | None:
    """Judge a customer line, or the first sentences of one that is still being spoken.

    Args:
        text: the line as it would be shown.
        brief: what it was to word.

    Returns:
        None when it may be shown, else why not: one short clause for the model's second attempt and for people; it
        never holds a word of an undisclosed layer.
    """
    if not _MARKS.sub("", text):
        return "it is empty"
    if count_words(text) > MAX_WORDS:
        return f"it is longer than {MAX_WORDS} words"
    return next((why for why in _reasons(text, plain(text), brief) if why), None)


def _reasons(text: str, said: str, brief: Brief) -> Iterator[str]:
    """Every reason against the text, cheapest first; empty where there is none."""
    scenario = brief.scenario
    if not script_fits(text, scenario.language):
        yield "it is in the wrong script"
    who = names(scenario.customer, scenario.called, scenario.rep)
    yield form(text, who, may_deny="role_break" in brief.move.headings)
    if scenario.language.startswith("en") and is_noise(text):
        yield "it is not plain English words"
    yield buying(text, brief.move.headings, _echoed(brief))
    yield leak(text, brief)
    yield _thanks(said, brief)
    yield _repeat(text, brief)


def _echoed(brief: Brief) -> tuple[str, ...]:
    echoes = tuple(p.echo for p in brief.move.parts if p.echo)
    return echoes + tuple(t.text for t in brief.talk if t.speaker == "rep")


def _thanks(said: str, brief: Brief) -> str:
    here = _count_thanks(said)
    if not here:
        return ""
    earlier = sum(_count_thanks(plain(t.text)) for t in brief.talk if t.speaker == "customer")
    return "it thanks the rep once too often; once in a call is enough" if here + earlier > 1 else ""


def _count_thanks(said: str) -> int:
    return sum(1 for m in _THANKS.finditer(said) if not _NO_THANKS.search(said[: m.start()]))


def _repeat(text: str, brief: Brief) -> str:
    why = "it repeats what the customer has said before; other words are wanted"
    parts = [s for s in sentences(text) if len(words(s)) >= 5]
    for turn in brief.talk:
        if turn.speaker != "customer":
            continue
        if near(text, turn.text):
            return why
        if parts and any(near(p, old) for old in sentences(turn.text) for p in parts):
            return why
    return ""


def undisclosed(brief: Brief) -> tuple[Layer, ...]:
    """The layers the line must not give away: not yet disclosed, or not true for this call's card."""
    told = told_layers(brief)
    return tuple(x for x in brief.scenario.layers if x not in told)


def told_layers(brief: Brief) -> tuple[Layer, ...]:
    """The layers the line may speak of, in the form that is true for this card."""
    names: frozenset[LayerName] = brief.move.gives | frozenset(brief.state.disclosed)
    names |= frozenset(p.layer for p in brief.move.parts if p.layer is not None)
    found = (brief.scenario.layer(n, brief.move.card) for n in LayerName if n in names)
    return tuple(x for x in found if x is not None)


def leak(text: str, brief: Brief) -> str:
    """Why the text gives away an undisclosed layer, or empty.

    A `tells` word of such a layer does, unless a told layer uses it too; so does half or more of
    the meaning words of its summary or of one of its lines.
    """
    hidden = undisclosed(brief)
    if not hidden:
        return ""
    open_text = " . ".join(_layer_text(x) for x in told_layers(brief))
    free = words(open_text)
    heard = words(_without_echo(text, brief))
    mine = content(text) - content(open_text) - content(_public(brief.scenario))
    for layer in hidden:
        if any(holds(heard, t) and not holds(free, t) for t in (words(x) for x in layer.tells)):
            return _GIVES_AWAY
        for unit in (layer.summary, *(x.text for x in layer.lines)):
            meant = content(unit) - content(open_text) - content(_public(brief.scenario))
            shared = len(meant & mine)
            if shared >= 3 and shared >= len(meant) * 0.5:
                return _GIVES_AWAY
    return ""


_GIVES_AWAY = "it gives away something the customer does not tell yet"


def _without_echo(text: str, brief: Brief) -> str:
    for part in brief.move.parts:
        if part.echo:
            text = re.sub(re.escape(part.echo), " ", text, flags=re.IGNORECASE)
    return text


@lru_cache(maxsize=256)
def _joined(texts: tuple[str, ...]) -> str:
    return " . ".join(texts)


def _layer_text(layer: Layer) -> str:
    return _joined((layer.summary, *layer.tells, *(x.text for x in layer.lines)))


def _public(scenario: Scenario) -> str:
    """What the rep knows anyway."""
    return _joined(
        (
            scenario.situation,
            scenario.product,
            scenario.company,
            scenario.role,
            scenario.customer,
            *scenario.know,
        )
    )


def to_tell(brief: Brief) -> tuple[Layer, ...]:
    """The layers that the line itself has to put into words; the opening brings the stated one."""
    names = [p.layer or (LayerName.STATED if p.heading == "opening" else None) for p in brief.move.parts]
    found = (brief.scenario.layer(n, brief.move.card) for n in names if n is not None)
    return tuple(x for x in found if x is not None)


def untold(text: str, brief: Brief) -> str:
    """Why a whole line that was to tell a layer for the first time does not, or empty."""
    before = " . ".join(t.text for t in brief.talk if t.speaker == "customer")
    if any(not _speaks_of(x, text) and not _speaks_of(x, before) for x in to_tell(brief)):
        return "it does not tell the reason it was to tell"
    return ""


def _speaks_of(layer: Layer, text: str) -> bool:
    heard = words(text)
    if any(holds(heard, words(t)) for t in layer.tells):
        return True
    return len(content(text) & content(_layer_text(layer))) >= 2
