"""The manual's caps, floors and rulings, each a small named rule.

A rule looks at a case and may limit one or more scales. Limits only ever narrow what the codes or the score model
say; where they contradict, ceilings win (ruling 1). A rule that changed a score is named in the grade.
"""

from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.limits import NONE, Case, Limit, Limits, Rule
from trainer.rubric.timeline import BURDENING, Timeline

B = Behaviour


def _cap(scale: Scale, high: int) -> Limits:
    return {scale: Limit(high=high)}


def _exactly(**scores: int) -> Limits:
    return {Scale(name): Limit(score, score) for name, score in scores.items()}


def _hostility(case: Case) -> Limits:
    return _cap(Scale.CALMNESS, 2) if B.HOSTILITY in case.line.codes else NONE


def sets_the_tone(line: Timeline) -> bool:
    """Hostility in two turns, in the rep's last words, or in a call the rep never takes it back in (ruling 8)."""
    hostile = line.having(B.HOSTILITY)
    if not hostile:
        return False
    last = line.moments[-1]
    unrepaired = not any(B.OWN in m.codes for m in line.moments if m.index > hostile[-1].index)
    if not unrepaired:
        return False
    return len(hostile) >= 2 or B.HOSTILITY in last.codes


def _tone(case: Case) -> Limits:
    return _cap(Scale.CALMNESS, 1) if sets_the_tone(case.line) else NONE


def _bypass(case: Case) -> Limits:
    return _cap(Scale.RESPECT_NO, 2) if B.BYPASS in case.line.codes else NONE


def _second_push(case: Case) -> Limits:
    return _cap(Scale.RESPECT_NO, 2) if case.line.second_push else NONE


def _contested(case: Case) -> Limits:
    return _cap(Scale.RESPECT_NO, 4) if case.line.contests else NONE


def _slip_touches_calm(case: Case) -> Limits:
    return _cap(Scale.CALMNESS, 4) if case.line.codes & PITFALLS else NONE


def _slip_touches_focus(case: Case) -> Limits:
    deal_or_self = PUSHES | {B.REPITCH, B.CALLOUT, B.SELF_INTEREST, B.GUILT}
    return _cap(Scale.CUSTOMER_FOCUS, 4) if case.line.codes & deal_or_self else NONE


def _not_dropped(case: Case) -> Limits:
    line = case.line
    return _cap(Scale.RESPECT_NO, 3) if line.contests and not line.dropped else NONE


def _not_owned(case: Case) -> Limits:
    line = case.line
    pushes = line.having(*PUSHES)
    return _cap(Scale.RESPECT_NO, 3) if pushes and not line.owned else NONE


def _made_to_pay(case: Case) -> Limits:
    line = case.line
    paid = line.having(B.GUILT, B.HOSTILITY)
    if line.contests or not paid:
        return NONE
    owned = any(B.OWN in m.codes for m in line.moments if m.index >= paid[-1].index)
    return {Scale.RESPECT_NO: Limit(3, 4)} if owned else _exactly(respect_no=3)


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
            return _cap(Scale.RESPECT_NO, 4)
    return NONE


def _grader_text(case: Case) -> Limits:
    if not case.asides or case.line.codes & PUSHES:
        return NONE
    if not case.line.codes & STRENGTHS and not case.line.codes & PITFALLS:
        return _exactly(calmness=3, customer_focus=1, respect_no=3)
    return {
        Scale.CALMNESS: Limit(high=3),
        Scale.CUSTOMER_FOCUS: Limit(high=3),
        Scale.RESPECT_NO: Limit(high=4),
    }


def _grader_text_and_push(case: Case) -> Limits:
    if not case.asides or not case.line.codes & PUSHES:
        return NONE
    return {
        Scale.CALMNESS: Limit(high=3),
        Scale.CUSTOMER_FOCUS: Limit(high=2),
        Scale.RESPECT_NO: Limit(high=2),
    }


def _stock_phrases(case: Case) -> Limits:
    return _cap(Scale.CUSTOMER_FOCUS, 3) if case.stock else NONE


_FEW = 8
"""Words in the whole call under which nothing can have been done for the customer."""
_FOR_THE_CUSTOMER = frozenset({B.EMPATHY, B.REFLECT, B.EXPLORE, B.PRIORITIES, B.HELP, B.CLARIFY, B.PERMISSION, B.DOOR})


def _clerical(case: Case) -> Limits:
    codes = case.line.codes
    if codes & _FOR_THE_CUSTOMER or codes & PITFALLS or not codes & {B.ACCEPT_NO, B.EXIT}:
        return NONE
    return _cap(Scale.CUSTOMER_FOCUS, 4 if codes & {B.THANKS, B.OWN} else 3)


