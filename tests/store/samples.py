"""Made-up events for the tests of the store, and a strategy for every kind there is."""

from typing import Any

from hypothesis import strategies as st

from trainer.call import events as ev
from trainer.customer.moves import Outcome
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Advice, Evidence, Grade, Scale
from trainer.rubric.transcript import CodedTurn, Hit
from trainer.scenarios.vocabulary import Card, LayerName, Mood


def started(call: str = "c1", at: float = 1_000.0, **more: Any) -> ev.CallStarted:
    base = {"scenario": "roof", "fingerprint": "ab12", "customer": "offline", "seed": 7}
    return ev.CallStarted(**{"call": call, "at": at, **base, **more})


def rep(turn: int, text: str, at: float = 1_001.0) -> ev.RepSpoke:
    return ev.RepSpoke(turn, text, at)


def customer(turn: int, text: str) -> ev.CustomerSpoke:
    return ev.CustomerSpoke(turn, text, ev.StateShown(0.5, 0.1, 0.9, (LayerName.STATED,)))


def grade(call: str = "c1", respect: int | None = 4) -> Grade:
    hit = Hit(Behaviour.ACCEPT_NO, "Then it is no", 0.9)
    return Grade(
        transcript=call,
        grader="offline",
        grader_version="v1",
        scores={Scale.CALMNESS: 5, Scale.CUSTOMER_FOCUS: None, Scale.RESPECT_NO: respect},
        no_respected="yes",
        relationship="kept",
        turns=(CodedTurn(1, "Then it is no.", (hit,)),),
        not_judged={"customer_focus": "too short"},
        evidence={Scale.RESPECT_NO: (Evidence(1, Behaviour.ACCEPT_NO, "Then it is no"),)},
        advice=(Advice(1, "short", "say more"),),
    )


def whole_call(call: str = "c1", at: float = 1_000.0) -> list[ev.StoredEvent]:
    """A short call from its start to its grade."""
    return [
        started(call, at),
        customer(0, "I have to give you not good news. It is no."),
        rep(1, "Then it is no.", at + 30),
        ev.BehavioursCoded(1, (Hit(Behaviour.ACCEPT_NO, "Then it is no", 0.9),), (Ask.ACCEPT,)),
        customer(2, "Thank you for that."),
        ev.CallEnded("rep", Outcome.CLOSED_WARM, Card.OPEN, (LayerName.STATED,)),
        ev.CallGraded(grade(call)),
    ]


_text = st.text(max_size=40)
_turn = st.integers(0, 60)
_share = st.floats(0, 1)
_hit = st.builds(Hit, st.sampled_from(Behaviour), _text, _share)
_layers = st.lists(st.sampled_from(LayerName), max_size=3).map(tuple)
_texts = st.lists(_text, max_size=3).map(tuple)
_score = st.none() | st.integers(1, 5)
_kind = st.sampled_from(["offline", "llm"])


def _many(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=3).map(tuple)


_grade = st.builds(
    Grade,
    transcript=_text,
    grader=_text,
    grader_version=_text,
    scores=st.fixed_dictionaries(dict.fromkeys(Scale, _score)),
    no_respected=st.sampled_from([None, "yes", "partly", "no"]),
    relationship=st.sampled_from([None, "kept", "strained", "lost"]),
    turns=_many(st.builds(CodedTurn, _turn, _text, _many(_hit))),
    not_judged=st.dictionaries(_text, _text, max_size=3),
    evidence=st.dictionaries(
        st.sampled_from(Scale), _many(st.builds(Evidence, _turn, st.sampled_from(Behaviour), _text))
    ),
    notes=st.dictionaries(st.sampled_from(Scale), _text),
    rules=_texts,
    summary=_text,
    strength=_text,
    advice=_many(st.builds(Advice, _turn, _text, _text)),
)

STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    ev.CallStarted: st.builds(
        ev.CallStarted,
        call=_text,
        scenario=_text,
        fingerprint=_text,
        customer=_kind,
        seed=st.integers(),
        at=st.floats(0, 4e9),
    ),
    ev.CustomerSpoke: st.builds(
        ev.CustomerSpoke,
        turn=_turn,
        text=_text,
        state=st.builds(ev.StateShown, _share, _share, _share, _layers, st.sampled_from(Mood)),
        headings=_texts,
        said=_texts,
        voice=_kind,
        ended=st.booleans(),
    ),
    ev.RepSpoke: st.builds(ev.RepSpoke, _turn, _text, st.floats(0, 4e9)),
    ev.BehavioursCoded: st.builds(ev.BehavioursCoded, _turn, _many(_hit), _many(st.sampled_from(Ask))),
    ev.BaitTaken: st.builds(ev.BaitTaken, _turn, st.sampled_from(["plan", "roi", "manager"])),
    ev.ManagerWrote: st.builds(ev.ManagerWrote, _turn, _text),
    ev.RepBreathed: st.builds(ev.RepBreathed, _turn),
    ev.VoiceFellBack: st.builds(ev.VoiceFellBack, _turn, _text),
    ev.CallEnded: st.builds(
        ev.CallEnded,
        by=st.sampled_from(["customer", "rep", "end-of-input"]),
        outcome=st.sampled_from(Outcome),
        card=st.sampled_from(Card),
        disclosed=_layers,
    ),
    ev.CallGraded: st.builds(ev.CallGraded, _grade),
    ev.ReasonGuessed: st.builds(ev.ReasonGuessed, _text, st.integers(0, 100)),
}
"""Every kind of stored event to a strategy that fills all its fields."""

ANY_EVENT = st.one_of(*STRATEGIES.values())
