"""Why a turn cost something: one sentence that quotes the rep, by behaviour, in several wordings."""

from trainer.review.echo import short_quote
from trainer.review.people import Person
from trainer.rubric.behaviours import Behaviour

B = Behaviour

COST: dict[Behaviour, float] = {
    B.HOSTILITY: 10.0,
    B.BYPASS: 7.0,
    B.GUILT: 6.5,
    B.PRESSURE: 6.0,
    B.CALLOUT: 5.5,
    B.SELF_INTEREST: 5.0,
    B.ARGUE: 4.8,
    B.SWEETENER: 4.6,
    B.INTERROGATE: 4.4,
    B.REPITCH: 4.0,
}
"""How much a behaviour costs with the customer; the dearest turn is advised on first."""

_ALONE: dict[Behaviour, tuple[str, ...]] = {
    B.PRESSURE: (
        "“{quote}” asks {object} to decide again what {subject} had just decided.",
        "{Name} had answered; “{quote}” made {object} answer twice.",
        "With “{quote}” the no became something {subject} had to defend.",
    ),
    B.SWEETENER: (
        "Nobody had asked about terms: “{quote}” told {object} the no was an opening bid.",
        "With “{quote}” you put a price on a no that was not about the price.",
        "“{quote}” answers a question {subject} had not asked.",
    ),
    B.CALLOUT: (
        "“{quote}” holds yesterday against {object}, and neither of you can change yesterday.",
        "“{quote}” turned {possessive} earlier words into a debt.",
        "What {subject} said then was true then; “{quote}” made {object} defend it.",
    ),
    B.SELF_INTEREST: (
        "“{quote}” is your week, and {subject} had come to talk about {possessive} own.",
        "“{quote}” handed {object} your side of it to carry.",
        "With “{quote}” the call was about you.",
    ),
    B.GUILT: (
        "“{quote}” left {object} carrying your disappointment on top of {possessive} own news.",
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
        "{Name} had not asked for a second opinion; “{quote}” gave one.",
    ),
    B.REPITCH: (
        "“{quote}” is the pitch again, as if the no had not been said.",
        "{Name} knew all that already; “{quote}” told {object} you had stopped listening.",
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
_ANSWERING: dict[Behaviour, tuple[str, ...]] = {
    B.PRESSURE: (
        "To “{said}” you answered “{quote}”: the same ask, one more time.",
        "“{said}” was the answer; “{quote}” asks as if there had been none.",
    ),
    B.SWEETENER: (
        "{Name} said “{said}” and heard a number back: “{quote}”.",
        "“{said}” is not a price; “{quote}” treats it as one.",
    ),
    B.CALLOUT: (
        "{Name} told you “{said}”, and “{quote}” sent {object} back to explain the past.",
        "“{said}” is how things stand now; “{quote}” argues with how they stood.",
    ),
    B.SELF_INTEREST: (
        "{Name} said “{said}”, and “{quote}” made it about you.",
        "After “{said}”, “{quote}” asked {object} to worry about your side of the table.",
    ),
    B.GUILT: (
        "{Name} had just said “{said}”, and got “{quote}” for it.",
        "“{said}” took something to say; “{quote}” made {object} sorry that {subject} had.",
    ),
    B.HOSTILITY: (
        "{Name} said “{said}”; “{quote}” is what {subject} will remember of you.",
        "To “{said}” you answered “{quote}”, and the call was over there.",
    ),
    B.ARGUE: (
        "“{said}” was {possessive} reason; “{quote}” tells {object} it is a wrong one.",
        "{Name} said “{said}” and had to listen to “{quote}”.",
    ),
    B.REPITCH: (
        "{Name} said “{said}” and was sold to again: “{quote}”.",
        "“{quote}” would have done before the no; after “{said}” it only shows you were not listening.",
    ),
    B.BYPASS: (
        "{Name} said “{said}”, and “{quote}” goes ahead without {object}.",
        "After “{said}”, “{quote}” takes the no out of {possessive} hands.",
    ),
    B.INTERROGATE: (
        "“{said}” was as far as {subject} wanted to go; “{quote}” went on.",
        "{Name} said “{said}”, and “{quote}” wanted it justified.",
    ),
}
_MISSING: dict[str, tuple[str, ...]] = {
    "accept": (
        "After “{quote}” {subject} still could not tell whether you had taken the no.",
        "“{quote}” leaves the no hanging; {subject} had to guess that it was heard.",
    ),
    "explore": (
        "“{quote}” was decent, and let the reason pass; {subject} might have said more, had you asked.",
        "After “{quote}” {subject} would have answered one gentle question, and you never asked it.",
    ),
    "help": (
        "“{quote}” was right, and {subject} left with nothing to use.",
        "“{quote}” ends it well; one useful thing with no string would have stayed with {object}.",
    ),
    "exit": (
        "After “{quote}” the paperwork was still {possessive} problem.",
        "“{quote}” accepts it; somebody still had to undo the order, and it had better not be {object}.",
    ),
}


def why(code: Behaviour, quote: str, said: str, who: Person, pick: int) -> str:
    """One sentence on what these words did to this customer.

    Args:
        code: a pitfall.
        quote: the rep's words, letter for letter; shortened here.
        said: what the customer had just said, short; may be empty.
        who: the customer.
        pick: chooses the wording.
    """
    options = _ALONE[code] + (_ANSWERING[code] * 2 if said else ())
    return _filled(options[pick % len(options)], quote, who, said)


def why_missing(what: str, quote: str, who: Person, pick: int) -> str:
    """The same for something that was never done: accept, explore, help or exit."""
    return _filled(_MISSING[what][pick % len(_MISSING[what])], quote, who, "")


def _filled(template: str, quote: str, who: Person, said: str) -> str:
    return who.fill(template, quote=short_quote(quote).rstrip(".,;"), said=said.rstrip(".,;"))
