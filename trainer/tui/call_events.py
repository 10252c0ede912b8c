"""From events to widgets: the only place that knows both what happens in a call and what the screen can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trainer.call import events as ev
from trainer.tui.widgets.talk import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

SILENCE = "(you say nothing)"
MANAGER_NOTE = "Your manager wrote.  F4"


class Stage(Protocol):
    """What a call screen can show."""

    fallen_back: str
    """What the last note on a fallback said; empty once the model speaks again."""

    async def customer_thinks(self) -> None: ...
    async def customer_streams(self, text: str) -> None: ...
    async def customer_speaks(self, text: str) -> None: ...
    async def rep_speaks(self, text: str) -> None: ...
    async def manager_writes(self, text: str) -> None: ...
    async def quiet_note(self, text: str) -> None: ...
    async def call_over(self, ended: ev.CallEnded) -> None: ...
    async def call_graded(self) -> None: ...


async def show(event: ev.Event, stage: Stage) -> None:
    """Show one event. Returns when the next may be shown: a line at a human pace takes its time."""
    match event:
        case ev.CustomerThinking():
            await stage.customer_thinks()
        case ev.CustomerStreamed(text=text):
            await stage.customer_streams(text)
        case ev.CustomerSpoke(text=text, voice=voice):
            await stage.customer_speaks(text)
            if voice == "llm":
                stage.fallen_back = ""
        case ev.RepSpoke(text=text):
            await stage.rep_speaks(text)
        case ev.ManagerWrote(text=text):
            await stage.manager_writes(text)
        case ev.VoiceFellBack():
            note = fell_back(event)
            if note != stage.fallen_back:
                stage.fallen_back = note
                await stage.quiet_note(note)
        case ev.CallEnded():
            await stage.call_over(event)
        case ev.CallGraded():
            await stage.call_graded()
        case _:
            pass  # kept for the debrief: what was coded, opened and breathed does not show during a call


def fell_back(event: ev.VoiceFellBack) -> str:
    """One quiet line on who speaks, and why."""
    reason = event.reason.strip().rstrip(".")
    return "The built-in voice speaks here" + (f": {reason}." if reason else ".")


def rep_words(text: str) -> str:
    """The rep's line as shown; silence is shown as such."""
    return text if text.strip() else SILENCE


def entries_of(past: Iterable[ev.StoredEvent], called: str, *, pressure: bool) -> list[Entry]:
    """The talk so far, from kept events."""
    entries: list[Entry] = []
    fallen_back = ""
    for event in past:
        match event:
            case ev.CustomerSpoke(text=text, voice=voice):
                entries.append(Entry("customer", text, called))
                fallen_back = "" if voice == "llm" else fallen_back
            case ev.RepSpoke(text=text):
                entries.append(Entry("rep", rep_words(text), "You"))
            case ev.VoiceFellBack() if (note := fell_back(event)) != fallen_back:
                entries.append(Entry("note", note))
                fallen_back = note
            case ev.ManagerWrote() if pressure:
                entries.append(Entry("note", MANAGER_NOTE))
            case _:
                pass
    return entries
