"""The call on screen, with a scripted engine behind it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import OptionList

from tests.review.sample import CUSTOMER, REP, sample_events, state
from trainer.call import events as ev
from trainer.cleaning import MAX_TURN_CHARS
from trainer.errors import TrainerError
from trainer.tui.screens.breath import BreathScreen, drawn
from trainer.tui.screens.call import SAY_NOTHING, CallScreen
from trainer.tui.screens.confirm import ConfirmModal
from trainer.tui.screens.debrief import DebriefScreen
from trainer.tui.widgets.composer import Composer
from trainer.tui.widgets.drawer import Drawer
from trainer.tui.widgets.ending import Fault, Over
from trainer.tui.widgets.header import arranged, countdown
from trainer.tui.widgets.pace import TEMPI, Typist
from trainer.tui.widgets.talk import Entry, Talk, Turn
from trainer.tui.widgets.window import MOST, MOUNTED, Window, last

from .conftest import text_of
from .scripted import Script, call_app, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from trainer.tui.app import TrainerApp

pytestmark = pytest.mark.anyio

SIZE = (120, 40)


async def say(app: TrainerApp, pilot: Pilot[None], text: str) -> None:
    """Write a line and send it."""
    composer = app.screen.query_one(Composer)
    composer.text = text
    composer.move_cursor(composer.document.end)
    await pilot.press("enter")
    await settled(pilot)


def composer_of(app: TrainerApp) -> Composer:
    return app.screen.query_one(Composer)


async def test_a_call_from_the_no_to_the_debrief(
    size: tuple[int, int], snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(manager={1: "Get it done. Offer the 20. Bahamas!!"}, falls_back={4: "no answer from localhost"})
    app = call_app(script, monkeypatch)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, CallScreen)
        assert "it is no" in text_of(app)
        for line in REP[:2]:
            await say(app, pilot, line)
        snap(app, f"call-{size[0]}x{size[1]}")
        shown = text_of(app)
        assert "(1 new)" in shown
        assert "The built-in voice speaks here: no answer from localhost." in shown
        for line in REP[2:]:
            await say(app, pilot, line)
        shown = text_of(app)
        assert "Sister Inmaculada said goodbye, and meant it kindly." in shown
        assert "see how it went" in shown
        assert not composer_of(app).display
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert len(app.screen_stack) == 2
    assert script.did == [ev.Say(text) for text in REP]


async def test_the_talk_is_never_wider_than_76(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(answers=["word " * 60, "bye"])
    app = call_app(script, monkeypatch)
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(pilot)
        await say(app, pilot, "plain " * 80)
        for turn in app.screen.query(Turn):
            assert turn.content_size.width <= 76


async def test_several_lines_are_sent_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*"no", "ctrl+j", *"it is", "shift+enter", *"then", "enter")
        await settled(pilot)
    assert script.did == [ev.Say("no\nit is\nthen")]


async def test_silence_is_asked_about_once_and_is_a_legal_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert SAY_NOTHING in text_of(app)
        assert script.did == []
        await pilot.press("x", "backspace")
        assert SAY_NOTHING not in text_of(app)
        await pilot.press("enter")
        await pilot.press("enter")
        await settled(pilot)
        assert "(you say nothing)" in text_of(app)
    assert script.did == [ev.Say("")]


async def test_typing_goes_on_while_the_customer_speaks_but_sending_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(gate=asyncio.Event())
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "· · ·" in text_of(app)
        await pilot.press(*"I hear", "enter")
        assert "still speaking" in text_of(app)
        assert composer_of(app).text == "I hear"
        assert script.did == []
        assert script.gate is not None
        script.gate.set()
        await settled(pilot)
        assert "still speaking" not in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
    assert script.did == [ev.Say("I hear")]


@pytest.mark.parametrize("key", ["space", "enter", "ctrl+s"])
async def test_a_spoken_line_takes_its_time_and_can_be_skipped(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TEMPI, "human", TEMPI["human"].__class__(20, 0.05, 0, 0.05))
    app = call_app(Script(), monkeypatch, pace="human", motion=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.pause(0.4)
        assert "We cannot." not in text_of(app)
        await pilot.press(key)
        await pilot.pause(0.2)
        assert "We cannot." in text_of(app)
        assert composer_of(app).text == ""


async def test_streamed_words_appear_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(streams=True), monkeypatch, pace="quick", motion=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.pause(0.3)
        partly = text_of(app)
        assert "Good morning" in partly
        assert "We cannot." not in partly
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert "We cannot." in text_of(app)
        assert len(app.screen.query(Turn)) == 1


async def test_breathing_costs_nothing_and_can_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+b")
        await settled(pilot)
        assert isinstance(app.screen, BreathScreen)
        assert "Breathe in for four. Out for six." in text_of(app)
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(app.screen, CallScreen)
        assert composer_of(app).text == ""
    assert script.did == [ev.Breathe()]


def test_the_breath_is_drawn_in_and_out() -> None:
    assert drawn(0) == ("in", "·")
    assert drawn(4)[0] == "out"
    assert len(drawn(4)[1]) > len(drawn(2)[1]) > 1
    assert drawn(10) == ("out", "·")


async def test_bait_is_one_key_away_and_its_words_can_be_used(
    snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"But")
        await pilot.press("f2")
        await settled(pilot)
        snap(app, "call-plan-80x24")
        await pilot.press("down", "enter")
        await settled(pilot)
        used = 'But 9 December · Sr Inmaculada · figures checked, "no errors found" (her words) · done'
        assert composer_of(app).text == used
        assert app.focused is composer_of(app)
        await pilot.press("f2", "f3")
        assert app.screen.query_one(Drawer).showing == "roi"
        await pilot.press("f3")
        assert app.screen.query_one(Drawer).showing == ""
        await pilot.press("f3", "escape")
        await settled(pilot)
        assert isinstance(app.screen, CallScreen)
    assert script.did == [ev.TakeBait("plan"), ev.TakeBait("roi")]


async def test_the_manager_counts_up_and_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(manager={1: "Bahamas!! [b]now[/b]", 3: "Well?"})
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f4")
        assert "Nothing from your manager yet." in text_of(app)
        await pilot.press("escape")
        await say(app, pilot, "one")
        await say(app, pilot, "two")
        assert "(2 new)" in text_of(app)
        assert "Your manager wrote.  F4" in text_of(app)
        await pilot.press("f4")
        await settled(pilot)
        shown = text_of(app)
        assert "Bahamas!! [b]now[/b]" in shown
        assert "new)" not in shown
    assert script.did == [ev.Say("one"), ev.Say("two"), ev.TakeBait("manager")]


async def test_a_model_that_stays_away_is_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(falls_back={2: "no answer", 4: "no answer", 6: "wrong key"})
    app = call_app(script, monkeypatch)
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        for line in ("one", "two", "three"):
            await say(app, pilot, line)
        shown = text_of(app)
    assert shown.count("The built-in voice speaks here: no answer.") == 1
    assert shown.count("The built-in voice speaks here: wrong key.") == 1


async def test_without_pressure_nothing_tempts(snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(manager={1: "Bahamas!!"})
    app = call_app(script, monkeypatch, pressure=False)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await say(app, pilot, "one")
        shown = text_of(app)
        for words in ("quota", "year end", "Within reach", "manager", "F2"):
            assert words not in shown
        await pilot.press("f2", "f4")
        assert app.screen.query_one(Drawer).showing == ""
        snap(app, "call-no-pressure-120x40")
    assert script.did == [ev.Say("one")]


async def test_what_the_rep_knows_is_a_drawer_on_a_narrow_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(), monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "70 kW on the south roof" not in text_of(app)
        await pilot.press("f6")
        await settled(pilot)
        assert "70 kW on the south roof" in text_of(app)
        await pilot.press("f6")
        await settled(pilot)
        assert "70 kW on the south roof" not in text_of(app)


async def test_hanging_up_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ConfirmModal)
        await pilot.press("n")
        await settled(pilot)
        assert script.did == []
        assert isinstance(app.screen, CallScreen)
        await pilot.press("escape", "y")
        await settled(pilot)
        assert "You ended the call." in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, CallScreen)
    assert script.did == [ev.HangUp()]


async def test_the_debrief_waits_for_the_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(answers=["Goodbye."], grade_gate=asyncio.Event())
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await say(app, pilot, "Then it's no.")
        assert "The call is being read." in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CallScreen)
        assert script.grade_gate is not None
        script.grade_gate.set()
        await settled(pilot)
        assert isinstance(app.focused, Over)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)


@pytest.mark.parametrize("before_kept", [True, False])
async def test_a_fault_keeps_the_draft_and_r_tries_again(
    before_kept: bool, snap: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(fails_at={3: TrainerError("the disk is full", "make room and try again")}, before_kept=before_kept)
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await say(app, pilot, "one")
        await say(app, pilot, "two")
        shown = text_of(app)
        assert "The disk is full; make room and try again." in shown
        assert composer_of(app).text == ("two" if before_kept else "")
        if before_kept:
            snap(app, "call-fault-120x40")
        assert isinstance(app.focused, Fault)
        await pilot.press("r")
        await settled(pilot)
        shown = text_of(app)
        assert "interrupted" not in shown
        assert CUSTOMER[1] in shown
        assert app.focused is composer_of(app)
        if before_kept:
            assert composer_of(app).text == "two"
            await pilot.press("enter")
            await settled(pilot)
        assert CUSTOMER[2] in text_of(app)
        await say(app, pilot, "three")
        assert CUSTOMER[3] in text_of(app)


async def test_a_fault_of_ours_is_shown_plainly_and_a_resume_may_fail_too(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(fails_at={1: KeyError("[/b]\x1b[2J")})
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await say(app, pilot, "one")
        assert "KeyError: '[/b]" in text_of(app)
        app.services.fault["resume"] = RuntimeError("no such table")  # type: ignore[attr-defined]
        await pilot.press("r")
        await settled(pilot)
        assert "RuntimeError: no such table" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, CallScreen)


async def test_a_resumed_call_shows_what_was_said_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(kept=[e for e in sample_events(ended=False) if getattr(e, "turn", 0) <= 4])
    app = call_app(script, monkeypatch)
    app._start = "resume:call-1"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = text_of(app)
        for text in (REP[1], CUSTOMER[2], "Your manager wrote.  F4"):
            assert text in shown
        assert "47:58 to year end" in shown
        await say(app, pilot, "three")
        assert CUSTOMER[1] in text_of(app)
    assert script.did == [ev.Say("three")]


async def test_a_call_interrupted_before_the_answer_gives_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(kept=[e for e in sample_events(ended=False) if getattr(e, "turn", 0) <= 3], answers=["Here.", "x"])
    app = call_app(script, monkeypatch)
    app._start = "resume:call-1"
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Here." in text_of(app)


def long_past(turns: int) -> list[ev.StoredEvent]:
    past: list[ev.StoredEvent] = [ev.CallStarted("call-1", "roof-from-1740", "f", "offline", 0, 0.0)]
    for turn in range(turns):
        if turn % 2:
            past.append(ev.RepSpoke(turn, f"rep line {turn}", 0.0))
        else:
            past.append(ev.CustomerSpoke(turn, f"customer line {turn}", state(0.5, 0.1)))
    return past


async def test_a_hundred_turns_keep_few_widgets_and_can_all_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(kept=long_past(101), answers=[f"answer {i}" for i in range(9)])
    app = call_app(script, monkeypatch)
    app._start = "resume:call-1"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        talk = app.screen.query_one(Talk)
        assert len(talk.query("*")) <= MOUNTED + 1
        assert "customer line 100" in text_of(app)
        for i in range(4):
            await say(app, pilot, f"more {i}")
            assert len(talk.query("*")) <= 60
        assert "answer 3" in text_of(app)
        seen: set[str] = set()
        for _ in range(60):
            await pilot.press("pageup")
            await pilot.pause()
            assert len(talk.query("*")) <= 60
            seen |= set(re.findall(r"(?:rep|customer) line \d+", text_of(app)))
        assert "customer line 0" in seen
        assert {f"rep line {n}" for n in range(1, 100, 2)} <= seen
        order = [t.entry.text for t in talk.query(Turn)]
        assert order == [e.text for e in talk.entries[: len(order)]]
        for _ in range(60):
            await pilot.press("pagedown")
            await pilot.pause()
        assert "answer 3" in text_of(app)
        for _ in range(8):
            await pilot.press("pageup")
        await say(app, pilot, "back to the end")
        assert "answer 4" in text_of(app)
        assert len(talk.query("*")) <= 60


async def test_reading_back_while_typing_keeps_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(kept=long_past(101)), monkeypatch)
    app._start = "resume:call-1"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("pageup", "pageup")
        await settled(pilot)
        before = app.screen.query_one(Talk).scroll_y
        await pilot.press(*"still here")
        await settled(pilot)
        assert app.screen.query_one(Talk).scroll_y == before
        assert composer_of(app).text == "still here"


async def test_a_draft_survives_resizing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(), monkeypatch)
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(pilot)
        await pilot.press(*"half a thought", "ctrl+j", *"and more")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert composer_of(app).text == "half a thought\nand more"
        assert "half a thought" in text_of(app)
        assert "F2  plan" in text_of(app)
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert "the mutual plan" in text_of(app)
        assert app.focused is composer_of(app)


async def paste(app: TrainerApp, pilot: Pilot[None], text: str) -> None:
    composer_of(app).post_message(events.Paste(text))
    await settled(pilot)


async def test_what_is_pasted_is_cleaned_and_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await paste(app, pilot, "\x1b]0;title\x07I said [/b] \x1b[2J[@click=app.quit]no\u202e[/]\x00")
        assert composer_of(app).text == "I said [/b] [@click=app.quit]no[/]"
        await pilot.press("enter")
        await settled(pilot)
        assert "I said [/b] [@click=app.quit]no[/]" in text_of(app)
        await paste(app, pilot, "\x1b[31m\x07")
        assert "no text that can be said" in text_of(app)
    assert script.did == [ev.Say("I said [/b] [@click=app.quit]no[/]")]


async def test_a_very_long_paste_is_cut_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*"abc")
        await paste(app, pilot, "x" * 1_000_000)
        assert len(composer_of(app).text) == MAX_TURN_CHARS
        assert "The paste was cut" in text_of(app)
        await pilot.press("y", "enter")
        await settled(pilot)
        assert "1 characters more" in text_of(app)
        assert script.did == []


async def test_the_customers_words_are_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(answers=["I said [/] no [b]twice[/b]", "x"]), monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await say(app, pilot, "ok")
        assert "I said [/] no [b]twice[/b]" in text_of(app)


async def test_every_key_is_named_and_in_the_palette(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(), monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for binding in (*CallScreen.BINDINGS, *Composer.BINDINGS, *Drawer.BINDINGS, *Fault.BINDINGS, *Over.BINDINGS):
            assert binding.id and binding.description and binding.tooltip  # type: ignore[union-attr]
        titles = {command.title for command in app.get_system_commands(app.screen)}
    assert {"Send", "New line", "Breathe", "Hang up", "The mutual plan", "What you know", "Earlier"} <= titles


async def test_selected_words_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    app = call_app(Script(), monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        turn = app.screen.query(Turn).first()
        await pilot.mouse_down(turn, offset=(2, 1))
        await pilot.hover(turn, offset=(14, 1))
        await pilot.mouse_up(turn, offset=(14, 1))
        assert (app.screen.get_selected_text() or "").startswith("Good morning")
        await pilot.press("ctrl+c")
        assert app.clipboard.startswith("Good morning")


async def test_ctrl_q_leaves_a_call_to_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    app = call_app(script, monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+q")
    assert script.did == []
    assert not any(isinstance(e, ev.CallEnded) for e in script.kept)


def test_the_countdown_stops_at_the_end_of_the_year() -> None:
    assert (countdown(48 * 60), countdown(61), countdown(-5)) == ("48:00", "1:01", "0:00")


@pytest.mark.parametrize("width", [20, 40, 60, 76, 114, 136])
def test_the_header_fits(width: int) -> None:
    pressing = ("47:12 to year end · 95 % of quota", "47:12 to year end · 95 %", "47:12 · 95 %")
    left, middle, right = arranged("The roof from 1740", "Sister Inmaculada Roldán, bursar", pressing, width)
    assert sum(map(len, (left, middle, right))) + 3 * sum(map(bool, (left, right))) <= width
    assert right


def test_the_typist_never_shows_half_a_word() -> None:
    typist = Typist(10)
    typist.replace("one two three")
    shown = []
    while not typist.done:
        typist.advance(0.1)
        shown.append(typist.visible)
    assert all("one two three".startswith(s) for s in shown)
    assert {*shown} <= {"", "one", "one two", "one two three"}
    assert shown[-1] == "one two three"
    typist = Typist(10)
    typist.add("Well, yes")
    typist.advance(5)
    typist.replace("No.")
    assert typist.visible == ""
    typist.skip()
    assert typist.visible == "No."


def test_the_window_slides_without_gaps() -> None:
    w = last(100)
    assert (w.start, w.end) == (70, 100)
    assert w.grown() == Window(71, 101)
    assert last(3).grown() == Window(0, 4)
    seen = {w.start}
    while w.start:
        w = w.earlier()
        assert w.size <= MOST
        seen.add(w.start)
    while not w.at_end(100):
        before = w
        w = w.later(100)
        assert w.size <= MOST
        assert w.start <= before.end


async def test_talk_keeps_its_order_when_a_note_comes_while_the_customer_speaks() -> None:
    from textual.app import App

    class Only(App[None]):
        def compose(self) -> Any:
            yield Talk([Entry("rep", "hello", "You")])

        def get_theme_variable_defaults(self) -> dict[str, str]:
            from trainer.tui.theme import fallback_variables

            return fallback_variables()

    app = Only()
    async with app.run_test() as pilot:
        talk = app.query_one(Talk)
        await talk.begin("Rosa")
        await talk.add(Entry("note", "the built-in voice"))
        talk.live("No")
        await talk.finish("No.")
        await pilot.pause()
        assert [t.entry.text for t in talk.query(Turn)] == ["hello", "the built-in voice", "No."]
        assert [e.text for e in talk.entries] == ["hello", "the built-in voice", "No."]


def test_options_of_a_drawer_are_not_markup() -> None:
    assert OptionList(markup=False)._markup is False
