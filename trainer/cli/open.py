"""`trainer` without a command: the screens, or plain text where there is no terminal to draw on."""

from __future__ import annotations

import os
import sys


def open_trainer() -> None:
    """Open home. Without a terminal, say what can be done instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "") in ("", "dumb"):
        from trainer.cli.practice import command

        command.main(args=["--plain"], prog_name="trainer practice", standalone_mode=False)
        return
    from trainer.tui.app import run
    from trainer.wiring import Program

    program = Program()
    try:
        run(program)
    finally:
        program.close()
