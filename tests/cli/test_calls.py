"""`trainer calls`: what scripts read, what people read, and that deleting deletes."""

import json
import stat
from pathlib import Path

import pytest

from trainer import paths
from trainer.call.events import StoredEvent
from trainer.store.opening import open_store

from ..store.samples import rep, started, whole_call
from .running import Shell

HERE = "bakery-line"
"""A shipped scenario."""


def keep(call: str, events: list[StoredEvent], title: str = "Arruda's sweet bread", customer: str = "Gil") -> None:
    store = open_store(paths.find())
    for event in events:
        store.append(call, event, title=title, customer=customer)
    store.close()


@pytest.fixture
def three_calls() -> None:
    keep("aa11", [started("aa11", 1_700_000_000.0, scenario=HERE), *whole_call("aa11")[1:]])
    keep("aa22", [started("aa22", 1_700_100_000.0, scenario="gone"), *whole_call("aa22")[1:]], "The one that is gone")
    keep("bb33", [started("bb33", 1_700_200_000.0, scenario=HERE), rep(1, "So it is no.")])


@pytest.fixture
def data_file() -> Path:
    return paths.find().data / "trainer.db"


def test_without_calls_the_list_says_what_to_do(shell: Shell) -> None:
    done = shell("calls", "list")
    assert (done.code, done.out) == (0, "")
    assert "trainer practice" in done.err
    assert shell("calls", "list", "--json").out == ""


