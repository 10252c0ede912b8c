"""The debrief in plain sentences: for pipes, dumb terminals and screen readers. No bars, no columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from trainer.review import phrases
from trainer.rubric.behaviours import PLAIN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.review.sheet import Debrief, RepTurn, Reveal

WIDTH = 76


def debrief_text(debrief: Debrief, *, width: int = WIDTH, reveal: bool = True) -> str:
    """The whole debrief as text.

    Args:
        width: longest line.
        reveal: whether to turn the card and the layers face up; False when the rep may still guess.
    """
    return "\n".join(
        wrapped
        for line in _lines(debrief, reveal=reveal)
        for wrapped in (textwrap.wrap(line, width, subsequent_indent=_hang(line)) or [""])
    )


def _hang(line: str) -> str:
    """Continuation lines stand under the text of their first line."""
    return " " * (len(line) - len(line.lstrip(" ")) + (2 if line.lstrip().startswith("- ") else 0))


def _lines(d: Debrief, *, reveal: bool) -> Iterator[str]:
    yield d.headline
    yield f"{d.ended} The no: {d.the_no}.".strip()
    yield ""
    if d.not_graded:
        yield d.not_graded
        yield ""
    if d.notice:
        yield from (d.notice, "")
    if d.strength:
        yield from ("What went well", f"  {d.strength}", "")
    if d.scores:
        yield "Scores"
    for score in d.scores:
        value = f"{score.value} of 5" if score.value is not None else "not judged"
        yield f"  {score.name}: {value}{'. ' + sentence(score.note) if score.note else ''}"
        if score.unsure:
            yield f"    unsure: {score.unsure}"
        for quote in score.quotes:
            yield f'    - line {quote.number}, {PLAIN_NAMES[quote.code]}: "{quote.text}"'
    if d.scores:
        yield ""
    if d.turns:
        yield "Line by line"
        yield from (_turn(d, turn) for turn in d.turns)
        yield ""
    if d.temptations:
        yield from (d.temptations, "")
    if d.turning:
        better = "for the better" if d.turning.for_better else "for the worse"
        yield f"The turn it turned on, {better}: line {d.turning.turn.number}"
        yield f'  You said: "{d.turning.said}"'
        if d.turning.answer:
            yield f'  {d.called} answered: "{d.turning.answer}"'
        if d.turning.turn.thought:
            yield f'  What {d.pronoun.sub} {d.pronoun.was} thinking: "{d.turning.turn.thought}"'
        yield ""
    for advice in d.better:
        yield f'Instead of line {advice.number}, "{advice.said}"'
        if advice.why:
            yield f"  {advice.why}"
        if advice.instead:
            yield f'  Say it to {d.pronoun.obj} instead: "{advice.instead}"'
        yield ""
    if d.reveal and reveal:
        yield from _reveal(d, d.reveal)
    if d.tomorrow:
        yield from (f"What {d.pronoun.sub} will say about you tomorrow", f"  {d.tomorrow}", "")
    if d.fallbacks:
        yield fallback_note(d.fallbacks)


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")


def fallback_note(count: int) -> str:
    """Who spoke in place of the model, and how often."""
    lines = "One line was" if count == 1 else f"{count} lines were"
    return f"{lines} spoken by the built-in voice because the model could not."


def _turn(d: Debrief, turn: RepTurn) -> str:
    groups = {
        "pitfalls": [PLAIN_NAMES[c] for c in turn.codes if c.is_pitfall],
        "strengths": [PLAIN_NAMES[c] for c in turn.codes if not c.is_pitfall],
    }
    found = "; ".join(f"{name}: {', '.join(codes)}" for name, codes in groups.items() if codes)
    feels = ""
    if turn.trust is not None and turn.irritation is not None:
        feels = f" {d.pronoun.own.capitalize()} trust {turn.trust:.0%}, irritation {turn.irritation:.0%}."
    return f"  {turn.number}. {sentence(found or 'nothing that counts')}{feels}"


def _reveal(d: Debrief, reveal: Reveal) -> Iterator[str]:
    yield f"The card was: {reveal.card}"
    yield f"  {reveal.kind}"
    if d.guess:
        yield f'  You guessed: "{d.guess.text}", {d.guess.sure} % sure.'
    for layer in reveal.layers:
        yield f"  - {layer.name}{'' if layer.told else ', which you never heard'}: {layer.summary}"
    if reveal.misunderstanding:
        yield f"  - The misunderstanding: {reveal.misunderstanding}"
    if reveal.never_asked:
        yield f"  - Never asked: {phrases.listed(reveal.never_asked)}."
    yield ""
