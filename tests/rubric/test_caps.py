"""The caps of the manual's rules, one test each."""

from tests.rubric.talk import flat, judged, rep, says, scores
from trainer.rubric.grade import Scale
from trainer.rubric.rules import BY_NAME, RULES

TOP = flat(5.0)
BOTTOM = flat(1.0)


def test_every_rule_has_a_name_of_its_own_a_section_and_a_sentence():
    assert len(BY_NAME) == len(RULES)
    assert all(rule.section and rule.what.endswith(".") for rule in RULES)


def test_one_hostility_caps_calmness_at_2_however_high_the_estimate():
    found = judged(rep("Your board are clowns.", "hostility"), rep("Sorry, that was ugly of me.", "own"), estimates=TOP)
    assert found.scores[Scale.CALMNESS] == 2
    assert "hostility-caps-calmness" in found.rules


def test_an_unsure_hostility_does_not_hold_an_estimate_down():
    found = judged(rep("Your board are careful.", "hostility", sure=0.5), estimates=flat(4.0))
    assert found.scores[Scale.CALMNESS] == 4
    assert found.rules == ()


def test_one_bypass_caps_respect_at_2():
    found = judged(
        rep("I'll ring your chairman anyway.", "bypass"), rep("It's a no, sorry.", "accept_no", "own"), estimates=TOP
    )
    assert found.scores[Scale.RESPECT_NO] == 2
    assert "bypass-caps-respect" in found.rules


def test_a_second_push_after_a_second_no_caps_respect_at_2():
    found = judged(
        rep("Sign today and cancel later?", "pressure"),
        says("I've told you, it's a no."),
        rep("Ten percent off, then.", "sweetener"),
        estimates=TOP,
    )
    assert found.scores[Scale.RESPECT_NO] == 2
    assert "second-push-caps-respect" in found.rules


def test_a_second_push_is_not_capped_while_the_customer_only_explains():
    found = judged(
        rep("Sign today and cancel later?", "pressure"),
        says("The girls do the packing, that is what it is about."),
        rep("Ten percent off, then.", "sweetener"),
        rep("That was me not listening. It's a no.", "own", "accept_no"),
        estimates=TOP,
    )
    assert "second-push-caps-respect" not in found.rules
    assert found.scores[Scale.RESPECT_NO] == 4


def test_reopened_by_the_customer_talking_about_the_deal_is_no_push():
    turns = (
        rep("It's a no, and I'll take the papers back.", "accept_no", "exit"),
        says("Unless... what's the monthly on a lease?"),
        rep("Eighteen-forty, and I could do seventeen.", "sweetener", "pressure", "repitch"),
    )
    found = judged(*turns)
    assert found.line.contests == ()
    assert found.scores[Scale.RESPECT_NO] == 5


def test_a_push_after_a_reopened_deal_was_closed_again_counts():
    found = judged(
        says("It's off. We can't."),
        rep("It's a no.", "accept_no"),
        says("What's the monthly on a lease?"),
        rep("Eighteen-forty.", "repitch"),
        says("No. It's still a no."),
        rep("Seventeen, if you sign today.", "pressure", "sweetener"),
    )
    assert [m.index for m in found.line.contests] == [5]


def test_a_repair_lifts_a_score_and_never_to_5():
    found = judged(
        rep("One small van then?", "pressure"),
        says("Please don't."),
        rep("I pushed there, sorry. It's no. I'll withdraw the quote.", "own", "accept_no", "exit"),
        rep("Here's a checklist, free.", "help"),
        estimates=TOP,
    )
    assert scores(found) == (4, 4, 4)
    assert {"repair-never-to-5-respect", "repair-never-to-5-calmness", "repair-never-to-5-focus"} <= set(found.rules)


def test_contested_to_the_end_is_at_most_respect_3():
    found = judged(rep("You're wrong about April.", "argue"))
    assert found.scores[Scale.RESPECT_NO] == 2


def test_a_clear_acceptance_with_an_easy_exit_is_5_5_5_when_something_was_done_for_the_customer():
    found = judged(
        rep("Then it's no. April is April.", "accept_no", "reflect"),
        says("Thanks for that."),
        rep(
            "I'll take the order back myself, and the data you loaded is yours.",
            "exit",
            "help",
            "priorities",
            "empathy",
        ),
    )
    assert scores(found) == (5, 5, 5)
    assert found.no_respected == "yes"
    assert found.relationship == "kept"


def test_saying_little_is_not_a_fault():
    found = judged(
        rep("Fair enough, Greg. Thanks for ringing me yourself. Look after the team.", "accept_no", "thanks", "empathy")
    )
    assert min(s or 0 for s in scores(found)) >= 3
    assert found.scores[Scale.CALMNESS] in (4, 5)
    assert found.scores[Scale.RESPECT_NO] == 4


def test_winning_the_deal_back_changes_nothing():
    turns = (
        rep("Sign today, last chance.", "pressure"),
        says("I said no."),
        rep("Come on, one signature.", "pressure"),
    )
    lost = judged(*turns, says("Goodbye."))
    won = judged(*turns, says("Oh, all right then. Send it."))
    assert lost.scores == won.scores
    assert lost.no_respected == won.no_respected == "no"


def test_stock_phrases_that_touch_nothing_cap_focus_at_3():
    kind = "I completely understand and respect your decision. Thank you for your honesty. I'm here for you."
    found = judged(rep(kind, "accept_no", "empathy", "thanks"), estimates=flat(4.6))
    assert found.scores[Scale.CUSTOMER_FOCUS] == 3
    assert "stock-phrases-cap-focus" in found.rules


def test_the_same_words_about_what_they_said_are_not_stock():
    kind = "I understand. A board that froze everything until April has its reasons. Thank you for your honesty."
    found = judged(rep(kind, "accept_no", "reflect", "thanks"), estimates=flat(4.6))
    assert found.scores[Scale.CUSTOMER_FOCUS] == 5


def test_estimates_are_rounded_half_up_and_kept_between_1_and_5():
    line = rep("Okay then, Tom, we leave it there for good.", "accept_no")
    found = judged(line, estimates=dict(zip(Scale, (3.5, 0.2, 9.0), strict=True)))
    assert scores(found) == (4, 1, 5)


def test_a_rule_that_changed_nothing_is_not_named():
    assert judged(rep("Your board are clowns.", "hostility"), estimates=BOTTOM).rules == ()


def test_a_word_or_two_is_never_a_5():
    found = judged(rep("Understood.", "accept_no"), estimates=TOP)
    assert scores(found) == (4, 4, 4)
    assert found.rules == ("few-words-no-5",)
