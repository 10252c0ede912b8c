"""The log: a private file, no terminal, no keys."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer import logs


@pytest.fixture(autouse=True)
def _own_logger():  # type: ignore[no-untyped-def]
    log = logging.getLogger("trainer")
    before, propagate = log.handlers[:], log.propagate
    log.handlers = []
    yield
    for handler in log.handlers:
        handler.close()
    log.handlers, log.propagate = before, propagate


def test_errors_go_to_a_private_file_without_keys(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.to_file(tmp_path / "logs")
    logs.to_file(tmp_path / "logs")
    assert not (tmp_path / "logs").exists()
    try:
        raise RuntimeError("refused for sk-abcdefghijklmnopqrstuvwx")
    except RuntimeError:
        logging.getLogger("trainer.call.play").exception("the grader failed")
    text = (tmp_path / "logs" / "trainer.log").read_text()
    assert text.count("the grader failed") == 1 and "Traceback" in text
    assert "sk-abcdef" not in text
    if os.name == "posix":
        assert (tmp_path / "logs" / "trainer.log").stat().st_mode & 0o077 == 0
    assert capfd.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    logs.to_file(tmp_path / "logs")
    logging.getLogger("trainer").error("x")
    assert capfd.readouterr() == ("", "")


def test_a_failed_grader_prints_no_traceback(tmp_path: Path) -> None:
    code = """
import sys
from trainer.review import grader
def broken(self, *a): raise RuntimeError("inside")
grader.OfflineGrader.grade = broken
from trainer.cli.main import cli
cli(["practice", "bakery-line", "--plain", "--seed", "1"], prog_name="trainer")
"""
    env = {**os.environ, "TRAINER_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], input="Then it's no. Goodbye.\n", capture_output=True, text=True, env=env
    )
    assert "Traceback" not in done.stderr and "not judged" in done.stdout
    assert "inside" in (tmp_path / "logs" / "trainer.log").read_text()
