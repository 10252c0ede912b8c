"""A call in memory: a journal that remembers, a coder and a grader that are told what to find."""

from collections.abc import AsyncIterator, Mapping, Sequence

from trainer import assets
from trainer.call.events import Event, RepAction, StoredEvent
from trainer.call.play import Setup, play
from trainer.coding.coder import TurnCoding
from trainer.customer.builtin import BuiltInVoice
from trainer.customer.voice import Voice
from trainer.rubric.grade import Grade, Scale
from trainer.rubric.transcript import Transcript, Turn
from trainer.scenarios.loading import load
from trainer.scenarios.model import Scenario

ROOF = load(assets.root("scenarios") / "roof-from-1740.md")


class Kept:
    """A journal in memory."""

    def __init__(self) -> None:
        self.events: list[StoredEvent] = []

    async def append(self, call: str, event: StoredEvent) -> None:
        self.events.append(event)


class Told:
    """A coder that knows a few lines by heart and finds nothing in others."""

    version = "told"

    def __init__(self, found: Mapping[str, TurnCoding] | None = None) -> None:
        self.found = dict(found or {})

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding:
        return self.found.get(text, TurnCoding())


class NoGrade:
    """A grader that judges nothing."""

    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade:
        why = {s.value: "not judged here" for s in Scale}
        return Grade(transcript.id, "offline", "none", dict.fromkeys(Scale), None, None, (), why)


def setup(
    *,
    journal: Kept | None = None,
    coder: Told | None = None,
    voice: Voice | None = None,
    past: Sequence[StoredEvent] = (),
    scenario: Scenario = ROOF,
    seed: int = 7,
    pressure: bool = True,
) -> Setup:
    built_in = BuiltInVoice()
    return Setup(
        "c1", scenario, "f", seed, coder or Told(), voice or built_in, built_in, journal or Kept(), NoGrade(),
        lambda: 1_000.0, pressure, past,
    )  # fmt: skip


async def doing(actions: Sequence[RepAction]) -> AsyncIterator[RepAction]:
    for action in actions:
        yield action


async def played(s: Setup, actions: Sequence[RepAction]) -> list[Event]:
    return [e async for e in play(s, doing(actions))]
