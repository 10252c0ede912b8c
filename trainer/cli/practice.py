"""`trainer practice`: one call, on the screen, as plain text, or as JSON for other tools."""

from __future__ import annotations

import sys

import click


@click.command("practice")
@click.argument("scenario", required=False)
@click.option("--plain", is_flag=True, help="Plain text: for screen readers, pipes and simple terminals.")
@click.option(
    "--json", "as_json", is_flag=True, help="Events as JSON, one object a line; the rep's lines on standard input."
)
@click.option("--customer", type=click.Choice(["offline", "llm"]), help="Who speaks as the customer.")
@click.option("--seed", type=click.IntRange(0, 2**31), help="The same seed and lines give the same call.")
@click.option("--resume", metavar="CALL", help="Go on with an interrupted call; 'last' for the newest.")
@click.option(
    "--pressure/--no-pressure", default=None, help="The clock, the manager's messages, the papers within reach."
)
def command(
    scenario: str | None,
    plain: bool,
    as_json: bool,
    customer: str | None,
    seed: int | None,
    resume: str | None,
    pressure: bool | None,
) -> None:
    """Take one call.

    SCENARIO is a name from 'trainer scenarios list', or a file; the easiest one is taken when it is left out.
    """
    from trainer.errors import TrainerError
    from trainer.wiring import Program, flags

    if plain and as_json:
        raise click.UsageError("--plain and --json exclude each other")
    if resume and (scenario or seed is not None):
        raise click.UsageError("--resume goes on with a call as it was; leave SCENARIO and --seed out")
    screen = not (plain or as_json) and sys.stdin.isatty() and sys.stdout.isatty() and _able()
    program = Program(flags(customer, pressure))
    try:
        if resume:
            call = _call_to_resume(program, resume)
            if screen:
                from trainer.tui.app import run

                run(program, f"resume:{call}")
                return
            setup = program.resume(call)
        else:
            name = scenario or (program.shelf()[0].id if program.shelf() else "")
            if not name:
                raise TrainerError("there are no scenarios", "start one with 'trainer scenarios new NAME'")
            if screen and seed is None:
                program.scenario(name)
                from trainer.tui.app import run

                run(program, f"briefing:{name}")
                return
            setup = program.begin(name, seed=seed, customer="llm" if program.config.customer == "llm" else "offline")
        from trainer.cli.talking import as_json_lines, as_plain_text

        done = as_json_lines(program, setup) if as_json else as_plain_text(program, setup)
        sys.exit(0 if done else 1)
    finally:
        program.close()


def _able() -> bool:
    """Whether this terminal can show the screens."""
    import os

    return os.environ.get("TERM", "") not in ("", "dumb") or os.name == "nt"


def _call_to_resume(program, wanted: str) -> str:  # type: ignore[no-untyped-def]
    from trainer.errors import TrainerError

    open_calls = program.store().unfinished()
    if not open_calls:
        raise TrainerError("no call is open", "take one with 'trainer practice'")
    found = [c.id for c in open_calls if wanted == "last" or c.id.startswith(wanted)]
    if not found:
        raise TrainerError(f"no open call begins with '{wanted[:20]}'", "see 'trainer calls list'")
    if wanted != "last" and len(found) > 1:
        raise TrainerError(f"several open calls begin with '{wanted[:20]}'", "give more of the id")
    return str(found[0])
