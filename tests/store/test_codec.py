"""Every stored event survives the way to JSON and back; what cannot be read says so."""

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings

from trainer.call import codec
from trainer.call.codec import CodecError, decode, encode
from trainer.call.events import STORED, CallGraded, CustomerThinking, StoredEvent

from .samples import ANY_EVENT, STRATEGIES, grade, rep, started


def test_every_stored_event_has_a_name_and_a_strategy() -> None:
    assert set(codec.KINDS.values()) == set(STORED)
    assert set(STRATEGIES) == set(STORED)


@settings(max_examples=300, deadline=None)
@given(ANY_EVENT)
def test_the_way_to_json_and_back_changes_nothing(event: StoredEvent) -> None:
    kind, version, body = encode(event)
    assert decode(kind, version, json.loads(json.dumps(body, allow_nan=False))) == event


@given(ANY_EVENT)
def test_bodies_hold_every_field_by_its_name(event: StoredEvent) -> None:
    assert list(encode(event).body) == [f.name for f in fields(event)]


def test_the_shape_of_a_body_is_fixed() -> None:
    kind, version, body = encode(started())
    assert (kind, version) == ("call_started", 1)
    assert body == {
        "call": "c1",
        "scenario": "roof",
        "fingerprint": "ab12",
        "customer": "offline",
        "seed": 7,
        "at": 1000.0,
    }
    graded = encode(CallGraded(grade())).body["grade"]
    assert graded["scores"] == {"calmness": 5, "customer_focus": None, "respect_no": 4}
    assert graded["turns"][0]["hits"] == [{"code": "accept_no", "quote": "Then it is no", "confidence": 0.9}]


def test_what_is_shown_only_is_not_kept() -> None:
    with pytest.raises(KeyError):
        encode(CustomerThinking(1))  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "version"), [("coach_spoke", 1), ("rep_spoke", 2)])
def test_a_newer_event_asks_for_a_newer_program(kind: str, version: int) -> None:
    with pytest.raises(CodecError, match=r"newer version of the trainer.*update the trainer"):
        decode(kind, version, {})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"turn": "1", "text": "x", "at": 1.0},
        {"turn": 1, "text": None, "at": 1.0},
        {"turn": True, "text": "x", "at": 1.0},
        {"turn": 1, "text": "x", "at": [1]},
    ],
)
def test_a_damaged_body_is_an_error_for_people(body: dict[str, object]) -> None:
    with pytest.raises(CodecError, match="damaged"):
        decode("rep_spoke", 1, body)


def test_values_outside_their_vocabulary_are_damage() -> None:
    body = encode(started()).body
    with pytest.raises(CodecError, match="damaged"):
        decode("call_started", 1, {**body, "customer": "ghost"})


def test_fields_a_newer_program_added_are_passed_over() -> None:
    body = encode(rep(1, "x")).body
    assert decode("rep_spoke", 1, {**body, "mood": "brave"}) == rep(1, "x")


def test_fields_an_older_program_did_not_know_have_their_defaults() -> None:
    body = encode(CallGraded(grade())).body
    for later in ("strength", "notes", "rules", "advice"):
        del body["grade"][later]
    found = decode("call_graded", 1, body)
    assert isinstance(found, CallGraded)
    assert (found.grade.strength, found.grade.rules, found.grade.advice) == ("", (), ())


def test_an_older_version_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codec.VERSIONS, "rep_spoke", 3)
    monkeypatch.setitem(codec._UPGRADES, ("rep_spoke", 1), lambda b: {**b, "text": b.pop("words")})
    monkeypatch.setitem(codec._UPGRADES, ("rep_spoke", 2), lambda b: {**b, "at": b["at"] / 1000})
    assert decode("rep_spoke", 1, {"turn": 1, "words": "x", "at": 5000}) == rep(1, "x", 5.0)
