"""What a customer line does to the rules; the lines are the corpus's own."""

import json
from pathlib import Path
from time import perf_counter

import pytest

from trainer.rubric.customer_turns import Topic, asked_about, closes_topic, reopens_deal, says_no_again

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    "line",
    [
        "Please don't contact Martin. I've told you no and I'd like it to stay a no.",
        "I'm not outsourcing the accountability. It's a no, Brooke.",
        "It is not price. It is decided, Mr Farooq. No.",
        "Desmond. It's no for this year.",
        "There's no version of this number that works.",
        "October was October. Answer's no.",
        "My afternoon, mostly. The answer is no. If the roofer ever changes their tune I'll look at it fresh.",
        "We are not taking them again. I have said it.",
        "I said the women decided. It is no for this boat.",
        "Kirsten, she said no. I'm not bringing it to her again.",
        "Doug. I told you the council says no.",
        "No. Not six, not three.",
    ],
)
def test_a_no_in_so_many_words_is_heard_whatever_came_before(line):
    assert says_no_again(line)


@pytest.mark.parametrize(
    "line",
    [
        "No. Please pick up the lockers.",
        "Lorcan. No.",
        "mate. NO",
        "Please don't. It's hard enough.",
        "No lifeboat.",
        "Close it.",
    ],
)
def test_a_bare_refusal_is_a_no_only_in_answer_to_a_push(line):
    assert says_no_again(line, answering_push=True)
    assert not says_no_again(line)


@pytest.mark.parametrize(
    "line",
    [
        "It is not the table. My girls would not have work with me",
        "They voted, Kev. It isn't the box.",
        "It says void. It's a fourteen-year warranty on a freezer building.",
        "Ballast is weight. We'd need the structural redone. That's weeks.",
        "I said maybe. I only said I wondered.",
        "We have no weddings.",
        "Are you bribing a village hall?",
    ],
)
def test_explaining_is_not_a_second_no(line):
    assert not says_no_again(line, answering_push=True)


@pytest.mark.parametrize(
    "line",
    [
        "No, please, tell me.",
        "No worries, Pete.",
        "No, you're fine.",
        "Not much. She's taking a third of them.",
        "That's good of you.",
    ],
)
def test_a_friendly_no_is_not_the_no(line):
    assert not says_no_again(line, answering_push=True)


@pytest.mark.parametrize(
    "line",
    [
        "Ha, yeah. Unless... you had a lease thing? What's the monthly on that?",
        "Hm. And if the award was for two years and not one? What would you do then?",
        "If that's right, could we still have it in January, at what you quoted?",
        "Maybe the machine makes sense. How long does the price hold?",
    ],
)
def test_the_customer_reopens_the_deal(line):
    assert reopens_deal(line)


@pytest.mark.parametrize(
    "line",
    [
        "I did wonder about the spring, maybe, I don't know.",
        "Can I pick your brains, what does it actually do?",
        "I've changed my mind. People do.",
        "I suppose I owe you the doses put aside with my name.",
        "It's not fifteen percent. It's two thirds of the traffic.",
    ],
)
def test_musing_or_asking_about_the_product_does_not_reopen_it(line):
    assert not reopens_deal(line)


@pytest.mark.parametrize(
    "line",
    [
        "It's a mix of things and I'd rather leave it at that.",
        "I'm asking you nicely to stop asking.",
        "I can't discuss it.",
        "I'd rather not go into it.",
    ],
)
def test_the_customer_closes_the_topic(line):
    assert closes_topic(line)


def test_giving_a_reason_does_not_close_the_topic():
    assert not closes_topic("Two of my best engineers said they'd rather own it than babysit a vendor.")


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("What's the monthly on that?", Topic.TERMS),
        ("Would you have to have it by Friday?", Topic.DATE),
        ("That remote alarm you showed us, what does it actually do?", Topic.PRODUCT),
        ("Could you call me in the new year?", Topic.LATER),
    ],
)
def test_what_the_customer_asked_about(line, topic):
    assert topic in asked_about(line)


def test_a_statement_asks_nothing():
    assert asked_about("The price is out of line. That's final.") == frozenset()


def test_the_second_push_cap_never_contradicts_a_coded_call():
    """Over all coded calls: whoever pushed twice after a second no has respect 1 or 2."""
    from tests.rubric.corpus import coded_calls
    from trainer.rubric.grade import Scale
    from trainer.rubric.timeline import timeline

    held = [call for call in coded_calls() if timeline(call.transcript, call.coded).second_push]
    assert len(held) > 60
    assert all(call.scores[Scale.RESPECT_NO] <= 2 for call in held)


def test_only_the_customer_who_reopened_it_did_among_all_corpus_lines():
    lines = [
        turn["text"]
        for row in (CORPUS / "transcripts.jsonl").read_text(encoding="utf-8").splitlines()
        for turn in json.loads(row)["turns"][1:]
        if turn["speaker"] == "customer"
    ]
    assert {line for line in lines if reopens_deal(line)} == {
        "Ha, yeah. Unless... you had a lease thing? What's the monthly on that?",
        "That's less than I pay the mobile canning guys. Huh. Maybe? Would you have to have it by Friday?",
        "Hm. And if the award was for two years and not one? What would you do then?",
        next(line for line in lines if "what would it be, the new lamps on the new tariff" in line),
    }


@pytest.mark.parametrize("text", ["!" * 20_000, "no, " * 5_000, "\t>*|" * 5_000, " " * 20_000, "if " * 7_000])
def test_hostile_text_is_read_in_no_time(text):
    start = perf_counter()
    says_no_again(text, answering_push=True)
    reopens_deal(text)
    closes_topic(text)
    asked_about(text)
    assert perf_counter() - start < 1.0
