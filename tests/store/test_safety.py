"""Nothing acknowledged is ever lost, and nobody else can read it."""

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from trainer.call.events import RepSpoke
from trainer.paths import find, sqlite_url
from trainer.store.calls import CallStore
from trainer.store.opening import open_store

from .samples import rep, started

WRITER = """
import sys
from trainer.call.events import CallStarted, RepSpoke
from trainer.store.calls import CallStore
store = CallStore(sys.argv[1])
store.append("c1", CallStarted("c1", "roof", "ab", "offline", 7, 1.0))
turn = 0
while True:
    turn += 1
    store.append("c1", RepSpoke(turn, "line %d" % turn, 1.0))
    sys.stdout.write("%d\\n" % turn)
    sys.stdout.flush()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("kill_after", [1, 17, 60])
def test_every_acknowledged_line_survives_kill_9(file: Path, kill_after: int) -> None:
    url = sqlite_url(file)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= kill_after:
            writer.send_signal(signal.SIGKILL)
            break
    acknowledged = max([kill_after, *map(int, writer.stdout.read().split())])
    assert writer.wait() == -signal.SIGKILL
    store = CallStore(url)
    spoken = [e for e in store.events("c1") if isinstance(e, RepSpoke)]
    assert [e.turn for e in spoken] == list(range(1, len(spoken) + 1))
    assert len(spoken) >= acknowledged
    assert store.glance("c1").rep_turns == len(spoken)
    assert [g.id for g in store.unfinished()] == ["c1"]
    with store._engine.connect() as c:
        assert c.execute(sa.text("pragma integrity_check")).scalar() == "ok"
    store.close()


def _write(url: str, call: str, own: bool, lines: int) -> None:
    store = CallStore(url)
    if own:
        store.append(call, started(call))
    for n in range(lines):
        store.append(call, rep(n, f"{call} {os.getpid()} {n}"))
    store.close()


def test_several_programs_at_once_lose_nothing(file: Path) -> None:
    url = sqlite_url(file)
    store = CallStore(url)
    store.append("shared", started("shared"))
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(url, "shared", False, 40)) for _ in range(2)]
    writers += [spawn.Process(target=_write, args=(url, "own", True, 40))]
    for w in writers:
        w.start()
    for w in writers:
        w.join(120)
    assert [w.exitcode for w in writers] == [0, 0, 0]
    assert store.count("shared") == len(store.events("shared")) == 81
    assert store.count("own") == len(store.events("own")) == 41
    assert store.glance("shared").rep_turns == 80
    store.close()


def test_several_programs_may_make_the_database_at_once(file: Path) -> None:
    url = sqlite_url(file)
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(url, f"c{n}", True, 1)) for n in range(3)]
    for w in writers:
        w.start()
    for w in writers:
        w.join(120)
    assert [w.exitcode for w in writers] == [0, 0, 0]
    store = CallStore(url)
    assert sorted(g.id for g in store.list()) == ["c0", "c1", "c2"]
    store.close()


def test_sqlite_is_set_to_lose_nothing(store: CallStore) -> None:
    with store._engine.connect() as c:
        found = {p: c.exec_driver_sql(f"pragma {p}").scalar() for p in ("journal_mode", "synchronous", "secure_delete")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_owner_may_read_any_of_it_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_late(*_: object) -> None:
        raise AssertionError("made open, closed afterwards")

    monkeypatch.setattr(Path, "chmod", too_late)
    before = os.umask(0)
    try:
        store = open_store(find({"TRAINER_HOME": str(tmp_path / "home")}))
        store.append("c1", started())
        data = tmp_path / "home" / "data"
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in data.iterdir()}
        assert modes == {"trainer.db": 0o600, "trainer.db-wal": 0o600, "trainer.db-shm": 0o600}
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE(data.parent.stat().st_mode) == 0o700
        store.close()
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_left_open_to_others_is_closed(file: Path) -> None:
    CallStore(sqlite_url(file)).close()
    file.chmod(0o644)
    CallStore(sqlite_url(file)).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_is_not_ours_alone_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    CallStore(sqlite_url(tmp_path / "team.db")).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "team.db").stat().st_mode) == 0o600
