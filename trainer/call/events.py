"""What happens in a call, in past tense. The store keeps these, the screens and `--json` are drawn from them."""

from dataclasses import dataclass
from typing import Literal, get_args

from trainer.customer.moves import Outcome
from trainer.rubric.asks import Ask
from trainer.rubric.grade import Grade
from trainer.rubric.transcript import Hit
from trainer.scenarios.vocabulary import Card, LayerName, Mood

CustomerKind = Literal["offline", "llm"]
Bait = Literal["plan", "roi", "manager"]


@dataclass(frozen=True, slots=True)
class CallStarted:
    """First event of every call."""

    call: str
    """Unique id of the call."""
    scenario: str
    """Id of the scenario."""
    fingerprint: str
    """Hash of the scenario's file, to notice that it was edited before a resume."""
    customer: CustomerKind
    seed: int
    at: float
    """Seconds since the epoch, UTC."""


@dataclass(frozen=True, slots=True)
class StateShown:
    """The part of the customer's state that other tools may see; numbers from 0 to 1."""

    trust: float
    irritation: float
    resolve: float
    disclosed: tuple[LayerName, ...]
    mood: Mood = Mood.LEVEL


@dataclass(frozen=True, slots=True)
class CustomerSpoke:
    """A whole customer line, guarded and final."""

    turn: int
    text: str
    state: StateShown
    headings: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """The scenario lines it was made of, as written there, so that none is used twice; empty when a model spoke."""
    voice: CustomerKind = "offline"
    ended: bool = False


@dataclass(frozen=True, slots=True)
class RepSpoke:
    """The rep's line as sent, cleaned; may be empty."""

    turn: int
    text: str
    at: float
    """Seconds since the epoch, UTC."""


@dataclass(frozen=True, slots=True)
class BehavioursCoded:
    """What the built-in coder found in the rep's line; always follows RepSpoke."""

    turn: int
    hits: tuple[Hit, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class BaitTaken:
    """The rep opened one of the papers within reach, or the manager's messages."""

    turn: int
    """Index of the rep line being written."""
    bait: Bait


@dataclass(frozen=True, slots=True)
class ManagerWrote:
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class RepBreathed:
    """The rep took a paced breath before this line. Never counts against them."""

    turn: int


@dataclass(frozen=True, slots=True)
class VoiceFellBack:
    """The built-in voice spoke this line in place of the model."""

    turn: int
    reason: str
    """For people: short, no keys, no traceback."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    by: Literal["customer", "rep", "end-of-input"]
    outcome: Outcome
    card: Card
    """Now face up."""
    disclosed: tuple[LayerName, ...] = ()


@dataclass(frozen=True, slots=True)
class CallGraded:
    grade: Grade


@dataclass(frozen=True, slots=True)
class ReasonGuessed:
    """The rep's guess at the real reason, made before it was shown."""

    text: str
    sure: int
    """Percent."""


StoredEvent = (
    CallStarted
    | CustomerSpoke
    | RepSpoke
    | BehavioursCoded
    | BaitTaken
    | ManagerWrote
    | RepBreathed
    | VoiceFellBack
    | CallEnded
    | CallGraded
    | ReasonGuessed
)
"""Events that are kept."""


@dataclass(frozen=True, slots=True)
class CustomerThinking:
    """Shown only: the customer's line is being made."""

    turn: int


@dataclass(frozen=True, slots=True)
class CustomerStreamed:
    """Shown only: words that passed the guard, to be added to the line being spoken."""

    turn: int
    text: str


ShownEvent = CustomerThinking | CustomerStreamed
Event = StoredEvent | ShownEvent

STORED: tuple[type, ...] = get_args(StoredEvent)


# What the rep does; the call reads these.


@dataclass(frozen=True, slots=True)
class Say:
    """The rep sends a line."""

    text: str


@dataclass(frozen=True, slots=True)
class TakeBait:
    bait: Bait


@dataclass(frozen=True, slots=True)
class Breathe:
    pass


@dataclass(frozen=True, slots=True)
class HangUp:
    """The rep ends the call."""

    by: Literal["rep", "end-of-input"] = "rep"


RepAction = Say | TakeBait | Breathe | HangUp
