"""Giving the customer's reason back, and short quotes."""

import pytest

from trainer.review.echo import given_back, last_words, reasons, short_quote
from trainer.review.people import person
from trainer.rubric.transcript import Context, Transcript


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("my warehouse manager resigned last night", "Your warehouse manager resigned last night"),
        ("we’ve lost our grant", "You've lost your grant"),
        ("I'm laying guys off", "You're laying guys off"),
        ("the minister cut us to three days", "The minister cut you to three days"),
        ("Group have frozen everything until April", "Group have frozen everything until April"),
    ],
)
def test_words_are_turned_to_face_the_customer(said, back):
    assert given_back(said) == back


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "Hello Max. My warehouse manager resigned last night. I can't put a system in without him.",
            "Your warehouse manager resigned last night",
        ),
        (
            "I've got crummy news. The minister cut our funding and the conference is going online. No catering.",
            "The minister cut your funding and the conference is going online",
        ),
        ("Hank, it's Loretta. Feds froze our grant Friday. I can't do the retainer.", "Feds froze your grant Friday"),
    ],
)
def test_the_reason_is_found_in_a_real_opening(line, reason):
    assert reasons([line])[0] == reason


@pytest.mark.parametrize(
    "line",
    [
        "Hi. It's a no, I'm afraid.",
        "I'm going to pass, Carla.",
        "Is that a threat?",
        "October was October. Answer's no.",
        "Thanks for ringing. You were kind to us.",
        "",
    ],
)
def test_where_nothing_can_be_said_back_nothing_is(line):
    assert reasons([line]) == []


def test_the_stated_reason_of_a_scenario_decides_between_clauses():
    line = "The wind was dreadful all week. The pea contract moved to Cornwall."
    assert reasons([line], "Lost the pea processor's contract")[0] == "The pea contract moved to Cornwall"


def test_a_long_quote_is_cut_at_a_word_with_an_ellipsis():
    assert short_quote("one two three four five", 3) == "one two three…"
    assert short_quote("one two.", 3) == "one two"


def test_only_a_refusal_is_quoted_of_the_customer():
    assert last_words("Tuesday. I'm laying guys off, Tara. I'm not buying trucks.") == "I'm not buying trucks"
    assert last_words("You're sweet. I loved your pitch.") == ""


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Denise Whitfield", "Denise"),
        ("Mr Haddad", "Mr Haddad"),
        ("Sister Inmaculada Roldán", "Sister Roldán"),
        ("", "the customer"),
    ],
)
def test_how_a_customer_is_called(name, called):
    assert person(Transcript("t", (), Context(customer=name)), None).name == called
