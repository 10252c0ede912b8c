"""A call to take away: Markdown for people, the transcript of contracts.md with its grade for other tools."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from trainer.review import phrases
from trainer.review.plain import fallback_note, sentence
from trainer.review.report import as_json
from trainer.rubric.behaviours import PLAIN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.review.sheet import Debrief, RepTurn
    from trainer.rubric.grade import Grade
    from trainer.scenarios.model import Scenario


def file_name(debrief: Debrief, scenario: Scenario) -> str:
    """A name for the Markdown file: scenario and day."""
    day = time.strftime("%Y-%m-%d", time.localtime(debrief.started_at)) if debrief.started_at else "call"
    return f"{scenario.id}-{day}.md"


def as_transcript(debrief: Debrief, scenario: Scenario, grade: Grade | None) -> str:
    """The call as one JSON object: a transcript that `trainer grade` reads, its grade beside it."""
    found: dict[str, Any] = {
        "id": debrief.call,
        "scenario": asdict(scenario.context),
        "turns": [{"speaker": t.speaker, "text": t.text} for t in debrief.talk],
    }
    if grade is not None:
        found["grade"] = as_json(grade)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_markdown(debrief: Debrief) -> str:
    """The debrief and the talk, for people. Spoken words are escaped, so that nothing in them formats the page."""
    return "\n".join(_page(debrief)).rstrip() + "\n"


def _page(d: Debrief) -> Iterator[str]:
    yield f"# {_safe(d.headline)}"
    yield ""
    yield f"{_safe(d.title)}, with {_safe(d.customer)}, {_safe(d.role)}. {_safe(d.ended)} The no: {d.the_no}."
    yield ""
    if d.not_graded:
        yield from (d.not_graded, "")
    for title, text in (("What went well", d.strength), ("In short", d.summary)):
        if text:
            yield from (f"## {title}", "", _safe(text), "")
    if d.scores:
        yield from ("## Scores", "", "| score | of 5 | |", "|---|---|---|")
        for score in d.scores:
            value = "not judged" if score.value is None else str(score.value)
            yield f"| {score.name} | {value} | {_cell(sentence(score.note))} |"
        yield ""
    for better in d.better:
        yield from (f"## Instead of line {better.number}", "", f"> {_safe(better.said)}", "")
        if better.why:
            yield from (_safe(better.why), "")
        if better.instead:
            yield from (f"Say it to {d.pronoun.obj} instead: {_safe(better.instead)}", "")
    if d.reveal:
        yield from (f"## The card was: {d.reveal.card}", "", d.reveal.kind, "")
        yield from (f"- {layer.name}: {_safe(layer.summary)}" for layer in d.reveal.layers)
        if d.reveal.never_asked:
            yield f"- Never asked: {phrases.listed(d.reveal.never_asked)}"
        yield ""
    if d.tomorrow:
        yield from (f"## What {d.pronoun.sub} will say about you tomorrow", "", _safe(d.tomorrow), "")
    yield from ("## The talk", "")
    for spoken in d.talk:
        if spoken.turn is None:
            yield from (f"**{_safe(d.called)}:** {_safe(spoken.text)}", "")
        else:
            found = _found(spoken.turn)
            yield from (f"**You ({spoken.turn.number}):** {_safe(spoken.text) or '(nothing)'}{found}", "")
    if d.fallbacks:
        yield fallback_note(d.fallbacks)


def _found(turn: RepTurn) -> str:
    names = ", ".join(f"{'!' if c.is_pitfall else '+'} {PLAIN_NAMES[c]}" for c in turn.codes)
    return f"  \n*{names}*" if names else ""


_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


def _safe(text: str) -> str:
    return " ".join(text.translate(_SPECIAL).split())


def _cell(text: str) -> str:
    return _safe(text)
