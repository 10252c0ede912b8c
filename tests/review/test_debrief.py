"""The debrief as data and as plain text."""

from __future__ import annotations

import pytest

from tests.review.sample import REP, grade, roof, sample_events, state
from trainer.call import events as ev
from trainer.customer.moves import Outcome
from trainer.review import phrases
from trainer.review.debrief import build_debrief
from trainer.review.plain import debrief_text
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Scale
from trainer.scenarios.vocabulary import Card, LayerName


def test_the_headline_speaks_of_the_deal_and_of_the_person() -> None:
    assert build_debrief(sample_events(), roof()).headline == "You lost the roof. You kept her."
    he = build_debrief(sample_events(), roof(pronoun="he", title="Night flight"))
    assert he.headline == "You lost the deal. You kept him."


@pytest.mark.parametrize("relationship", ["kept", "strained", "lost", None])
@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("pronoun", list(phrases.PRONOUNS))
def test_every_ending_has_a_headline(relationship: str, outcome: Outcome, pronoun: str) -> None:
    said = {
        phrases.headline(
            relationship,  # type: ignore[arg-type]
            outcome,
            pronoun=phrases.PRONOUNS[pronoun],
            called="Rosa",
            deal="the deal",
            rep_lines=2,
            seed=seed,
        )
        for seed in range(7)
    }
    assert all(line.endswith(".") and "{" not in line and len(line) <= 72 for line in said)


@pytest.mark.parametrize(
    ("title", "product", "deal"),
    [
        ("The roof from 1740", "70 kW solar roof", "the roof"),
        ("The man from Treviso", "6 vans", "the deal"),
        ("Eleven to two", "solar roof", "the deal"),
        ("The laptops", "300 laptops for the school", "the laptops"),
    ],
)
def test_the_deal_is_named_only_when_title_and_product_agree(title: str, product: str, deal: str) -> None:
    assert phrases.deal_of(title, product) == deal


def test_scores_carry_their_words_and_rep_line_numbers() -> None:
    calm, focus, respect = build_debrief(sample_events(), roof()).scores
    assert (calm.value, focus.value, respect.value) == (4, 3, 5)
    assert calm.note == "steady, one wobble"
    assert [(q.number, q.code) for q in calm.quotes] == [(3, B.SELF_INTEREST)]
    assert focus.quotes == ()
    assert respect.quotes[0].text in REP[0]


def test_what_was_not_judged_says_why_and_has_no_number() -> None:
    given = grade(
        scores={Scale.CALMNESS: None, Scale.CUSTOMER_FOCUS: 3, Scale.RESPECT_NO: 4},
        not_judged={"calmness": "too little was said"},
    )
    calm = build_debrief(sample_events(graded=given), roof()).scores[0]
    assert calm.value is None
    assert calm.note == "too little was said"
    assert calm.quotes == ()
    assert "Calmness: not judged. Too little was said." in debrief_text(
        build_debrief(sample_events(graded=given), roof())
    )


def test_turns_show_pitfalls_first_and_what_they_did_to_her() -> None:
    first, second, third, fourth = build_debrief(sample_events(), roof()).turns
    assert first.codes == (B.ACCEPT_NO, B.EXIT)
    assert third.codes == (B.SELF_INTEREST, B.CALLOUT)
    assert third.change == pytest.approx(-0.18)
    assert third.irritation == pytest.approx(0.45)
    assert second.baits == ("roi",)
    assert fourth.breathed
    assert third.thought == "Does he believe I do not see that page every time I close my eyes?"


def test_it_turned_where_trust_moved_most() -> None:
    turning = build_debrief(sample_events(), roof()).turning
    assert turning is not None
    assert turning.turn.number == 3
    assert turning.answer == "Tuesday was Tuesday. Last night we have voted."
    assert not turning.for_better


def test_a_good_call_turns_for_the_better() -> None:
    events = [e for e in sample_events(grading=False) if getattr(e, "turn", 0) < 5]
    turning = build_debrief(events, roof()).turning
    assert turning is not None
    assert (turning.turn.number, turning.for_better) == (1, True)


def test_advice_falls_back_to_the_scenario_for_the_better_line() -> None:
    from trainer.rubric.grade import Advice

    debrief = build_debrief(sample_events(graded=grade(advice=(Advice(5, "You held her to it.", ""),))), roof())
    assert debrief.better[0].instead == "The community has spoken. You owe me no explanation."
    assert debrief.better[0].number == 3


def test_the_reveal_tells_layers_told_and_untold_and_what_was_never_asked() -> None:
    reveal = build_debrief(sample_events(), roof()).reveal
    assert reveal is not None
    assert reveal.card == "open"
    assert [layer.told for layer in reveal.layers] == [True, True, False]
    assert reveal.layers[0].name == "What she said"
    assert "how she was" not in reveal.never_asked
    assert "what was behind the no" in reveal.never_asked


