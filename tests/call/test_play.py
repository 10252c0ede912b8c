"""The loop of a call: what is kept, in which order, and that an interrupted call goes on as if nothing had happened."""

from collections.abc import AsyncIterator

import pytest

from trainer.call.events import (
    STORED,
    BaitTaken,
    BehavioursCoded,
    Breathe,
    CallEnded,
    CallGraded,
    CallStarted,
    CustomerSpoke,
    CustomerStreamed,
    CustomerThinking,
    HangUp,
    ManagerWrote,
    RepAction,
    RepBreathed,
    RepSpoke,
    Say,
    StoredEvent,
    TakeBait,
    VoiceFellBack,
)
from trainer.call.play import play
from trainer.coding.coder import TurnCoding
from trainer.customer.moves import Outcome
from trainer.customer.voice import Brief, VoiceFailed
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Hit

from .helpers import ROOF, Kept, Told, doing, played, setup

pytestmark = pytest.mark.anyio
PUSH = TurnCoding((Hit(Behaviour.PRESSURE, "Sign it", 0.9),))
ACCEPT = TurnCoding((Hit(Behaviour.ACCEPT_NO, "Then it's no", 0.9),), frozenset({Ask.ACCEPT}))
WHY = TurnCoding((Hit(Behaviour.EXPLORE, "what weighed most", 0.9),), frozenset({Ask.WHY}))
BYE = TurnCoding((), frozenset({Ask.GOODBYE}))
CODER = Told({"Sign it": PUSH, "Then it's no": ACCEPT, "what weighed most?": WHY, "Goodbye": BYE})
GOOD = [Say("Then it's no"), Say("what weighed most?"), Say("Goodbye")]


async def test_every_kept_event_is_in_the_journal_before_it_is_shown() -> None:
    journal = Kept()
    async for event in play(setup(journal=journal, coder=CODER), doing(GOOD)):
        if isinstance(event, STORED):
            assert journal.events[-1] == event


async def test_a_call_from_the_no_to_the_grade() -> None:
    kinds = [type(e) for e in await played(setup(coder=CODER, pressure=False), GOOD)]
    assert kinds == [
        CallStarted, CustomerThinking, CustomerSpoke,
        RepSpoke, BehavioursCoded, CustomerThinking, CustomerSpoke,
        RepSpoke, BehavioursCoded, CustomerThinking, CustomerSpoke,
        RepSpoke, BehavioursCoded, CustomerThinking, CustomerSpoke,
        CallEnded, CallGraded,
    ]  # fmt: skip


async def test_turns_are_counted_from_0_over_both_speakers() -> None:
    events = await played(setup(coder=CODER), GOOD)
    spoken = [(e.turn, type(e)) for e in events if isinstance(e, CustomerSpoke | RepSpoke)]
    assert [n for n, _ in spoken] == list(range(len(spoken)))


async def test_the_rep_can_hang_up() -> None:
    events = await played(setup(), [Say("hm"), HangUp()])
    ended = next(e for e in events if isinstance(e, CallEnded))
    assert (ended.by, ended.outcome) == ("rep", Outcome.HUNG_UP)
    assert isinstance(events[-1], CallGraded)


async def test_when_the_lines_run_out_the_call_stays_open() -> None:
    events = await played(setup(), [Say("hm")])
    assert not any(isinstance(e, CallEnded) for e in events)


async def test_nothing_is_read_after_the_customer_has_left() -> None:
    events = await played(setup(coder=CODER), [Say("Sign it")] * 9)
    assert sum(isinstance(e, RepSpoke) for e in events) == 4
    ended = next(e for e in events if isinstance(e, CallEnded))
    assert (ended.by, ended.outcome) == ("customer", Outcome.LEFT)


async def test_baits_and_breaths_are_kept_with_the_line_being_written() -> None:
    events = await played(setup(), [TakeBait("plan"), Breathe(), Say("hm")])
    assert BaitTaken(1, "plan") in events and RepBreathed(1) in events


async def test_the_manager_writes_when_the_scenario_says_and_not_when_pressure_is_off() -> None:
    lines: list[RepAction] = [Say("hm")] * 4
    on = [e for e in await played(setup(), lines) if isinstance(e, ManagerWrote)]
    off = [e for e in await played(setup(pressure=False), lines) if isinstance(e, ManagerWrote)]
    assert [m.text for m in on] == [m.text for m in ROOF.manager if m.after <= 4]
    assert on and not off


