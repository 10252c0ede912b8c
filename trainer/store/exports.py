"""A kept call as the transcript of contracts.md."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from trainer.call.events import CallEnded, CustomerSpoke, RepSpoke, StoredEvent
from trainer.rubric.transcript import Context, Transcript, Turn


def transcript(call: str, events: Iterable[StoredEvent], context: Context | None = None) -> Transcript:
    """What was said in a call.

    Args:
        call: its id.
        events: all its events, in order.
        context: the deal around it. What the rep is not to know yet stays out while the call is not over.
    """
    turns: list[Turn] = []
    ended = False
    for event in events:
        match event:
            case CustomerSpoke():
                turns.append(Turn("customer", event.text))
            case RepSpoke():
                turns.append(Turn("rep", event.text))
            case CallEnded():
                ended = True
    known = context or Context()
    if not ended:
        known = replace(known, real_reason="", resolvable=None)
    return Transcript(call, tuple(turns), known)


def as_json(found: Transcript) -> dict[str, Any]:
    """The object of contracts.md; fields of `scenario` that are not known are left out, and so is an empty one."""
    c = found.scenario
    told: dict[str, Any] = {
        "customer": c.customer,
        "role": c.role,
        "company": c.company,
        "product": c.product,
        "context": c.context,
        "stated_reason": c.stated_reason,
        "real_reason": c.real_reason,
    }
    scenario = {name: value for name, value in told.items() if value}
    if c.resolvable is not None:
        scenario["resolvable"] = c.resolvable
    return {
        "id": found.id,
        **({"scenario": scenario} if scenario else {}),
        "turns": [{"speaker": t.speaker, "text": t.text} for t in found.turns],
    }
