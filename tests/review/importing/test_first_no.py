"""Where the no falls, and where none does."""

import json
from pathlib import Path

import pytest

from trainer.review.importing import first_no as module
from trainer.review.importing.first_no import first_no, refusal
from trainer.rubric.transcript import Turn

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "corpus"
BEFORE = Path(module.__file__).with_name("before_the_no.txt").read_text(encoding="utf-8").splitlines()


def turns(*lines: str) -> list[Turn]:
    """In alternation, the rep first."""
    return [Turn("customer" if i % 2 else "rep", line) for i, line in enumerate(lines)]


@pytest.mark.parametrize("line", BEFORE)
def test_what_customers_say_before_a_no_is_none(line: str):
    assert refusal(line) == ""
    assert first_no([Turn("customer", line), Turn("rep", "I see.")]) is None


@pytest.mark.parametrize(
    "line",
    [
        "We're not going to sign.",
        "We’ve decided to stay with our current provider.",
        "The board voted it down last night.",
        "I'm afraid it's a no.",
        "The budget has been frozen, all of it.",
        "So we're out.",
        "We're going in a different direction.",
        "I have to cancel the order.",
        "No mattresses.",
        "It is not going to happen this year.",
    ],
)
def test_refusals_are_found_letter_for_letter(line: str):
    quote = refusal(f"Well, good morning. {line} I am sorry.")
    assert quote and quote in f"Well, good morning. {line} I am sorry."


def test_the_turn_is_counted_from_0_over_all_turns():
    found = first_no(
        turns("Hello.", "Hi, how are you?", "Well. Shall we?", "We're not going ahead.", "Oh.", "It's a no.")
    )
    assert found is not None
    assert (found.turn, found.quote) == (3, "We're not going ahead.")


def test_a_bare_no_counts_when_the_signature_was_asked_for():
    assert first_no(turns("Shall we get it signed today?", "No, I can't.")) is not None
    assert first_no(turns("Did you have a good trip?", "No, I can't say that.")) is None


def test_a_no_the_rep_puts_into_words_counts_when_it_is_confirmed():
    found = first_no(turns("So you're saying no?", "I'm afraid so."))
    assert found is not None and found.turn == 1


def test_a_no_that_only_shows_in_the_answer_is_found_by_it():
    found = first_no(
        turns("Good morning.", "Ghita looked at the guarantee with her uncle.", "Then it's a no, and that is fine.")
    )
    assert found is not None and found.turn == 1


def test_bad_news_just_before_belongs_to_it():
    found = first_no(turns("Hello.", "I have bad news.", "Oh?", "We're not going ahead."))
    assert found is not None and found.turn == 1


def test_no_no_is_none():
    assert first_no(turns("Hello.", *BEFORE[:1], "Good.", "The pilot went well.", "Lovely.")) is None
    assert first_no([]) is None


def test_a_long_speech_is_read_at_both_ends():
    speech = "and so on and on. " * 2000
    assert refusal(speech) == ""
    assert refusal(speech + "We are not going to sign.") == "We are not going to sign."


def test_in_the_corpus_the_opening_no_is_found_where_it_stands():
    """The patterns were written with these calls in view; this holds what was reached, it does not measure."""
    found = total = 0
    for name in ("transcripts.jsonl", "calls.jsonl"):
        for row in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            talk = [Turn(t["speaker"], t["text"]) for t in json.loads(row)["turns"]]
            opening = next(i for i, t in enumerate(talk) if t.speaker == "customer")
            no = first_no(talk)
            total += 1
            found += no is not None and no.turn == opening
    assert found / total > 0.95
