"""`trainer grade`: grade transcripts of calls that were held elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trainer.review.grader import OfflineGrader
    from trainer.review.transcripts import Problem
    from trainer.rubric.grade import Grade
    from trainer.rubric.transcript import Transcript

DONE, FAILED, WRONG = 0, 1, 2


@click.command("grade")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="One object a line, as scripts want it.")
@click.option(
    "--grader",
    type=click.Choice(["offline", "llm"]),
    default="offline",
    show_default=True,
    help="Who grades: the built-in grader, or a language model.",
)
def command(paths: tuple[str, ...], as_json: bool, grader: str) -> None:
    """Grade transcripts: files or folders of .json and .jsonl, or - for standard input.

    Everything that can be graded is graded. The exit status is 0 when all of it could, 1 when grading itself failed,
    and 2 when part of the input was wrong; what was wrong stands on standard error with file, line and field.
    """
    if grader == "llm":
        click.echo(
            "The language-model grader is not available in this version; the built-in one is: --grader offline.",
            err=True,
        )
        sys.exit(WRONG)
    from trainer.coding.builtin import BuiltInCoder
    from trainer.review.grader import OfflineGrader

    sys.exit(_run(paths, OfflineGrader(BuiltInCoder()), as_json))


def _run(paths: tuple[str, ...], grader: OfflineGrader, as_json: bool) -> int:
    from trainer.rubric.transcript import Transcript

    status, graded = DONE, 0
    progress = _Progress()
    for item in _read(paths):
        if not isinstance(item, Transcript):
            progress.clear()
            click.echo(str(item), err=True)
            status = max(status, WRONG)
            continue
        try:
            grade = grader.grade(item)
        except Exception as error:
            # One transcript that breaks the grader must not cost the others their grades.
            progress.clear()
            click.echo(f"{item.id}: the grader failed and gives no grade: {type(error).__name__}: {error}", err=True)
            status = max(status, FAILED)
            continue
        progress.clear()
        _write(grade, as_json, first=graded == 0)
        graded += 1
        progress.show(f"{graded} graded")
    progress.clear()
    return status


def _write(grade: Grade, as_json: bool, *, first: bool) -> None:
    from trainer.review.report import as_json as to_object
    from trainer.review.report import as_text

    if as_json:
        import json

        click.echo(json.dumps(to_object(grade), ensure_ascii=False))
    else:
        click.echo(("" if first else "\n") + as_text(grade), nl=False)


def _read(paths: tuple[str, ...]) -> Iterator[Transcript | Problem]:
    from pathlib import Path

    from trainer.review.transcripts import ENDINGS, Problem, find_files, read_path

    for given in paths:
        if given == "-":
            yield from _stdin()
            continue
        path = Path(given)
        if not path.exists():
            yield Problem(
                given,
                0,
                "",
                "there is no such file or folder",
                f"did you mean {_near(path)}?" if _near(path) else "",
            )
            continue
        files = find_files(path)
        if not files:
            yield Problem(given, 0, "", "holds no transcripts", f"they end in {', '.join(ENDINGS)}")
        for file in files:
            yield from read_path(file)


def _stdin() -> Iterator[Transcript | Problem]:
    from trainer.review.transcripts import MAX_BYTES, Problem, decode, looks_like_lines, read_text

    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield Problem("standard input", 0, "", f"has more than {MAX_BYTES:,} bytes", "send it in several parts")
        return
    text = decode(raw)
    if isinstance(text, str):
        yield from read_text(text, "standard input", lines=looks_like_lines(text))
    else:
        yield Problem("standard input", *text)


def _near(path: Path) -> str:
    """A file beside a path that does not exist whose name is nearly the same; "" if there is none."""
    from difflib import get_close_matches

    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return ""
    close = get_close_matches(path.name, names, 1, 0.7)
    return str(path.parent / close[0]) if close else ""


class _Progress:
    """One line that is written over itself, only where somebody is looking at standard error."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()
        self._shown = False

    def show(self, text: str) -> None:
        if self._on:
            click.echo(f"\r{text}", err=True, nl=False)
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)
            self._shown = False
