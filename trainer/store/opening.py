"""Opening the trainer's own store."""

from trainer.paths import Paths, private_folder, sqlite_url
from trainer.store.calls import CallStore
from trainer.store.problems import explain


def open_store(places: Paths) -> CallStore:
    """The store of this run; our own folder is made and closed to others first.

    Raises:
        StoreError: it cannot be opened; says where it is and what to do.
    """
    own = places.data / "trainer.db"
    if places.database_url == sqlite_url(own):
        try:
            private_folder(places.data)
        except OSError as e:
            raise explain(e, str(own)) from e
    return CallStore(places.database_url)
