"""`trainer doctor` says what is wrong with whatever half of the program is broken."""

import builtins
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from trainer import paths
from trainer.cli import checks, checks_model
from trainer.errors import TrainerError

from .running import Shell


@pytest.fixture(autouse=True)
def no_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor's look at local servers has its own tests; here it finds none."""
    quiet = tuple((n, c) for n, c in checks_model.CHECKS if c is not checks_model.servers)
    monkeypatch.setattr(checks_model, "CHECKS", quiet)


def rows(shell: Shell) -> tuple[int, dict[str, dict[str, str]]]:
    done = shell("doctor", "--json")
    return done.code, {r["check"]: r for r in map(json.loads, done.out.splitlines())}


def test_a_fresh_machine_is_well(shell: Shell) -> None:
    code, found = rows(shell)
    assert code == 0
    assert {r["level"] for r in found.values()} <= {"ok", "note"}
    for name in ("program", "screens", "data folder", "settings", "calls kept", "scenarios", "built-in grader"):
        assert found[name]["level"] == "ok", found[name]
    assert found["terminal"]["level"] == "note"


def test_for_people_every_line_has_its_level_and_fits(shell: Shell) -> None:
    done = shell("doctor")
    assert done.code == 0
    assert "  ok      scenarios: " in done.out
    assert "          > open the trainer in a terminal" in done.out
    assert done.out.rstrip().endswith("Calls can be taken: trainer")


def test_a_damaged_database_is_a_problem_with_a_way_out(shell: Shell) -> None:
    file = paths.find().data / "trainer.db"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"garbage " * 500)
    code, found = rows(shell)
    assert code == 1
    assert found["calls kept"]["level"] == "problem"
    assert f"mv '{file}'" in found["calls kept"]["todo"]
    assert found["scenarios"]["level"] == "ok"
    assert "1 to put right" in shell("doctor").out


def test_damage_deep_inside_the_database_is_found(shell: Shell) -> None:
    from trainer.store.opening import open_store

    from ..store.samples import rep, started

    store = open_store(paths.find())
    store.append("c1", started())
    for n in range(400):
        store.append("c1", rep(n, "words " * 40))
    store.close()
    file = paths.find().data / "trainer.db"
    raw = bytearray(file.read_bytes())
    middle = len(raw) // 2
    raw[middle : middle + 4096] = b"\x07" * 4096
    file.write_bytes(raw)
    code, found = rows(shell)
    assert code == 1
    assert found["calls kept"]["level"] == "problem" and "damaged" in found["calls kept"]["message"]


