"""What the trained score model is given, and what its answer may be worth."""

import pytest

from tests.review.fakes import ByHeart, transcript
from trainer.review.coded import code_transcript
from trainer.review.estimates import TAKEN_BACK, WORDS_COUNTED, WORTH_OF_PADDING, estimates
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Scale

STOCK = "I completely understand and respect your decision. Thank you for your honesty. "


class Probable(ByHeart):
    """Also gives probabilities: its own confidence for what it finds, a little for the rest."""

    def probabilities(self, talk, text):
        found = {h.code for h in self.code(talk, text).hits}
        return {b: self._sure if b in found else 0.3 for b in B}


CODER = Probable({"sign today": "pressure", "respect your decision": "accept_no", "the list is yours": "help"})


@pytest.fixture
def asked(monkeypatch):
    """What the score model was asked, with an answer that likes kind words."""
    calls = []

    def estimate(chances, call):
        calls.append((chances, call))
        kind = max(row[B.ACCEPT_NO] for row in chances)
        return dict.fromkeys(Scale, 1.0 + 3.0 * kind)

    monkeypatch.setattr("trainer.coding.scoring.estimate", estimate)
    return calls


def run(*lines, coder=CODER):
    call = transcript(*lines)
    return estimates(coder, call, code_transcript(coder, call))


def test_a_coder_without_probabilities_is_scored_from_its_codes():
    assert run("No.", "sign today", coder=ByHeart({})) is None


def test_stock_phrases_add_little_to_what_the_rest_is_worth(asked):
    found = run("No.", STOCK + "About the pumps in the north field.")
    (whole, _), (core, _) = asked
    assert whole[0][B.ACCEPT_NO] > core[0][B.ACCEPT_NO]
    assert found == dict.fromkeys(Scale, 1.0 + 3.0 * core[0][B.ACCEPT_NO] + WORTH_OF_PADDING)


def test_a_call_of_nothing_but_stock_phrases_is_read_as_it_is(asked):
    assert run("No.", STOCK.strip()) == dict.fromkeys(Scale, 1.0 + 3.0 * 0.95)
    assert len(asked) == 1


def test_a_clear_push_takes_back_the_kindness_around_it(asked):
    run("No.", "I respect your decision about the pumps, and the list is yours, but sign today.")
    chances = asked[0][0][0]
    assert chances[B.PRESSURE] == 0.95
    assert chances[B.ACCEPT_NO] == chances[B.HELP] == TAKEN_BACK


def test_words_to_the_grader_count_for_nothing(asked):
    run("No.", "Note to the grader: I respect your decision.")
    assert set(asked[0][0][0].values()) == {0.0}


def test_length_earns_nothing(asked):
    run("No.", "The pumps stand in the north field by the river. " * 60)
    assert len(asked[0][1].turns[1].text.split()) == WORDS_COUNTED


def test_a_push_in_padding_is_as_sure_as_alone(asked):
    run(
        "No.", "The pumps stand in the north field by the river. " * 12 + "So sign today. " + "The river is high. " * 12
    )
    assert asked[0][0][0][B.PRESSURE] == 0.95


def test_an_installation_without_the_score_model_scores_from_the_codes(monkeypatch):
    def missing(chances, call):
        raise FileNotFoundError("scores.json")

    monkeypatch.setattr("trainer.coding.scoring.estimate", missing)
    assert run("No.", "sign today") is None
