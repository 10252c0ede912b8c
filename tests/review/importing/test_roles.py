"""Who the rep is: as told, by labels, by the settings, or guessed; and what is said when it cannot be told."""

from pathlib import Path

import pytest

from trainer.review.importing.guess import guess
from trainer.review.importing.names import person_in
from trainer.review.importing.prepared import Call, Wishes, prepared
from trainer.review.importing.reading import Source, read_file
from trainer.review.importing.roles import cast, matched
from trainer.review.importing.said import Said, Talk, Unreadable
from trainer.review.transcripts import Problem

from .talk import CUSTOMER, REP, TALK

FILES = Path(__file__).parent / "files"


def talk(*said: tuple[str, str]) -> Talk:
    return Talk("t", "t.txt", "names and text", tuple(Said(n, t, i) for i, (n, t) in enumerate(said, 1)))


def three() -> Talk:
    path = FILES / "three-people.vtt"
    (found,) = read_file(Source(path, str(path), path.name))
    assert isinstance(found, Talk)
    return found


@pytest.mark.parametrize(
    "want",
    [
        "Anna Lindqvist",
        "anna",
        "LINDQVIST",
        "lindqvist anna",
        "Lindqvist, Anna",
        "Ana Lindkvist",
        "anna lind",
        "Anna Linqvist",
    ],
)
def test_a_name_may_be_given_in_any_way(want: str):
    assert matched(want, talk(*TALK)) == REP


def test_a_mark_or_company_beside_a_name_does_not_matter():
    assert matched("anna lindqvist", three()) == "Anna Lindqvist (Nordwind)"
    assert matched("denise okafor", three()) == "Okafor, Denise (Halvern CU)"
    assert matched("me", talk(("Anna (Organizer)", "Hi."), ("Me", "No."))) == "Me"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Okafor, Denise (Halvern CU)", "Denise Okafor"),
        ("de la Cruz, María", "María de la Cruz"),
        ("Bob Ray, CFO", "Bob Ray"),
        ("Anna Lindqvist (Organizer)", "Anna Lindqvist"),
        ("Kim | Nordwind", "Kim"),
        ("Speaker 2", ""),
        ("Customer", ""),
    ],
)
def test_the_person_in_a_name(name: str, person: str):
    assert person_in(name) == person


def test_an_ambiguous_name_lists_whom_it_could_mean():
    both = talk(("Anna Lee", "Hi."), ("Anna Ray", "Hello."))
    with pytest.raises(Unreadable) as error:
        matched("anna", both)
    assert '"Anna Lee" or "Anna Ray"' in error.value.wrong


def test_an_unknown_name_lists_the_speakers():
    with pytest.raises(Unreadable) as error:
        cast(talk(*TALK), ["Marcos"])
    assert '"Marcos"' in error.value.wrong
    assert f'"{REP}" (8 turns)' in error.value.right and f'"{CUSTOMER}" (8 turns)' in error.value.right


def test_of_many_calls_a_colleague_need_not_be_in_each():
    found = cast(talk(*TALK), ["Anna", "Tom"], all_wanted=False)
    assert found.rep == (REP,)
    with pytest.raises(Unreadable):
        cast(talk(*TALK), ["Anna", "Tom"])
    with pytest.raises(Unreadable):
        cast(talk(*TALK), ["Tom"], all_wanted=False)


def test_colleagues_are_named_together_and_customers_taken_together():
    found = cast(three(), ["anna", "tom"])
    assert found.rep == ("Anna Lindqvist (Nordwind)", "Tom Berger (Nordwind)")
    assert found.customer == ("Okafor, Denise (Halvern CU)", "Martin Pike (Halvern CU)")
    assert found.how == "told" and found.confidence == 1


def test_a_company_beside_the_names_finds_the_colleagues():
    call = prepared(three(), Wishes(), "three-people.vtt")
    assert isinstance(call, Call) and call.cast is not None
    assert call.cast.rep == ("Anna Lindqvist (Nordwind)", "Tom Berger (Nordwind)")
    assert "nordwind" in call.cast.why
    assert [t.speaker for t in call.transcript.turns] == [
        "rep",
        "rep",
        "customer",
        "customer",
        "rep",
        "rep",
        "customer",
    ]
    assert call.start == 3
    assert call.transcript.scenario.customer == "Martin Pike"


def test_customers_who_speak_one_after_the_other_stay_apart_by_name():
    call = prepared(three(), Wishes(reps=("anna", "tom")), "f")
    assert isinstance(call, Call)
    assert call.names[2:4] == ("Okafor, Denise (Halvern CU)", "Martin Pike (Halvern CU)")
    assert any("Taken together as the customer" in note for note in call.notes)


@pytest.mark.parametrize(
    ("rep", "customer"), [("Rep", "Customer"), ("Seller", "Buyer"), ("Me", "Client"), ("Anna", "Prospect")]
)
def test_labels_that_say_the_part_are_no_guess(rep: str, customer: str):
    found = cast(talk((rep, "Fine."), (customer, "Well."), (rep, "Yes."), (customer, "So.")))
    assert found.rep == (rep,) and found.how == "labels" and found.confidence == 1


def test_the_name_in_the_settings_is_used_and_said():
    call = prepared(talk(("Kim", "Fine."), ("Lou", "Well.")), Wishes(known=("kim",)), "f")
    assert isinstance(call, Call) and call.cast is not None
    assert call.cast.rep == ("Kim",) and call.cast.how == "settings"
    assert "settings" in call.notes[0] and "--rep NAME" in call.notes[0]


def test_a_name_in_the_settings_that_is_nobody_here_is_no_error():
    assert cast(talk(*TALK), (), ["Marcos"]).how == "guessed"


def test_an_organizer_mark_counts():
    said = (("Kim (Organizer)", "Fine."), ("Lou", "Well."), ("Kim (Organizer)", "Yes."))
    assert cast(talk(*said)).rep == ("Kim (Organizer)",)


def test_nothing_to_go_by_is_asked_and_not_guessed():
    found = prepared(talk(("Kim", "Hm."), ("Lou", "Mm.")), Wishes(), "calls/f.vtt")
    assert isinstance(found, Problem)
    assert found.file == "calls/f.vtt"
    assert "--rep NAME" in found.right and '"Kim" (1 turn)' in found.right


@pytest.mark.parametrize("wishes", [Wishes(), Wishes(reps=("Kim",))])
def test_one_speaker_is_no_call(wishes: Wishes):
    found = prepared(talk(("Kim", "We will not sign.")), wishes, "f")
    assert isinstance(found, Problem)
    assert "only one person speaks" in found.wrong


def test_a_guess_says_what_it_rests_on():
    found = guess(talk(*TALK))
    assert found.rep == (REP,)
    assert 0.5 <= found.confidence <= 1
    assert f"{CUSTOMER} says the no" in found.why
