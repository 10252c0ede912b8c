"""The built-in grader end to end, with a coder whose answers are known."""

from tests.review.fakes import ByHeart, transcript
from tests.review.sample import roof
from trainer.review.grader import OfflineGrader
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale

KNOWN = {
    "Then it's no": "accept_no",
    "I'll pull the order back": "exit",
    "Thirty-one signatures": "reflect",
    "sign by Friday": "pressure",
    "ten percent off": "sweetener",
    "I pushed there": "own",
    "you promised me": "callout",
    "your committee are fools": "hostility",
    "the checklist is yours": "help",
}
NO = "Hi Greg. The board has frozen everything until April. It's a no."
GOOD = transcript(
    NO,
    "Then it's no. I'll pull the order back.",
    "Thank you.",
    "And the checklist is yours.",
    customer="Denise Whitfield",
)
PUSHED = transcript(
    NO,
    "Could you sign by Friday?",
    "We can't. It's a no.",
    "I could do ten percent off, but you promised me.",
    "No.",
    "I pushed there, sorry. Then it's no.",
    customer="Denise Whitfield",
)


def graded(call=GOOD, scenario=None):
    return OfflineGrader(ByHeart(KNOWN)).grade(call, scenario)


def test_a_good_call_has_its_scores_its_strength_and_no_advice_on_pitfalls():
    grade = graded()
    assert grade.scores == {Scale.CALMNESS: 5, Scale.CUSTOMER_FOCUS: 5, Scale.RESPECT_NO: 5}
    assert grade.no_respected == "yes"
    assert grade.relationship == "kept"
    assert grade.grader == "offline"
    assert "by-heart" in grade.grader_version
    assert "the checklist is yours" in grade.strength
    assert all(a.instead for a in grade.advice)


def test_a_pushed_call_is_capped_and_says_which_rules_decided():
    grade = graded(PUSHED)
    assert grade.scores[Scale.RESPECT_NO] == 2
    assert grade.no_respected == "partly"
    assert "withdrawn-in-the-end" in grade.rules


def test_the_same_call_gets_the_same_grade():
    assert graded(PUSHED) == graded(PUSHED)


def test_every_quote_stands_in_its_turn():
    for call in (GOOD, PUSHED):
        grade = graded(call)
        texts = {turn.index: turn.text for turn in grade.turns}
        assert all(h.quote in turn.text for turn in grade.turns for h in turn.hits)
        assert all(e.quote in texts[e.turn] for pieces in grade.evidence.values() for e in pieces)


def test_evidence_shows_costs_first_where_the_score_is_low_and_what_earned_it_where_it_is_high():
    low = graded(PUSHED).evidence[Scale.RESPECT_NO]
    high = graded().evidence[Scale.RESPECT_NO]
    assert low[0].code in (Behaviour.PRESSURE, Behaviour.SWEETENER)
    assert high[0].code is Behaviour.ACCEPT_NO
    assert Behaviour.ACCEPT_NO in {e.code for e in low}


def test_notes_are_a_few_plain_words_a_scale():
    notes = graded(PUSHED).notes
    assert set(notes) == set(Scale)
    assert all(2 <= len(note.split()) <= 10 for note in notes.values())
    assert notes[Scale.RESPECT_NO] == "contested twice, let go late"


def test_the_costliest_turn_comes_first():
    call = transcript(NO, "Could you sign by Friday?", "No.", "Well, your committee are fools.", "Goodbye.")
    assert [a.turn for a in graded(call).advice] == [3, 1]


def test_advice_quotes_the_rep_in_one_sentence_and_gives_a_better_line():
    for piece in graded(PUSHED).advice:
        assert "“" in piece.why
        assert any(phrase in piece.why for phrase in KNOWN)
        assert piece.why.count("“") <= 2
        assert piece.instead


def test_a_better_line_names_this_customers_reason():
    first = graded(transcript(NO, "Could you sign by Friday?", "No.")).advice[0]
    assert "The board has frozen everything until April" in first.instead


