"""A program on a pseudo-terminal, watched through a terminal emulator. Shared by the benchmarks of the screens."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import pyte

COLUMNS, LINES = 120, 40
BARE = Path(__file__).with_name("bare_chat.py")


@dataclass
class Watched:
    """A program started on its own terminal.

    Args:
        command: what to run.
        env: variables on top of the present ones.
    """

    command: list[str]
    env: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Watched:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self.chunks: list[tuple[float, bytes]] = []
        """(seconds since start, what was written)."""
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="", LINES="", **self.env)
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvp(self.command[0], self.command)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def read(self, seconds: float) -> bool:
        """Take in what comes within `seconds`; False when nothing came."""
        if not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        self.chunks.append((time.perf_counter() - self.started, data))
        self._feed(self._stream, data)
        return True

    @staticmethod
    def _feed(stream: pyte.ByteStream, data: bytes) -> None:
        # pyte does not know kitty's keyboard queries and would print them
        stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b"").replace(b"\x1b[?u", b""))

    def settle(self, quiet: float = 0.7, limit: float = 15.0) -> None:
        """Until nothing was written for `quiet` seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and (self.read(quiet) or not self.chunks):
            pass

    def wait_for(self, words: str, limit: float = 15.0) -> float:
        """Seconds since start until some words are on the screen."""
        end = time.perf_counter() + limit
        while words not in "\n".join(self.screen.display):
            if time.perf_counter() > end:
                raise TimeoutError(f"{words!r} never came:\n" + "\n".join(self.screen.display))
            self.read(0.05)
        return self.chunks[-1][0]

    def write(self, data: bytes) -> None:
        """Press keys."""
        os.write(self._fd, data)

    def memory(self) -> float:
        """Peak resident memory so far, MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def cpu(self) -> float:
        """Processor seconds so far, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def first_frame(self, share: float = 0.95) -> float:
        """Seconds until `share` of what the settled screen shows was there, by playing everything back."""
        final = _cells(self.screen)
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for when, data in self.chunks:
            self._feed(stream, data)
            now = _cells(screen)
            if sum(now.get(place) == char for place, char in final.items()) >= share * len(final):
                return when
        return self.chunks[-1][0]


def _cells(screen: pyte.Screen) -> dict[tuple[int, int], str]:
    return {(y, x): char for y, line in enumerate(screen.display) for x, char in enumerate(line) if not char.isspace()}


def trainer() -> list[str]:
    """The command under test."""
    return [sys.executable, "-m", "trainer"]


def bare() -> list[str]:
    """The floor: a bare Textual chat screen."""
    return [sys.executable, str(BARE)]