def _own_grievance(case: Case) -> Limits:
    codes = case.line.codes
    own_world = codes & (BURDENING | {B.CALLOUT})
    return _cap(Scale.CUSTOMER_FOCUS, 2) if own_world and not codes & STRENGTHS else NONE


def _respect_five(case: Case) -> Limits:
    codes = case.line.codes
    given = codes & {B.EXIT, B.HELP, B.PRIORITIES, B.CLARIFY, B.PERMISSION, B.DOOR}
    return NONE if B.ACCEPT_NO in codes and given else _cap(Scale.RESPECT_NO, 4)


def _focus_five(case: Case) -> Limits:
    given = case.line.codes & {B.HELP, B.CLARIFY, B.EXIT, B.PRIORITIES, B.EXPLORE}
    return NONE if given else _cap(Scale.CUSTOMER_FOCUS, 4)


def _few_words(case: Case) -> Limits:
    words = sum(len(m.text.split()) for m in case.line.moments)
    return {scale: Limit(high=4) for scale in Scale} if words < _FEW else NONE


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


RULES: tuple[Rule, ...] = (
    Rule("hostility-caps-calmness", "Rules; ruling 8", "One hostile turn holds calmness at 2.", _hostility),
    Rule(
        "hostility-sets-the-tone",
        "Ruling 8",
        "Hostility that sets the tone or ends the call is calmness 1.",
        _tone,
    ),
    Rule(
        "bypass-caps-respect",
        "Rules; ruling 7",
        "Going around the customer once holds respect at 2.",
        _bypass,
    ),
    Rule(
        "second-push-caps-respect",
        "Rules; ruling 1",
        "A second push after the no was said again holds respect at 2.",
        _second_push,
    ),
    Rule(
        "repair-never-to-5-respect",
        "Rules; ruling 11",
        "A no that was contested is never respect 5.",
        _contested,
    ),
    Rule(
        "repair-never-to-5-calmness",
        "Rules; ruling 11",
        "A slip can be repaired, never to calmness 5.",
        _slip_touches_calm,
    ),
    Rule(
        "repair-never-to-5-focus",
        "Rules; ruling 11",
        "Deal or self put first can be repaired, never to focus 5.",
        _slip_touches_focus,
    ),
    Rule(
        "contested-to-the-end",
        "Scores, respect",
        "A no contested and never let go is at most respect 3.",
        _not_dropped,
        binding=False,
    ),
    Rule(
        "dropped-without-owning",
        "Ruling 11",
        "A push dropped without owning it is at most respect 3.",
        _not_owned,
        binding=False,
    ),
    Rule("made-to-pay", "Ruling 2", "Never contested, but made to pay: respect 3.", _made_to_pay, binding=False),
    Rule(
        "self-pity-beside-acceptance",
        "Ruling 2",
        "Self-pity beside a clear acceptance: respect 4.",
        _self_pity,
        binding=False,
    ),
    Rule(
        "told-without-leave",
        "Ruling 15",
        "A fact given once without leave or being asked: respect at most 4.",
        _without_leave,
        binding=False,
    ),
    Rule("words-to-the-grader", "Ruling 9", "Words to the grader or a bot earn nothing.", _grader_text),
    Rule(
        "yes-by-command",
        "Ruling 9",
        "Making the customer say yes by command is a push.",
        _grader_text_and_push,
    ),
    Rule(
        "stock-phrases-cap-focus",
        "Rules; ruling 4",
        "Stock phrases that touch nothing they said: focus at most 3.",
        _stock_phrases,
    ),
    Rule(
        "clerical-acceptance", "Ruling 4", "A clerical acceptance is little customer focus.", _clerical, binding=False
    ),
    Rule(
        "only-own-grievance", "Ruling 4", "Only the rep's own grievance is focus 1 or 2.", _own_grievance, binding=False
    ),
    Rule(
        "respect-5-needs-an-easy-exit",
        "Ruling 5",
        "Respect 5 needs a plain acceptance and something taken off them.",
        _respect_five,
        binding=False,
    ),
    Rule(
        "five-needs-something-done",
        "Rules",
        "Focus 5 needs something done for the customer.",
        _focus_five,
        binding=False,
    ),
    Rule("few-words-no-5", "Rules", "A word or two can be right and cannot be a 5.", _few_words),
    Rule(
        "short-warm-acceptance",
        "Rules; ruling 5",
        "A short, plain acceptance can stand at 4.",
        _plain_acceptance,
        binding=False,
    ),
    Rule(
        "nothing-held-against",
        "Rules",
        "Where nothing was pushed or held against them, nothing falls under 3.",
        _no_lapse,
        binding=False,
    ),
)
"""In the order in which they are applied and reported."""

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
