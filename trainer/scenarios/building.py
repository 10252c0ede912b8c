"""What readers of a scenario file fill: raw data for the model, where each piece stands, and every problem met."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from trainer.scenarios.reading import Place, Problem


@dataclass
class Builder:
    """Gathers the model's raw data, and where each piece stands."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    where: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: Place, wrong: str, right: str = "") -> None:
        self.problems.append(Problem(self.file, place, wrong, right))

    def put(self, key: str, value: Any, place: Place) -> None:
        self.data[key] = value
        self.where[(key,)] = place


def nearest(name: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name: "did you mean 'x'?", or the list of what is known when it is short."""
    names = [str(k) for k in known]
    close = difflib.get_close_matches(name, names, 1, 0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known are {', '.join(names)}" if len(names) <= 12 else "see 'trainer scenarios vocabulary'"
