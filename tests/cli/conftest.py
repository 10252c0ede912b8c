"""The command, as from a shell."""

import pytest

from .running import Shell


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Call it with arguments: `shell("calls", "list")`."""
    return Shell(monkeypatch, capsys)
