"""`trainer grade`: grade transcripts of calls that were held elsewhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from trainer.cli.grade_output import FORMATS

Item = TypeVar("Item")
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from trainer.cli.grade_output import Progress
    from trainer.cli.grade_run import Kind
    from trainer.review.importing.prepared import Call, Wishes
    from trainer.review.importing.reading import Source
    from trainer.review.importing.said import Talk
    from trainer.review.since import Grader
    from trainer.review.transcripts import Problem
    from trainer.rubric.transcript import Transcript

DONE, FAILED, WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of one run."""

    form: str
    output: Path | None
    resume: bool
    reps: tuple[str, ...]
    from_turn: int | None
    whole: bool
    jobs: int
    kind: Kind
    """Of grader."""

    def wishes(self, *, one: bool) -> Wishes:
        """What to look for in each call; with `one` file, every name of a rep must be in it."""
        from trainer.config import load
        from trainer.review.importing.prepared import Wishes

        known = tuple(name for name in (load().rep_name,) if name)
        return Wishes(self.reps, known, self.from_turn, self.whole, all_reps=one)


@click.command("grade")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--json", "as_json", is_flag=True, help="One object a line, as scripts want it; the same as --format json."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write the grades.  [default: text]")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--resume", is_flag=True, help="Go on with the JSON lines in the output file; what is in it is skipped.")
@click.option("--rep", "reps", multiple=True, metavar="NAME", help="Who the rep is; again for each colleague.")
@click.option("--from-turn", type=click.IntRange(min=0), metavar="N", help="Grade from this turn on, counted from 0.")
@click.option("--all", "whole", is_flag=True, help="Grade whole calls, without looking for the no.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that grade at once.")
@click.option(
    "--grader",
    type=click.Choice(["offline", "llm"]),
    default="offline",
    show_default=True,
    help="Who grades: the built-in grader, or the language model in the settings, which then receives the talk.",
)
@click.option(
    "--repeat", type=click.IntRange(1, 9), default=1, show_default=True, help="How often a model reads each call."
)
def command(
    paths: tuple[str, ...],
    as_json: bool,
    form: str | None,
    output: Path | None,
    resume: bool,
    reps: tuple[str, ...],
    from_turn: int | None,
    whole: bool,
    jobs: int,
    grader: str,
    repeat: int,
) -> None:
    """Grade transcripts: files or folders, or - for standard input.

    Read are WebVTT and SRT as Zoom, Teams, Meet, Webex and Otter write them, plain "Name: text", pasted chats, and
    JSON. A call is graded from the turn in which the customer says no.

    Everything that can be graded is graded. The exit status is 0 when all of it could, 1 when grading itself failed,
    and 2 when part of the input was wrong; what was wrong stands on standard error with file, line and field.
    """
    from trainer.cli.grade_output import format_of
    from trainer.errors import TrainerError

    chosen = format_of(form, as_json, output)
    if resume and (output is None or chosen != "json"):
        raise TrainerError("--resume needs the file to go on with, as JSON lines", "add -o FILE.jsonl")
    if whole and from_turn is not None:
        raise TrainerError("--all and --from-turn ask for two beginnings", "leave one of them out")
    if repeat > 1 and grader != "llm":
        raise TrainerError("--repeat is for a language model", "the built-in grader gives the same grade every time")
    from trainer.cli.grade_run import Kind

    kind = Kind("llm" if grader == "llm" else "offline", repeat)
    try:
        sys.exit(_run(paths, Wanted(chosen, output, resume, reps, from_turn, whole, jobs, kind)))
    except KeyboardInterrupt:
        hint = f" Go on with: -o {output} --resume" if output and chosen == "json" else ""
        click.echo(f"Stopped.{hint}", err=True)
        sys.exit(FAILED)


