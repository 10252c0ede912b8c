"""The model grader where people meet it: practice calls, consent, evaluation over labelled calls."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.llm.fault_server import Exchange, FaultServer, fault_server
from tests.review.fakes import ByHeart
from tests.review.scripted import GOOD, GOOD_CODES, KNOWN, PUSHED, PUSHED_CODES, Script, grader, said
from trainer.call.codec import decode, encode
from trainer.call.events import CallGraded, HangUp, RepAction, Say
from trainer.call.play import play
from trainer.cli.grade import command
from trainer.coding.dataset import CodedCall, Example
from trainer.errors import TrainerError
from trainer.llm import quirks
from trainer.review.modelled.evaluate import evaluate_model
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import Transcript
from trainer.wiring import Program, flags


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr(quirks, "_KNOWN", {})
    with fault_server() as running:
        yield running


@pytest.fixture(autouse=True)
def known_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "coder", lambda self: ByHeart(KNOWN))


def played(program: Program) -> CallGraded:
    setup = program.begin("bakery-line", seed=1)

    async def lines() -> AsyncIterator[RepAction]:
        yield Say("Then it's no, and that is all right.")
        yield HangUp()

    async def go() -> CallGraded:
        return next(e for e in [e async for e in play(setup, lines())] if isinstance(e, CallGraded))

    try:
        return asyncio.run(go())
    finally:
        program.close()


def test_a_practice_call_is_graded_by_the_model_in_the_settings(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.scripts["tiny"] = Script(said([(1, "Then it's no", "accept_no")], 4, 3, 4))
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    event = played(Program({"grader": "llm"}))
    assert (event.grade.grader, event.grade.notice) == ("llm", "")
    assert event.grade.grader_version.startswith("tiny+prompt-")
    assert decode(*encode(event)) == event


def test_a_practice_call_with_a_dead_model_keeps_its_built_in_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    event = played(Program({"grader": "llm"}))
    assert event.grade.grader == "offline" and "127.0.0.1:9" in event.grade.notice
    assert all(event.grade.scores.values())
    assert decode(*encode(event)) == event


def test_a_call_goes_to_no_host_that_was_not_agreed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_MODEL", "some-model")
    event = played(Program({"grader": "llm"}))
    assert event.grade.grader == "offline"
    assert "the talk would go to api.openai.com" in event.grade.notice
    with pytest.raises(TrainerError, match=r"--grader llm"):
        Program().grader("llm")
    assert Program(flags(grader="llm"), keep=False).grader("llm").place == "api.openai.com"
    assert Program().config.agreed_hosts == ()


def test_the_settings_choose_the_grader() -> None:
    assert Program().grader().name == "offline"


def labelled(call: Transcript, codes: dict[int, frozenset[B]], score: int) -> CodedCall:
    examples = tuple(
        Example(f"{call.id}#{i}", call.id, "calls", call.turns[:i], t.text, codes.get(i, frozenset()))
        for i, t in call.rep_turns()
    )
    return CodedCall(call, "calls", examples, dict.fromkeys(Scale, score), "yes", "kept")


def test_an_evaluation_sets_grades_beside_labels_and_counts_what_the_model_did_not_grade(server: FaultServer) -> None:
    script = Script(said([*GOOD_CODES, (1, "never said so", "door")]))

    def failing_once(x: Exchange) -> None:
        if "ten percent off" in x.request.body["messages"][1]["content"]:
            x.error(500, "boom")
        else:
            script(x)

    done: list[int] = []
    codes = {1: frozenset({B.ACCEPT_NO, B.THANKS}), 3: frozenset({B.REFLECT})}
    result = evaluate_model(
        grader(server, failing_once), [labelled(GOOD, codes, 4), labelled(PUSHED, {}, 1)], done.append
    )
    assert done == [1, 2] and result.fell_back == 1 and len(result.graded) == 1
    assert result.pairs(Scale.CALMNESS) == [(4, 5)] and result.verdicts() == [("yes", "yes")]
    tallies = result.tallies()
    assert (tallies[B.ACCEPT_NO], tallies[B.EXIT], tallies[B.THANKS]) == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert (result.counts().claimed, result.counts().dropped) == (4, 1)
    assert not result.unsure and "prompt-" in result.version


def test_the_same_answer_gives_the_same_grade(server: FaultServer, tmp_path: Path) -> None:
    model = grader(server, Script(said()), data=tmp_path, coder=ByHeart(KNOWN))
    assert model.grade(GOOD) == model.grade(GOOD)


# -- the command ----------------------------------------------------------------------------------------


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    file = tmp_path / "calls.jsonl"
    rows = [
        {"id": call.id, "turns": [{"speaker": t.speaker, "text": t.text} for t in call.turns]}
        for call in (GOOD, PUSHED)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def test_the_command_grades_with_the_model_and_reads_as_often_as_asked(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, transcripts: Path
) -> None:
    script = Script("")

    def by_call(x: Exchange) -> None:
        pushed = "ten percent off" in x.request.body["messages"][1]["content"]
        script.texts = [said(PUSHED_CODES, 3, 2, 1) if pushed else said()]
        script(x)

    server.scripts["tiny"] = by_call
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    result = CliRunner().invoke(command, [str(transcripts), "--json", "--grader", "llm", "--repeat", "2"])
    assert result.exit_code == 0, result.stderr
    good, pushed = (json.loads(row) for row in result.stdout.splitlines())
    assert (good["grader"], good["no_respected"]) == ("llm", "yes")
    assert (pushed["grader"], pushed["no_respected"]) == ("llm", "no")
    assert good["notice"] == "2 readings agree." and good["grader_version"].endswith("+x2")
    assert len(script.coded) == 4


def test_the_command_says_when_the_model_did_not_grade(monkeypatch: pytest.MonkeyPatch, transcripts: Path) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    result = CliRunner().invoke(command, [str(transcripts), "--json", "--grader", "llm"])
    assert result.exit_code == 0
    assert [json.loads(row)["grader"] for row in result.stdout.splitlines()] == ["offline", "offline"]
    assert "did not grade this call" in result.stderr
