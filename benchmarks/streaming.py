"""Key to echo while a customer line streams, with a hundred turns behind it, against a bare TextArea in the same run.

    python benchmarks/streaming.py [KEYS]

Each app runs on a pseudo-terminal of its own. A key is a letter that stands nowhere else on the screen; the time is
from writing it to the terminal until the terminal is sent that letter back. No emulator reads along: it would be slower
than what is measured. Budget (issue 2, Speed): 1.5 at the median, also while streaming.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from terminal import Watched

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    import pyte

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяαβγδεζηθικλμνξοπρστυφχψω"
BUDGET = 1.5
STARTED = b"\x1b[?1049h"
"""The alternate screen: before it the terminal itself echoes keys."""
WORDS = ["the", "board", "sat", "late", "on", "it", "and", "the", "answer", "is", "no", "and", "it", "stays", "no"] * 2


def bare() -> None:
    """A screen with nothing but a TextArea."""
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea()

    Bare().run()


def call(*, streaming: bool) -> None:
    """A call of a hundred turns; the customer speaks 40 words a second without end, or waits."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import trainer.call.play
    from tests.review.sample import roof, state
    from tests.tui.fakes import Config, FakeServices
    from trainer.call import events as ev
    from trainer.tui.app import TrainerApp

    past: list[Any] = [ev.CallStarted("c", "roof-from-1740", "f", "llm", 0, 0.0)]
    for turn in range(101):
        text = " ".join(WORDS[:20])
        past.append(ev.RepSpoke(turn, text, 0.0) if turn % 2 else ev.CustomerSpoke(turn, text, state(0.5, 0.1)))

    async def play(setup: Any, rep: AsyncIterator[Any]) -> AsyncGenerator[Any, None]:
        if not streaming:
            await anext(rep)
        turn = 102
        while True:
            yield ev.CustomerThinking(turn)
            said = ""
            for n in range(60):
                word = WORDS[n % len(WORDS)] + " "
                said += word
                yield ev.CustomerStreamed(turn, word)
                await asyncio.sleep(0.025)
            yield ev.CustomerSpoke(turn, said.strip(), state(0.5, 0.1))
            turn += 1

    trainer.call.play.play = play  # type: ignore[assignment]
    setup = SimpleNamespace(call="c", scenario=roof(), seed=0, clock=time.time, past=tuple(past))
    services = FakeServices(
        config=Config(pace="off", theme="eleventh-dark"),
        full={"roof-from-1740": roof()},
        setups=lambda _: setup,
    )
    TrainerApp(services, "resume:c").run()


APPS = {"bare": bare, "call": lambda: call(streaming=False), "streaming": lambda: call(streaming=True)}


class Raw(Watched):
    """A program whose output is looked at as bytes."""

    @staticmethod
    def _feed(stream: pyte.ByteStream, data: bytes) -> None:
        pass

    def echo(self, letter: str) -> float:
        """Seconds from key to echo."""
        sought, seen = letter.encode(), b""
        pressed = time.perf_counter()
        self.write(sought)
        while sought not in seen:
            if not self.read(2.0):
                raise TimeoutError(f"no echo of {letter}")
            seen = seen[-8:] + self.chunks[-1][1]
        return time.perf_counter() - pressed


def latencies(which: str, count: int) -> list[float]:
    """Seconds from each key to its echo, at a person's pace and not in step with the frames of the stream."""
    found: list[float] = []
    with Raw([sys.executable, __file__, "--app", which]) as program:
        while not program.chunks or STARTED not in b"".join(data for _, data in program.chunks):
            program.read(0.1)
        end = time.perf_counter() + 3
        while time.perf_counter() < end:
            program.read(0.1)
        for letter in LETTERS[:count]:
            found.append(program.echo(letter))
            end = time.perf_counter() + 0.06 + len(found) % 7 * 0.013
            while (left := end - time.perf_counter()) > 0:
                program.read(left)
    return found


def main() -> None:
    if sys.argv[1:2] == ["--app"]:
        APPS[sys.argv[2]]()
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    rows: dict[str, list[float]] = {which: [] for which in APPS}
    for _ in range(2):
        for which, found in rows.items():
            found += latencies(which, count)
    for which, found in rows.items():
        p95 = quantiles(found, n=20)[-1]
        print(f"{which:10} key to echo: median {median(found) * 1000:5.1f} ms, p95 {p95 * 1000:5.1f} ms")
    floor = median(rows["bare"])
    print(f"ratio {median(rows['call']) / floor:.2f} in a call of a hundred turns (budget {BUDGET})")
    print(f"ratio {median(rows['streaming']) / floor:.2f} while the customer speaks (budget {BUDGET})")


if __name__ == "__main__":
    main()
