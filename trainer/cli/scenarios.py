"""`trainer scenarios`: list, show, check, new, vocabulary."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from trainer.scenarios.shelf import Shelf


@click.group("scenarios")
def command() -> None:
    """List, show, check and start scenarios. Your own stand beside the shipped ones."""


def _shelf() -> Shelf:
    from trainer import paths
    from trainer.scenarios.shelf import Shelf

    return Shelf(own=paths.find().scenarios)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def list_(as_json: bool) -> None:
    """Every scenario, easiest first."""
    from trainer.scenarios.loading import ScenarioError

    shelf = _shelf()
    broken = 0
    for g in shelf.glances():
        if not as_json:
            mark = " *" if g.own else "  "
            dots = "●" * g.difficulty + "○" * (5 - g.difficulty)
            click.echo(f"{g.id:<22}{mark}{dots}  {g.title}\n{'':<31}{g.customer}, {g.role}. {g.industry}, {g.temper}")
            continue
        try:
            s = shelf.load(g.id)
        except ScenarioError as e:
            broken += 1
            click.echo(f"{e}", err=True)
            continue
        row = {
            "id": s.id,
            "title": s.title,
            "difficulty": s.difficulty,
            "industry": s.industry,
            "language": s.language,
            "customer": s.customer,
            "stated_reason": s.context.stated_reason,
            "resolvable": s.resolvable,
            "own": g.own,
        }
        click.echo(json.dumps(row, ensure_ascii=False))
    if not as_json:
        from trainer import paths

        click.echo(f"\n* your own, in {paths.find().scenarios}\nTake one: trainer practice NAME", err=True)
    sys.exit(1 if broken else 0)


@command.command()
@click.argument("name")
def show(name: str) -> None:
    """What the rep reads before the call. What the customer hides stays hidden."""
    from trainer.scenarios.briefing import briefing_text

    click.echo(briefing_text(_shelf().load(name)))


@command.command()
@click.argument("paths", nargs=-1, required=True)
def check(paths: tuple[str, ...]) -> None:
    """Report every problem of files, folders or scenario names, as FILE:LINE:COLUMN."""
    from trainer.scenarios.checking import check as check_file

    files: list[Path] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found = sorted(p for p in path.glob("*.md") if p.stem.lower() != "readme")
            if not found:
                raise click.UsageError(f"there are no .md files in {given}")
            files += found
        elif path.exists() or path.suffix:
            files.append(path)
        else:
            files.append(_shelf().path(given))
    problems = [p for f in files for p in check_file(f)]
    for problem in problems:
        click.echo(str(problem))
    if not problems:
        click.echo(f"{len(files)} checked, nothing to report", err=True)
    sys.exit(1 if problems else 0)


@command.command()
@click.argument("name")
@click.option("--here", is_flag=True, help="Write into the present folder instead of your scenario folder.")
def new(name: str, here: bool) -> None:
    """Start a scenario of your own from a template that already plays."""
    import re

    from trainer import paths
    from trainer.errors import TrainerError
    from trainer.scenarios.template import template

    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    if not stem:
        raise TrainerError(f"'{name[:40]}' cannot be a file name", "use letters and digits")
    folder = Path.cwd() if here else paths.find().scenarios
    path = folder / f"{stem}.md"
    if path.exists():
        raise TrainerError(f"{path} is there already", "choose another name, or edit that file")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(template(name), encoding="utf-8")
    click.echo(f"{path}")
    click.echo("Write it in any editor, then: trainer scenarios check " + (str(path) if here else stem), err=True)


@command.command()
def vocabulary() -> None:
    """Every heading of the Lines chapter, when it is reached, and how many lines it needs."""
    from trainer.scenarios.vocabulary import HEADINGS, Mood

    for name, h in HEADINGS.items():
        moods = "any mood" if len(h.moods) == len(Mood) else ", ".join(m for m in Mood if m in h.moods)
        only = f", card {h.card}" if h.card else ""
        click.echo(f"{name:<18}{h.need} lines  {moods}{only}\n{'':<18}the customer {h.what}")
