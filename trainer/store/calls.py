"""Calls on disk: an append-only log of events, and one row a call that sums them up."""

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from trainer.call.codec import decode, encode
from trainer.call.events import CallEnded, CallGraded, CallStarted, RepSpoke, StoredEvent
from trainer.call.glances import CallGlance
from trainer.rubric.grade import Scale
from trainer.store import schema
from trainer.store.engine import connect, reading, tidy
from trainer.store.migrating import migrate
from trainer.store.problems import CallMovedOn, NoSuchCall, StoreError, explained


class CallStore:
    """All calls of one database. Every method blocks; any thread and several programs may call at once."""

    def __init__(self, url: str, *, clock: Callable[[], float] = time.time) -> None:
        """Open a database; a missing one is made, an older one brought up to date.

        Args:
            url: SQLAlchemy URL; `sqlite:////full/path` or any database with a driver.
            clock: now, in seconds since the epoch, UTC.

        Raises:
            StoreError: it cannot be opened; says where it is and what to do.
        """
        self._clock = clock
        self._engine = connect(url)
        try:
            migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    def append(
        self, call: str, event: StoredEvent, *, number: int | None = None, title: str = "", customer: str = ""
    ) -> int:
        """Add one event and return its number; on return it is safe on disk.

        Args:
            call: id of the call; its first event must be CallStarted.
            event: what happened.
            number: the number it must get, counting the call's events from 0, when the caller knows; an equal
                event that has this number already is not added again: an append in doubt may be repeated.
            title: of the scenario, for lists; used with CallStarted.
            customer: how the customer is called, for lists; used with CallStarted.

        Raises:
            CallMovedOn: `number` is taken by another event, or the call was begun already.
            NoSuchCall: the call is not in the store, for instance deleted meanwhile.
            StoreError: it could not be kept.
        """
        kind, version, body = encode(event)
        try:
            with explained(self._engine.url), self._engine.begin() as c:
                found = self._next(c, call)
                at = found or 0
                first = isinstance(event, CallStarted)
                if found is None and not first:
                    raise _no_such(call)
                if number is not None and number < at and self._holds(c, call, number, kind, body):
                    return number
                if (number is not None and number != at) or (found is not None and first):
                    raise _moved_on()
                if isinstance(event, CallStarted):
                    c.execute(sa.insert(schema.calls).values(_first_row(call, event, title, customer)))
                row = {"call": call, "number": at, "kind": kind, "version": version, "body": body}
                c.execute(sa.insert(schema.events).values(row))
                changes = {"events": at + 1, "last_at": self._clock(), **_summary(event)}
                c.execute(sa.update(schema.calls).where(schema.calls.c.id == call).values(changes))
                return at
        except StoreError as e:
            if isinstance(e.__cause__, sa.exc.IntegrityError):
                raise _moved_on() from e
            raise

    def count(self, call: str) -> int:
        """How many events a call has; 0 for one that is not there."""
        with explained(self._engine.url), reading(self._engine) as c:
            return self._next(c, call, lock=False) or 0

    def events(self, call: str) -> tuple[StoredEvent, ...]:
        """All events of a call, in order.

        Raises:
            NoSuchCall: it is not in the store.
            CodecError: a newer program wrote it, or it is damaged.
        """
        e = schema.events.c
        query = sa.select(e.kind, e.version, e.body).where(e.call == call).order_by(e.number)
        with explained(self._engine.url), reading(self._engine) as c:
            rows = c.execute(query).all()
        if not rows:
            raise _no_such(call)
        return tuple(decode(kind, version, body) for kind, version, body in rows)

    def list(self) -> tuple[CallGlance, ...]:
        """All calls, newest first."""
        return self._glances()

    def unfinished(self) -> tuple[CallGlance, ...]:
        """Calls that were interrupted, the one last spoken in first."""
        return self._glances(schema.calls.c.ended.is_(False), order=schema.calls.c.last_at)

    def glance(self, call: str) -> CallGlance:
        """Raises: NoSuchCall."""
        found = self._glances(schema.calls.c.id == call)
        if not found:
            raise _no_such(call)
        return found[0]

    def delete(self, call: str) -> bool:
        """Remove a call for good, its words overwritten on disk; False if it was not there."""
        with explained(self._engine.url):
            with self._engine.begin() as c:
                c.execute(sa.delete(schema.events).where(schema.events.c.call == call))
                gone = c.execute(sa.delete(schema.calls).where(schema.calls.c.id == call)).rowcount > 0
            tidy(self._engine)
        return gone

    def close(self) -> None:
        """Release the database. Safe to call twice."""
        self._engine.dispose()

    def _glances(self, *where: sa.ColumnElement[bool], order: Any = None) -> tuple[CallGlance, ...]:
        c = schema.calls.c
        query = sa.select(schema.calls).where(*where).order_by((c.started_at if order is None else order).desc(), c.id)
        with explained(self._engine.url), reading(self._engine) as connection:
            return tuple(_glance(row) for row in connection.execute(query).mappings())

    def _next(self, c: Connection, call: str, *, lock: bool = True) -> int | None:
        query = sa.select(schema.calls.c.events).where(schema.calls.c.id == call)
        return c.execute(query.with_for_update() if lock else query).scalar()

    def _holds(self, c: Connection, call: str, number: int, kind: str, body: dict[str, Any]) -> bool:
        e = schema.events.c
        row = c.execute(sa.select(e.kind, e.body).where(e.call == call, e.number == number)).one_or_none()
        return row is not None and row[0] == kind and row[1] == body


def _first_row(call: str, event: CallStarted, title: str, customer: str) -> dict[str, Any]:
    if event.call != call:
        raise ValueError(f"CallStarted of {event.call!r} given for call {call!r}")
    return {
        "id": call,
        "scenario": event.scenario,
        "fingerprint": event.fingerprint,
        "title": (title or event.scenario)[:200],
        "customer": customer[:200],
        "customer_kind": event.customer,
        "seed": str(event.seed),
        "started_at": event.at,
        "last_at": event.at,
        "events": 0,
        "rep_turns": 0,
        "ended": False,
        "outcome": "",
        "grader": "",
        "grader_version": "",
    }


def _summary(event: StoredEvent) -> dict[str, Any]:
    """What an event changes in the row of its call."""
    match event:
        case RepSpoke():
            return {"rep_turns": schema.calls.c.rep_turns + 1}
        case CallEnded(outcome=outcome):
            return {"ended": True, "outcome": str(outcome)}
        case CallGraded(grade=grade):
            return {
                "grader": grade.grader,
                "grader_version": grade.grader_version[:120],
                "no_respected": grade.no_respected,
                "relationship": grade.relationship,
                **{str(scale): grade.scores.get(scale) for scale in Scale},
            }
    return {}


def _glance(row: RowMapping) -> CallGlance:
    return CallGlance(
        id=row["id"],
        scenario=row["scenario"],
        title=row["title"],
        customer=row["customer"],
        started_at=row["started_at"],
        rep_turns=row["rep_turns"],
        ended=row["ended"],
        outcome=row["outcome"],
        scores=(row["calmness"], row["customer_focus"], row["respect_no"]),
        no_respected=row["no_respected"],
    )


def _no_such(call: str) -> NoSuchCall:
    return NoSuchCall(f"there is no call {call[:80]!r} in the store", "`trainer calls list` shows them all")


def _moved_on() -> CallMovedOn:
    return CallMovedOn("this call goes on in another window", "close one of them; what was said there is kept")
