"""From a scenario file to a Scenario, reporting every problem at once with line and column."""

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer.errors import TrainerError
from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.model import Scenario
from trainer.scenarios.reading import Chapter, Heading, Outline, Place, Problem, Said, outline, read_text
from trainer.scenarios.vocabulary import (
    HEADINGS,
    INSTEAD_HEADINGS,
    THOUGHT_HEADINGS,
    TOMORROW_HEADINGS,
    Card,
    LayerName,
    Mood,
)

_HEAD_NAMES = {
    "title": "title",
    "industry": "industry",
    "difficulty": "difficulty",
    "temper": "temper",
    "customer": "customer",
    "called": "called",
    "pronoun": "pronoun",
    "role": "role",
    "company": "company",
    "rep": "rep",
    "product": "product",
    "minutes": "minutes",
    "hours left": "hours_left",
    "attainment": "attainment",
    "language": "language",
    "cards": "cards",
}
_NEEDED = ("title", "industry", "difficulty", "temper", "customer", "role", "company", "rep", "product", "cards")
_NUMBERS = {"difficulty", "minutes", "hours_left", "attainment"}


class ScenarioError(TrainerError):
    """A scenario file that cannot be used; holds every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems[:50]))


@dataclass
class _Builder:
    """Gathers the model's raw data, and where each piece stands."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    where: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: Place, wrong: str, right: str = "") -> None:
        self.problems.append(Problem(self.file, place, wrong, right))

    def put(self, key: str, value: Any, place: Place) -> None:
        self.data[key] = value
        self.where[(key,)] = place


