"""A call without screens: the rep's lines from standard input, the events as plain text or JSON on standard output."""

from __future__ import annotations

import asyncio
import json
import sys
import textwrap
from contextlib import aclosing
from typing import TYPE_CHECKING

from trainer.call.events import (
    BaitTaken,
    BehavioursCoded,
    CallEnded,
    CallGraded,
    CallStarted,
    CustomerSpoke,
    CustomerThinking,
    HangUp,
    ManagerWrote,
    RepSpoke,
    Say,
    TakeBait,
    VoiceFellBack,
)
from trainer.call.play import play
from trainer.call.wire import JsonLines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from trainer.call.events import Event, RepAction, StoredEvent
    from trainer.call.play import Setup
    from trainer.scenarios.model import Scenario
    from trainer.wiring import Program

WIDTH = 76
HELP = "/plan  the mutual plan     /roi  the ROI sheet     /manager  your manager     /bye  end the call"
_BAITS = {"/plan": "plan", "/roi": "roi", "/manager": "manager"}


def as_json_lines(program: Program, setup: Setup) -> bool:
    """Write contract objects, one a line, each flushed as it happens. Gives back whether the call was graded."""
    lines = JsonLines()

    def write(row: object) -> None:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    async def run() -> bool:
        graded = False
        for kept in setup.past:
            if row := lines.feed(kept):
                write(row)
        async with aclosing(play(setup, _typed_lines())) as events:
            async for event in events:
                if isinstance(event, CallGraded):
                    from trainer.review.report import as_json

                    write({"event": "debrief", "grade": as_json(event.grade)})
                    graded = True
                elif row := lines.feed(event):
                    write(row)
        return graded

    return asyncio.run(run())


async def _typed_lines() -> AsyncIterator[RepAction]:
    """Standard input as rep lines; its end ends the call."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield Say(line.rstrip("\r\n"))
    yield HangUp("end-of-input")


def as_plain_text(program: Program, setup: Setup) -> bool:
    """Talk in plain sentences, then print the debrief. Gives back whether the call was graded."""
    from trainer.scenarios.briefing import briefing_text

    page = _Page(setup.scenario, interactive=sys.stdin.isatty())
    if not setup.past:
        print(briefing_text(setup.scenario))
    else:
        print(f"{setup.scenario.title}. You were in this call; it goes on where it stopped.")
    print(f"\nType your reply and press Enter. An empty line is silence.\n{HELP}\n")
    kept: list[StoredEvent] = list(setup.past)
    for event in setup.past:
        page.show(event, again=True)

    async def run() -> bool:
        graded = False
        try:
            async with aclosing(play(setup, page.actions())) as events:
                async for event in events:
                    if not isinstance(event, CustomerThinking):
                        kept.append(event)  # type: ignore[arg-type]
                    page.show(event)
                    graded = graded or isinstance(event, CallGraded)
        except (KeyboardInterrupt, asyncio.CancelledError):
            pass
        return graded

    try:
        graded = asyncio.run(run())
    except KeyboardInterrupt:
        graded = False
    if not graded:
        print(f"\nThe call is kept. Go on with it: trainer practice --plain --resume {setup.call}", file=sys.stderr)
        return False
    from trainer.review.debrief import build_debrief
    from trainer.review.plain import debrief_text

    print()
    print(debrief_text(build_debrief(kept, setup.scenario)))
    print(f"\nKept as {setup.call}. Look again: trainer calls show {setup.call}", file=sys.stderr)
    return True


class _Page:
    """Writes events as text, top to bottom, never going back: what a screen reader and a pipe can follow."""

    def __init__(self, scenario: Scenario, *, interactive: bool) -> None:
        self.scenario = scenario
        self.interactive = interactive
        self.messages: list[str] = []
        self.fell_back = ""

    def say(self, who: str, text: str) -> None:
        label = f"{who}: "
        for n, row in enumerate(text.split("\n")):
            print(textwrap.fill(row, WIDTH, initial_indent=label if n == 0 else "  ", subsequent_indent="  "))
        sys.stdout.flush()

    def show(self, event: Event, *, again: bool = False) -> None:
        match event:
            case CustomerSpoke():
                self.say(self.scenario.called, event.text)
            case RepSpoke() if again or not self.interactive:
                self.say("You", event.text or "(silence)")
            case ManagerWrote():
                self.messages.append(event.text)
                if not again:
                    print("(Your manager wrote. /manager reads it.)")
            case VoiceFellBack() if not again and event.reason != self.fell_back:
                self.fell_back = event.reason
                print(f"(The built-in customer speaks this line: {event.reason}.)", file=sys.stderr)
            case CallEnded():
                who = {"customer": f"{self.scenario.called} ended the call.", "rep": "You ended the call."}
                print(f"\n{who.get(event.by, 'The lines ran out; the call ends here.')}")
            case BaitTaken() if not again:
                self.read(event.bait)
            case CallStarted() | BehavioursCoded():
                pass

    def read(self, bait: str) -> None:
        s = self.scenario
        if bait == "manager":
            for text in self.messages or ["Nothing yet."]:
                self.say("Your manager", text)
        else:
            self.say({"plan": "The mutual plan", "roi": "The ROI sheet"}[bait], s.plan if bait == "plan" else s.roi)

    async def actions(self) -> AsyncIterator[RepAction]:
        while line := await asyncio.to_thread(self._line):
            text = line.strip()
            if text in _BAITS:
                yield TakeBait(_BAITS[text])  # type: ignore[arg-type]
            elif text == "/bye":
                yield HangUp("rep")
            elif text in ("/help", "/?"):
                print(HELP)
            else:
                yield Say(line.rstrip("\r\n"))
        if not self.interactive:
            yield HangUp("end-of-input")

    def _line(self) -> str:
        if self.interactive:
            sys.stdout.write("You: ")
            sys.stdout.flush()
        return sys.stdin.readline()
