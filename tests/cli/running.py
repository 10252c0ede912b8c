"""Runs `trainer` in this process, as from a shell."""

import io
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from trainer.cli.main import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Shell:
    """Calls of the command; standard input is empty and no terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = monkeypatch
        self._capsys = capsys

    def __call__(self, *args: str) -> Done:
        """Run `trainer ARGS...`."""
        self._patch.setattr(sys, "argv", ["trainer", *args])
        self._patch.setattr(sys, "stdin", io.StringIO(""))
        self._capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as e:
            code = e.code or 0
        out, err = self._capsys.readouterr()
        return Done(int(code), out, err)
