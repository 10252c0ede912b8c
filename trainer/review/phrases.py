"""The sentences the debrief speaks in: how it ended for the two people, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.customer.moves import Outcome
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.vocabulary import Card, LayerName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trainer.call.events import Bait
    from trainer.rubric.grade import Relationship, Verdict


@dataclass(frozen=True, slots=True)
class Pronoun:
    """How the customer is spoken of."""

    sub: str
    obj: str
    own: str
    """Possessive: "her trust"."""
    plural: bool = False

    @property
    def was(self) -> str:
        return "were" if self.plural else "was"


PRONOUNS = {
    "she": Pronoun("she", "her", "her"),
    "he": Pronoun("he", "him", "his"),
    "they": Pronoun("they", "them", "their", plural=True),
}

VERDICTS: dict[Verdict, str] = {"yes": "respected", "partly": "partly respected", "no": "not respected"}

BAITS: dict[Bait, str] = {
    "plan": "the mutual plan",
    "roi": "the ROI sheet",
    "manager": "your manager's messages",
}

CARDS: dict[Card, tuple[str, str]] = {
    Card.FINAL: ("final", "It was decided. Nothing you could have said today would have changed it."),
    Card.PRIVATE: ("private", "It was decided, and the deeper reason was not yours to dig for."),
    Card.OPEN: ("open", "It was decided, and there was something to learn by asking well."),
    Card.NOT_NOW: ("not now", "It was truly a matter of time."),
    Card.MISTAKEN: ("mistaken", "It rested on a misunderstanding that could be put right calmly."),
}
"""Card to its name and what kind of no it was."""

LAYERS: dict[LayerName, str] = {
    LayerName.STATED: "What {sub} said",
    LayerName.FULLER: "The fuller reason",
    LayerName.REAL: "The real reason",
}

NEVER_ASKED: tuple[tuple[Ask, str], ...] = (
    (Ask.WHY, "what was behind the no"),
    (Ask.WHAT_NOW, "what happens now on {own} side"),
    (Ask.NEED, "what would help {obj} now"),
    (Ask.FEELINGS, "how {sub} {was}"),
    (Ask.LEAVE_TO_CONTACT, "whether you may be in touch"),
)
"""Questions that are welcome in most calls, and how they are named when nobody asked them."""

_KEPT = (
    "You lost {deal}. You kept {obj}.",
    "{Deal} is gone. {called} is not.",
    "You let {deal} go. {Sub} will pick up next time.",
)
_STRAINED = (
    "You lost {deal}. {Sub} will think twice before picking up.",
    "{Deal} is gone, and something between you is sore.",
    "You lost {deal}, and a little of {obj} with it.",
)
_LOST = (
    "You lost {deal}. You lost {obj}, too.",
    "{Deal} was already gone. Then {sub} went.",
    "{Deal} might have come round again. {called} may not.",
)
_BY_OUTCOME: dict[tuple[Outcome, Relationship], tuple[str, ...]] = {
    (Outcome.TAKE_BACK, "kept"): (
        "You put one thing right. {Sub} will take it back to them.",
        "Not a yes, and you did not ask for one. {Sub} will take it back.",
    ),
    (Outcome.LEFT, "lost"): (
        "You lost {deal}. Then {sub} hung up.",
        "{Sub} said no, and had to hang up to be heard.",
    ),
    (Outcome.LEFT, "strained"): ("You lost {deal}, and {sub} had to end the call.",),
    (Outcome.HUNG_UP, "lost"): ("You lost {deal}. Then you hung up on {obj}.",),
    (Outcome.HUNG_UP, "strained"): ("You lost {deal}, and left before it was said well.",),
}
_UNJUDGED: dict[Outcome, str] = {
    Outcome.LEFT: "You lost {deal}. Then {sub} hung up.",
    Outcome.HUNG_UP: "You lost {deal}, and ended the call.",
    Outcome.TAKE_BACK: "{Sub} will take it back to them.",
}
_BY_RELATIONSHIP: dict[Relationship, tuple[str, ...]] = {"kept": _KEPT, "strained": _STRAINED, "lost": _LOST}

_ENDINGS: dict[Outcome, str] = {
    Outcome.CLOSED_WARM: "{called} said goodbye, and meant it kindly.",
    Outcome.CLOSED_LEVEL: "{called} said goodbye, politely.",
    Outcome.CLOSED_COLD: "{called} said goodbye, coldly.",
    Outcome.TAKE_BACK: "{called} will take what you put right back to the others.",
    Outcome.LEFT: "{called} has hung up.",
    Outcome.OUT_OF_TIME: "{called} had to go.",
    Outcome.HUNG_UP: "You ended the call.",
    Outcome.UNFINISHED: "The call broke off.",
}

_FIRST_NOUN = re.compile(r"^the ([a-z]{3,16})(?: (?:from|of|for|in|at|on|by|to|with|that|and)\b|$)", re.IGNORECASE)


def deal_of(title: str, product: str) -> str:
    """What was to be signed: "the roof" when title and product agree on a noun, else "the deal"."""
    found = _FIRST_NOUN.match(title)
    if found:
        noun = found.group(1).lower()
        if noun in re.findall(r"[a-z]+", product.lower()):
            return f"the {noun}"
    return "the deal"


def filled(sentence: str, *, pronoun: Pronoun, called: str, deal: str = "the deal") -> str:
    """A sentence of this module with the people put in."""
    text = sentence.format(
        sub=pronoun.sub,
        Sub=pronoun.sub.capitalize(),
        obj=pronoun.obj,
        own=pronoun.own,
        was=pronoun.was,
        called=called,
        deal=deal,
        Deal=deal.capitalize(),
    )
    if deal.endswith("s"):
        for one, many in ((" is gone", " are gone"), (" was already", " were already")):
            text = text.replace(deal.capitalize() + one, deal.capitalize() + many)
    return text


def headline(
    relationship: Relationship | None,
    outcome: Outcome | None,
    *,
    pronoun: Pronoun,
    called: str,
    deal: str,
    rep_lines: int,
    seed: int,
) -> str:
    """How it ended, in human terms; the same call always reads the same."""
    if outcome is None:
        sentences: Sequence[str] = ("This call is not over yet.",)
    elif rep_lines == 0:
        sentences = ("The call was over before you said a word.",)
    elif relationship is None:
        sentences = (_UNJUDGED.get(outcome, "You lost {deal}. How it left {obj} could not be judged."),)
    else:
        sentences = _BY_OUTCOME.get((outcome, relationship)) or _BY_RELATIONSHIP[relationship]
    return filled(sentences[seed % len(sentences)], pronoun=pronoun, called=called, deal=deal)


def ending(outcome: Outcome, called: str) -> str:
    """One calm sentence on how the call ended."""
    return _ENDINGS[outcome].format(called=called)


def listed(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


_THOUGHT_ORDER: tuple[tuple[str, frozenset[Behaviour]], ...] = (
    ("fought", frozenset({Behaviour.HOSTILITY})),
    ("blamed", frozenset({Behaviour.GUILT, Behaviour.CALLOUT, Behaviour.SELF_INTEREST})),
    ("pushed", frozenset({Behaviour.PRESSURE, Behaviour.SWEETENER, Behaviour.BYPASS})),
    ("fought", frozenset({Behaviour.ARGUE, Behaviour.REPITCH, Behaviour.INTERROGATE})),
    ("owned", frozenset({Behaviour.OWN})),
    ("helped", frozenset({Behaviour.HELP, Behaviour.CLARIFY})),
    ("heard", frozenset({Behaviour.REFLECT, Behaviour.PRIORITIES, Behaviour.EMPATHY})),
    ("asked_well", frozenset({Behaviour.EXPLORE, Behaviour.PERMISSION})),
    ("released", frozenset({Behaviour.ACCEPT_NO, Behaviour.EXIT, Behaviour.DOOR})),
)
"""What weighs most in a customer's mind comes first."""


def thought_heading(codes: Iterable[Behaviour]) -> str:
    """The heading of the Thoughts chapter for a turn with these behaviours."""
    found = frozenset(codes)
    return next((heading for heading, group in _THOUGHT_ORDER if found & group), "waiting")
