"""`trainer practice`: whole calls from a pipe, the contract's objects, resume after kill -9, mistakes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LINES = """\
Then it's a no, Sister. I'll take the letter of intent back.
May I ask what weighed most?
Thank you. Goodbye, Sister.
"""


def trainer(*args: str, lines: str = "", home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trainer", *args],
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "TRAINER_HOME": str(home), **env},
    )


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_json_writes_the_contracts_objects_and_nothing_else(tmp_path: Path) -> None:
    done = trainer("practice", "roof-from-1740", "--json", "--seed", "1", lines=LINES, home=tmp_path)
    assert done.returncode == 0, done.stderr
    got = rows(done.stdout)
    start, first, rep = got[0], got[1], got[2]
    assert {k: start[k] for k in ("event", "scenario", "customer", "seed")} == {
        "event": "start", "scenario": "roof-from-1740", "customer": "offline", "seed": 1,
    }  # fmt: skip
    assert start["call"]
    assert first["event"] == "customer" and first["turn"] == 0 and first["ended"] is False
    assert set(first["state"]) == {"trust", "irritation", "resolve", "disclosed"} and first["state"]["disclosed"] == [
        "stated"
    ]
    assert rep["event"] == "rep" and rep["turn"] == 1 and rep["text"] == LINES.splitlines()[0]
    assert isinstance(rep["behaviours"], list)
    assert got[-2]["event"] == "end" and got[-2]["by"] == "customer" and got[-2]["outcome"]
    grade = got[-1]["grade"]
    assert got[-1]["event"] == "debrief" and set(grade["scores"]) == {"calmness", "customer_focus", "respect_no"}


def test_the_same_seed_and_lines_give_the_same_events(tmp_path: Path) -> None:
    runs = [
        rows(trainer("practice", "bakery-line", "--json", "--seed", "5", lines=LINES, home=tmp_path).stdout)
        for _ in "ab"
    ]
    for run in runs:
        run[0].pop("call")
        run[-1]["grade"].pop("id")
    assert runs[0] == runs[1]


def test_when_the_lines_run_out_the_call_ends_and_is_graded(tmp_path: Path) -> None:
    got = rows(trainer("practice", "bakery-line", "--json", "--seed", "1", lines="hm\n", home=tmp_path).stdout)
    assert got[-2]["by"] == "end-of-input"


def test_without_a_terminal_plain_text_is_chosen(tmp_path: Path) -> None:
    done = trainer("practice", "roof-from-1740", "--seed", "2", lines=LINES, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Sister Inmaculada:" in done.stdout and "What you know" in done.stdout
    assert "Calmness" in done.stdout
    assert "\x1b" not in done.stdout


def test_trainer_alone_without_a_terminal_takes_a_call(tmp_path: Path) -> None:
    done = trainer(lines="Then it's no. Goodbye.\n", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Calmness" in done.stdout


def test_killed_in_the_middle_the_call_goes_on_with_nothing_lost(tmp_path: Path) -> None:
    env = {**os.environ, "TRAINER_HOME": str(tmp_path)}
    args = [sys.executable, "-m", "trainer", "practice", "roof-from-1740", "--json", "--seed", "1"]
    first, second, third = LINES.splitlines()
    p = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    assert p.stdin is not None and p.stdout is not None
    seen = [p.stdout.readline(), p.stdout.readline()]
    p.stdin.write(first + "\n")
    p.stdin.flush()
    seen += [p.stdout.readline(), p.stdout.readline()]
    p.send_signal(signal.SIGKILL)
    p.wait()
    p.stdin.close()
    p.stdout.close()
    done = trainer("practice", "--json", "--resume", "last", lines=f"{second}\n{third}\n", home=tmp_path)
    got = rows(done.stdout)
    assert got[:4] == [json.loads(x) for x in seen]
    whole = rows(trainer("practice", "roof-from-1740", "--json", "--seed", "1", lines=LINES, home=tmp_path).stdout)
    for run in (got, whole):
        run[0].pop("call")
        run[-1]["grade"].pop("id")
    assert got == whole


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("practice", "roof-from-1470", "--json"), "did you mean 'roof-from-1740'?"),
        (("practice", "--plain", "--json"), "exclude each other"),
        (("practice", "--resume", "last", "--plain"), "no call is open"),
        (("practise",), "Did you mean 'practice'?"),
        (("practice", "roof-from-1740", "--seed", "x"), "not a valid integer"),
    ],
)
def test_mistakes_are_told_in_plain_words(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    done = trainer(*args, home=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_broken_scenario_file_tells_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("title: x\ntempr: warm\n")
    done = trainer("practice", str(path), "--json", home=tmp_path)
    assert done.returncode == 2
    assert f"{path}:2:1: 'tempr' is not a known name" in done.stderr and "Traceback" not in done.stderr


def test_baits_and_help_in_plain_mode(tmp_path: Path) -> None:
    done = trainer(
        "practice", "roof-from-1740", "--plain", "--seed", "1", lines="/plan\n/manager\n/help\n/bye\n", home=tmp_path
    )
    assert "The mutual plan:" in done.stdout and "Your manager:" in done.stdout
    assert "You ended the call." in done.stdout


def test_escape_codes_from_a_pipe_never_come_out_again(tmp_path: Path) -> None:
    done = trainer("practice", "bakery-line", "--seed", "1", lines="\x1b]0;x\x07no \x1b[31mworry\n", home=tmp_path)
    assert "\x1b" not in done.stdout and "\x07" not in done.stdout
    assert "no worry" in done.stdout
