"""Why a turn cost something: one sentence that quotes the rep, by behaviour, in several wordings."""

from trainer.review.people import Person, short_quote
from trainer.rubric.behaviours import Behaviour

B = Behaviour

COST: dict[Behaviour, float] = {
    B.HOSTILITY: 10.0, B.BYPASS: 7.0, B.GUILT: 6.5, B.PRESSURE: 6.0, B.CALLOUT: 5.5, B.SELF_INTEREST: 5.0,
    B.ARGUE: 4.8, B.SWEETENER: 4.6, B.INTERROGATE: 4.4, B.REPITCH: 4.0,
}  # fmt: skip
"""How much a behaviour costs with the customer; the dearest turn is advised on first."""

_WHY: dict[Behaviour, tuple[str, ...]] = {
    B.PRESSURE: (
        "“{quote}” asks {object} to decide again something {subject} had just decided.",
        "After {possessive} no, “{quote}” is one more ask, and {subject} had to say it again.",
        "{Name} had answered; with “{quote}” you made {object} answer twice.",
    ),
    B.SWEETENER: (
        "Nobody had asked about terms: “{quote}” told {object} the no was an opening bid.",
        "“{quote}” answers a question of price; {possessive} reason was another one.",
        "With “{quote}” you put a price on a no that was not about the price.",
    ),
    B.CALLOUT: (
        "“{quote}” holds yesterday against {object}, and yesterday cannot be changed by either of you.",
        "“{quote}” turned {possessive} earlier words into a debt.",
        "What {subject} said before was true then; “{quote}” made {object} defend it.",
    ),
    B.SELF_INTEREST: (
        "“{quote}” is your week, and {subject} had come to talk about {possessive} own.",
        "“{quote}” handed {object} your number to carry.",
        "The moment you said “{quote}”, the call was about you.",
    ),
    B.GUILT: (
        "“{quote}” left {object} carrying your disappointment on top of {possessive} own bad news.",
        "{Name} had to feel bad twice: once for the no, once for “{quote}”.",
        "“{quote}” is a feeling you are entitled to, and not one to hand to {object}.",
    ),
    B.HOSTILITY: (
        "“{quote}” is the sentence {subject} will repeat to other people.",
        "After “{quote}” there was nothing left to talk about.",
        "“{quote}” turned a lost deal into a lost customer.",
    ),
    B.ARGUE: (
        "“{quote}” disputes a reason that was {possessive} to give.",
        "With “{quote}” {subject} had to win an argument before {subject} could leave.",
        "{Name} did not ask for a second opinion; “{quote}” gave one.",
    ),
    B.REPITCH: (
        "“{quote}” is the pitch again, as if the no had not been said.",
        "{Name} knew all that when {subject} said no; “{quote}” told {object} you were not listening.",
        "“{quote}” sells to somebody who had already stopped buying.",
    ),
    B.BYPASS: (
        "“{quote}” goes past {object}, and {subject} will hear of it.",
        "“{quote}” settles something {subject} had not agreed to.",
        "With “{quote}” {possessive} no was no longer {possessive} own.",
    ),
    B.INTERROGATE: (
        "“{quote}” asks {object} to account for {possessive} decision.",
        "{Name} had said as much as {subject} wanted to; “{quote}” dug on.",
        "“{quote}” is a question {subject} could only defend against.",
    ),
}
_AGAIN = (
    " It was the second time.",
    " And it came after {subject} had said no once more.",
)

MISSING_WHY: dict[str, tuple[str, ...]] = {
    "accept": (
        "After “{quote}” {subject} still could not tell whether you had taken the no.",
        "“{quote}” leaves the no hanging; {subject} had to guess that it was heard.",
    ),
    "explore": (
        "You answered “{quote}” and let the reason pass; {subject} might have said more, had you asked.",
        "“{quote}” was decent, and it closed the one door worth knocking at: why.",
    ),
    "help": (
        "“{quote}” was right, and {subject} left with nothing {subject} could use.",
        "“{quote}” ends it well; one useful thing with no string would have made it {possessive} best call of the day.",
    ),
    "exit": (
        "After “{quote}” the paperwork was still {possessive} problem.",
        "“{quote}” accepts it; somebody still has to cancel the order, and it had better not be {object}.",
    ),
}


def why(code: Behaviour, quote: str, who: Person, pick: int, *, after_second_no: bool = False) -> str:
    """One sentence on what these words did, and for a push after a second no one more saying so.

    Args:
        code: a pitfall.
        quote: the rep's words, letter for letter; shortened here.
        who: the customer.
        pick: chooses the wording.
    """
    text = _filled(_WHY[code][pick % len(_WHY[code])], quote, who)
    return text + _filled(_AGAIN[1], quote, who) if after_second_no else text


def why_missing(what: str, quote: str, who: Person, pick: int) -> str:
    """The same for something that was never done: accept, explore, help or exit."""
    return _filled(MISSING_WHY[what][pick % len(MISSING_WHY[what])], quote, who)


def _filled(template: str, quote: str, who: Person) -> str:
    text = template.format(
        quote=short_quote(quote).rstrip(".,;"),
        Name=who.opening,
        subject=who.subject,
        object=who.object,
        possessive=who.possessive,
    )
    return text[:1].upper() + text[1:]
