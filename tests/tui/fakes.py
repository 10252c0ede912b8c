"""The program behind the screens, made up and always the same: frozen time, no disk, no network."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trainer.config import Config
from trainer.errors import TrainerError
from trainer.tui.services import CallGlance, ModelOffer, ModelTest, Pick, ScenarioGlance

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

NOW = 1_796_000_000.0
"""Now, in all TUI tests; seconds since the epoch."""
DAY = 86_400.0


def glance(id: str, title: str, customer: str, role: str, **more: Any) -> ScenarioGlance:
    """A scenario of the shelf."""
    base: dict[str, Any] = {
        "company": "",
        "industry": "",
        "temper": "guarded",
        "difficulty": 2,
        "minutes": 6,
    }
    return ScenarioGlance(id=id, title=title, customer=customer, role=role, **{**base, **more})


SHELF = (
    glance(
        "school-laptops",
        "Laptops for the school",
        "Petra Lindqvist",
        "head teacher",
        temper="warm",
        difficulty=1,
        company="Hagaskolan",
        industry="education",
    ),
    glance(
        "clinic-scheduling",
        "The clinic's calendar",
        "Dr. Amara Osei",
        "medical director",
        temper="anxious",
        difficulty=2,
        company="Osei & Partners",
        industry="health",
    ),
    glance(
        "roof-from-1740",
        "The roof from 1740",
        "Sister Inmaculada Roldán",
        "bursar",
        temper="prickly",
        difficulty=3,
        company="Convento de Santa Clara",
        industry="solar energy",
    ),
    glance(
        "cold-chain",
        "Sensors for the cold chain",
        "Tomasz Zieliński",
        "head of logistics",
        temper="terse",
        difficulty=3,
        company="Mrozex",
        industry="logistics",
    ),
    glance(
        "bank-fraud",
        "The fraud engine",
        "Margaret Ashworth-Hale",
        "chief risk officer",
        temper="formal",
        difficulty=5,
        minutes=8,
        company="Northgate Mutual",
        industry="banking",
    ),
    glance(
        "our-biggest",
        "The one we lost last June",
        "Jo Brand",
        "procurement",
        temper="guarded",
        difficulty=4,
        company="[b]Own[/b] Ltd",
        industry="retail",
        own=True,
    ),
)


def call(n: int, days_ago: float, scores: tuple[int | None, int | None, int | None], **more: Any) -> CallGlance:
    """A call of the history."""
    scenario = SHELF[n % len(SHELF)]
    base: dict[str, Any] = {
        "id": f"call-{n:03d}",
        "scenario": scenario.id,
        "title": scenario.title,
        "customer": scenario.customer,
        "started_at": NOW - days_ago * DAY,
        "rep_turns": 4 + n % 5,
        "ended": True,
        "outcome": ("closed_warm", "closed_level", "left", "hung_up")[n % 4],
        "scores": scores,
        "no_respected": "yes" if (scores[2] or 0) >= 4 else "no",
    }
    return CallGlance(**{**base, **more})


CALLS = (
    call(9, 0.2, (4, 3, 5)),
    call(8, 1.1, (4, 2, 4)),
    call(7, 2.0, (5, 3, 5)),
    call(6, 3.3, (3, 3, None)),
    call(5, 5.0, (4, 2, 4)),
    call(4, 9.0, (3, 3, 4)),
    call(3, 12.0, (2, 2, 3)),
    call(2, 20.0, (3, 2, 2)),
    call(1, 41.0, (2, 1, 2)),
)
UNFINISHED = CallGlance(
    id="call-010",
    scenario="roof-from-1740",
    title="The roof from 1740",
    customer="Sister Inmaculada Roldán",
    started_at=NOW - 12 * 60,
    rep_turns=3,
    ended=False,
)
OLLAMA = ModelOffer("Ollama on this machine", "http://127.0.0.1:11434/v1", "127.0.0.1", "llama3.2:3b", local=True)
OPENAI = ModelOffer(
    "the key in OPENAI_API_KEY", "https://api.openai.com/v1", "api.openai.com", "gpt-5-mini", local=False
)


@dataclass
class FakeServices:
    """Answers from the fields below and keeps what it was asked in `asked`."""

    config: Any = field(default_factory=Config)
    scenarios: tuple[ScenarioGlance, ...] = SHELF
    calls: tuple[CallGlance, ...] = ()
    left_open: CallGlance | None = None
    found: tuple[ModelOffer, ...] = ()
    why: str = ""
    """Why this call was picked."""
    fault: dict[str, Exception] = field(default_factory=dict)
    """Method name to what it raises."""
    setups: Callable[[str], Any] | None = None
    """Makes the Setup that `begin` and `resume` give."""
    kept: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """Call id to its events."""
    full: dict[str, Any] = field(default_factory=dict)
    """Scenario id to Scenario."""
    answer: ModelTest = field(default_factory=lambda: ModelTest(True, "It answered: llama3.2:3b.", 0.4))
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def _ask(self, name: str, *arguments: Any) -> None:
        self.asked.append((name, *arguments))
        if error := self.fault.get(name):
            raise error

    def names(self) -> list[str]:
        """Methods asked so far, in order."""
        return [a[0] for a in self.asked]

    def shelf(self) -> Sequence[ScenarioGlance]:
        self._ask("shelf")
        return self.scenarios

    def pick(self, history: Sequence[CallGlance] | None) -> Pick | None:
        self._ask("pick", None if history is None else len(history))
        if not self.scenarios:
            return None
        if not history:
            return Pick(self.scenarios[0], "")
        return Pick(self.scenarios[min(2, len(self.scenarios) - 1)], self.why)

    def save_config(self, config: Any) -> None:
        self._ask("save_config", config)
        self.config = config

    def scenario(self, scenario_id: str) -> Any:
        self._ask("scenario", scenario_id)
        if scenario_id not in self.full:
            raise TrainerError(f"there is no scenario {scenario_id!r}")
        return self.full[scenario_id]

    def history(self) -> Sequence[CallGlance]:
        self._ask("history")
        return self.calls

    def unfinished(self) -> CallGlance | None:
        self._ask("unfinished")
        return self.left_open

    def events(self, call_id: str) -> Sequence[Any]:
        self._ask("events", call_id)
        return self.kept.get(call_id, ())

    def keep(self, call_id: str, event: Any) -> None:
        self._ask("keep", call_id)
        self.kept[call_id] = (*self.kept.get(call_id, ()), event)

    def delete(self, call_id: str) -> None:
        self._ask("delete", call_id)
        self.calls = tuple(c for c in self.calls if c.id != call_id)

    def begin(self, scenario_id: str, *, seed: int | None = None) -> Any:
        self._ask("begin", scenario_id, seed)
        return self.setups(scenario_id) if self.setups else None

    def resume(self, call_id: str) -> Any:
        self._ask("resume", call_id)
        return self.setups(call_id) if self.setups else None

    def offers(self) -> Sequence[ModelOffer]:
        self._ask("offers")
        return self.found

    def test_model(self, config: Any) -> ModelTest:
        self._ask("test_model", config)
        return self.answer

    def keep_key(self, key: str) -> str:
        self._ask("keep_key", key)
        return ""

    def warm_up(self) -> None:
        self._ask("warm_up")

    def close(self) -> None:
        self._ask("close")


class Ticking:
    """A clock that starts at NOW and moves by `step` seconds at every reading (0: it stands still)."""

    def __init__(self, step: float = 0.0) -> None:
        self._count = itertools.count()
        self._step = step

    def __call__(self) -> float:
        return NOW + next(self._count) * self._step


def practised(**more: Any) -> FakeServices:
    """Services of a rep with some calls behind them."""
    return replace(
        FakeServices(calls=CALLS, why="Picked because your customer focus fell behind in the last three calls."),
        **more,
    )


class KeptInMemory:
    """A journal of the call that keeps events in a list."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    async def append(self, call: str, event: Any) -> None:
        self.events.append((call, event))


class ScriptedVoice:
    """Says the given lines in order, then the last one again."""

    def __init__(self, *lines: str, name: str = "offline") -> None:
        self.name = name
        self._lines = list(lines) or ["No."]

    async def speak(self, brief: Any) -> AsyncIterator[str]:
        line = self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]
        for word in line.split(" "):
            yield word + " "
