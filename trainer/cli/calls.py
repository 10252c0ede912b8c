"""`trainer calls`: list, show, export, delete."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trainer.call.events import StoredEvent
    from trainer.call.glances import CallGlance
    from trainer.scenarios.model import Scenario
    from trainer.store.calls import CallStore

NOTHING_YET = "No calls yet. Take one: trainer practice"


@click.group("calls")
def command() -> None:
    """Look at, export and delete your calls. CALL is an id, its beginning, or 'last' for the newest."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def list_(as_json: bool) -> None:
    """Every call, newest first."""
    with _store() as store:
        calls = store.list()
    if as_json:
        for glance in calls:
            click.echo(json.dumps(_row(glance), ensure_ascii=False))
        return
    if not calls:
        click.echo(NOTHING_YET, err=True)
        return
    for glance in calls:
        click.echo(f"{glance.id:<12}{_when(glance.started_at)}  {glance.title}")
        click.echo(f"{'':<12}{_in_short(glance)}")
    click.echo("\nLook at one: trainer calls show CALL", err=True)
    if any(not g.ended for g in calls):
        click.echo("Go on with one: trainer practice --resume CALL", err=True)


@command.command()
@click.argument("call")
@click.option("--json", "as_json", is_flag=True, help="The transcript, as 'trainer grade' reads it.")
def show(call: str, as_json: bool) -> None:
    """What was said, and what came of it."""
    with _store() as store:
        glance = find(store.list(), call)
        events = store.events(glance.id)
    scenario = _scenario(glance.scenario)
    if as_json:
        click.echo(json.dumps(_transcript(glance.id, events, scenario), ensure_ascii=False))
        return
    click.echo(f"{glance.title}\n{_when(glance.started_at)}, {_in_short(glance)}\n")
    _show_talk(glance, events, scenario)
    if not glance.ended:
        click.echo(f"\nGo on with it: trainer practice --resume {glance.id}", err=True)


@command.command()
@click.argument("calls", nargs=-1, metavar="[CALL]...")
@click.option("--all", "every", is_flag=True, help="Every call there is.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A new .json or .jsonl file.")
def export(calls: tuple[str, ...], every: bool, output: Path | None) -> None:
    """Write transcripts: one a line, or as a list in a .json file. Without -o to standard output."""
    if bool(calls) == every:
        raise click.UsageError("name the calls to export, or give --all")
    with _store() as store:
        known = store.list()
        wanted = known if every else [find(known, call) for call in calls]
        rows = [_transcript(g.id, store.events(g.id), _scenario(g.scenario)) for g in dict.fromkeys(wanted)]
    if output is not None and output.suffix == ".json":
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is None:
        click.echo(text, nl=False)
        return
    _write_new(output, text)
    click.echo(f"{len(rows)} written to {output}", err=True)


