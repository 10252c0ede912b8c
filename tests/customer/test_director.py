"""The director holds the no: property tests over any rep, and the rules of design.md one by one."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer import assets
from trainer.coding.coder import TurnCoding
from trainer.customer import director
from trainer.customer.effects import table
from trainer.customer.moves import Ending, Outcome
from trainer.customer.state import State
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import PUSHES, Behaviour
from trainer.rubric.transcript import Hit
from trainer.scenarios.loading import load
from trainer.scenarios.model import Scenario
from trainer.scenarios.vocabulary import HEADINGS, Card, LayerName, Mood

FILES = sorted(assets.root("scenarios").glob("*.md"))
SCENARIOS = [load(f) for f in FILES]
B = Behaviour


def coding(*found: Behaviour | Ask, quote: str = "sign it") -> TurnCoding:
    return TurnCoding(
        tuple(Hit(b, quote, 0.9) for b in found if isinstance(b, Behaviour)),
        frozenset(a for a in found if isinstance(a, Ask)),
    )


def run(scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]) -> list[director.Step]:
    steps = [director.opening(scenario, seed)]
    for text, found in lines:
        if steps[-1].move.ends is not None:
            break
        steps.append(director.react(scenario, steps[-1].state, text, found))
    return steps


def with_card(scenario: Scenario, card: Card) -> tuple[Scenario, int]:
    """The scenario with one card only, and any seed."""
    return scenario.model_copy(update={"cards": {card: 1}}), 1


CODINGS = st.builds(
    lambda codes, asks: TurnCoding(tuple(Hit(c, "sign it", 0.9) for c in codes), frozenset(asks)),
    st.lists(st.sampled_from(list(Behaviour)), max_size=4, unique=True),
    st.lists(st.sampled_from(list(Ask)), max_size=3, unique=True),
)
TEXTS = st.sampled_from(
    ["", "...", "ok", "May I ask why?", "How many voted?", "Sign it today.", "Then it's no. Goodbye."]
)
CALLS = st.lists(st.tuples(TEXTS, CODINGS), max_size=25)
ANY_SCENARIO = st.sampled_from(SCENARIOS)
SEEDS = st.integers(0, 10_000)


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_same_seed_and_lines_give_the_same_steps(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    assert run(scenario, seed, lines) == run(scenario, seed, lines)


@given(ANY_SCENARIO, SEEDS, st.lists(st.tuples(TEXTS, CODINGS), min_size=30, max_size=30))
def test_a_call_always_ends(scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]) -> None:
    steps = run(scenario, seed, lines)
    assert steps[-1].move.ends is not None
    assert len(steps) - 1 <= director.LONGEST_CALL


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_a_move_has_one_or_two_parts_with_known_headings(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    for step in run(scenario, seed, lines):
        assert 1 <= len(step.move.parts) <= 2
        for part in step.move.parts:
            assert part.heading in HEADINGS or part.heading in ("reason", "fact")


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_headings_are_only_reached_in_the_moods_the_vocabulary_promises(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    for step in run(scenario, seed, lines):
        for part in step.move.parts:
            if part.heading in HEADINGS:
                assert step.move.mood in HEADINGS[part.heading].moods, part.heading


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_layers_come_in_order_and_only_through_an_open_gate(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    steps = run(scenario, seed, lines)
    for before, after in itertools.pairwise(steps):
        new = after.state.disclosed[len(before.state.disclosed) :]
        assert len(new) <= 1
        for name in new:
            layer = scenario.layer(name, after.state.card)
            assert layer is not None
            assert after.state.trust >= layer.trust
            assert not layer.after or layer.after & after.state.shown
            assert not (name is LayerName.REAL and after.state.card in (Card.PRIVATE, Card.FINAL))
    order = [LayerName.STATED, LayerName.FULLER, LayerName.REAL]
    assert list(steps[-1].state.disclosed) == order[: len(steps[-1].state.disclosed)]


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_a_reason_part_is_always_a_disclosed_layer(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    for step in run(scenario, seed, lines):
        for part in step.move.parts:
            if part.layer is not None:
                assert part.layer in step.state.disclosed and part.layer in step.move.gives


@given(
    ANY_SCENARIO,
    SEEDS,
    CALLS,
    st.integers(0, 24),
    st.lists(st.sampled_from(sorted(PUSHES)), min_size=1, max_size=3, unique=True),
)
@settings(max_examples=300)
def test_adding_pushes_never_raises_the_chance_of_taking_it_back(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]], at: int, pushes: list[Behaviour]
) -> None:
    """The nearest thing to a yes a call can come to never appears because of a push."""
    mistaken = scenario.model_copy(update={"cards": {Card.MISTAKEN: 1}})
    pushed = list(lines)
    if pushed:
        text, found = pushed[at % len(pushed)]
        extra = tuple(Hit(p, "sign it", 0.9) for p in pushes if p not in {h.code for h in found.hits})
        pushed[at % len(pushed)] = (text, TurnCoding(found.hits + extra, found.asks))
    plain_back = run(mistaken, seed, lines)[-1].state.corrected
    pushed_back = run(mistaken, seed, pushed)[-1].state.corrected
    assert plain_back or not pushed_back


@given(st.sampled_from(SCENARIOS), SEEDS, CALLS)
def test_resolve_never_falls(scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]) -> None:
    resolve = [s.state.resolve for s in run(scenario, seed, lines)]
    assert resolve == sorted(resolve)


@given(ANY_SCENARIO, SEEDS, CALLS)
def test_only_the_mistaken_card_can_take_it_back(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    for step in run(scenario, seed, lines):
        if "take_back" in step.move.headings:
            assert step.state.card is Card.MISTAKEN


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
@pytest.mark.parametrize("push", sorted(PUSHES))
def test_pushed_again_and_again_the_customer_restates_asks_to_stop_and_leaves(
    scenario: Scenario, push: Behaviour
) -> None:
    """design, Leaving: two pushes after a second no: asks to stop; pushed again: leaves. By the fourth push."""
    steps = run(scenario, 3, [("Sign it today.", coding(push))] * 8)
    headings = [s.move.headings for s in steps[1:]]
    assert steps[-1].move.ends is Ending.LEFT
    assert len(steps) - 1 <= 4
    assert any("ask_stop" in h for h in headings[:-1])
    assert "leave" in headings[-1]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
def test_a_respectful_rep_is_never_left(scenario: Scenario) -> None:
    lines = [
        ("That's clear, then it's no.", coding(B.ACCEPT_NO, B.EMPATHY)),
        ("May I ask what weighed most?", coding(B.PERMISSION, B.EXPLORE, Ask.WHY)),
        ("I'll take the papers back.", coding(B.EXIT, B.THANKS)),
        ("Goodbye, then.", coding(Ask.GOODBYE)),
    ]
    for seed in range(20):
        steps = run(scenario, seed, lines)
        assert steps[-1].move.ends is Ending.CLOSED
        assert director.outcome(steps[-1].state, steps[-1].move.ends, "customer") in (
            Outcome.CLOSED_WARM,
            Outcome.CLOSED_LEVEL,
        )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
def test_asked_well_the_real_reason_of_an_open_card_is_given(scenario: Scenario) -> None:
    one, seed = with_card(scenario, Card.OPEN)
    lines = [
        ("Then it's no, and I'll take the papers back.", coding(B.ACCEPT_NO, B.EXIT, B.EMPATHY)),
        ("If you don't mind my asking, what weighed most?", coding(B.PERMISSION, B.EXPLORE, B.REFLECT, Ask.WHY)),
        ("That sounds heavy. Your people come first.", coding(B.EMPATHY, B.PRIORITIES, B.REFLECT)),
        ("May I ask what lies behind it? You needn't say.", coding(B.PERMISSION, B.EXPLORE, Ask.WHY)),
        ("Thank you. May I ask once more?", coding(B.PERMISSION, B.THANKS, B.EMPATHY, Ask.WHY)),
    ]
    assert LayerName.REAL in run(one, seed, lines)[-1].state.disclosed


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
def test_asked_badly_nothing_more_is_given(scenario: Scenario) -> None:
    one, seed = with_card(scenario, Card.OPEN)
    lines = [("Why? What changed?", coding(B.INTERROGATE, B.CALLOUT, Ask.WHY))] * 4
    assert run(one, seed, lines)[-1].state.disclosed == (LayerName.STATED,)


def test_a_private_reason_stays_private_however_well_it_is_asked() -> None:
    one, seed = with_card(SCENARIOS[0], Card.PRIVATE)
    lines = [("May I ask?", coding(B.PERMISSION, B.EXPLORE, B.EMPATHY, B.REFLECT, B.ACCEPT_NO, Ask.WHY))] * 8
    steps = run(one, seed, lines)
    assert LayerName.REAL not in steps[-1].state.disclosed
    assert any("withhold" in s.move.headings for s in steps)


def test_a_line_that_pushes_earns_nothing_by_its_kind_words() -> None:
    start = director.opening(SCENARIOS[0], 1).state
    kind = director.react(SCENARIOS[0], start, "x", coding(B.PRESSURE, B.EMPATHY, B.ACCEPT_NO, B.THANKS)).state
    plain = director.react(SCENARIOS[0], start, "x", coding(B.PRESSURE)).state
    assert (kind.trust, kind.irritation, kind.openness) == (plain.trust, plain.irritation, plain.openness)
    assert not kind.accepted and not kind.shown


def test_the_misunderstanding_must_be_met_in_its_own_words() -> None:
    scenario = next(s for s in SCENARIOS if s.misunderstanding)
    one, seed = with_card(scenario, Card.MISTAKEN)
    assert one.misunderstanding is not None
    warm = [("Then it's no, I hear you.", coding(B.ACCEPT_NO, B.EMPATHY, B.REFLECT))] * 2
    right = " ".join(one.misunderstanding.words)
    met = run(one, seed, [*warm, (f"One fact, if I may: {right}.", coding(B.CLARIFY, B.PERMISSION))])
    missed = run(one, seed, [*warm, ("One fact, if I may: it is blue.", coding(B.CLARIFY, B.PERMISSION))])
    assert met[-1].move.headings == ("take_back",) and met[-1].state.corrected
    assert not missed[-1].state.corrected


def test_silence_is_met_twice_and_then_the_customer_goes() -> None:
    steps = run(SCENARIOS[0], 1, [("", coding())] * 5)
    assert [s.move.headings for s in steps[1:]] == [("silence",), ("silence",), ("close",)]


@pytest.mark.parametrize("text", ["asdf gh jkl", "porque no quiere firmar?", "warum wollen Sie denn nicht, bitte"])
def test_gibberish_and_other_languages_are_not_understood(text: str) -> None:
    steps = run(SCENARIOS[0], 1, [(text, coding())])
    assert steps[-1].move.headings == ("unclear",)


@pytest.mark.parametrize("text", ["Right you are, Gil.", "Fair do's, nowt to be done.", "hm", "ok", "I dey come."])
def test_short_words_and_dialects_are_understood(text: str) -> None:
    assert run(SCENARIOS[0], 1, [(text, coding())])[-1].move.headings != ("unclear",)


def test_an_insult_and_another_end_the_call() -> None:
    steps = run(SCENARIOS[0], 1, [("You are a joke.", coding(B.HOSTILITY))] * 3)
    assert steps[-1].move.ends is Ending.LEFT and len(steps) == 3


def test_short_offending_words_are_thrown_back_and_long_ones_are_not() -> None:
    start = director.opening(SCENARIOS[0], 1).state
    short = director.react(SCENARIOS[0], start, "x", coding(B.CALLOUT, quote="the mutual plan,"))
    long = director.react(
        SCENARIOS[0], start, "x", coding(B.CALLOUT, quote="but you said in May that you would sign it")
    )
    assert short.move.parts[0].echo == "the mutual plan"
    assert long.move.parts[0].echo == ""


def test_difficulty_changes_numbers_and_cards_and_not_just_a_label() -> None:
    easy = SCENARIOS[0].model_copy(update={"difficulty": 1, "cards": {Card.OPEN: 5, Card.FINAL: 5}})
    hard = easy.model_copy(update={"difficulty": 5})
    assert director.opening(easy, 1).state.trust > director.opening(hard, 1).state.trust
    drawn = [sum(director.deal(s, n) is Card.FINAL for n in range(300)) for s in (easy, hard)]
    assert drawn[0] < drawn[1]


def test_temper_changes_how_a_push_is_felt() -> None:
    base = SCENARIOS[0].model_copy(update={"difficulty": 3})
    hurt = {}
    for temper in ("warm", "prickly"):
        s = base.model_copy(update={"temper": temper})
        start = director.opening(s, 1).state
        hurt[temper] = director.react(s, start, "x", coding(B.PRESSURE)).state.irritation - start.irritation
    assert hurt["warm"] < hurt["prickly"]


def test_the_table_names_every_behaviour_and_pitfalls_only_hurt() -> None:
    assert set(table()) == set(Behaviour)
    for code, effect in table().items():
        if code.is_pitfall:
            assert effect.trust < 0 and effect.irritation > 0 and effect.openness < 0, code
        else:
            assert effect.trust > 0 and effect.openness >= 0, code


@pytest.mark.parametrize(
    ("trust", "irritation", "mood"),
    [(0.7, 0.1, Mood.WARM), (0.4, 0.2, Mood.LEVEL), (0.7, 0.6, Mood.COLD), (0.1, 0.1, Mood.COLD)],
)
def test_mood_follows_trust_and_irritation(trust: float, irritation: float, mood: Mood) -> None:
    state = State(Card.FINAL, trust, irritation, 0.4)
    assert state.mood is mood
    assert replace(state, irritation=0.9).mood is Mood.COLD


def test_shipped_scenarios_are_there() -> None:
    assert [Path(f).stem for f in FILES] == sorted(s.id for s in SCENARIOS)
