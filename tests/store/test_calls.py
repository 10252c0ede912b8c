"""What the store keeps, in which order, and what its lists say."""

import dataclasses
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.call import events as ev
from trainer.call.glances import CallGlance
from trainer.customer.moves import Outcome
from trainer.paths import sqlite_url
from trainer.scenarios.vocabulary import Card
from trainer.store.calls import CallStore
from trainer.store.journal import StoreJournal
from trainer.store.problems import CallMovedOn, NoSuchCall

from .samples import ANY_EVENT, customer, grade, rep, started, whole_call


def keep(store: CallStore, events: list[ev.StoredEvent], call: str = "c1") -> None:
    for event in events:
        store.append(call, event, title="The roof from 1740", customer="Sister Inmaculada")


def test_events_come_back_as_they_were_in_order(store: CallStore) -> None:
    keep(store, whole_call())
    assert list(store.events("c1")) == whole_call()
    assert store.count("c1") == len(whole_call())


def test_numbers_count_from_zero(store: CallStore) -> None:
    assert [store.append("c1", e) for e in whole_call()] == list(range(7))


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_EVENT.filter(lambda e: not isinstance(e, ev.CallStarted)), max_size=8))
def test_any_event_is_kept(tmp_path_factory: pytest.TempPathFactory, events: list[ev.StoredEvent]) -> None:
    store = CallStore(sqlite_url(tmp_path_factory.mktemp("any") / "t.db"))
    keep(store, [started(), *events])
    store.close()
    again = CallStore(sqlite_url(Path(str(store._engine.url.database))))
    assert list(again.events("c1")) == [started(), *events]
    again.close()


def test_the_list_sums_a_call_up(store: CallStore) -> None:
    keep(store, whole_call())
    assert store.list() == (
        CallGlance(
            id="c1",
            scenario="roof",
            title="The roof from 1740",
            customer="Sister Inmaculada",
            started_at=1_000.0,
            rep_turns=1,
            ended=True,
            outcome="closed_warm",
            scores=(5, None, 4),
            no_respected="yes",
        ),
    )
    assert store.glance("c1") == store.list()[0]


def test_without_a_title_the_scenario_stands_in(store: CallStore) -> None:
    store.append("c1", started())
    assert store.glance("c1").title == "roof"


def test_a_call_under_way_is_unfinished_until_it_ends(store: CallStore) -> None:
    keep(store, whole_call()[:3])
    assert [g.id for g in store.unfinished()] == ["c1"]
    assert store.glance("c1").scores == (None, None, None)
    store.append("c1", ev.CallEnded("rep", Outcome.HUNG_UP, Card.FINAL))
    assert store.unfinished() == ()
    assert store.glance("c1").outcome == "hung_up"


def test_lists_are_newest_first_and_the_call_last_spoken_in_is_resumed_first(file: Path) -> None:
    now = iter(range(10_000, 10_100))
    store = CallStore(sqlite_url(file), clock=lambda: float(next(now)))
    for call, at in (("old", 1.0), ("new", 3.0), ("middle", 2.0)):
        store.append(call, started(call, at))
    store.append("old", rep(1, "Still here."))
    assert [g.id for g in store.list()] == ["new", "middle", "old"]
    assert store.unfinished()[0].id == "old"
    store.close()


def test_a_second_grade_takes_the_place_of_the_first_in_the_list(store: CallStore) -> None:
    keep(store, whole_call())
    store.append("c1", ev.CallGraded(grade(respect=2)))
    assert store.glance("c1").scores == (5, None, 2)
    assert len(store.events("c1")) == 8


def test_seeds_of_any_size_are_kept(store: CallStore) -> None:
    event = started(seed=-(10**30))
    store.append("c1", event)
    assert store.events("c1") == (event,)


def test_a_call_begins_once_and_with_its_start(store: CallStore) -> None:
    with pytest.raises(NoSuchCall):
        store.append("c1", rep(1, "Hello?"))
    store.append("c1", started())
    with pytest.raises(CallMovedOn):
        store.append("c1", started())
    with pytest.raises(ValueError, match="c2"):
        store.append("c3", started("c2"))
    assert store.count("c1") == 1


def test_an_append_in_doubt_may_be_repeated(store: CallStore) -> None:
    assert store.append("c1", started(), number=0) == 0
    assert store.append("c1", started(), number=0) == 0
    assert store.append("c1", rep(1, "It is no, then."), number=1) == 1
    assert store.append("c1", rep(1, "It is no, then."), number=1) == 1
    assert store.events("c1") == (started(), rep(1, "It is no, then."))
    assert store.glance("c1").rep_turns == 1


def test_two_windows_cannot_speak_in_one_call(store: CallStore) -> None:
    store.append("c1", started(), number=0)
    store.append("c1", rep(1, "From one."), number=1)
    with pytest.raises(CallMovedOn, match="another window"):
        store.append("c1", rep(1, "From the other."), number=1)
    with pytest.raises(CallMovedOn):
        store.append("c1", rep(3, "Ahead."), number=5)
    assert store.events("c1") == (started(), rep(1, "From one."))


@pytest.mark.anyio
async def test_the_journal_keeps_a_call_and_goes_on_after_a_resume(store: CallStore) -> None:
    events = whole_call()
    journal = StoreJournal(store, title="The roof", customer="Sister")
    for event in events[:4]:
        await journal.append("c1", event)
    resumed = StoreJournal(store, kept=len(store.events("c1")))
    for event in events[4:]:
        await resumed.append("c1", event)
    assert list(store.events("c1")) == events
    assert (store.glance("c1").title, store.glance("c1").customer) == ("The roof", "Sister")
    with pytest.raises(CallMovedOn):
        await journal.append("c1", customer(4, "Two windows."))


def test_deleting_takes_the_rows_and_the_words(store: CallStore, file: Path) -> None:
    words = "a very particular sentence about aubergines " * 200
    keep(store, [started(), rep(1, words)])
    keep(store, [started("c2", 5.0), rep(1, "Other.")], "c2")
    assert b"aubergines" in b"".join(p.read_bytes() for p in file.parent.iterdir())
    assert store.delete("c1") is True
    assert b"aubergines" not in b"".join(p.read_bytes() for p in file.parent.iterdir())
    assert [g.id for g in store.list()] == ["c2"]
    with store._engine.connect() as c:
        assert c.execute(sa.text("select distinct call from events")).scalars().all() == ["c2"]
    with pytest.raises(NoSuchCall):
        store.events("c1")
    with pytest.raises(NoSuchCall):
        store.append("c1", rep(2, "Anybody there?"), number=2)
    assert store.delete("c1") is False


def test_closing_twice_is_safe(file: Path) -> None:
    store = CallStore(sqlite_url(file))
    store.close()
    store.close()
    assert file.exists()


def test_events_are_what_the_glance_counts(store: CallStore) -> None:
    keep(store, whole_call())
    glance = store.glance("c1")
    assert glance.rep_turns == sum(isinstance(e, ev.RepSpoke) for e in store.events("c1"))
    assert dataclasses.is_dataclass(glance)