@command.command()
@click.argument("calls", nargs=-1, metavar="[CALL]...")
@click.option("--all", "every", is_flag=True, help="Every call there is.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(calls: tuple[str, ...], every: bool, yes: bool) -> None:
    """Remove calls for good, with every word said in them."""
    if bool(calls) == every:
        raise click.UsageError("name the calls to delete, or give --all")
    with _store() as store:
        known = store.list()
        wanted = list(dict.fromkeys(known if every else [find(known, call) for call in calls]))
        for glance in wanted:
            click.echo(f"{glance.id:<12}{_when(glance.started_at)}  {glance.title}", err=True)
        if not wanted:
            click.echo("There is nothing to delete.", err=True)
            return
        if not yes:
            if not sys.stdin.isatty():
                raise click.UsageError("nobody is there to ask; give --yes to delete without asking")
            click.confirm(f"Delete {len(wanted)} for good?", abort=True, err=True)
        gone = sum(store.delete(glance.id) for glance in wanted)
    click.echo(f"{gone} deleted", err=True)


def find(calls: Sequence[CallGlance], wanted: str) -> CallGlance:
    """The call an id, its beginning, or 'last' means.

    Args:
        calls: all calls, newest first.
        wanted: as typed.

    Raises:
        TrainerError: there is none, or there are several.
    """
    from trainer.cleaning import clean
    from trainer.errors import TrainerError

    shown = clean(wanted, limit=40, lines=False)
    if not calls:
        raise TrainerError(f"there is no call '{shown}', and no other", "take one with 'trainer practice'")
    if wanted == "last":
        return calls[0]
    found = [g for g in calls if g.id == wanted] or [g for g in calls if wanted and g.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(g.id for g in found[:4])
        raise TrainerError(f"several calls begin with '{shown}' ({some})", "give more of the id")
    raise TrainerError(f"there is no call '{shown}'", "see 'trainer calls list'")


@contextmanager
def _store() -> Iterator[CallStore]:
    """The store, closed afterwards. What fails in it ends the command with status 1."""
    from trainer import paths
    from trainer.store.opening import open_store
    from trainer.store.problems import StoreError

    try:
        store = open_store(paths.find())
        try:
            yield store
        finally:
            store.close()
    except StoreError as e:
        click.echo(str(e), err=True)
        sys.exit(1)


def _scenario(name: str) -> Scenario | None:
    """The scenario of a call; None when its file is gone or broken."""
    from trainer import paths
    from trainer.errors import TrainerError
    from trainer.scenarios.shelf import Shelf

    try:
        return Shelf(own=paths.find().scenarios).load(name)
    except (TrainerError, FileNotFoundError):
        return None


def _transcript(call: str, events: Sequence[StoredEvent], scenario: Scenario | None) -> dict[str, Any]:
    from trainer.store.exports import as_json, transcript

    return as_json(transcript(call, events, scenario.context if scenario else None))


def _show_talk(glance: CallGlance, events: Sequence[StoredEvent], scenario: Scenario | None) -> None:
    import textwrap

    from trainer.call.events import CallGraded
    from trainer.store.exports import transcript

    names = {"customer": glance.customer or "Customer", "rep": "You"}
    for turn in transcript(glance.id, events).turns:
        label = f"{names[turn.speaker]}: "
        for row in (turn.text or "(silence)").split("\n"):
            click.echo(textwrap.fill(row, 76, initial_indent=label, subsequent_indent="  "))
            label = "  "
    grades = [e.grade for e in events if isinstance(e, CallGraded)]
    if not grades:
        return
    click.echo("")
    if scenario is not None:
        from trainer.review.debrief import build_debrief
        from trainer.review.plain import debrief_text

        click.echo(debrief_text(build_debrief(events, scenario)))
        return
    from trainer.review.report import as_text

    click.echo(as_text(grades[-1]), nl=False)
    click.echo(
        f"\nThe scenario '{glance.scenario}' is no longer here, so the customer's side cannot be told.", err=True
    )


def _write_new(path: Path, text: str) -> None:
    """Raises: TrainerError: it is there already, or cannot be written."""
    import os

    from trainer.errors import TrainerError

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as f:
            f.write(text)
    except FileExistsError:
        raise TrainerError(f"{path} is there already", "choose another name, or remove it first") from None
    except OSError as e:
        raise TrainerError(f"{path} cannot be written ({e.strerror or e})", "choose another place") from e


def _row(glance: CallGlance) -> dict[str, Any]:
    calmness, customer_focus, respect_no = glance.scores
    return {
        "id": glance.id,
        "scenario": glance.scenario,
        "title": glance.title,
        "customer": glance.customer,
        "started_at": glance.started_at,
        "rep_turns": glance.rep_turns,
        "ended": glance.ended,
        "outcome": glance.outcome or None,
        "scores": {"calmness": calmness, "customer_focus": customer_focus, "respect_no": respect_no},
        "no_respected": glance.no_respected,
    }


def _in_short(glance: CallGlance) -> str:
    from trainer.tui.format import SCALES, outcome, plural

    parts = [glance.customer, plural(glance.rep_turns, "reply", "replies")]
    if not glance.ended:
        parts.append("not finished")
    else:
        parts.append(outcome(glance.outcome))
        judged = [f"{name} {score}" for name, score in zip(SCALES, glance.scores, strict=True) if score]
        parts.append(", ".join(judged) or "not graded")
    return " · ".join(p for p in parts if p)


def _when(at: float) -> str:
    from datetime import datetime

    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")
