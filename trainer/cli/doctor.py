"""`trainer doctor`: what works, what is missing, what to do. Works when half of the program does not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from trainer.cli.checks import Check

_MARKS = {"ok": "ok      ", "note": "note    ", "problem": "PROBLEM "}
_INDENT = " " * 10


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def command(as_json: bool) -> None:
    """What works, what is missing, what to do. Status 0 when calls can be taken without a network."""
    from trainer.cli.checks import all_checks

    wrong = 0
    for check in all_checks():
        wrong += check.level == "problem"
        if as_json:
            row = {"check": check.name, "level": check.level, "message": check.message, "todo": check.todo}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            _show(check)
    if not as_json:
        click.echo("")
        if wrong:
            click.echo(f"{wrong} to put right before calls can be taken.")
        else:
            click.echo("Calls can be taken: trainer")
    sys.exit(1 if wrong else 0)


def _show(check: Check) -> None:
    from functools import partial
    from textwrap import fill

    wrapped = partial(fill, width=78, break_long_words=False, break_on_hyphens=False)
    first = f"  {_MARKS[check.level]}{check.name}: "
    click.echo(wrapped(check.message, initial_indent=first, subsequent_indent=_INDENT))
    if check.todo:
        click.echo(wrapped(check.todo, initial_indent=f"{_INDENT}> ", subsequent_indent=f"{_INDENT}  "))