def _run(paths: tuple[str, ...], wanted: Wanted) -> int:
    from trainer.cli.grade_output import Progress, Writer, already, opened
    from trainer.cli.grade_run import Failure, graded, grader
    from trainer.review.results.result import Result
    from trainer.review.transcripts import Problem

    sources = tuple(_sources(paths))
    own = grader(wanted.kind)
    done = already(wanted.output, _versions(own, wanted.kind)) if wanted.resume and wanted.output else None
    status = count = 0
    screen_free = wanted.output is not None or wanted.form == "html" or not sys.stdout.isatty()
    with opened(wanted.output, wanted.form, resume=wanted.resume) as stream:
        writer = Writer(wanted.form, stream)
        progress = Progress(len(sources), wanted=screen_free and sys.stderr.isatty())
        place = {_name(source): i for i, source in enumerate(sources)}
        calls = _calls(sources, wanted.wishes(one=len(sources) == 1), done, progress)
        try:
            for item in graded(calls, own, kind=wanted.kind, jobs=wanted.jobs):
                if isinstance(item, (Problem, Failure)):
                    progress.say(str(item))
                    status = max(status, FAILED if isinstance(item, Failure) else WRONG)
                    continue
                call, grade = item
                if wanted.form in ("json", "csv"):
                    for note in (*call.notes, *([grade.notice] if grade.notice else [])):
                        progress.say(f"{call.source}: {note}")
                writer.write(Result(call, grade))
                count += 1
                progress.show(count, place.get(call.source, 0))
            writer.end()
        finally:
            progress.close()
    return status


def _versions(own: Grader, kind: Kind) -> tuple[str, ...]:
    """Of the graders whose grades may stand in one file: where a model fails, the built-in grader stands in."""
    from trainer.cli.grade_run import Kind, grader

    return (own.version,) if kind.name == "offline" else (own.version, grader(Kind()).version)


def _calls(
    sources: Sequence[Source | Problem], wishes: Wishes, done: Counter[tuple[str, str]] | None, progress: Progress
) -> Iterator[Call | Problem]:
    """Every call of every file, ready to be graded, without those that `done` has already."""
    from trainer.review.importing.prepared import prepared
    from trainer.review.importing.reading import read_file
    from trainer.review.transcripts import Problem

    skipped = 0
    for source in sources:
        if isinstance(source, Problem):
            yield source
            continue
        for item in _guarded(source, _stdin() if source.name == "standard input" else read_file(source)):
            if isinstance(item, Problem):
                yield item
                continue
            key = (source.name, item.id)
            if done is not None and done[key]:
                done[key] -= 1
                skipped += 1
                continue
            yield from _guarded(source, (prepared(one, wishes, source.name) for one in (item,)))
    if done is not None:
        progress.say(f"{skipped} were graded before and are skipped.")


def _guarded(source: Source, items: Iterator[Item]) -> Iterator[Item | Problem]:
    """The items of one file; a mistake of ours in reading it must not cost the other files their grades."""
    from trainer.review.transcripts import Problem

    try:
        yield from items
    except Exception as error:
        wrong = f"could not be read ({type(error).__name__}: {error})"
        yield Problem(source.name, 0, "", wrong, "this is a mistake in the trainer; please report it")


def _sources(paths: tuple[str, ...]) -> Iterator[Source | Problem]:
    from trainer.review.importing.reading import ENDINGS, Source, sources
    from trainer.review.transcripts import Problem

    for given in paths:
        path = Path(given)
        if given == "-":
            yield Source(path, "standard input", "standard input")
        elif not path.exists():
            hint = f"did you mean {_near(path)}?" if _near(path) else ""
            yield Problem(given, 0, "", "there is no such file or folder", hint)
        elif found := sources(path):
            yield from found
        else:
            yield Problem(given, 0, "", "holds no transcripts", f"they end in {', '.join(ENDINGS)}")


def _stdin() -> Iterator[Talk | Transcript | Problem]:
    from trainer.review.importing.reading import read_bytes
    from trainer.review.transcripts import MAX_BYTES, Problem

    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield Problem("standard input", 0, "", f"has more than {MAX_BYTES:,} bytes", "send it in several parts")
        return
    yield from read_bytes(raw, "standard input", "standard input")


def _name(source: Source | Problem) -> str:
    from trainer.review.transcripts import Problem

    return source.file if isinstance(source, Problem) else source.name


def _near(path: Path) -> str:
    """A file beside a path that does not exist whose name is nearly the same; "" if there is none."""
    from difflib import get_close_matches

    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return ""
    close = get_close_matches(path.name, names, 1, 0.7)
    return str(path.parent / close[0]) if close else ""
