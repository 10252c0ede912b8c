"""After the call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from tests.review.sample import CUSTOMER, REP, grade, roof, sample_events
from trainer.call import events as ev
from trainer.errors import TrainerError
from trainer.review.debrief import build_debrief
from trainer.review.export import as_markdown, as_transcript
from trainer.rubric.grade import Scale
from trainer.tui.app import TrainerApp
from trainer.tui.screens.briefing import BriefingScreen
from trainer.tui.screens.call import CallScreen
from trainer.tui.screens.debrief import DebriefScreen
from trainer.tui.screens.export import ExportScreen, write_new
from trainer.tui.screens.guess import GuessScreen, percent
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.transcript import TranscriptScreen
from trainer.tui.widgets.strip import LABEL, rows
from trainer.tui.widgets.talk import Talk

from .conftest import text_of
from .fakes import NOW
from .scripted import Script, services, settled

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio
SIZE = (120, 60)


def debrief_app(events: tuple[ev.StoredEvent, ...] | None = None, **scenario: Any) -> TrainerApp:
    """The app, opening the debrief of the sample call."""
    known = services()
    known.full["roof-from-1740"] = roof(**scenario)
    if events is not None:
        known.kept["call-1"] = events
    return TrainerApp(known, "debrief:call-1", clock=lambda: NOW)


async def test_it_reads_in_the_order_of_what_matters(size: tuple[int, int], snap: Callable[..., None]) -> None:
    app = debrief_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        snap(app, f"debrief-{size[0]}x{size[1]}")
        shown = text_of(app)
        order = ("You lost the roof. You kept her.", "What went well", "Calmness", "Customer focus", "Respect")
        places = [shown.index(words) for words in order]
        assert places == sorted(places)
        assert "the no: respected" in shown
        assert "●●●●○" in shown


async def test_the_whole_page_can_be_read_at_80_by_24() -> None:
    app = debrief_app()
    seen = ""
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _ in range(6):
            seen += text_of(app)
            await pilot.press("pagedown")
            await pilot.pause()
    for words in (
        "! called out",
        "her trust",
        "The turn it turned on",
        "What she was thinking",
        "Say it to her instead",
    ):
        assert words in seen
    for words in ("What she will say about you tomorrow", "Tuesday was Tuesday. What did the community"):
        assert words in seen


async def test_the_reason_stays_covered_until_the_rep_has_guessed() -> None:
    app = debrief_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "savings bank" not in text_of(app)
        kept: list[Any] = []
        app.services.keep = lambda *a: kept.append(a)  # type: ignore[attr-defined]
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, GuessScreen)
        await pilot.press(*"the debt", "enter", *"120", "enter")
        assert "A number from 0 to 100." in text_of(app)
        await pilot.press("backspace", "backspace", "backspace", *"60%", "enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)
        shown = text_of(app)
        assert "“the debt”  60 % sure" in shown
        assert "The card: open." in shown
        assert "The real reason  (you never heard it)" in shown
        assert "savings bank" in shown
        assert "Never asked" in shown
        assert kept == [("call-1", ev.ReasonGuessed("the debt", 60))]
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)


async def test_the_reason_can_be_seen_without_a_guess_or_left_covered() -> None:
    app = debrief_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f5", "escape")
        await settled(pilot)
        assert "savings bank" not in text_of(app)
        await pilot.press("f5", "enter")
        assert "A word or two" in text_of(app)
        await pilot.press("f5")
        await settled(pilot)
        shown = text_of(app)
        assert "savings bank" in shown
        assert "You guessed" not in shown


async def test_a_kept_guess_leaves_the_card_face_up() -> None:
    app = debrief_app((*sample_events(), ev.ReasonGuessed("the debt", 60)))
    async with app.run_test(size=(120, 90)) as pilot:
        await settled(pilot)
        assert "savings bank" in text_of(app)


async def test_what_was_not_judged_shows_no_number() -> None:
    given = grade(
        scores={Scale.CALMNESS: None, Scale.CUSTOMER_FOCUS: 3, Scale.RESPECT_NO: None},
        not_judged={"calmness": "too little was said", "respect_no": "the model did not answer"},
        no_respected=None,
        relationship=None,
    )
    app = debrief_app(sample_events(graded=given))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = text_of(app)
    assert "not judged: too little was said" in shown
    assert "the no: not judged" in shown
    assert shown.count("●") == 3


async def test_an_ungraded_call_says_so() -> None:
    app = debrief_app(sample_events(grading=False))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "This call was not graded." in text_of(app)
        assert "●" not in text_of(app)


async def test_the_transcript_shows_behaviours_and_thoughts(snap: Callable[..., None]) -> None:
    app = debrief_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, TranscriptScreen)
        snap(app, "transcript-120x40")
        assert "You, line 1   + took the no   + easy exit" in text_of(app)
        await pilot.press("pagedown", "down", "up", "pageup")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)


async def test_the_transcript_of_a_long_call_opens_at_its_start_and_pages_to_its_end() -> None:
    events: list[ev.StoredEvent] = [*sample_events(ended=False)]
    last = sample_events()[-2:]
    spoken = [e for e in events if isinstance(e, ev.CustomerSpoke)][-1]
    for turn in range(9, 121, 2):
        events.append(ev.RepSpoke(turn, f"rep line {turn}", 0.0))
        events.append(ev.CustomerSpoke(turn + 1, f"customer line {turn + 1}", spoken.state))
    app = debrief_app((*events, *last))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert "Good morning, Marcos." in text_of(app)
        for _ in range(60):
            await pilot.press("pagedown")
            await pilot.pause()
            assert len(app.screen.query_one(Talk).query("*")) <= 60
        assert "customer line 120" in text_of(app)


async def test_where_to_go_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script()
    monkeypatch.setattr("trainer.call.play.play", script.play)
    app = debrief_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen._which != "roof-from-1740"
        app.open_debrief("call-1")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert isinstance(app.screen, CallScreen)
        app.open_debrief("call-1")
        await settled(pilot)
        await pilot.press("h")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("ending", [".md", ".json"])
async def test_export_writes_a_file_and_says_where(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = debrief_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        assert isinstance(app.screen, ExportScreen)
        path = app.screen.query_one(Input)
        assert path.value.startswith(str(tmp_path))
        path.value = "call.txt"
        await pilot.press("enter")
        assert "must end in .md or .json" in text_of(app)
        path.value = f"call{ending}"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert f"call{ending}" in text_of(app)
        await pilot.press("e")
        await settled(pilot)
        app.screen.query_one(Input).value = f"call{ending}"
        await pilot.press("enter")
        assert "a file of that name already" in text_of(app)
    assert REP[0].split("'")[0] in (tmp_path / f"call{ending}").read_text(encoding="utf-8").replace("\\", "")


def test_a_file_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    assert "cannot be written" in write_new(tmp_path / "a" / "b.md", "x")
    assert "cannot be written" in write_new(Path("\0"), "x")


def test_the_exported_transcript_is_one_that_grade_reads() -> None:
    found = json.loads(as_transcript(build_debrief(sample_events(), roof()), roof(), grade()))
    assert found["id"] == "call-1"
    assert [t["text"] for t in found["turns"]][:2] == [CUSTOMER[0], REP[0]]
    assert found["scenario"]["customer"] == "Sister Inmaculada Roldán"
    assert found["grade"]["scores"] == {"calmness": 4, "customer_focus": 3, "respect_no": 5}


def test_the_exported_page_escapes_what_was_said() -> None:
    events = [*sample_events()]
    events[3] = ev.RepSpoke(1, "<script> *no* | [x](http://y)", 0.0)
    page = as_markdown(build_debrief(events, roof()))
    assert "\\<script\\> \\*no\\* \\| \\[x\\](http://y)" in page
    assert page.startswith("# You lost the roof. You kept her.\n")


async def test_a_call_that_is_gone_says_so() -> None:
    app = debrief_app(())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "this call is not here any more" in text_of(app)
        await pilot.press("e", "t", "p", "f5", "escape")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_scenario_that_is_gone_says_so() -> None:
    app = debrief_app()
    app.services.fault["scenario"] = TrainerError("there is no scenario 'roof'")  # type: ignore[attr-defined]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "there is no scenario 'roof'" in text_of(app)


async def test_words_of_the_call_are_never_markup() -> None:
    events = [*sample_events()]
    events[3] = ev.RepSpoke(1, "I said [/b] no [@click=app.quit]x[/]", 0.0)
    app = debrief_app(tuple(events), thoughts={"blamed": ("[/] he counts",)}, tomorrow={"kept": ("[red]x[/red]",)})
    async with app.run_test(size=(120, 90)) as pilot:
        await settled(pilot)
        shown = text_of(app)
        assert "[/] he counts" in shown
        assert "[red]x[/red]" in shown
        await pilot.press("t")
        await settled(pilot)
        assert "I said [/b] no [@click=app.quit]x[/]" in text_of(app)


async def test_every_key_is_named() -> None:
    for binding in (*DebriefScreen.BINDINGS, *TranscriptScreen.BINDINGS, *GuessScreen.BINDINGS, *ExportScreen.BINDINGS):
        assert binding.id and binding.description and binding.tooltip  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [40, 76, 104])
def test_the_strip_fits_and_breaks_into_blocks(width: int) -> None:
    turns = build_debrief(sample_events(), roof()).turns
    lines = ["".join(text for text, _ in row) for row in rows(turns, "her", width)]
    assert all(len(line) <= max(width, LABEL + 15) for line in lines)
    text = "\n".join(lines)
    assert text.count("her trust") == -(-4 // ((width - LABEL) // 15))
    for mark in ("+ took the no", "! called out", "▅▅"):
        assert mark in text


def test_a_percentage_is_read_as_people_type_it() -> None:
    assert [percent(t) for t in ("50", " 60 % ", "0", "101", "-3", "x", "")] == [50, 60, 0, None, None, None, None]