def nearest(name: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name: "did you mean 'x'?", or the list of what is known when it is short."""
    names = [str(k) for k in known]
    close = difflib.get_close_matches(name, names, 1, 0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known are {', '.join(names)}" if len(names) <= 12 else "see 'trainer scenarios vocabulary'"


def load(path: Path) -> Scenario:
    """Load one file.

    Raises:
        ScenarioError: with every problem as FILE:LINE:COLUMN.
    """
    scenario, problems = inspect(path)
    if scenario is None or problems:
        raise ScenarioError(problems)
    return scenario


def fingerprint(path: Path) -> str:
    """16 hex digits that change when the file does."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def inspect(path: Path) -> tuple[Scenario | None, list[Problem]]:
    """Read a file and build what can be built; never raises for what is in the file."""
    problems: list[Problem] = []
    text = read_text(path, problems)
    if text is None:
        return None, problems
    parts = outline(text, str(path))
    b = _Builder(str(path), problems=parts.problems)
    stem = path.stem.lower()
    b.put("id", stem, Place(1))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", stem):
        b.wrong(
            Place(1),
            f"the file's name '{path.stem}' cannot be an id",
            "use letters, digits and dashes: 'cold-store.md'",
        )
        return None, b.problems
    _head(b, parts)
    for chapter in parts.chapters:
        _chapter(b, chapter)
    _missing(b, parts)
    before = len(b.problems)
    scenario = None
    try:
        scenario = Scenario.model_validate(b.data)
    except ValidationError as e:
        _explain(b, e)
    if scenario is not None and len(b.problems) == before:
        _cross_checks(b, scenario)
    b.problems.sort(key=lambda p: (p.place.line, p.place.column))
    return scenario, b.problems


def _head(b: _Builder, parts: Outline) -> None:
    for name, said in parts.head.items():
        key = _HEAD_NAMES.get(name.replace("_", " "))
        if key is None:
            b.wrong(Place(said.place.line), f"'{name}' is not a known name", nearest(name, _HEAD_NAMES))
        elif not said.text:
            b.wrong(said.place, f"'{name}' has no value")
        elif key == "cards":
            b.put(key, _cards(b, said), said.place)
        elif key in _NUMBERS:
            number = said.text.removesuffix("%").strip()
            if re.fullmatch(r"-?\d{1,6}", number):
                b.put(key, int(number), said.place)
            else:
                b.wrong(said.place, f"'{name}' is a whole number (you wrote '{said.text[:30]}')")
                b.data[key] = 1
        else:
            b.put(key, said.text.lower() if key in ("temper", "pronoun") else said.text, said.place)
    for key in _NEEDED:
        if key not in b.data:
            b.wrong(Place(1), f"the head has no '{key}'", f"add a row '{key}: …'")
    b.data.setdefault("called", b.data.get("customer", ""))


def _cards(b: _Builder, said: Said) -> dict[str, int]:
    cards: dict[str, int] = {}
    for piece in said.text.split(","):
        m = re.fullmatch(r"\s*([\w-]+)\s*[:= ]?\s*(\d{1,3})?\s*", piece)
        if not m:
            b.wrong(said.place, f"cannot read '{piece.strip()[:30]}'", "write 'final 2, open 3'")
            continue
        name = m.group(1).replace("-", "_").lower()
        if name not in set(Card):
            b.wrong(said.place, f"there is no card '{name}'", nearest(name, Card))
            continue
        cards[name] = int(m.group(2) or 1)
    if cards and not any(cards.values()):
        b.wrong(said.place, "every card has weight 0", "give at least one a weight")
    return cards


def _text_chapter(key: str) -> Callable[[_Builder, Chapter], None]:
    def read(b: _Builder, chapter: Chapter) -> None:
        first = chapter.headings[0]
        pieces = sorted(first.paragraphs + first.items, key=lambda s: s.place.line)
        if pieces:
            b.put(key, "\n".join(p.text for p in pieces), pieces[0].place)
        _no_headings(b, chapter)

    return read


def _no_headings(b: _Builder, chapter: Chapter) -> None:
    for heading in chapter.headings[1:]:
        b.wrong(heading.place, f"'# {chapter.name}' has no headings", "make it a plain line, or a chapter of its own")


def _know(b: _Builder, chapter: Chapter) -> None:
    items = chapter.headings[0].items
    b.put("know", [s.text for s in items], chapter.place)
    _no_headings(b, chapter)


def _manager(b: _Builder, chapter: Chapter) -> None:
    messages = []
    for n, said in enumerate(chapter.headings[0].items):
        m = re.match(r"after (\d{1,2})\s*:\s*(.+)$", said.text, re.I | re.S)
        if not m:
            b.wrong(said.place, "a message is 'after N: text'", "write '- after 2: Get it done.'")
            continue
        b.where[("manager", n)] = said.place
        messages.append({"after": int(m.group(1)), "text": m.group(2).strip()})
    b.put("manager", messages, chapter.place)


def _qualified(b: _Builder, heading: Heading) -> tuple[str, list[str], list[str]]:
    """A heading's name, and the moods and cards in its parentheses."""
    m = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", heading.name)
    name = (m.group(1) if m else heading.name).strip().lower().replace(" ", "_").replace("-", "_")
    moods: list[str] = []
    cards: list[str] = []
    for word in m.group(2).split(",") if m else []:
        w = word.strip().lower().replace(" ", "_")
        if w in set(Mood):
            moods.append(w)
        elif w in set(Card):
            cards.append(w)
        else:
            b.wrong(heading.place, f"'{word.strip()}' is neither a mood nor a card", nearest(w, [*Mood, *Card]))
    return name, moods, cards


def _line(said: Said, moods: list[str], cards: list[str]) -> dict[str, Any]:
    return {"text": said.text, "moods": moods, "cards": cards}


def _reasons(b: _Builder, chapter: Chapter) -> None:
    layers: list[dict[str, Any]] = []
    for heading in chapter.headings[1:]:
        name, moods, cards = _qualified(b, heading)
        if name not in set(LayerName):
            b.wrong(heading.place, f"'{heading.name}' is not a layer of the reason", nearest(name, LayerName))
            continue
        if moods:
            b.wrong(heading.place, "a layer is the same in every mood", "put a card in the parentheses, or nothing")
        n = len(layers)
        layer: dict[str, Any] = {"name": name, "cards": cards, "lines": [_line(s, [], []) for s in heading.items]}
        b.where[("layers", n)] = heading.place
        for i, s in enumerate(heading.items):
            b.where[("layers", n, "lines", i)] = s.place
        for key, said in heading.fields.items():
            if key == "summary":
                layer["summary"] = said.text
                b.where[("layers", n, "summary")] = said.place
            elif key == "tells":
                layer["tells"] = _listed(said.text)
                b.where[("layers", n, "tells")] = said.place
            elif key == "needs":
                layer.update(_needs(b, said))
                b.where[("layers", n, "trust")] = said.place
            else:
                b.wrong(
                    Place(said.place.line), f"'{key}' is not known here", nearest(key, ["summary", "needs", "tells"])
                )
        if "summary" not in layer:
            b.wrong(heading.place, f"'{heading.name}' has no summary", "add 'summary: the reason in one sentence'")
            layer["summary"] = "-"
        if not heading.items:
            b.wrong(heading.place, f"'{heading.name}' has no lines", "add what the customer says, as '- …'")
        layers.append(layer)
    b.put("layers", layers, chapter.place)


def _needs(b: _Builder, said: Said) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for piece in said.text.split(","):
        piece = piece.strip()
        if m := re.fullmatch(r"trust\s+([01](?:\.\d+)?|\.\d+)", piece):
            out["trust"] = float(m.group(1))
        elif piece.startswith("after "):
            names = [w.strip() for w in re.split(r"\bor\b|\||/", piece[6:])]
            for w in names:
                if w not in set(Behaviour):
                    b.wrong(said.place, f"there is no behaviour '{w}'", nearest(w, Behaviour))
            out["after"] = [w for w in names if w in set(Behaviour)]
        elif piece:
            b.wrong(said.place, f"cannot read '{piece[:40]}'", "write 'trust 0.5, after explore or permission'")
    return out


def _listed(text: str) -> list[str]:
    return [w.strip() for w in text.split(",") if w.strip()]


def _facts(b: _Builder, chapter: Chapter) -> None:
    facts: list[dict[str, Any]] = []
    for heading in chapter.headings[1:]:
        n = len(facts)
        b.where[("facts", n)] = heading.place
        for i, s in enumerate(heading.items):
            b.where[("facts", n, "answers", i)] = s.place
        words = heading.fields.get("words")
        for key, said in heading.fields.items():
            if key != "words":
                b.wrong(Place(said.place.line), f"'{key}' is not known here", "did you mean 'words'?")
        if words is None:
            b.wrong(
                heading.place, f"'{heading.name}' has no words", "add 'words: …', the words a question about it uses"
            )
        if not heading.items:
            b.wrong(heading.place, f"'{heading.name}' has no answer", "add what the customer says, as '- …'")
        facts.append(
            {
                "topic": heading.name,
                "words": _listed(words.text) if words else [heading.name],
                "answers": [_line(s, [], []) for s in heading.items],
            }
        )
    b.put("facts", facts, chapter.place)


def _misunderstanding(b: _Builder, chapter: Chapter) -> None:
    fields = chapter.headings[0].fields
    got: dict[str, Any] = {}
    for key in ("belief", "truth", "words"):
        if key in fields:
            got[key] = _listed(fields[key].text) if key == "words" else fields[key].text
        else:
            b.wrong(chapter.place, f"'# {chapter.name}' has no '{key}'", f"add a row '{key}: …'")
    for key, said in fields.items():
        if key not in ("belief", "truth", "words"):
            b.wrong(Place(said.place.line), f"'{key}' is not known here", nearest(key, ["belief", "truth", "words"]))
    if len(got) == 3:
        b.put("misunderstanding", got, chapter.place)


def _lines(b: _Builder, chapter: Chapter) -> None:
    lines: dict[str, list[dict[str, Any]]] = {}
    for heading in chapter.headings[1:]:
        name, moods, cards = _qualified(b, heading)
        if name not in HEADINGS:
            b.wrong(heading.place, f"'{heading.name}' is not in the vocabulary", nearest(name, HEADINGS))
            continue
        if not heading.items:
            b.wrong(heading.place, f"'{heading.name}' has no lines", "add what the customer says, as '- …'")
        for said in heading.items:
            rows = lines.setdefault(name, [])
            b.where[("lines", name, len(rows))] = said.place
            rows.append(_line(said, moods, cards))
        for said in (*heading.paragraphs, *heading.fields.values()):
            b.wrong(Place(said.place.line), "this text belongs to no line", "start it with '- '")
    for said in chapter.headings[0].items + chapter.headings[0].paragraphs:
        b.wrong(Place(said.place.line), "this line stands under no heading", "put it under '## restate' or another")
    b.put("lines", lines, chapter.place)


def _by_heading(key: str, known: Iterable[str]) -> Callable[[_Builder, Chapter], None]:
    names = list(known)

    def read(b: _Builder, chapter: Chapter) -> None:
        texts: dict[str, list[str]] = {}
        for heading in chapter.headings[1:]:
            name = heading.name.strip().lower().replace(" ", "_")
            if name not in names:
                b.wrong(heading.place, f"'{heading.name}' is not known in '# {chapter.name}'", nearest(name, names))
                continue
            for said in heading.items or heading.paragraphs:
                rows = texts.setdefault(name, [])
                b.where[(key, name, len(rows))] = said.place
                rows.append(said.text)
        b.put(key, texts, chapter.place)

    return read


_CHAPTERS: dict[str, Callable[[_Builder, Chapter], None]] = {
    "situation": _text_chapter("situation"),
    "persona": _text_chapter("persona"),
    "what you know": _know,
    "the mutual plan": _text_chapter("plan"),
    "the roi sheet": _text_chapter("roi"),
    "your manager": _manager,
    "reasons": _reasons,
    "facts": _facts,
    "misunderstanding": _misunderstanding,
    "lines": _lines,
    "thoughts": _by_heading("thoughts", THOUGHT_HEADINGS),
    "tomorrow": _by_heading("tomorrow", TOMORROW_HEADINGS),
    "instead": _by_heading("instead", INSTEAD_HEADINGS),
}
_NEEDED_CHAPTERS = {
    "situation": "situation",
    "persona": "persona",
    "what you know": "know",
    "the mutual plan": "plan",
    "the roi sheet": "roi",
    "reasons": "layers",
    "lines": "lines",
}


def _chapter(b: _Builder, chapter: Chapter) -> None:
    name = " ".join(chapter.name.lower().split())
    reader = _CHAPTERS.get(name)
    if reader is None:
        b.wrong(chapter.place, f"there is no chapter '{chapter.name}'", nearest(name, _CHAPTERS))
        return
    reader(b, chapter)


def _missing(b: _Builder, parts: Outline) -> None:
    seen: dict[str, Place] = {}
    for chapter in parts.chapters:
        name = " ".join(chapter.name.lower().split())
        if name in seen:
            b.wrong(chapter.place, f"'# {chapter.name}' stands twice", f"the first is in line {seen[name].line}")
        seen.setdefault(name, chapter.place)
    for name, key in _NEEDED_CHAPTERS.items():
        if name not in seen and parts.chapters:
            b.wrong(Place(1), f"the chapter '# {name.capitalize()}' is missing")
        elif name in seen and not b.data.get(key):
            b.wrong(seen[name], f"the chapter '# {name.capitalize()}' is empty")


def _explain(b: _Builder, error: ValidationError) -> None:
    reported = {(p.place.line, p.place.column) for p in b.problems}
    missing_known = bool(b.problems)
    for e in error.errors():
        loc = e["loc"]
        if e["type"] == "missing" and missing_known:
            continue
        place = next((b.where[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in b.where), Place(1))
        if (place.line, place.column) in reported and loc[:1] != ("lines",):
            continue
        given = e.get("input")
        wrote = (
            f" (you wrote '{str(given)[:40]}')"
            if isinstance(given, str | int | float) and e["type"] != "missing"
            else ""
        )
        b.wrong(place, f"{'.'.join(str(x) for x in loc)}: {e['msg'].lower()}{wrote}")


def _cross_checks(b: _Builder, s: Scenario) -> None:
    cards = b.where.get(("cards",), Place(1))
    if not any(x.name == LayerName.STATED for x in s.layers):
        b.wrong(b.where[("layers",)], "there is no stated reason", "add '## stated' under '# Reasons'")
    if s.resolvable and s.misunderstanding is None:
        b.wrong(
            cards, "the card 'mistaken' needs the chapter '# Misunderstanding'", "add it, or give the card weight 0"
        )
    if not s.lines.get("opening"):
        b.wrong(b.where[("lines",)], "there is no '## opening'", "write how the customer brings the no")
