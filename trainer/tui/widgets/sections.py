"""The parts of the debrief page, each from the plain data of a debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.review import phrases
from trainer.review.plain import fallback_note, sentence
from trainer.rubric.behaviours import PLAIN_NAMES
from trainer.tui.format import dots
from trainer.tui.theme import PITFALL, STRENGTH
from trainer.tui.widgets.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from trainer.review.sheet import Debrief, Quote, Reveal, ScoreLine

COVERED = "F5  show, after you have guessed"


class Covered(Static):
    """The card, face down; a click is as good as the key."""

    async def on_click(self) -> None:
        await self.run_action("screen.reveal")


def text(*parts: str | tuple[str, str], classes: str = "") -> Static:
    """Words with styles, never markup."""
    return Static(Content.assemble(*parts), classes=classes, markup=False)


def label(words: str, *, gap: bool = False) -> Static:
    """The quiet heading of a part."""
    return Static(words, classes="label gap" if gap else "label", markup=False)


def section(*children: Widget, id: str | None = None) -> Vertical:
    """One part of the page."""
    return Vertical(*children, classes="section", id=id)


def headline(d: Debrief) -> Iterator[Widget]:
    """How it ended, and whether the no was respected."""
    yield Horizontal(
        Static(d.headline, classes="said", markup=False),
        Static(f"the no: {d.the_no}", classes="the-no", markup=False),
        id="headline",
    )
    below = " ".join(x for x in (d.ended, d.summary, d.not_graded) if x)
    if below:
        yield section(Static(below, markup=False))
    if d.notice:
        yield section(text((d.notice, "$quiet")))


def what_went_well(d: Debrief) -> Iterator[Widget]:
    """First, and as specific as the rest."""
    if d.strength:
        yield section(label("What went well"), text((f"{STRENGTH} ", "$strength"), d.strength))


def scores(d: Debrief) -> Iterator[Widget]:
    """The three scores with the words behind them."""
    if d.scores:
        rows = [_score(line) for line in d.scores]
        rows[-1].add_class("-last")
        yield section(*rows)


def _score(line: ScoreLine) -> Widget:
    words: list[str | tuple[str, str]] = []
    if line.value is None:
        words.append((f"not judged: {line.note}", "$quiet"))
    else:
        words.append(line.note)
    if line.unsure:
        words.append((f"\nunsure: {line.unsure}", "$quiet"))
    for quote in line.quotes:
        words += ["\n", *_quote(quote)]
    shown = dots(line.value) if line.value is not None else "–"
    return Horizontal(
        Static(line.name, classes="name", markup=False),
        Static(shown, classes="dots", markup=False),
        text(*words, classes="words"),
        classes="score",
    )


def _quote(quote: Quote) -> tuple[str | tuple[str, str], ...]:
    sign, style = (PITFALL, "$pitfall") if quote.code.is_pitfall else (STRENGTH, "$strength")
    return (
        (f"{sign} {PLAIN_NAMES[quote.code]}", style),
        f"  “{quote.text}”",
        (f"  line\u00a0{quote.number}", "$quiet"),
    )


def line_by_line(d: Debrief) -> Iterator[Widget]:
    """Behaviours and what they did to the customer."""
    if d.turns:
        yield section(Strip(d.turns, d.pronoun.own))
    if d.temptations:
        yield section(text((d.temptations, "$quiet")))


def turning(d: Debrief) -> Iterator[Widget]:
    """The turn it turned on, and what went on in the customer."""
    if d.turning is None:
        return
    t = d.turning
    left: list[Widget] = [
        label("The turn it turned on"),
        text((f"{t.turn.number}  ", "$quiet"), f"“{t.said}”"),
    ]
    if t.answer:
        left.append(text((f"{d.called}:  ", "$quiet"), f"“{t.answer}”", classes="gap"))
    halves = [Vertical(*left, classes="half")]
    if t.turn.thought:
        halves.append(
            Vertical(
                label(f"What {d.pronoun.sub} {d.pronoun.was} thinking"),
                text((f"“{t.turn.thought}”", "italic")),
                classes="half",
            )
        )
    yield Horizontal(*halves, classes="section pair")


def instead(d: Debrief) -> Iterator[Widget]:
    """A better line in this rep's situation, the costliest first; two are enough for one sitting."""
    for better in d.better[:2]:
        parts: list[Widget] = [label(f"Line {better.number}: “{better.said}”")]
        if better.why:
            parts.append(text(sentence(better.why)))
        if better.instead:
            parts.append(label(f"Say it to {d.pronoun.obj} instead", gap=True))
            parts.append(text((f"“{better.instead}”", "bold")))
        yield section(*parts)


def tomorrow(d: Debrief) -> Iterator[Widget]:
    """What they will say about the rep."""
    if d.tomorrow:
        yield section(label(f"What {d.pronoun.sub} will say about you tomorrow"), text(d.tomorrow))


def reveal(d: Debrief, *, face_up: bool) -> Iterator[Widget]:
    """The card and the layers, once the rep has guessed or chosen not to."""
    if d.reveal is None:
        return
    if not face_up:
        yield section(label("What was behind the no"), Covered(COVERED, markup=False), id="reveal")
        return
    yield section(label("What was behind the no"), *_face_up(d, d.reveal), id="reveal")


def _face_up(d: Debrief, r: Reveal) -> Iterator[Widget]:
    if d.guess:
        yield text(("You guessed  ", "$quiet"), f"“{d.guess.text}”", (f"  {d.guess.sure} % sure", "$quiet"))
    yield text(("The card: ", "$quiet"), (r.card, "bold"), f". {r.kind}")
    for layer in r.layers:
        heard = "" if layer.told else "  (you never heard it)"
        yield text((f"{layer.name}{heard}\n", "$quiet"), layer.summary, classes="gap")
    if r.misunderstanding:
        yield text(("The misunderstanding\n", "$quiet"), r.misunderstanding, classes="gap")
    if r.never_asked:
        yield text(("Never asked\n", "$quiet"), sentence(phrases.listed(r.never_asked)), classes="gap")


def small_print(d: Debrief) -> Iterator[Widget]:
    """Who graded, and who spoke in place of the model."""
    parts = []
    if d.grader:
        parts.append("Read by the built-in grader." if d.grader == "offline" else "Read by a language model.")
    if d.fallbacks:
        parts.append(fallback_note(d.fallbacks))
    if parts:
        yield section(text((" ".join(parts), "$quiet")))
