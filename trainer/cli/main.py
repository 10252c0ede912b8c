"""The `trainer` command. Subcommands are imported when they are called, so that `--help` costs nothing."""

from __future__ import annotations

import importlib
import sys

import click

from trainer import __version__

_COMMANDS = {
    "practice": ("trainer.cli.practice", "Take one call, on the screen or as plain text."),
    "grade": ("trainer.cli.grade", "Grade transcripts."),
    "scenarios": ("trainer.cli.scenarios", "List, show, check and start scenarios."),
    "calls": ("trainer.cli.calls", "Look at, export and delete your calls."),
    "config": ("trainer.cli.config", "Show the settings and where they come from."),
    "doctor": ("trainer.cli.doctor", "What works, what is missing, what to do."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in _COMMANDS:
            import difflib

            close = difflib.get_close_matches(name, _COMMANDS, 1, 0.5)
            hint = f" Did you mean '{close[0]}'?" if close else " See 'trainer --help'."
            raise click.UsageError(f"There is no command '{name[:40]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="trainer %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Eleventh Hour: a trainer for the worst minute in sales.

    Without a command it opens the trainer. The customer and the grade are built in: no key, no account, no network.
    """
    if ctx.invoked_subcommand is None:
        from trainer.cli.open import open_trainer

        open_trainer()


def main() -> None:
    """Entry point; errors for people go to standard error, without a traceback."""
    from trainer.errors import TrainerError

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        cli(prog_name="trainer")
    except TrainerError as e:
        click.echo(str(e), err=True)
        sys.exit(e.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