@pytest.mark.usefixtures("three_calls")
class TestWithCalls:
    def test_list_is_newest_first_and_says_how_each_went(self, shell: Shell) -> None:
        done = shell("calls", "list")
        assert done.code == 0
        assert [line.split()[0] for line in done.out.splitlines()[::2]] == ["bb33", "aa22", "aa11"]
        assert "not finished" in done.out.splitlines()[1]
        assert "ended warmly · calmness 5, the no 4" in done.out
        assert max(map(len, done.out.splitlines())) <= 80
        assert "--resume" in done.err

    def test_list_for_scripts(self, shell: Shell) -> None:
        rows = [json.loads(line) for line in shell("calls", "list", "--json").out.splitlines()]
        assert [r["id"] for r in rows] == ["bb33", "aa22", "aa11"]
        assert rows[2] == {
            "id": "aa11",
            "scenario": HERE,
            "title": "Arruda's sweet bread",
            "customer": "Gil",
            "started_at": 1_700_000_000.0,
            "rep_turns": 1,
            "ended": True,
            "outcome": "closed_warm",
            "scores": {"calmness": 5, "customer_focus": None, "respect_no": 4},
            "no_respected": "yes",
        }
        assert (rows[0]["ended"], rows[0]["outcome"]) == (False, None)

    @pytest.mark.parametrize("wanted", ["aa11", "aa1"])
    def test_show_for_scripts_is_the_transcript_of_the_contract(self, shell: Shell, wanted: str) -> None:
        found = json.loads(shell("calls", "show", wanted, "--json").out)
        assert found["id"] == "aa11"
        assert found["turns"] == [
            {"speaker": "customer", "text": "I have to give you not good news. It is no."},
            {"speaker": "rep", "text": "Then it is no."},
            {"speaker": "customer", "text": "Thank you for that."},
        ]
        assert found["scenario"]["customer"] == "Gil Arruda"
        assert set(found["scenario"]) <= {
            "customer",
            "role",
            "company",
            "product",
            "context",
            "stated_reason",
            "real_reason",
            "resolvable",
        }
        assert found["scenario"]["real_reason"]

    def test_a_call_under_way_keeps_its_secret(self, shell: Shell) -> None:
        found = json.loads(shell("calls", "show", "last", "--json").out)
        assert found["id"] == "bb33"
        assert "real_reason" not in found["scenario"] and "resolvable" not in found["scenario"]

    def test_a_call_whose_scenario_is_gone_can_still_be_read(self, shell: Shell) -> None:
        found = json.loads(shell("calls", "show", "aa22", "--json").out)
        assert "scenario" not in found and len(found["turns"]) == 3
        done = shell("calls", "show", "aa22")
        assert "You: Then it is no." in done.out and "5 of 5" in done.out
        assert "no longer here" in done.err

    def test_show_for_people_has_the_talk_and_the_debrief(self, shell: Shell) -> None:
        done = shell("calls", "show", "aa11")
        assert done.code == 0
        assert done.out.startswith("Arruda's sweet bread\n")
        assert "Gil: I have to give you not good news. It is no.\nYou: Then it is no.\n" in done.out
        assert "5 of 5" in done.out

    def test_show_of_a_call_under_way_says_how_to_go_on(self, shell: Shell) -> None:
        done = shell("calls", "show", "bb")
        assert "You: So it is no." in done.out
        assert "--resume bb33" in done.err

    @pytest.mark.parametrize(
        ("wanted", "says"), [("aa", "several calls begin"), ("zz", "there is no call 'zz'"), ("", "no call")]
    )
    def test_an_id_that_means_nothing_or_too_much(self, shell: Shell, wanted: str, says: str) -> None:
        done = shell("calls", "show", wanted)
        assert (done.code, done.out) == (2, "")
        assert says in done.err

    def test_export_goes_through_the_grader(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "calls.jsonl"
        done = shell("calls", "export", "aa11", "aa22", "aa11", "-o", str(file))
        assert (done.code, done.out) == (0, "")
        assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == ["aa11", "aa22"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        graded = shell("grade", str(file), "--json")
        assert [json.loads(line)["id"] for line in graded.out.splitlines()] == ["aa11", "aa22"]

    def test_export_of_all_as_a_list_and_to_standard_output(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "calls.json"
        assert shell("calls", "export", "--all", "-o", str(file)).code == 0
        piped = [json.loads(line) for line in shell("calls", "export", "--all").out.splitlines()]
        assert json.loads(file.read_text()) == piped
        assert len(piped) == 3

    def test_export_replaces_no_file(self, shell: Shell, tmp_path: Path) -> None:
        file = tmp_path / "mine.json"
        file.write_text("precious")
        done = shell("calls", "export", "last", "-o", str(file))
        assert done.code == 2 and "is there already" in done.err
        assert file.read_text() == "precious"
        assert "cannot be written" in shell("calls", "export", "last", "-o", str(tmp_path / "no" / "x.json")).err

    def test_delete_takes_the_call_and_its_words(self, shell: Shell, data_file: Path) -> None:
        assert b"So it is no" in data_file.read_bytes()
        done = shell("calls", "delete", "last", "--yes")
        assert (done.code, done.out) == (0, "")
        assert "bb33" in done.err and "1 deleted" in done.err
        assert b"So it is no" not in b"".join(p.read_bytes() for p in data_file.parent.iterdir())
        assert "bb33" not in shell("calls", "list").out

    def test_delete_asks_first(self, shell: Shell) -> None:
        done = shell("calls", "delete", "aa11")
        assert done.code == 2 and "--yes" in done.err
        assert "aa11" in shell("calls", "list").out

    def test_delete_all(self, shell: Shell) -> None:
        assert "3 deleted" in shell("calls", "delete", "--all", "--yes").err
        assert shell("calls", "list", "--json").out == ""
        assert "nothing to delete" in shell("calls", "delete", "--all", "--yes").err

    @pytest.mark.parametrize("what", ["export", "delete"])
    def test_all_and_names_exclude_each_other(self, shell: Shell, what: str) -> None:
        assert shell("calls", what).code == 2
        assert shell("calls", what, "aa11", "--all").code == 2
        assert len(shell("calls", "list", "--json").out.splitlines()) == 3


def test_a_damaged_database_ends_with_status_1_and_no_traceback(shell: Shell, data_file: Path) -> None:
    data_file.parent.mkdir(parents=True)
    data_file.write_bytes(b"not a database, not at all " * 100)
    done = shell("calls", "list")
    assert (done.code, done.out) == (1, "")
    assert str(data_file) in done.err and "Traceback" not in done.err