def test_no_two_better_lines_in_a_call_are_the_same():
    call = transcript(
        NO, "Could you sign by Friday?", "No.", "So sign by Friday!", "No.", "Please sign by Friday.", "Bye."
    )
    lines = [a.instead for a in graded(call).advice]
    assert len(lines) == len(set(lines)) == 3


def test_a_scenarios_own_better_line_is_used_where_it_has_one():
    call = transcript(NO, "But you promised me.", "Goodbye.")
    assert graded(call, roof()).advice[0].instead == "The community has spoken. You owe me no explanation."


def test_a_scenarios_customer_is_called_as_the_scenario_calls_her():
    grade = graded(transcript(NO, "But you promised me.", "Goodbye."), roof())
    text = " ".join([grade.summary, *(a.why for a in grade.advice)])
    assert "Sister Inmaculada" in text or " her" in text or "she" in text
    assert " they " not in text


def test_several_scenario_lines_are_varied_over_calls():
    scenario = roof(instead={"callout": ("One.", "Two.", "Three.")})
    found = {
        graded(transcript(f"{NO} That is {i} to two.", "But you promised me.", "Goodbye."), scenario).advice[0].instead
        for i in range(20)
    }
    assert found == {"One.", "Two.", "Three."}


def test_the_same_talk_gets_the_same_words_whatever_its_id():
    """contracts.md: the same scenario, seed and lines give the same events, ids aside."""
    grades = [graded(transcript(NO, "But you promised me.", "Goodbye.", name=name), roof()) for name in ("a", "b")]
    assert grades[0].advice == grades[1].advice
    assert (grades[0].summary, grades[0].strength) == (grades[1].summary, grades[1].strength)


def test_a_better_line_with_a_pitfall_in_it_is_never_shown():
    scenario = roof(instead={"callout": ("Would you sign by Friday?", "Then it's no, Sister.")})
    for i in range(8):
        call = transcript(f"{NO} That is {i} to two.", "But you promised me.", "Goodbye.")
        assert graded(call, scenario).advice[0].instead == "Then it's no, Sister."


def test_what_was_never_done_is_advised_on_when_nothing_was_done_wrong():
    advice = graded(transcript(NO, "Right, thanks for ringing.", "Bye.")).advice
    assert len(advice) == 1
    assert "Right, thanks for ringing" in advice[0].why
    assert advice[0].instead


def test_a_perfect_call_needs_no_advice():
    call = transcript(
        NO, "Thirty-one signatures. Then it's no. I'll pull the order back.", "Ta.", "And the checklist is yours."
    )
    grade = graded(call)
    assert set(grade.scores.values()) == {5}
    assert grade.advice == ()


def test_there_is_no_score_talk_and_no_lecture():
    for call in (GOOD, PUSHED):
        grade = graded(call)
        text = " ".join(
            [grade.summary, grade.strength, *grade.notes.values(), *(a.why + a.instead for a in grade.advice)]
        )
        assert not any(
            word in text.lower() for word in ("score", "points", " of 5", "respect_no", "should always", "remember to")
        )


def test_the_summary_is_two_sentences():
    for call in (GOOD, PUSHED):
        assert graded(call).summary.count(".") == 2


def test_what_cannot_be_judged_has_reasons_and_no_words():
    grade = graded(transcript(NO, "...", "Hello?"))
    assert set(grade.scores.values()) == {None}
    assert grade.no_respected is None
    assert grade.relationship is None
    assert set(grade.not_judged) == {"calmness", "customer_focus", "respect_no", "no_respected", "relationship"}
    assert grade.advice == ()
    assert grade.summary == ""


def test_a_customer_without_a_name_is_the_customer():
    grade = graded(transcript(NO, "Could you sign by Friday?", "No."))
    text = grade.summary + grade.advice[0].why
    assert "None" not in text
    assert text[0].isupper()
