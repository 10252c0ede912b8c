"""A better line for this customer at this moment, made of the transcript's own material."""

from collections.abc import Iterator, Sequence

from trainer.rubric.behaviours import Behaviour

B = Behaviour

_OWN = ("I pushed there, and I'm sorry.", "That was me pushing. I'll stop.", "Sorry, that was out of turn.")
_ACCEPT = (
    "Then it's no, and that's all right.",
    "That settles it, and it's yours to settle.",
    "I'll take that as it is: no.",
    "Then we stop here, and you owe me no more reasons.",
    "So it's off, and you've done the hard part by telling me.",
)
_EXIT = (
    "I'll withdraw the paperwork today, so there's nothing for you to do.",
    "I'll close everything at my end this afternoon; nothing will sit in your inbox.",
    "I'll take the order back myself, and tell my side so nobody rings you.",
    "Leave the undoing to me: one line to confirm it, and you needn't answer.",
)
_ASK = (
    "If you feel like saying, what weighs most in it? You needn't.",
    "May I ask what it looks like from where you sit? If you'd sooner leave it, we leave it.",
    "Only if you want to: is there something I missed along the way?",
    "What happens now on your side, if you don't mind my asking?",
)
_HELP = (
    "Is there anything I can undo or send that would make your week easier? Nothing hangs on it.",
    "Whatever we worked out together is yours to keep; I'll send it in plain form, to use with anybody.",
    "If a hand with the next step would help, even if it's with somebody else, say so.",
)
_DOOR = (
    "You have my number; I won't be counting.",
    "If it ever comes round again, you'll find me. I won't chase it.",
    "Ring me some year, or don't; either is fine.",
)
_WEIGHT = (
    "Nothing I sell changes that.",
    "I've no argument against it, and I'm not looking for one.",
    "In your place I'd have decided the same.",
    "That's bigger than this contract.",
)
_MINE = (
    "I'm disappointed, and that's mine to carry.",
    "My end of it is my own affair.",
    "How I feel about it is for me to sort out.",
)
_QUIET = (
    "You'd rather leave it there, so I will.",
    "You don't have to explain it to me.",
    "That's reason enough, and I won't ask for more.",
)
_PAST = (
    "What we said before was true then; what you're telling me is true now.",
    "The plan was there to make things easier, so I'm putting it away.",
    "Forget the dates we wrote down; they were only ever a guess.",
)
_TERMS = (
    "I won't throw numbers at it.",
    "A better price wouldn't change that, so I'll leave the price alone.",
    "There's nothing to haggle over.",
)
_LEAVE = (
    "I'll leave it with you, and nobody on my side will go round you.",
    "I won't write to anybody or put anything in the diary unless you ask me to.",
    "Whom you tell, and when, is up to you.",
)
_HEARD = (
    "You've thought about it harder than I have.",
    "You know your place better than I do.",
    "I can't see it from where you stand, and I won't pretend to.",
)
_PLANS: dict[str, tuple[tuple[Sequence[str], ...], ...]] = {
    B.PRESSURE: ((_ACCEPT, _EXIT), (_WEIGHT, _ACCEPT, _DOOR), (_ACCEPT, _ASK)),
    B.SWEETENER: ((_TERMS, _ACCEPT, _EXIT), (_TERMS, _ASK), (_WEIGHT, _ACCEPT, _EXIT)),
    B.CALLOUT: ((_PAST, _ASK), (_PAST, _ACCEPT, _EXIT)),
    B.SELF_INTEREST: ((_WEIGHT, _ACCEPT, _EXIT), (_WEIGHT, _ASK), (_MINE, _ACCEPT, _EXIT)),
    B.GUILT: ((_MINE, _ACCEPT, _EXIT), (_WEIGHT, _ACCEPT, _DOOR)),
    B.HOSTILITY: ((_MINE, _ACCEPT, _EXIT), (_WEIGHT, _ACCEPT)),
    B.ARGUE: ((_HEARD, _ACCEPT), (_HEARD, _ASK), (_WEIGHT, _ACCEPT, _EXIT)),
    B.REPITCH: ((_WEIGHT, _ACCEPT, _HELP), (_ACCEPT, _ASK)),
    B.BYPASS: ((_ACCEPT, _LEAVE), (_LEAVE, _DOOR)),
    B.INTERROGATE: ((_QUIET, _EXIT), (_QUIET, _ACCEPT, _DOOR)),
    "accept": ((_ACCEPT, _EXIT),),
    "explore": ((_ACCEPT, _ASK),),
    "help": ((_ACCEPT, _HELP), (_HELP,)),
    "exit": ((_ACCEPT, _EXIT),),
}


def lines(what: str, reasons: Sequence[str], pick: int, *, own: bool) -> Iterator[str]:
    """Better lines in the order they should be tried, never the same twice.

    Args:
        what: a heading of a scenario's Instead chapter: a pitfall, or accept, explore, help, exit.
        reasons: clauses of the customer's reason, facing them, best first (echo.py); may be empty.
        pick: chooses the first variant.
        own: the rep had pushed before, so the line takes that back first.
    """
    # A line that starts from what weighs on the customer needs something to point at.
    plans = [p for p in _PLANS[what] if reasons or p[0] is not _WEIGHT] or list(_PLANS[what])
    seen: set[str] = set()
    for step in range(12):
        number = pick + step
        plan = plans[number % len(plans)]
        parts = [bank[(number // len(plans) + 2 * i) % len(bank)] for i, bank in enumerate(plan)]
        if reasons and plan[0] is not _QUIET:
            parts.insert(0, reasons[0] + ".")
        if own:
            parts.insert(0, _OWN[number % len(_OWN)])
        line = " ".join(parts)
        if line not in seen:
            seen.add(line)
            yield line
