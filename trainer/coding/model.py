"""The shipped weights of the built-in coder, and how they are kept in files."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from trainer.coding.bank import pack, unpack
from trainer.coding.first import Banks
from trainer.coding.second import Second
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour

BANKS = ("line", "clause", "classes", "kinds")


@dataclass(frozen=True, slots=True)
class Model:
    """All weights, with what turns a score into a decision."""

    version: str
    behaviours: tuple[Behaviour, ...]
    asks: tuple[Ask, ...]
    banks: Banks
    second: Second
    thresholds: tuple[float, ...]
    """Least probability at which each behaviour counts as present."""
    ask_slopes: tuple[float, ...]
    ask_intercepts: tuple[float, ...]
    ask_thresholds: tuple[float, ...]


def save(model: Model, folder: Path) -> int:
    """Write `coder.json` and a file for each bank; gives the size of them all in bytes."""
    folder.mkdir(exist_ok=True)
    heads = {}
    size = 0
    for name in BANKS:
        heads[name], body = pack(getattr(model.banks, name))
        (folder / f"{name}.bin").write_bytes(body)
        size += len(body)
    head = {
        "version": model.version,
        "behaviours": list(model.behaviours),
        "asks": list(model.asks),
        "banks": heads,
        "second": {"weights": model.second.weights, "bias": model.second.bias},
        "thresholds": model.thresholds,
        "ask_slopes": model.ask_slopes,
        "ask_intercepts": model.ask_intercepts,
        "ask_thresholds": model.ask_thresholds,
    }
    text = json.dumps(head) + "\n"
    (folder / "coder.json").write_text(text, encoding="utf-8")
    return size + len(text)


@cache
def shipped() -> Model:
    """The weights in the package, read on first use.

    Raises:
        FileNotFoundError: the installation is broken.
        ValueError: the weights are damaged.
    """
    folder = files("trainer.coding") / "weights"
    head = json.loads((folder / "coder.json").read_text(encoding="utf-8"))
    return Model(
        version=head["version"],
        behaviours=tuple(Behaviour(b) for b in head["behaviours"]),
        asks=tuple(Ask(a) for a in head["asks"]),
        banks=Banks(*(unpack(head["banks"][n], (folder / f"{n}.bin").read_bytes()) for n in BANKS)),
        second=Second(tuple(map(tuple, head["second"]["weights"])), tuple(head["second"]["bias"])),
        thresholds=tuple(head["thresholds"]),
        ask_slopes=tuple(head["ask_slopes"]),
        ask_intercepts=tuple(head["ask_intercepts"]),
        ask_thresholds=tuple(head["ask_thresholds"]),
    )
