"""The table of how behaviours move the customer, read once from effects.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.model import Scenario


@dataclass(frozen=True, slots=True)
class Effect:
    """Change of trust, irritation and openness, in points of 0 to 1, before scaling."""

    trust: float
    irritation: float
    openness: float


@dataclass(frozen=True, slots=True)
class Temperament:
    """Where a call starts, and how strongly good and bad treatment are felt, difficulty counted in."""

    trust: float
    irritation: float
    openness: float
    good: float
    bad: float


@cache
def table() -> dict[Behaviour, Effect]:
    return {Behaviour(name): Effect(**row) for name, row in _data()["behaviour"].items()}


@cache
def _data() -> dict[str, dict[str, dict[str, float]]]:
    data: dict[str, dict[str, dict[str, float]]] = tomllib.loads(
        files("trainer.customer").joinpath("effects.toml").read_text("utf-8")
    )
    return data


def difficulty() -> dict[str, float]:
    """Change per point of difficulty away from 3, by name."""
    return {k: float(v) for k, v in _data()["difficulty"].items()}  # type: ignore[arg-type]


def temperament(scenario: Scenario) -> Temperament:
    """The customer's temperament at this scenario's difficulty."""
    row = _data()["temper"][scenario.temper]
    step = scenario.difficulty - 3
    d = difficulty()
    return Temperament(
        trust=row["trust"] + step * d["trust"],
        irritation=row["irritation"],
        openness=row["openness"],
        good=row["good"] + step * d["good"],
        bad=row["bad"] + step * d["bad"],
    )
