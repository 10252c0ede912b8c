"""The built-in voice: no line twice, the guard content, ten calls that read differently."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.call.speaking import Spoken, speak
from trainer.coding.coder import TurnCoding
from trainer.customer import director
from trainer.customer.builtin import BuiltInVoice
from trainer.customer.guard import check
from trainer.customer.moves import Move, Part
from trainer.customer.voice import Brief
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Turn
from trainer.scenarios.loading import inspect
from trainer.scenarios.model import Scenario
from trainer.scenarios.template import template
from trainer.scenarios.vocabulary import Mood

from .test_director import CALLS, SCENARIOS, SEEDS, coding

B = Behaviour
pytestmark = pytest.mark.anyio


def talk(scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]) -> list[tuple[Brief, str]]:
    """A call's customer lines, with the brief each was made from."""
    voice = BuiltInVoice()
    step = director.opening(scenario, seed)
    turns: list[Turn] = []
    said: list[tuple[Brief, str]] = []
    for n, (text, found) in enumerate([("", TurnCoding()), *lines]):
        if n:
            if step.move.ends is not None:
                break
            turns.append(Turn("rep", text))
            step = director.react(scenario, step.state, text, found)
        brief = Brief(scenario, step.move, step.state, tuple(turns), seed, len(turns))
        worded = voice.word(brief)
        turns.append(Turn("customer", worded.text))
        said.append((brief, worded.text))
    return said


@given(st.sampled_from(SCENARIOS), SEEDS, CALLS)
@settings(max_examples=200, deadline=None)
def test_no_line_is_said_twice_in_a_call_and_none_is_empty(
    scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]
) -> None:
    texts = [t for _, t in talk(scenario, seed, lines)]
    assert all(texts)
    assert len(set(texts)) == len(texts)


@given(SEEDS, CALLS)
@settings(max_examples=100, deadline=None)
def test_a_scenario_with_hardly_any_lines_still_plays(seed: int, lines: list[tuple[str, TurnCoding]]) -> None:
    texts = [t for _, t in talk(THIN, seed, lines)]
    assert all(texts)
    assert len(set(texts)) == len(texts)


@given(st.sampled_from(SCENARIOS), SEEDS, CALLS)
@settings(max_examples=200, deadline=None)
def test_no_undisclosed_layer_is_given_away(scenario: Scenario, seed: int, lines: list[tuple[str, TurnCoding]]) -> None:
    """design: undisclosed layers never appear. A layer's own lines and its tells both count."""
    for brief, text in talk(scenario, seed, lines):
        for layer in scenario.layers:
            if layer.name not in brief.move.gives:
                assert not any(line.text in text for line in layer.lines)
                assert not any(tell.lower() in f" {text.lower()} " for tell in layer.tells if " " in tell)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
def test_ten_calls_in_a_row_read_differently(scenario: Scenario) -> None:
    lines = [
        ("Then it's no.", coding(B.ACCEPT_NO, B.EMPATHY)),
        ("What weighed most?", coding(B.EXPLORE, B.PERMISSION, Ask.WHY)),
        ("Sign it.", coding(B.PRESSURE)),
        ("I pushed, sorry.", coding(B.OWN)),
        ("Goodbye.", coding(B.THANKS, Ask.GOODBYE)),
    ]
    calls = [tuple(t for _, t in talk(scenario, seed, lines)) for seed in range(10)]
    assert len(set(calls)) == 10
    shared = [len(set(a) & set(b)) for a, b in pairwise(calls)]
    assert max(shared) < len(lines) and sum(shared) / len(shared) <= 1.5


def test_no_line_exceeds_the_limit_even_in_two_parts() -> None:
    rng = random.Random(1)
    for scenario in SCENARIOS:
        for seed in range(60):
            lines = [
                ("x?", coding(rng.choice([B.ACCEPT_NO, B.OWN, B.HELP]), rng.choice([Ask.WHO, Ask.WHAT_NOW, Ask.NEED])))
            ] * 4
            assert max(len(t.split()) for _, t in talk(scenario, seed, lines)) <= 45


def test_the_reps_words_are_thrown_back_and_never_read_as_a_template() -> None:
    scenario = SCENARIOS[0].model_copy(
        update={
            "lines": {"callout": (SCENARIOS[0].lines["callout"][0].model_copy(update={"text": '"{echo}", {rep}?'}),)}
        }
    )
    state = director.opening(scenario, 1).state
    move = Move((Part("callout", echo="our {rep} plan"),), Mood.COLD, state.card)
    worded = BuiltInVoice().word(Brief(scenario, move, state, (), 1, 2))
    assert worded.text == f'"our {{rep}} plan", {scenario.rep}?'


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)
def test_the_guard_lets_nearly_every_own_line_through(scenario: Scenario) -> None:
    """A guard that stops the scenario's own lines would make the voice repeat house lines."""
    stopped = 0
    total = 0
    for seed in range(25):
        rng = random.Random(seed)
        lines = [
            ("May I ask what weighed most?", coding(*rng.sample(list(Behaviour), 2), *rng.sample(list(Ask), 2)))
            for _ in range(8)
        ]
        for brief, text in talk(scenario, seed, lines):
            total += 1
            stopped += check(text, brief) is not None
    assert stopped / total <= 0.02


async def test_a_line_the_guard_refuses_is_replaced_by_another() -> None:
    s = SCENARIOS[0]
    bad = s.lines["accept_no"][0].model_copy(update={"text": "Okay, let's do it, send me the contract."})
    scenario = s.model_copy(update={"lines": {**s.lines, "accept_no": (bad, *s.lines["accept_no"])}})
    step = director.react(scenario, director.opening(scenario, 1).state, "Then it's no.", coding(B.ACCEPT_NO))
    for seed in range(60):
        voice = BuiltInVoice()
        brief = Brief(scenario, step.move, step.state, (Turn("rep", "Then it's no."),), seed, 2)
        spoken = [x async for x in speak(voice, voice, brief)][-1]
        assert isinstance(spoken, Spoken) and "contract" not in spoken.text


def _thin() -> Scenario:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thin.md"
        path.write_text(template("Thin"))
        scenario = inspect(path)[0]
    assert scenario is not None
    return scenario


THIN = _thin()
