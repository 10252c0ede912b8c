"""The manual's caps, floors and rulings, each a small named rule.

A rule looks at a case and may limit one or more scales. Limits only ever narrow what the codes or the score model
say; where they contradict, ceilings win (ruling 1). A rule that changed a score is named in the grade.
"""

from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.limits import NONE, Case, Limit, Limits, Rule, cap, exactly
from trainer.rubric.readings import READINGS
from trainer.rubric.timeline import Timeline

B = Behaviour

WITHDRAWN = "withdrawn-in-the-end"
"""The one rule that bounds no score but decides the verdict (verdicts.py)."""
_FEW = 8
"""Words in the whole call under which nothing can have been done for the customer."""


def _hostility(case: Case) -> Limits:
    return cap(Scale.CALMNESS, 2) if B.HOSTILITY in case.line.codes else NONE


def sets_the_tone(line: Timeline) -> bool:
    """Hostility in two turns or in the rep's last words, and never owned after it (ruling 8)."""
    hostile = line.having(B.HOSTILITY)
    if not hostile or any(B.OWN in m.codes for m in line.moments if m.index > hostile[-1].index):
        return False
    return len(hostile) >= 2 or hostile[-1] is line.moments[-1]


def _tone(case: Case) -> Limits:
    return cap(Scale.CALMNESS, 1) if sets_the_tone(case.line) else NONE


def _bypass(case: Case) -> Limits:
    return cap(Scale.RESPECT_NO, 2) if B.BYPASS in case.line.codes else NONE


def _second_push(case: Case) -> Limits:
    return cap(Scale.RESPECT_NO, 2) if case.line.second_push else NONE


def _contested(case: Case) -> Limits:
    return cap(Scale.RESPECT_NO, 4) if case.line.contests else NONE


def _slip_touches_calm(case: Case) -> Limits:
    return cap(Scale.CALMNESS, 4) if case.line.codes & PITFALLS else NONE


def _slip_touches_focus(case: Case) -> Limits:
    deal_or_self = PUSHES | {B.REPITCH, B.CALLOUT, B.SELF_INTEREST, B.GUILT}
    return cap(Scale.CUSTOMER_FOCUS, 4) if case.line.codes & deal_or_self else NONE


def _taken_back(case: Case) -> Limits:
    line = case.line
    if not line.contests or len(line.contests) > 3 or not (line.owned and line.let_go):
        return NONE
    return {Scale.RESPECT_NO: Limit(low=3)}


def _grader_text(case: Case) -> Limits:
    if not case.asides or case.line.codes & PUSHES:
        return NONE
    if not case.line.codes & STRENGTHS and not case.line.codes & PITFALLS:
        return exactly(calmness=3, customer_focus=1, respect_no=3)
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
    return cap(Scale.CUSTOMER_FOCUS, 3) if case.stock else NONE


def _few_words(case: Case) -> Limits:
    words = sum(len(m.text.split()) for m in case.line.moments)
    return {scale: Limit(high=4) for scale in Scale} if words < _FEW else NONE


CAPS: tuple[Rule, ...] = (
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
        "tried-then-taken-back",
        "Scores, respect; ruling 11",
        "A try that was owned and let go is respect 3 at least, unless a cap holds.",
        _taken_back,
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
    Rule("few-words-no-5", "Rules", "A word or two can be right and cannot be a 5.", _few_words),
    Rule(WITHDRAWN, "Ruling 3", "Held at 2 by a cap, but withdrawn in the end: partly.", lambda case: NONE),
)
"""What binds, whoever made the scores."""
RULES: tuple[Rule, ...] = (*CAPS, *READINGS)
"""In the order in which they are applied and reported."""

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
