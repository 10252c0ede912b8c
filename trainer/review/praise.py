"""What went well, and the two sentences a good coach would say."""

from zlib import crc32

from trainer.review.echo import short_quote
from trainer.review.people import Person
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.scoring import Judgement
from trainer.rubric.transcript import CodedTurn, Hit, Transcript

B = Behaviour

_WORTH: dict[Behaviour, float] = {
    B.REFLECT: 3.0,
    B.HELP: 2.9,
    B.OWN: 2.8,
    B.EXIT: 2.6,
    B.PRIORITIES: 2.5,
    B.EXPLORE: 2.4,
    B.ACCEPT_NO: 2.3,
    B.PERMISSION: 2.0,
    B.CLARIFY: 1.9,
    B.EMPATHY: 1.8,
    B.DOOR: 1.5,
    B.THANKS: 1.0,
}
_WELL: dict[Behaviour, tuple[str, ...]] = {
    B.REFLECT: (
        "“{quote}”: {possessive} reason in your words, and {subject} knew it had been heard.",
        "You gave {object} {possessive} own reason back, rightly: “{quote}”.",
    ),
    B.HELP: (
        "“{quote}” was of use to {object} and asked nothing back.",
        "You left {object} something that works without you: “{quote}”.",
    ),
    B.OWN: (
        "“{quote}”: you took it back yourself, before {subject} had to ask.",
        "You owned it out loud: “{quote}”.",
    ),
    B.EXIT: (
        "“{quote}” took the work of leaving off {object}.",
        "You made it easy to go: “{quote}”.",
    ),
    B.PRIORITIES: (
        "“{quote}” put {possessive} plans before the deal, in so many words.",
        "{Name} came first, out loud: “{quote}”.",
    ),
    B.EXPLORE: (
        "“{quote}” is a question {subject} could answer or leave.",
        "You asked to understand, not to turn it round: “{quote}”.",
    ),
    B.ACCEPT_NO: (
        "“{quote}”: the no was taken, with nothing hanging on it.",
        "You took the no in plain words: “{quote}”.",
    ),
    B.PERMISSION: (
        "“{quote}” let {object} say no a second time without effort.",
        "You asked first: “{quote}”.",
    ),
    B.CLARIFY: (
        "“{quote}” put one fact right and left it there.",
        "You set it straight, once, without a tug: “{quote}”.",
    ),
    B.EMPATHY: (
        "“{quote}” told {object} you had seen what this was like.",
        "You noticed what it cost {object}: “{quote}”.",
    ),
    B.DOOR: (
        "“{quote}” left the door open and your foot out of it.",
        "No date, no hook: “{quote}”.",
    ),
    B.THANKS: (
        "“{quote}”: few people get thanked for a no, and {subject} did.",
        "You thanked {object} for telling you straight: “{quote}”.",
    ),
}


def strength(transcript: Transcript, turns: tuple[CodedTurn, ...], judgement: Judgement, who: Person) -> str:
    """The best thing the rep said, quoted, and what it did; "" if there was none."""
    best = best_strength(turns, judgement)
    if best is None:
        return ""
    turn, hit = best
    options = _WELL[hit.code]
    template = options[_pick(transcript.fingerprint, turn.index) % len(options)]
    return who.fill(template, quote=short_quote(hit.quote, 18).rstrip(".,;"))


def best_strength(turns: tuple[CodedTurn, ...], judgement: Judgement) -> tuple[CodedTurn, Hit] | None:
    """The turn and words that did most for this customer; owning counts most when there was something to own."""
    slipped = bool(judgement.line.contests)
    found = [
        ((_WORTH[h.code] + (1.5 if slipped and h.code is B.OWN else 0.0)) * h.confidence, -t.index, t, h)
        for t in turns
        for h in t.hits
        if h.code in _WORTH
    ]
    if not found:
        return None
    _, _, turn, hit = max(found, key=lambda x: x[:2])
    return turn, hit