async def test_escape_codes_in_a_rep_line_never_reach_the_journal() -> None:
    journal = Kept()
    await played(setup(journal=journal), [Say("\x1b]0;owned\x07no\u202e\x1b[2J problem")])
    assert next(e for e in journal.events if isinstance(e, RepSpoke)).text == "no problem"


@pytest.mark.parametrize("cut", range(1, 18))
async def test_cut_off_after_any_event_the_call_goes_on_as_if_it_had_not_been(cut: int) -> None:
    whole = Kept()
    await played(setup(journal=whole, coder=CODER), GOOD)
    past = whole.events[:cut]
    said = sum(isinstance(e, RepSpoke) for e in past)
    rest = Kept()
    await played(setup(journal=rest, coder=CODER, past=past), GOOD[said:])
    assert [*past, *rest.events] == whole.events


async def test_a_finished_call_yields_nothing_more() -> None:
    whole = Kept()
    await played(setup(journal=whole, coder=CODER), GOOD)
    assert await played(setup(past=whole.events), [Say("one more thing")]) == []


class Scripted:
    """A model voice that says what it is told, in small pieces, or fails."""

    name = "llm"

    def __init__(self, *lines: str | Exception) -> None:
        self.lines = list(lines)
        self.briefs: list[Brief] = []

    async def aclose(self) -> None:
        return None

    async def speak(self, brief: Brief) -> AsyncIterator[str]:
        self.briefs.append(brief)
        line = self.lines.pop(0)
        if isinstance(line, Exception):
            raise line
        for n in range(0, len(line), 5):
            yield line[n : n + 5]


OPENING = "I must tell you the chapter voted against it, Marcos."


async def test_a_models_line_is_streamed_by_sentences_and_kept_whole() -> None:
    line = f"{OPENING} The bank would own our roof."
    events = await played(setup(voice=Scripted(line)), [])
    streamed = [e.text for e in events if isinstance(e, CustomerStreamed)]
    spoke = next(e for e in events if isinstance(e, CustomerSpoke))
    assert "".join(streamed) == line == spoke.text
    assert len(streamed) == 2 and spoke.voice == "llm"
    assert isinstance(events[0], CallStarted) and events[0].customer == "llm"


async def test_a_refused_line_is_asked_for_once_more_with_the_reason() -> None:
    voice = Scripted("Okay, let's do it, send me the contract.", OPENING)
    events = await played(setup(voice=voice), [])
    assert next(e for e in events if isinstance(e, CustomerSpoke)).text == OPENING
    assert voice.briefs[0].refused == "" and voice.briefs[1].refused
    assert not any(isinstance(e, VoiceFellBack) for e in events)


async def test_refused_twice_the_built_in_voice_speaks_and_says_so() -> None:
    voice = Scripted(*["Okay, let's do it, send me the contract."] * 2)
    events = await played(setup(voice=voice), [])
    spoke = next(e for e in events if isinstance(e, CustomerSpoke))
    assert spoke.voice == "offline" and "contract" not in spoke.text
    assert any(isinstance(e, VoiceFellBack) and e.reason for e in events)
    assert not any(isinstance(e, CustomerStreamed) for e in events)


async def test_a_line_ends_before_a_sentence_that_is_refused() -> None:
    voice = Scripted(f"{OPENING} But okay, let's do it, send me the contract.")
    events = await played(setup(voice=voice), [])
    assert next(e for e in events if isinstance(e, CustomerSpoke)).text == OPENING


@pytest.mark.parametrize("fault", [VoiceFailed("the model at localhost did not answer"), RuntimeError("sk-secret")])
async def test_any_fault_of_the_model_leads_to_the_built_in_voice(fault: Exception) -> None:
    events = await played(setup(voice=Scripted(fault)), [])
    assert next(e for e in events if isinstance(e, CustomerSpoke)).voice == "offline"
    notice = next(e for e in events if isinstance(e, VoiceFellBack))
    assert "sk-secret" not in notice.reason


async def test_a_failed_grader_gives_no_number() -> None:
    class Broken:
        def grade(self, *_: object) -> object:
            raise RuntimeError("x")

    from dataclasses import replace

    events = await played(replace(setup(), grader=Broken()), [HangUp()])  # type: ignore[arg-type]
    graded = events[-1]
    assert isinstance(graded, CallGraded)
    assert set(graded.grade.scores.values()) == {None} and graded.grade.not_judged


async def test_the_same_seed_and_lines_give_the_same_events() -> None:
    first: list[StoredEvent] = []
    for _ in range(2):
        journal = Kept()
        await played(setup(journal=journal, coder=CODER, seed=11), GOOD)
        first = first or journal.events
        assert journal.events == first