def test_a_file_where_the_folder_should_be(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("I am a file")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    code, found = rows(shell)
    assert code == 1
    assert "not a folder" in found["data folder"]["message"]
    assert "TRAINER_HOME" in found["data folder"]["todo"]


def test_a_wrong_line_in_the_settings_is_named_and_does_not_stop_a_call(shell: Shell) -> None:
    file = paths.find().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('pace = "human"\nthem = "ansi"\n')
    code, found = rows(shell)
    assert code == 0
    assert found["settings"] == {
        "check": "settings",
        "level": "note",
        "message": f"{file}:2: 'them' is not a setting",
        "todo": "did you mean 'theme'?",
    }


def test_a_broken_scenario_of_ones_own_is_a_note(shell: Shell) -> None:
    own = paths.find().scenarios
    own.mkdir(parents=True)
    (own / "mine.md").write_text("nothing of a scenario")
    code, found = rows(shell)
    assert code == 0
    assert found["scenario mine"]["level"] == "note"
    assert found["scenario mine"]["todo"] == "see all of it: trainer scenarios check mine"


@pytest.mark.parametrize(
    ("missing", "check", "level"),
    [
        ("sqlalchemy", "calls kept", "problem"),
        ("trainer.coding.builtin", "built-in grader", "problem"),
        ("trainer.scenarios.shelf", "scenarios", "problem"),
        ("textual", "screens", "problem"),
        ("keyring", "keyring", "note"),
    ],
)
def test_a_missing_part_is_named_and_the_rest_is_still_looked_at(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    check: str,
    level: str,
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == missing or name.startswith(missing + "."):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **more)

    for loaded in [m for m in sys.modules if m == missing or m.startswith(("trainer.store", missing + "."))]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", without)
    code, found = rows(shell)
    assert found[check]["level"] == level
    assert "missing" in found[check]["message"]
    assert code == (1 if level == "problem" else 0)
    assert found["program"]["level"] == "ok"
    assert "token counts" in found


def test_whatever_a_check_does_the_doctor_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def raises() -> Any:
        raise RuntimeError("Authorization: Bearer abcdef sk-proj-abcdefgh12345678")
        yield

    def explains() -> Any:
        raise TrainerError("it is broken", "mend it")
        yield

    monkeypatch.setattr(checks, "CHECKS", (("a", raises, True), ("b", explains, False)))
    monkeypatch.setattr(checks_model, "CHECKS", ())
    first, second = checks.all_checks()
    assert (first.level, first.name) == ("problem", "a")
    assert "abcdef" not in first.message
    assert (second.level, second.message, second.todo) == ("note", "it is broken", "mend it")


def test_where_the_key_is_and_never_the_key(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-verysecretverysecret")
    done = shell("doctor")
    assert "found in OPENAI_API_KEY" in done.out
    assert "verysecret" not in done.out + done.err
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_API_KEY_FILE", str(tmp_path / "none"))
    found = rows(shell)[1]["model key"]
    assert "OPENAI_API_KEY_FILE could not be read" in found["message"] and found["todo"]


def test_a_model_without_consent_or_name_is_pointed_out(shell: Shell) -> None:
    file = paths.find().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('customer = "llm"\n')
    assert "name none" in rows(shell)[1]["model"]["message"]
    file.write_text('customer = "llm"\nmodel = "m"\nbase_url = "https://llm.example/v1"\n')
    assert "llm.example" in rows(shell)[1]["model"]["message"]
    file.write_text(
        'customer = "llm"\nmodel = "m"\nbase_url = "https://llm.example/v1"\nagreed_hosts = ["llm.example"]\n'
    )
    assert "model" not in rows(shell)[1]


def test_models_within_reach_are_named_with_who_would_hear_the_talk(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import ModuleType

    from trainer.llm.connection import ModelOffer

    discovery = ModuleType("trainer.llm.discovery")
    local = ModelOffer("Ollama on this machine", "http://127.0.0.1:11434/v1", "127.0.0.1", "qwen3:4b", True)
    hosted = ModelOffer("the key in OPENAI_API_KEY", "", "api.openai.com", "", False)
    discovery.offers = lambda: (local, hosted)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "trainer.llm.discovery", discovery)
    monkeypatch.setattr(checks_model, "find_spec", lambda name: object())
    monkeypatch.setattr(checks_model, "CHECKS", (("models", checks_model.servers),))
    out = shell("doctor").out
    assert "Ollama on this machine, qwen3:4b; on this machine" in out
    assert "the key in OPENAI_API_KEY; the talk would go to api.openai.com" in " ".join(out.split())


def test_the_vocabulary_is_looked_for_where_tiktoken_keeps_it(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert rows(shell)[1]["token counts"]["level"] == "note"
    (tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790").write_text("")
    assert rows(shell)[1]["token counts"]["level"] == "ok"


@pytest.mark.parametrize(
    ("term", "size", "env", "level", "says"),
    [
        ("xterm-256color", (120, 40), {"COLORTERM": "truecolor"}, "ok", "120 by 40, all colours"),
        ("xterm-256color", (120, 40), {}, "ok", "256 colours"),
        ("xterm", (70, 20), {}, "note", "70 by 20, few colours"),
        ("xterm", (80, 24), {"NO_COLOR": "1"}, "ok", "no colours (NO_COLOR)"),
    ],
)
def test_what_the_terminal_can_do(
    monkeypatch: pytest.MonkeyPatch, term: str, size: tuple[int, int], env: dict[str, str], level: str, says: str
) -> None:
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(checks.shutil, "get_terminal_size", lambda: size)
    found = checks._size(term)
    assert found.level == level
    assert says in found.message
