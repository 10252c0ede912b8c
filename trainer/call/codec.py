"""Stored events as JSON and back. Pure; shapes follow the dataclasses, names and versions are kept here.

A field may be added with a default (older bodies lack it, newer ones have it: both are read). Any other
change of a kind raises its version and adds an entry to `_UPGRADES`.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from trainer.call import events
from trainer.call.events import StoredEvent
from trainer.errors import TrainerError

KINDS: dict[str, type] = {
    "call_started": events.CallStarted,
    "customer_spoke": events.CustomerSpoke,
    "rep_spoke": events.RepSpoke,
    "behaviours_coded": events.BehavioursCoded,
    "bait_taken": events.BaitTaken,
    "manager_wrote": events.ManagerWrote,
    "rep_breathed": events.RepBreathed,
    "voice_fell_back": events.VoiceFellBack,
    "call_ended": events.CallEnded,
    "call_graded": events.CallGraded,
    "reason_guessed": events.ReasonGuessed,
}
"""Name in the store to event; a name is never used for anything else again."""
VERSIONS: dict[str, int] = dict.fromkeys(KINDS, 1)
"""Version of each kind that this program writes."""

_NAMES = {cls: kind for kind, cls in KINDS.items()}
_UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, version) to what makes a body of that version one of the next."""


class CodecError(TrainerError):
    """An event in the store cannot be read by this program."""


class Encoded(NamedTuple):
    """One event as the store keeps it."""

    kind: str
    version: int
    body: dict[str, Any]
    """JSON values only."""


def encode(event: StoredEvent) -> Encoded:
    """Raises: KeyError: the event is not one that is kept."""
    kind = _NAMES[type(event)]
    return Encoded(kind, VERSIONS[kind], cast("dict[str, Any]", _out(event)))


def decode(kind: str, version: int, body: Mapping[str, Any]) -> StoredEvent:
    """The event that was encoded.

    Raises:
        CodecError: it was written by a newer program, or is damaged.
    """
    newest = VERSIONS.get(kind)
    if newest is None or version > newest:
        raise CodecError(
            f"this call was recorded by a newer version of the trainer ('{kind[:40]}', version {version})",
            "update the trainer to open it",
        )
    found = dict(body)
    while version < newest:
        found = _UPGRADES[kind, version](found)
        version += 1
    try:
        return cast("StoredEvent", _in(KINDS[kind], found))
    except (TypeError, ValueError, KeyError, AttributeError) as e:
        raise CodecError(
            f"a recorded event ('{kind}') is damaged ({str(e)[:200]})",
            "`trainer calls delete` removes the call",
        ) from e


def _out(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        return {f.name: _out(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | frozenset):
        items = [_out(v) for v in value]
        return sorted(items, key=str) if isinstance(value, frozenset) else items
    if isinstance(value, Mapping):
        return {cast("str", _out(k)): _out(v) for k, v in value.items()}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _in(want: Any, value: Any) -> Any:
    """`value` as type `want`, strictly. Raises: TypeError, ValueError, KeyError."""
    origin, args = get_origin(want), get_args(want)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        return _first(tuple(a for a in args if a is not type(None)), value)
    if origin is Literal:
        if value not in args:
            raise ValueError(f"{value!r} is none of {args}")
        return value
    if origin is tuple:
        return tuple(_in(args[0], v) for v in _of(list, value))
    if origin is frozenset:
        return frozenset(_in(args[0], v) for v in _of(list, value))
    if origin is dict:
        return {_in(args[0], k): _in(args[1], v) for k, v in _of(dict, value).items()}
    if is_dataclass(want):
        return _record(cast(type, want), _of(dict, value))
    if issubclass(want, Enum):
        return want(value)
    if want is float:
        return float(_of((int, float), value))
    return _of(want, value)


def _first(options: tuple[Any, ...], value: Any) -> Any:
    for option in options[:-1]:
        try:
            return _in(option, value)
        except (TypeError, ValueError, KeyError):
            continue
    return _in(options[-1], value)


def _record(cls: type, body: dict[str, Any]) -> Any:
    given: dict[str, Any] = {}
    for name, (hint, required) in _shape(cls).items():
        if name in body:
            given[name] = _in(hint, body[name])
        elif required:
            raise KeyError(name)
    return cls(**given)


@cache
def _shape(cls: type) -> dict[str, tuple[Any, bool]]:
    """Name of each field to its type and whether a body must have it."""
    hints = get_type_hints(cls)
    return {f.name: (hints[f.name], f.default is MISSING and f.default_factory is MISSING) for f in fields(cls)}


def _of(kind: Any, value: Any) -> Any:
    allowed = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kind) or (isinstance(value, bool) and bool not in allowed):
        raise TypeError(f"{type(value).__name__} where {' or '.join(k.__name__ for k in allowed)} belongs")
    return value
