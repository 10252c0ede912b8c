"""The fault server, and a process that remembers no endpoint's quirks."""

from collections.abc import Iterator

import pytest

from tests.llm.fault_server import FaultServer, fault_server
from trainer.llm import quirks


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    monkeypatch.setattr(quirks, "_KNOWN", {})
    with fault_server() as running:
        yield running
