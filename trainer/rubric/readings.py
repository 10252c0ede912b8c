"""How the manual describes its levels: rules that rest on what is absent.

They hold where the codes are sure; a trained estimate has weighed the same things already.
"""

from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.limits import NONE, Case, Limit, Limits, Rule, cap, exactly
from trainer.rubric.timeline import BURDENING

B = Behaviour

_FOR_THE_CUSTOMER = frozenset({B.EMPATHY, B.REFLECT, B.EXPLORE, B.PRIORITIES, B.HELP, B.CLARIFY, B.PERMISSION, B.DOOR})


def _not_dropped(case: Case) -> Limits:
    line = case.line
    return cap(Scale.RESPECT_NO, 3) if line.contests and not line.dropped else NONE


def _not_owned(case: Case) -> Limits:
    line = case.line
    pushes = line.having(*PUSHES)
    return cap(Scale.RESPECT_NO, 3) if pushes and not line.owned else NONE


def _made_to_pay(case: Case) -> Limits:
    line = case.line
    paid = line.having(B.GUILT, B.HOSTILITY)
    if line.contests or not paid:
        return NONE
    owned = any(B.OWN in m.codes for m in line.moments if m.index >= paid[-1].index)
    return {Scale.RESPECT_NO: Limit(3, 4)} if owned else exactly(respect_no=3)


def _self_pity(case: Case) -> Limits:
    line = case.line
    if line.contests or not line.codes & BURDENING or line.codes & {B.GUILT, B.HOSTILITY}:
        return NONE
    return {Scale.RESPECT_NO: Limit(4 if B.ACCEPT_NO in line.codes else 3, 4)}


def _without_leave(case: Case) -> Limits:
    leave = False
    for moment in case.line.moments:
        leave = leave or B.PERMISSION in moment.codes
        if B.CLARIFY in moment.codes and not leave and not moment.answers:
            return cap(Scale.RESPECT_NO, 4)
    return NONE


def _clerical(case: Case) -> Limits:
    codes = case.line.codes
    if codes & _FOR_THE_CUSTOMER or codes & PITFALLS or not codes & {B.ACCEPT_NO, B.EXIT}:
        return NONE
    return cap(Scale.CUSTOMER_FOCUS, 4 if codes & {B.THANKS, B.OWN} else 3)


def _own_grievance(case: Case) -> Limits:
    codes = case.line.codes
    own_world = codes & (BURDENING | {B.CALLOUT})
    return cap(Scale.CUSTOMER_FOCUS, 2) if own_world and not codes & STRENGTHS else NONE


def _respect_five(case: Case) -> Limits:
    codes = case.line.codes
    given = codes & {B.EXIT, B.HELP, B.PRIORITIES, B.CLARIFY, B.PERMISSION, B.DOOR}
    return NONE if B.ACCEPT_NO in codes and given else cap(Scale.RESPECT_NO, 4)


def _focus_five(case: Case) -> Limits:
    given = case.line.codes & {B.HELP, B.CLARIFY, B.EXIT, B.PRIORITIES, B.EXPLORE}
    return NONE if given else cap(Scale.CUSTOMER_FOCUS, 4)


def _plain_acceptance(case: Case) -> Limits:
    line = case.line
    if line.codes & PITFALLS or case.asides or B.ACCEPT_NO not in line.codes:
        return NONE
    warm = line.codes & (_FOR_THE_CUSTOMER | {B.THANKS})
    floors = {Scale.RESPECT_NO: Limit(low=4)}
    return {**floors, Scale.CALMNESS: Limit(low=4)} if warm else floors


def _no_lapse(case: Case) -> Limits:
    line = case.line
    if line.codes & PITFALLS or case.asides:
        return NONE
    return {Scale.CALMNESS: Limit(low=3), Scale.RESPECT_NO: Limit(low=3)}


READINGS: tuple[Rule, ...] = (
    Rule(
        "contested-to-the-end",
        "Scores, respect",
        "A no contested and never let go is at most respect 3.",
        _not_dropped,
    ),
    Rule(
        "dropped-without-owning",
        "Ruling 11",
        "A push dropped without owning it is at most respect 3.",
        _not_owned,
    ),
    Rule("made-to-pay", "Ruling 2", "Never contested, but made to pay: respect 3.", _made_to_pay),
    Rule(
        "self-pity-beside-acceptance",
        "Ruling 2",
        "Self-pity beside a clear acceptance: respect 4.",
        _self_pity,
    ),
    Rule(
        "told-without-leave",
        "Ruling 15",
        "A fact given once without leave or being asked: respect at most 4.",
        _without_leave,
    ),
    Rule("clerical-acceptance", "Ruling 4", "A clerical acceptance is little customer focus.", _clerical),
    Rule("only-own-grievance", "Ruling 4", "Only the rep's own grievance is focus 1 or 2.", _own_grievance),
    Rule(
        "respect-5-needs-an-easy-exit",
        "Ruling 5",
        "Respect 5 needs a plain acceptance and something taken off them.",
        _respect_five,
    ),
    Rule(
        "five-needs-something-done",
        "Rules",
        "Focus 5 needs something done for the customer.",
        _focus_five,
    ),
    Rule(
        "short-warm-acceptance",
        "Rules; ruling 5",
        "A short, plain acceptance can stand at 4.",
        _plain_acceptance,
    ),
    Rule(
        "nothing-held-against",
        "Rules",
        "Where nothing was pushed or held against them, nothing falls under 3.",
        _no_lapse,
    ),
)
