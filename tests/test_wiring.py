"""The program put together: flags are not kept, half-finished calls are finished, the talk goes nowhere unasked."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from trainer.call.events import CallEnded, CallGraded, HangUp, ReasonGuessed, RepAction, Say
from trainer.call.play import play
from trainer.errors import TrainerError
from trainer.store.problems import StoreError
from trainer.wiring import Program, flags


@pytest.fixture
def program():  # type: ignore[no-untyped-def]
    p = Program()
    yield p
    p.close()


def run(setup, *actions: RepAction) -> list[object]:  # type: ignore[no-untyped-def]
    async def lines() -> AsyncIterator[RepAction]:
        for action in actions:
            yield action

    async def go() -> list[object]:
        return [e async for e in play(setup, lines())]

    return asyncio.run(go())


def test_a_call_is_kept_listed_and_deleted(program: Program) -> None:
    setup = program.begin("bakery-line", seed=1)
    run(setup, Say("Then it's no."), HangUp())
    (row,) = program.history()
    assert (row.id, row.scenario, row.rep_turns, row.ended) == (setup.call, "bakery-line", 1, True)
    assert row.scores[2] is not None
    program.delete(setup.call)
    assert not program.history()


def test_a_guess_at_the_reason_is_kept_with_the_call(program: Program) -> None:
    setup = program.begin("bakery-line", seed=1)
    run(setup, HangUp())
    program.keep(setup.call, ReasonGuessed("the bench", 60))
    assert program.events(setup.call)[-1] == ReasonGuessed("the bench", 60)
    assert program.history()[0].ended


def test_an_interrupted_call_is_offered_and_goes_on(program: Program) -> None:
    setup = program.begin("bakery-line", seed=1)
    run(setup, Say("Then it's no."))
    left = program.unfinished()
    assert left is not None and left.id == setup.call
    again = program.resume(setup.call)
    assert again.seed == 1 and again.past
    run(again, HangUp())
    assert program.unfinished() is None


def test_a_call_cut_off_between_its_end_and_its_grade_is_graded_when_it_is_opened(program: Program) -> None:
    setup = program.begin("bakery-line", seed=1)

    async def cut() -> None:
        async def lines() -> AsyncIterator[RepAction]:
            yield HangUp()

        async for event in play(setup, lines()):
            if isinstance(event, CallEnded):
                return

    asyncio.run(cut())
    assert not any(isinstance(e, CallGraded) for e in program.store().events(setup.call))
    assert any(isinstance(e, CallGraded) for e in program.events(setup.call))


def test_the_reps_name_in_the_settings_is_what_the_customer_says() -> None:
    program = Program({"rep_name": "Noor"})
    assert program.scenario("bakery-line").rep == "Noor"


def test_flags_hold_for_this_run_and_are_not_kept(program: Program) -> None:
    flagged = Program({"pressure": False})
    assert flagged.config.pressure is False
    flagged.save_config(flagged.config)
    assert Program().config.pressure is True


def test_a_hosted_model_is_refused_until_the_rep_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_MODEL", "some-model")
    with pytest.raises(TrainerError, match=r"the talk would go to api\.openai\.com"):
        Program({"customer": "llm"}).begin("bakery-line", seed=1)
    agreed = Program(flags("llm")).begin("bakery-line", seed=1)
    assert agreed.voice.name == "llm"
    assert Program().config.agreed_hosts == ()


def test_a_model_on_this_machine_needs_no_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    assert Program({"customer": "llm"}).begin("bakery-line", seed=1).voice.name == "llm"


def test_a_call_that_is_not_there_is_said_plainly(program: Program) -> None:
    with pytest.raises(StoreError):
        program.delete("nope") or program.resume("nope")


def test_the_pick_needs_no_history_for_the_first_frame(program: Program) -> None:
    pick = program.pick(None)
    assert pick is not None and pick.why == "" and pick.scenario.difficulty == 1
