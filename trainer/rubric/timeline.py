"""A coded conversation as the rules see it: each rep turn with what the customer had said by then."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from trainer.rubric.behaviours import PUSHES, Behaviour
from trainer.rubric.customer_turns import Topic, asked_about, closes_topic, reopens_deal, says_no_again
from trainer.rubric.transcript import CodedTurn, Transcript

CONTESTING = PUSHES | {Behaviour.CALLOUT, Behaviour.ARGUE, Behaviour.REPITCH, Behaviour.INTERROGATE}
"""Behaviours that treat the no as something to be turned round."""
BURDENING = frozenset({Behaviour.GUILT, Behaviour.SELF_INTEREST, Behaviour.HOSTILITY})
"""Behaviours that make the customer carry the rep's side without contesting the no."""
LETTING_GO = frozenset({Behaviour.ACCEPT_NO, Behaviour.EXIT})
DEAL_TALK = frozenset({Behaviour.PRESSURE, Behaviour.SWEETENER, Behaviour.REPITCH})
"""What stops being a push once the customer has reopened the deal."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One rep turn in its place."""

    index: int
    """Index of the turn, counting all turns from 0."""
    text: str
    codes: frozenset[Behaviour]
    """What counts here: without the deal talk the customer has invited."""
    nos_before: int
    """Customer turns before it that said the no again in so many words; the opening no is not counted."""
    topic_closed: bool
    """The customer has asked not to be asked further."""
    reopened: bool
    """The customer has reopened the deal and not said no since."""
    asked: frozenset[Topic] = frozenset()
    """What the customer's question in the turn before was about, as far as the manual's near misses need it."""
    answers: bool = False
    """The customer's turn before held a question."""

    @property
    def contests(self) -> bool:
        return bool(self.codes & CONTESTING)

    @property
    def is_push(self) -> bool:
        """A push in the sense of ruling 1, whether or not a second no came first."""
        return bool(self.codes & PUSHES)


@dataclass(frozen=True)
class Timeline:
    """All rep turns of a conversation, and the questions the rules ask of them."""

    moments: tuple[Moment, ...]

    @cached_property
    def codes(self) -> frozenset[Behaviour]:
        return frozenset(c for m in self.moments for c in m.codes)

    @cached_property
    def contests(self) -> tuple[Moment, ...]:
        return tuple(m for m in self.moments if m.contests)

    def having(self, *codes: Behaviour) -> tuple[Moment, ...]:
        """The moments with at least one of these codes."""
        wanted = frozenset(codes)
        return tuple(m for m in self.moments if m.codes & wanted)

    @cached_property
    def let_go(self) -> bool:
        """Accepted, or eased out, in a turn after the last contest."""
        last = self.contests[-1].index if self.contests else -1
        return any(m.codes & LETTING_GO for m in self.moments if m.index > last)

    @cached_property
    def owned(self) -> bool:
        """The rep owned their part in a turn after the last contest."""
        last = self.contests[-1].index if self.contests else -1
        return any(Behaviour.OWN in m.codes for m in self.moments if m.index > last)

    @cached_property
    def owned_at_once(self) -> bool:
        """The last contest was owned in the rep's very next turn."""
        if not self.contests:
            return False
        after = [m for m in self.moments if m.index > self.contests[-1].index]
        return bool(after) and Behaviour.OWN in after[0].codes

    @property
    def dropped(self) -> bool:
        return self.let_go or self.owned

    @cached_property
    def second_push(self) -> Moment | None:
        """The first push that is not the rep's first and follows a second no; None if there is none."""
        pushes = [m for m in self.moments if m.is_push]
        return next((m for m in pushes[1:] if m.nos_before), None)


def timeline(transcript: Transcript, coded: Iterable[CodedTurn], *, least: float = 0.0) -> Timeline:
    """Place the coded rep turns in the talk.

    Args:
        transcript: the whole conversation.
        coded: its rep turns with their behaviours; one that is missing here counts as empty of behaviours.
        least: confidence under which a behaviour is not counted.
    """
    found = {t.index: frozenset(h.code for h in t.hits if h.confidence >= least) for t in coded}
    moments: list[Moment] = []
    heard: str | None = None
    nos, closed, reopened, pushed = 0, False, False, False
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "customer":
            again = says_no_again(turn.text, answering_push=pushed)
            nos += again and heard is not None
            heard = turn.text
            closed = closed or closes_topic(turn.text)
            reopened = reopens_deal(turn.text) or (reopened and not again)
            continue
        topics = asked_about(heard or "")
        codes = found.get(index, frozenset()) - _invited(reopened, topics)
        pushed = bool(codes & PUSHES)
        moments.append(Moment(index, turn.text, codes, nos, closed, reopened, topics, "?" in (heard or "")))
    return Timeline(tuple(moments))


def _invited(reopened: bool, asked: frozenset[Topic]) -> frozenset[Behaviour]:
    """What the customer has called for, so that it is no pitfall (manual, near misses of `sweetener` and `repitch`)."""
    if reopened:
        return DEAL_TALK
    return frozenset({Behaviour.REPITCH}) if Topic.PRODUCT in asked else frozenset()