def test_a_private_no_never_blames_for_not_asking_why() -> None:
    events = list(sample_events())
    events[-2] = ev.CallEnded("customer", Outcome.CLOSED_WARM, Card.PRIVATE, (LayerName.STATED,))
    reveal = build_debrief(events, roof()).reveal
    assert reveal is not None
    assert "what was behind the no" not in reveal.never_asked


def test_a_mistaken_no_shows_the_misunderstanding() -> None:
    events = list(sample_events())
    events[-2] = ev.CallEnded("customer", Outcome.TAKE_BACK, Card.MISTAKEN, (LayerName.STATED,))
    debrief = build_debrief(events, roof())
    assert debrief.reveal is not None
    assert debrief.reveal.misunderstanding.startswith("The contract mortgages the house. In truth:")
    assert "take it back" in debrief.headline


def test_the_guess_is_kept() -> None:
    debrief = build_debrief((*sample_events(), ev.ReasonGuessed("the debt", 60)), roof())
    assert debrief.guess == ev.ReasonGuessed("the debt", 60)
    assert 'You guessed: "the debt", 60 % sure.' in debrief_text(debrief)


def test_temptations_and_breaths_are_told_without_a_verdict() -> None:
    debrief = build_debrief(sample_events(), roof())
    assert debrief.temptations == "You opened the ROI sheet before line 2. You took a breath before line 4."


def test_tomorrow_follows_the_relationship() -> None:
    lost = build_debrief(sample_events(graded=grade(relationship="lost")), roof())
    assert lost.tomorrow == "She writes his name on the list beside the telephone."
    assert build_debrief(sample_events(graded=grade(relationship=None)), roof()).tomorrow == ""


def test_an_ungraded_or_unfinished_call_has_gaps_and_no_numbers() -> None:
    ungraded = build_debrief(sample_events(grading=False), roof())
    assert ungraded.scores == ()
    assert ungraded.not_graded == "This call was not graded."
    assert ungraded.the_no == "not judged"
    assert ungraded.turns[0].codes == (B.ACCEPT_NO, B.EXIT)
    running = build_debrief(sample_events(ended=False), roof())
    assert running.headline == "This call is not over yet."
    assert running.reveal is None


def test_nothing_at_all_and_no_rep_line_are_no_error() -> None:
    assert build_debrief((), roof()).turns == ()
    events = (
        ev.CallStarted("c", "roof-from-1740", "f", "offline", 3, 0.0),
        ev.CustomerSpoke(0, "It is no.", state(0.4, 0.1)),
        ev.CallEnded("rep", Outcome.HUNG_UP, Card.FINAL),
    )
    debrief = build_debrief(events, roof())
    assert debrief.headline == "The call was over before you said a word."
    assert debrief_text(debrief)


def test_the_transcript_has_both_sides_in_order_with_thoughts() -> None:
    talk = build_debrief(sample_events(), roof()).talk
    assert [t.speaker for t in talk] == ["customer", "rep"] * 4 + ["customer"]
    assert talk[0].thought == ""
    assert talk[2].thought == "It is done, and nobody shouted. I could go to breakfast."
    assert talk[1].turn is not None


def test_plain_text_keeps_to_its_width_and_covers_the_reason_until_asked() -> None:
    debrief = build_debrief(sample_events(), roof())
    text = debrief_text(debrief, width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert "savings bank" in text
    covered = debrief_text(debrief, reveal=False)
    assert "savings bank" not in covered
    assert "Say it to her instead" in covered


def test_when_nothing_could_be_judged_one_sentence_says_why() -> None:
    failed = grade(
        scores=dict.fromkeys(Scale),
        not_judged={str(scale): "the grader failed" for scale in Scale},
        no_respected=None,
        relationship=None,
    )
    debrief = build_debrief(sample_events(graded=failed), roof())
    assert debrief.not_graded == "Nothing was judged: the grader failed."
    assert debrief.scores == ()
    assert debrief.headline == "You lost the roof. How it left her could not be judged."
    assert debrief_text(debrief).count("the grader failed") == 1


def test_what_the_grader_says_about_itself_is_shown() -> None:
    """A model that failed, and a score two coders disagree on, are said beside the scores."""
    from dataclasses import replace

    from trainer.call.events import CallGraded
    from trainer.review.plain import debrief_text
    from trainer.rubric.grade import Scale

    events = [
        CallGraded(replace(e.grade, notice="The model did not answer.", unsure={Scale.CALMNESS: "read as 2 as well"}))
        if isinstance(e, CallGraded)
        else e
        for e in sample_events()
    ]
    built = build_debrief(events, roof())
    assert built.notice == "The model did not answer."
    assert {s.scale: s.unsure for s in built.scores}[Scale.CALMNESS] == "read as 2 as well"
    text = debrief_text(built)
    assert "The model did not answer." in text and "unsure: read as 2 as well" in text