_FIRST: dict[str, tuple[str, ...]] = {
    "taken": ("You took {whose} no the first time it was said.", "{Name} said no, and you let it be a no."),
    "owned": (
        "You leaned on the no, heard yourself do it, and took it back.",
        "It began as a tug and ended as a conversation, because you stopped yourself.",
    ),
    "relapsed": (
        "You had taken {whose} no, reached for it again, and then let go.",
        "The no was already safe with you when you tugged at it, and you noticed.",
    ),
    "dropped": ("You let go in the end, after {tries}.", "{Name} got the no through, after {tries}."),
    "paid": (
        "You never fought the no, but {subject} paid for giving it.",
        "The no stood; how you felt about it landed on {object}.",
    ),
    "fought": ("{Name} said no and had to keep saying it.", "The no was never let stand: {tries}."),
    "around": (
        "{Name} said no, and you went on without {object}.",
        "You went past {object}, and that is what {subject} will remember.",
    ),
    "hot": (
        "What {subject} will remember of this call is the tone.",
        "The deal was gone either way; the temper was a choice.",
    ),
    "flat": (
        "Nothing was pushed, and little was said.",
        "You did no harm, and left {object} guessing what you made of it.",
    ),
    "elsewhere": (
        "Part of what you wrote was not for {object}, and for that time {subject} had nobody to talk to.",
        "Some of your words went past {object} to somebody who was not on the call.",
    ),
}
_SECOND: dict[str, tuple[str, ...]] = {
    "asked": (
        "You know more about why than you did this morning, and that is worth having.",
        "You asked, and you were told something true.",
    ),
    "heard": ("And {subject} knew that you had heard why.", "The reason got heard, which is rarer than it sounds."),
    "unasked": (
        "What you still do not know is why; one gentle question might have told you.",
        "The rest of the reason stayed with {object}, unasked.",
    ),
    "useful": (
        "And {subject} left with something to use.",
        "You were some use to {object} on a bad day, and people remember that.",
    ),
    "stop": (
        "The minute of the no is the minute to put the deal down.",
        "The first no was enough; what came after cost more than the deal.",
    ),
    "self": (
        "Your year end is real, and it is yours; {subject} should never have had to hear of it.",
        "Next time, put the number down before you pick up the phone.",
    ),
    "heavy": (
        "Being let down is fair; the next call is better if {subject} never feels it.",
        "The disappointment was yours, and {subject} went home with it.",
    ),
    "breathe": (
        "Take the breath first; nothing good gets said before it.",
        "Three seconds of silence, then one kind, true sentence, would have done.",
    ),
    "repair": (
        "A short note today, with nothing in it but the apology, would still do some good.",
        "It can still be put right, in two lines that ask for nothing.",
    ),
}


def summary(transcript: Transcript, judgement: Judgement, who: Person, *, elsewhere: bool) -> str:
    """Two sentences: what happened to the no, and what it leaves or asks for.

    Args:
        elsewhere: part of the rep's words was spoken to a grader or a machine.
    """
    keys = (_first(judgement, elsewhere), _second(judgement))
    pick = _pick(transcript.fingerprint, len(transcript.turns))
    tries = len(judgement.line.contests)
    counted = {1: "one try to turn it", 2: "two tries to turn it", 3: "three tries to turn it"}
    whose = "the customer's" if who.name == "the customer" else f"{who.name}'s"
    return " ".join(
        who.fill(table[key][(pick + i) % len(table[key])], tries=counted.get(tries, "try after try"), whose=whose)
        for i, (table, key) in enumerate(zip((_FIRST, _SECOND), keys, strict=True))
    )


def _first(judgement: Judgement, elsewhere: bool) -> str:
    line = judgement.line
    if elsewhere:
        return "elsewhere"
    if B.HOSTILITY in line.codes and not line.owned:
        return "hot"
    if line.contests:
        accepted_before = any(B.ACCEPT_NO in m.codes for m in line.moments if m.index < line.contests[0].index)
        if line.owned and accepted_before:
            return "relapsed"
        if line.owned and line.let_go:
            return "owned"
        if line.dropped:
            return "dropped"
        return "around" if B.BYPASS in line.codes else "fought"
    if line.codes & {B.GUILT, B.HOSTILITY}:
        return "paid"
    return "taken" if B.ACCEPT_NO in line.codes or B.EXIT in line.codes else "flat"


def _second(judgement: Judgement) -> str:
    codes, line = judgement.line.codes, judgement.line
    if B.HOSTILITY in codes:
        return "breathe" if line.owned else "repair"
    if judgement.no_respected == "no" or (line.contests and not line.owned):
        return "self" if B.SELF_INTEREST in codes else "stop"
    if B.SELF_INTEREST in codes:
        return "self"
    if B.GUILT in codes:
        return "heavy"
    if B.HELP in codes:
        return "useful"
    if B.EXPLORE in codes:
        return "asked"
    return "heard" if B.REFLECT in codes else "unasked"


def _pick(call: int, salt: int) -> int:
    return crc32(f"{call}|{salt}|words".encode())
