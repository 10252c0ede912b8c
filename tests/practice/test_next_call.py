"""Which call comes next."""

from trainer.call.glances import CallGlance
from trainer.practice.next_call import choose
from trainer.scenarios.shelf import ScenarioGlance


def scenario(id: str, difficulty: int) -> ScenarioGlance:
    return ScenarioGlance(id, id.title(), "Someone", "bursar", "", "", "warm", difficulty, 6)


SHELF = [scenario("hard", 5), scenario("easy", 1), scenario("middle", 3), scenario("mild", 2)]


def call(id: str, *scores: int | None, ended: bool = True) -> CallGlance:
    return CallGlance("x", id, id, "", 0.0, 4, ended, "", (*scores, None, None, None)[:3], None)


def test_nothing_on_the_shelf() -> None:
    assert choose([], []) is None


def test_the_first_call_is_the_easiest() -> None:
    choice = choose(SHELF, [])
    assert choice is not None and choice.scenario.id == "easy" and choice.why


def test_the_weakest_score_is_named() -> None:
    choice = choose(SHELF, [call("easy", 5, 2, 4), call("mild", 4, 2, 4)])
    assert choice is not None and "customer focus" in choice.why and "last 2 calls" in choice.why


def test_the_one_just_taken_is_not_offered_again() -> None:
    for id in ("easy", "mild", "middle", "hard"):
        choice = choose(SHELF, [call(id, 3, 3, 3)])
        assert choice is not None and choice.scenario.id != id


def test_doing_well_leads_to_harder_ones_and_doing_badly_to_easier_ones() -> None:
    well = choose(SHELF, [call("mild", 5, 5, 5), call("easy", 4, 4, 5)])
    badly = choose(SHELF, [call("middle", 1, 2, 1), call("hard", 1, 1, 1)])
    assert well is not None and well.scenario.difficulty >= 3
    assert badly is not None and badly.scenario.difficulty <= 2


def test_calls_that_were_not_graded_do_not_count() -> None:
    choice = choose(SHELF, [call("easy", None, None, None), call("mild", 3, 3, 3, ended=False)])
    assert choice is not None and choice.scenario.id == "easy"
