"""Events as the objects of `trainer practice --json` (contracts.md)."""

from typing import Any

from trainer.call.events import BehavioursCoded, CallEnded, CallStarted, CustomerSpoke, Event, RepSpoke, VoiceFellBack


class JsonLines:
    """Turns events into contract objects. Coding and notices travel with the line they belong to."""

    def __init__(self) -> None:
        self._said: RepSpoke | None = None
        self._notice = ""

    def feed(self, event: Event) -> dict[str, Any] | None:
        """The object to write for this event; None when there is nothing to write yet."""
        match event:
            case CallStarted():
                return {
                    "event": "start",
                    "call": event.call,
                    "scenario": event.scenario,
                    "customer": event.customer,
                    "seed": event.seed,
                }
            case RepSpoke():
                self._said = event
            case VoiceFellBack():
                self._notice = event.reason
            case BehavioursCoded() if self._said is not None:
                text, self._said = self._said.text, None
                return {
                    "event": "rep",
                    "turn": event.turn,
                    "text": text,
                    "behaviours": [str(h.code) for h in event.hits],
                    "asks": [str(a) for a in event.asks],
                }
            case CustomerSpoke():
                s = event.state
                row: dict[str, Any] = {
                    "event": "customer",
                    "turn": event.turn,
                    "text": event.text,
                    "state": {
                        "trust": s.trust,
                        "irritation": s.irritation,
                        "resolve": s.resolve,
                        "disclosed": [str(x) for x in s.disclosed],
                    },
                    "ended": event.ended,
                    "voice": event.voice,
                }
                if self._notice:
                    row["notice"], self._notice = self._notice, ""
                return row
            case CallEnded():
                return {"event": "end", "by": event.by, "outcome": str(event.outcome)}
            case _:
                pass
        return None
