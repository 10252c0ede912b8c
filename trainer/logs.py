"""What went wrong inside, for whoever mends it: one file in the log folder, never the terminal, never a key."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 500_000


class _Redacted(logging.Formatter):
    """Takes keys out of messages and tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        from trainer.llm.keys import redact

        return redact(super().format(record))


class _Private(RotatingFileHandler):
    """Makes its folder when the first line comes, closed to others; a log that cannot be written is done without."""

    def _open(self):  # type: ignore[no-untyped-def]
        from trainer.paths import private_folder

        file = Path(self.baseFilename)
        private_folder(file.parent)
        file.touch(mode=0o600)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing is printed over the screen."""


def to_file(folder: Path) -> None:
    """Send warnings and errors of the trainer to `folder`/trainer.log. Safe to call again."""
    log = logging.getLogger("trainer")
    if any(isinstance(h, _Private) for h in log.handlers):
        return
    handler = _Private(folder / "trainer.log", maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(_Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    log.addHandler(handler)
    log.propagate = False
