"""`trainer config`: the settings in force and where each comes from."""

from __future__ import annotations

import json
from typing import Any

import click


@click.group("config", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One object a setting, one a line.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show the settings and where they come from; what is wrong with them goes to standard error."""
    if ctx.invoked_subcommand is not None:
        return
    from trainer import config, paths

    loaded = config.read()
    for name in config.NAMES:
        value = getattr(loaded.config, name)
        source = loaded.sources[name]
        if as_json:
            row = {"name": name, "value": list(value) if isinstance(value, tuple) else value, "source": source}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{name:<16}{_shown(value):<34}{'' if source == 'default' else source}".rstrip())
    if not as_json:
        places = paths.find()
        note = "" if loaded.file.exists() else " (not there; the defaults are used)"
        click.echo(f"\n{'file':<16}{loaded.file}{note}")
        click.echo(f"{'database':<16}{paths.shown_url(places.database_url)}")
        click.echo(f"{'own scenarios':<16}{places.scenarios}")
        click.echo(f"{'logs':<16}{places.logs}")
    for problem in loaded.problems:
        click.echo(str(problem), err=True)


@command.command()
def path() -> None:
    """Where the config file is, or would be."""
    from trainer import paths

    click.echo(str(paths.find().config_file))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return str(value) or "none"
