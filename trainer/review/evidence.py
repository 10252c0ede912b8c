"""Which of the rep's words earned or cost something on each scale, and a few plain words a scale."""

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Evidence, Scale
from trainer.rubric.scoring import Judgement
from trainer.rubric.transcript import CodedTurn

B = Behaviour

WEIGHTS: dict[Scale, dict[Behaviour, float]] = {
    Scale.CALMNESS: {
        B.HOSTILITY: -3.0, B.GUILT: -2.0, B.INTERROGATE: -1.0, B.CALLOUT: -1.0, B.SELF_INTEREST: -0.9, B.ARGUE: -0.8,
        B.PRESSURE: -0.5, B.EMPATHY: 1.0, B.ACCEPT_NO: 0.9, B.OWN: 0.8, B.PERMISSION: 0.6, B.THANKS: 0.4,
    },
    Scale.CUSTOMER_FOCUS: {
        B.SELF_INTEREST: -1.6, B.GUILT: -1.4, B.REPITCH: -1.2, B.CALLOUT: -1.0, B.PRESSURE: -1.0, B.SWEETENER: -1.0,
        B.HOSTILITY: -1.0, B.BYPASS: -0.8, B.HELP: 1.6, B.REFLECT: 1.3, B.EXPLORE: 1.3, B.PRIORITIES: 1.3,
        B.CLARIFY: 0.8, B.EMPATHY: 0.7,
    },
    Scale.RESPECT_NO: {
        B.BYPASS: -2.2, B.PRESSURE: -2.0, B.SWEETENER: -1.6, B.HOSTILITY: -1.4, B.CALLOUT: -1.3, B.ARGUE: -1.2,
        B.INTERROGATE: -1.2, B.REPITCH: -1.1, B.ACCEPT_NO: 1.6, B.EXIT: 1.4, B.DOOR: 0.8, B.OWN: 0.8, B.PERMISSION: 0.7,
    },
}  # fmt: skip
"""How much a behaviour tells about a scale; costs are negative."""
KEPT = 4
"""Most pieces of evidence a scale."""


def evidence(turns: tuple[CodedTurn, ...], judgement: Judgement) -> dict[Scale, tuple[Evidence, ...]]:
    """For each scale the quotes that tell most, costs first when the score is under 4, each code's surest first."""
    return {scale: _for_scale(turns, scale, judgement.scores[scale]) for scale in Scale}


def _for_scale(turns: tuple[CodedTurn, ...], scale: Scale, score: int | None) -> tuple[Evidence, ...]:
    if score is None:
        return ()
    wanted = -1 if score < 4 else 1
    table = WEIGHTS[scale]
    found = [
        (
            wanted * table[hit.code] > 0,
            abs(table[hit.code]) * hit.confidence,
            -turn.index,
            Evidence(turn.index, hit.code, hit.quote),
        )
        for turn in turns
        for hit in turn.hits
        if hit.code in table
    ]
    found.sort(key=lambda x: x[:3], reverse=True)
    kept: list[Evidence] = []
    for *_, item in found:
        if item.quote not in {e.quote for e in kept}:
            kept.append(item)
    return tuple(kept[:KEPT])


def notes(judgement: Judgement) -> dict[Scale, str]:
    """A few plain words a scale: "steady, one wobble"."""
    words = {Scale.CALMNESS: _calm_note, Scale.CUSTOMER_FOCUS: _focus_note, Scale.RESPECT_NO: _respect_note}
    return {
        scale: words[scale](score, judgement) if score is not None else "not judged"
        for scale, score in judgement.scores.items()
    }


def _count(n: int) -> str:
    return {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(n, f"{n} times")


_STRAIN = {
    B.GUILT: "the disappointment showed",
    B.INTERROGATE: "the questions piled up",
    B.CALLOUT: "the past came up",
    B.SELF_INTEREST: "your own week came up",
    B.ARGUE: "a little fight in it",
    B.PRESSURE: "some haste",
    B.SWEETENER: "some haste",
    B.REPITCH: "some haste",
    B.BYPASS: "some haste",
}


def _calm_note(score: int, judgement: Judgement) -> str:
    line = judgement.line
    strained = line.having(B.GUILT, B.INTERROGATE, B.CALLOUT, B.SELF_INTEREST, B.ARGUE)
    strain = next((words for code, words in _STRAIN.items() if code in line.codes), "")
    if score == 5:
        return "steady, and it reached them" if B.EMPATHY in line.codes else "steady throughout"
    if score == 4:
        return "composed, one wobble" if strained else "composed throughout"
    if score == 3:
        return f"held together; {strain}" if strain else "held together, a little flat"
    if score == 2:
        if B.HOSTILITY in line.codes:
            return "one flash of temper"
        return "the disappointment landed on them" if B.GUILT in line.codes else "the strain landed on them"
    return "anger set the tone" if B.HOSTILITY in line.codes else "they had to carry it"


def _focus_note(score: int, judgement: Judgement) -> str:
    codes = judgement.line.codes
    if score == 5:
        return "their reason first, and something useful left" if B.HELP in codes else "their reason first, throughout"
    if score == 4:
        if B.HELP in codes and not codes & {B.EXPLORE, B.REFLECT}:
            return "useful to them; the reason hardly asked about"
        return "their reasons led" if codes & {B.EXPLORE, B.REFLECT} else "kind to them, and to the point"
    if score == 3:
        if codes & {B.PRESSURE, B.SWEETENER, B.REPITCH}:
            return "heard the reason, drifted back to the deal"
        return "heard the reason, did little with it"
    if score == 2:
        return (
            "mostly the deal"
            if codes & {B.PRESSURE, B.SWEETENER, B.REPITCH, B.CALLOUT}
            else "clerical; the reason went by"
        )
    return "your own world; the reason went unheard"


def _respect_note(score: int, judgement: Judgement) -> str:
    line = judgement.line
    tries = len(line.contests)
    if score == 5:
        return "accepted in plain words, and made easy" if B.EXIT in line.codes else "accepted in plain words"
    if score == 4:
        return f"contested {_count(tries)}, owned, let go" if tries else "accepted and left alone"
    if score == 3:
        if tries:
            return f"contested {_count(tries)}, then let go" if line.dropped else f"worked on {_count(tries)}"
        return (
            "not fought, but they paid for it"
            if line.codes & {B.GUILT, B.HOSTILITY}
            else "never accepted in so many words"
        )
    if B.BYPASS in line.codes and score == 2:
        return "gone around" if not line.owned else "gone around, then taken back"
    if score == 2:
        return f"contested {_count(tries)}, let go late" if line.dropped else f"contested {_count(tries)}"
    return "refused to the end" if tries else "refused"
