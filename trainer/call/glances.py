"""What a list shows of a call: kept by the store, drawn by screens and commands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallGlance:
    """What the history shows of a call."""

    id: str
    scenario: str
    title: str
    """Of the scenario as it was when the call began; its id where that was not told."""
    customer: str
    """How the customer was called; may be empty."""
    started_at: float
    """Seconds since the epoch, UTC."""
    rep_turns: int
    ended: bool
    outcome: str = ""
    scores: tuple[int | None, int | None, int | None] = (None, None, None)
    """Calmness, customer focus, respect for the no; None where not judged or not graded."""
    no_respected: str | None = None
