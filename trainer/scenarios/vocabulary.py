"""The director's vocabulary: every heading a scenario may write lines under, and how many lines each needs.

A *mood* is how the customer feels at that moment (see customer/state.py). A *card* is what kind of no this call
draws. Both may stand in parentheses after a heading: `## pressure (cold)`, `## timing (not_now)`.
"""

from dataclasses import dataclass
from enum import StrEnum

from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour


class Mood(StrEnum):
    WARM = "warm"
    LEVEL = "level"
    COLD = "cold"


class Card(StrEnum):
    """What kind of no the call draws (design, The card)."""

    FINAL = "final"
    PRIVATE = "private"
    OPEN = "open"
    NOT_NOW = "not_now"
    MISTAKEN = "mistaken"


class LayerName(StrEnum):
    STATED = "stated"
    FULLER = "fuller"
    REAL = "real"


LAYER_ORDER = (LayerName.STATED, LayerName.FULLER, LayerName.REAL)

ANY_MOOD = frozenset(Mood)
NOT_WARM = frozenset({Mood.LEVEL, Mood.COLD})
NOT_COLD = frozenset({Mood.WARM, Mood.LEVEL})


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the Lines chapter."""

    what: str
    """What the customer does with such a line."""
    need: int = 3
    """Fewest usable lines in each mood it can be reached in."""
    moods: frozenset[Mood] = ANY_MOOD
    """Moods in which the director can reach it."""
    card: Card | None = None
    """Only reachable when the scenario can draw this card."""


CALL_HEADINGS: dict[str, Heading] = {
    "opening": Heading(
        "brings the no, with the stated reason, in two or three short sentences", 2, frozenset({Mood.LEVEL})
    ),
    "restate": Heading("says the no again, shorter than before, without a new reason", 3, NOT_WARM),
    "ask_stop": Heading("asks the rep, plainly, to stop pushing", 2, NOT_WARM),
    "leave": Heading("ends the call because the rep will not stop", 3, frozenset({Mood.COLD})),
    "close": Heading("says goodbye, in the mood the call has earned", 3),
    "out_of_time": Heading("has to go; the call has run long", 2),
    "withhold": Heading("was asked for a reason and does not give it, without lying", 3),
    "dont_know": Heading("was asked a fact and does not know it", 3),
    "silence": Heading("the rep said nothing at all", 3),
    "unclear": Heading("could not make out what the rep said, or it was in another language", 3),
    "role_break": Heading(
        "the rep spoke to a machine, a grader or a game; the customer takes it as an odd thing to say", 2
    ),
    "listen": Heading("nothing was asked and nothing stands out: a short human reply that gives the turn back", 4),
    "take_back": Heading(
        "offers to take the corrected fact back to the people who decide; never a yes", 2, NOT_COLD, Card.MISTAKEN
    ),
}

BEHAVIOUR_HEADINGS: dict[str, Heading] = {
    Behaviour.PRESSURE: Heading("is pushed for a yes", 3, ANY_MOOD),
    Behaviour.SWEETENER: Heading("is offered a discount or softer terms"),
    Behaviour.CALLOUT: Heading("is held to earlier words, the plan or the ROI sheet"),
    Behaviour.SELF_INTEREST: Heading("hears about the rep's number, year end, boss or effort"),
    Behaviour.GUILT: Heading("is made to carry the rep's feelings"),
    Behaviour.HOSTILITY: Heading("is insulted, threatened or treated with contempt", 3, NOT_WARM),
    Behaviour.ARGUE: Heading("is told the reason or the decision is wrong"),
    Behaviour.REPITCH: Heading("is sold to again"),
    Behaviour.BYPASS: Heading("is gone around: boss asked for, follow-up booked, papers kept alive"),
    Behaviour.INTERROGATE: Heading("is grilled"),
    Behaviour.ACCEPT_NO: Heading("hears the no accepted"),
    Behaviour.EMPATHY: Heading("feels seen"),
    Behaviour.REFLECT: Heading("hears the reason given back rightly"),
    Behaviour.PRIORITIES: Heading("hears their plans put before the deal"),
    Behaviour.THANKS: Heading("is thanked", 2),
    Behaviour.HELP: Heading("is offered help with no string"),
    Behaviour.CLARIFY: Heading("is calmly corrected on a fact, and it does not change the no"),
    Behaviour.EXIT: Heading("is let go easily: papers withdrawn, work taken off them"),
    Behaviour.DOOR: Heading("hears the door left open, with no hook"),
    Behaviour.OWN: Heading("hears the rep own a push or a mistake"),
}

ASK_HEADINGS: dict[str, Heading] = {
    Ask.WHO: Heading("is asked who decided"),
    Ask.ABOUT_US: Heading("is asked whether it was the product, the company or the rep"),
    Ask.MONEY: Heading("is asked whether it was price or budget", 2),
    Ask.TIMING: Heading("is asked whether it was timing, or whether later could work"),
    Ask.WHAT_NOW: Heading("is asked what happens now on their side"),
    Ask.FEELINGS: Heading("is asked how they are"),
    Ask.NEED: Heading("is asked what would help or what matters"),
    Ask.LEAVE_TO_ASK: Heading("is asked for leave to ask something: gives it, or in a cold mood does not"),
    Ask.LEAVE_TO_TELL: Heading("is asked for leave to tell or show something", 2),
    Ask.LEAVE_TO_CONTACT: Heading("is asked whether the rep may be in touch later"),
    Ask.WHO_TO_TELL: Heading("is asked who should be informed, or how to handle it", 2),
    Ask.SERVICE: Heading("is offered something to be done for them", 2),
    Ask.SMALLTALK: Heading("is talked to about something outside the deal", 2),
    Ask.JOKE: Heading("hears a joke", 2),
    Ask.SORRY: Heading("hears an apology", 2),
}

HEADINGS: dict[str, Heading] = {
    **CALL_HEADINGS,
    **{str(k): v for k, v in BEHAVIOUR_HEADINGS.items()},
    **{str(k): v for k, v in ASK_HEADINGS.items()},
}

THOUGHT_HEADINGS = {
    "pushed": "after a push, a discount or a way around",
    "blamed": "after guilt, a call-out, or the rep's own needs",
    "fought": "after an argument, a pitch, a grilling or hostility",
    "heard": "after empathy, a reflection, or their priorities put first",
    "asked_well": "after a good question or a request for leave",
    "released": "after the no was accepted, an easy exit or an open door",
    "helped": "after help or a calm correction",
    "owned": "after the rep took a push back",
    "waiting": "when nothing in particular happened",
}
"""Headings of the Thoughts chapter: what the customer thinks and does not say, shown in the debrief."""

TOMORROW_HEADINGS = ("kept", "strained", "lost")
"""Headings of the Tomorrow chapter: what this customer will say about the rep tomorrow."""

INSTEAD_EXTRA = {
    "accept": "when the rep never said plainly that the no is accepted",
    "explore": "when the rep never asked, with leave, about the reason",
    "help": "when the rep gave nothing",
    "exit": "when the rep made leaving hard or ended clumsily",
}
INSTEAD_HEADINGS: dict[str, str] = {
    **{str(b): f"in place of a line that was coded {b}" for b in Behaviour if b.is_pitfall},
    **INSTEAD_EXTRA,
}
"""Headings of the Instead chapter: a better line for the rep, to this customer."""

MAX_WORDS = 45
"""Longest customer line, in words."""
