"""Quotes, windows and the form of answers: the pure parts of the language-model grader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.fakes import transcript
from tests.review.scripted import GOOD, said
from trainer.review.modelled.answer import CODING_SCHEMA, Unfit, read_answer, read_lines
from trainer.review.modelled.quotes import verbatim
from trainer.review.modelled.reading import Reading, checked_reading, joined, voted
from trainer.review.modelled.windows import PIECE, Row, TooLong, parts
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import Transcript

TURN = "I hear you, Denise — “really”.  But you’d\nbe mad to wait. I know it's no."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("I hear you, Denise", "I hear you, Denise"),
        ("i hear you,  denise - \"really\"", "I hear you, Denise — “really”"),
        ("But you'd be mad to wait", "But you’d\nbe mad to wait"),
        ('"But you\'d be mad to wait."', "But you’d\nbe mad to wait"),
        ("I hear you … mad to wait", "mad to wait"),
        ("I hear … to wait", ""),
        ("I hear you, Denise ... mad to wait", "I hear you, Denise"),
        ("it's no", "it's no"),
        ("no", "no"),
        ("now", ""),
        ("wait I know", ""),
        ("", ""),
        ("…", ""),
        ("I", ""),
    ],
)  # fmt: skip
def test_a_quote_is_given_back_letter_for_letter_or_not_at_all(quote: str, found: str) -> None:
    assert verbatim(TURN, quote) == found


@given(st.text(max_size=200), st.text(max_size=40))
def test_whatever_is_quoted_is_a_substring(text: str, quote: str) -> None:
    found = verbatim(text, quote)
    assert found in text


@given(st.text(min_size=1, max_size=120), st.data())
def test_a_quote_of_whole_words_is_always_found(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    if sum(c.isalnum() for c in quote) >= 2:
        assert "".join(verbatim(text, quote).split()) == "".join(quote.split())


def test_the_schema_is_flat_and_holds_nothing_that_servers_refuse() -> None:
    text = json.dumps(CODING_SCHEMA)
    assert not any(word in text for word in ("minLength", "maxItems", "minimum", "default", "anyOf", "$ref", "pattern"))
    assert list(CODING_SCHEMA["properties"]) == CODING_SCHEMA["required"]
    item = CODING_SCHEMA["properties"]["behaviours"]["items"]
    assert list(item["properties"]) == item["required"] == ["turn", "quote", "code"]
    order = CODING_SCHEMA["required"]
    assert all(order.index(f"{s}_reason") < order.index(str(s)) for s in Scale)


def test_an_answer_is_read_with_its_reasons_cleaned() -> None:
    answer = read_answer(said(calmness_reason="steady\x1b]0;x\x07 \u202e", calm=None))
    assert answer.opinions == {Scale.CALMNESS: None, Scale.CUSTOMER_FOCUS: 4, Scale.RESPECT_NO: 5}
    assert answer.reasons[Scale.CALMNESS] == "steady"
    assert [f.code for f in answer.found] == [B.ACCEPT_NO, B.EXIT, B.REFLECT]


def test_what_is_wrong_is_told_in_few_words() -> None:
    with pytest.raises(Unfit) as caught:
        read_answer(json.dumps({"behaviours": [{"turn": 1}] * 50}))
    assert len(caught.value.problems) == 7 and caught.value.shape
    assert "more like these" in caught.value.problems[-1]


def test_a_piece_of_an_answer_is_told_from_a_wrong_form() -> None:
    with pytest.raises(Unfit) as caught:
        read_answer('{"turn": 1, "quote": "x", "code": "exit"}')
    assert not caught.value.shape


def test_lines_that_do_not_fit_are_left_out() -> None:
    rows = [
        {"turn": 1, "line": " Then\nit's no. "},
        {"turn": "x", "line": "a"},
        7,
        {"turn": 3},
        {"turn": 1, "line": "b"},
    ]
    assert read_lines(json.dumps({"lines": rows})) == {1: "Then it's no."}
    with pytest.raises(Unfit):
        read_lines('{"lines": 5}')


# -- parts ----------------------------------------------------------------------------------------------


def cost(row: Row) -> int:
    return len(row.text)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=40), st.integers(150, 600))
def test_every_rep_turn_is_in_exactly_one_part_and_every_part_fits(lengths: list[int], room: int) -> None:
    call = transcript(*("x" * n for n in lengths))
    try:
        cut = parts(call, room, cost)
    except TooLong:
        assert sum(lengths) > room * 4
        return
    own = [turn for part in cut for turn in part.own]
    assert own == [i for i, _ in call.rep_turns()]
    assert all(sum(map(cost, part.rows)) <= room for part in cut)
    assert all({r.turn for r in part.rows if r.who == "rep"} >= set(part.own) for part in cut)
    assert [(p.number, p.count) for p in cut] == [(n + 1, len(cut)) for n in range(len(cut))]
    if len(cut) == 1:
        assert sum(lengths) <= room or len(own) <= len(cut[0].own)


def test_a_later_part_shows_the_first_no_and_what_came_just_before() -> None:
    call = transcript(*(f"turn {n} " + "x" * 90 for n in range(30)))
    cut = parts(call, 1_000, cost)
    assert len(cut) > 2
    later = cut[1]
    first_own = later.own[0]
    shown = [row.turn for row in later.rows]
    assert shown[:2] == [0, 1] and first_own - 1 in shown and shown == sorted(shown)


def test_a_very_long_turn_takes_several_rows_and_keeps_its_number() -> None:
    call = transcript("No.", "a" * (2 * PIECE + 10))
    (part,) = parts(call, 10**6, cost)
    assert [row.turn for row in part.rows] == [0, 1, 1, 1] and part.own == (1,)
    cut = parts(call, PIECE + 100, cost)
    assert [p.own for p in cut] == [(1,), (1,)]


# -- readings -------------------------------------------------------------------------------------------


def test_claims_about_turns_of_another_part_are_passed_over() -> None:
    reading = checked_reading(GOOD, read_answer(said()), own=[1])
    assert set(reading.codes) == {1} and (reading.claimed, reading.dropped) == (2, 0)


def reading(focus: float | None, *codes: B) -> Reading:
    opinions = {Scale.CALMNESS: 4.0, Scale.CUSTOMER_FOCUS: focus, Scale.RESPECT_NO: 3.0}
    return Reading({1: dict.fromkeys(codes, "Then it's no")}, opinions, 1)


def test_parts_are_joined_by_their_weight() -> None:
    whole = joined([(reading(2.0, B.EXIT), 3), (reading(4.0, B.DOOR), 1), (reading(None), 9)])
    assert whole.opinions[Scale.CUSTOMER_FOCUS] == 2.5
    assert set(whole.codes[1]) == {B.EXIT, B.DOOR} and whole.claimed == 3


def test_half_the_readings_are_no_majority() -> None:
    found = voted(GOOD, [reading(1.0, B.EXIT, B.DOOR), reading(4.0, B.EXIT)])
    assert found.turns[0].codes == {B.EXIT}
    assert (found.opinions[Scale.CUSTOMER_FOCUS], found.spread[Scale.CUSTOMER_FOCUS]) == (2.5, 3.0)
    assert voted(GOOD, [reading(None)]).opinions[Scale.CUSTOMER_FOCUS] is None
    with pytest.raises(ValueError, match="no reading"):
        voted(Transcript("t", ()), [])
