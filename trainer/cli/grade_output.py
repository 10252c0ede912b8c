"""Where grades go: text, a table, JSON lines, CSV or a web page, on standard output or in a resumable file."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from trainer.errors import TrainerError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from trainer.review.results.result import Result

FORMATS = ("text", "table", "json", "csv", "html")
_BY_ENDING = {".jsonl": "json", ".ndjson": "json", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html"}


def format_of(wanted: str | None, as_json: bool, output: Path | None) -> str:
    """The format: what was asked for, else what the file's ending says, else text.

    Raises:
        TrainerError: two formats were asked for.
    """
    if as_json and wanted not in (None, "json"):
        raise TrainerError(f"--json and --format {wanted} ask for two formats", "leave one of them out")
    if as_json:
        return "json"
    return wanted or (_BY_ENDING.get(output.suffix.lower(), "text") if output else "text")


class Writer:
    """Takes results one by one.

    Args:
        form: one of `FORMATS`.
        stream: where to write; every JSON line is flushed as it comes.
    """

    def __init__(self, form: str, stream: TextIO) -> None:
        self._form = form
        self._stream = stream
        self._first = True
        self._guessed = False
        self._kept: list[Result] = []
        """Of the web page alone, which begins with all scores."""

    def write(self, result: Result) -> None:
        self._stream.write(self._words(result))
        self._stream.flush()
        self._first = False

    def end(self) -> None:
        """Write what can only be written when everything is there."""
        if self._form == "html" and self._kept:
            from trainer.review.results.page import page

            self._stream.write(page(self._kept))
        if self._form == "table" and self._guessed:
            from trainer.review.results.table import GUESSED

            self._stream.write(GUESSED)
        self._stream.flush()

    def _words(self, result: Result) -> str:
        if self._form == "html":
            self._kept.append(result)
            return ""
        if self._form == "table":
            from trainer.review.results import table

            self._guessed = self._guessed or table.guessed(result)
            return (table.head() if self._first else "") + table.line(result)
        from trainer.review.results.result import as_object, as_row, csv_line

        if self._form == "json":
            return json.dumps(as_object(result), ensure_ascii=False) + "\n"
        if self._form == "csv":
            return (csv_line() if self._first else "") + csv_line(as_row(result))
        return ("" if self._first else "\n") + _text(result)


def _text(result: Result) -> str:
    from textwrap import wrap

    from trainer.review.report import WIDTH, as_text

    notes = ("\n".join(wrap(n, WIDTH, initial_indent="  ", subsequent_indent="  ")) for n in result.call.notes)
    return as_text(result.grade) + "".join(f"\n{note}\n" for note in notes)


@contextlib.contextmanager
def opened(output: Path | None, form: str, *, resume: bool) -> Iterator[TextIO]:
    """The stream to write to.

    A file of JSON lines grows line by line, so that nothing is lost; any other file is put in place whole at the end.

    Raises:
        TrainerError: the file cannot be written, or it holds grades that would be lost.
    """
    if output is None:
        yield sys.stdout
        return
    try:
        if form == "json":
            if not resume and output.exists() and output.stat().st_size:
                hint = f"go on with it by -o {output} --resume, or choose another name"
                raise TrainerError(f"{output} already holds grades", hint)
            with output.open("a", encoding="utf-8", newline="") as stream:
                yield stream
            return
        beside = output.with_name(f".{output.name}.{os.getpid()}.part")
        try:
            encoding = "utf-8-sig" if form == "csv" else "utf-8"
            with beside.open("w", encoding=encoding, newline="") as stream:
                yield stream
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise TrainerError(
            f"{output} cannot be written ({error.strerror or error})", "check the folder and the disk"
        ) from None


def already(output: Path, versions: Collection[str]) -> Counter[tuple[str, str]]:
    """How often each (source, id) stands in a file of JSON lines; a last line that was cut off is taken away.

    Args:
        output: the file; may not exist.
        versions: of the graders whose grades may stand in it, the one in use first.

    Raises:
        TrainerError: a line is no grade, or another version of the grader made it: half a file each would not compare.
    """
    done: Counter[tuple[str, str]] = Counter()
    if not output.exists():
        return done
    try:
        raw = output.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        if len(whole) < len(raw):
            os.truncate(output, len(whole))
    except OSError as error:
        raise TrainerError(
            f"{output} cannot be read ({error.strerror or error})", "check the name and the permissions"
        ) from None
    for number, line in enumerate(whole.decode("utf-8", "replace").splitlines(), 1):
        try:
            row = json.loads(line)
            key, made_by = (str(row.get("source", "")), str(row["id"])), str(row["grader_version"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            hint = "--resume goes on with a file that `trainer grade --json` wrote; choose another name"
            raise TrainerError(f"{output}:{number}: is no grade", hint) from None
        if made_by not in versions:
            hint = "start a new file, so that all grades in it compare"
            raise TrainerError(f"{output}:{number}: was graded by {made_by}, and this is {next(iter(versions))}", hint)
        done[key] += 1
    return done


class Progress:
    """A bar on standard error while somebody looks at it and nothing else is written to their screen.

    Args:
        total: files to read.
        wanted: False to show nothing.
    """

    def __init__(self, total: int, *, wanted: bool) -> None:
        self._bar = None
        if wanted:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("files"),
            )
            self._bar = Progress(
                *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, redirect_stdout=False,
                redirect_stderr=False,
            )  # fmt: skip
            self._task = self._bar.add_task("grading", total=total)
            self._bar.start()

    def show(self, graded: int, files: int) -> None:
        """Args: graded: calls so far; files: files behind us."""
        if self._bar is not None:
            self._bar.update(self._task, completed=files, description=f"{graded} graded")

    def say(self, text: str) -> None:
        """A line for people on standard error, above the bar."""
        if self._bar is None:
            click.echo(text, err=True)
        else:
            from rich.text import Text

            self._bar.console.print(Text(text), soft_wrap=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
