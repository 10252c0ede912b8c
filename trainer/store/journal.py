"""The call's journal on a store: implements `trainer.call.play.Journal`."""

import asyncio
from threading import Lock

from trainer.call.events import StoredEvent
from trainer.store.calls import CallStore


class StoreJournal:
    """Keeps the events of one call, in a thread, in the order they are given."""

    def __init__(self, store: CallStore, *, title: str = "", customer: str = "", kept: int = 0) -> None:
        """Args:
        store: where to.
        title: of the scenario, for lists.
        customer: how the customer is called, for lists.
        kept: how many events of the call are kept already: `len(setup.past)`.
        """
        self._store = store
        self._title = title
        self._customer = customer
        self._number = kept
        self._lock = Lock()

    async def append(self, call: str, event: StoredEvent) -> None:
        """Returns when the event is safe on disk; when cancelled, the event may be kept all the same.

        Raises:
            CallMovedOn: another window added to the same call.
            StoreError: it could not be kept, and may be given again.
        """
        await asyncio.to_thread(self._append, call, event)

    def _append(self, call: str, event: StoredEvent) -> None:
        with self._lock:
            self._store.append(call, event, number=self._number, title=self._title, customer=self._customer)
            self._number += 1
