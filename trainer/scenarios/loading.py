"""From a scenario file to a Scenario, reporting every problem at once with line and column."""

import hashlib
import re
from pathlib import Path

from pydantic import ValidationError

from trainer.errors import TrainerError
from trainer.scenarios.building import Builder, nearest
from trainer.scenarios.chapters import read_chapter
from trainer.scenarios.model import Scenario
from trainer.scenarios.reading import Outline, Place, Problem, Said, outline, read_text
from trainer.scenarios.vocabulary import Card, LayerName

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
    b = Builder(str(path), problems=parts.problems)
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
        read_chapter(b, chapter)
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


def _head(b: Builder, parts: Outline) -> None:
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


def _cards(b: Builder, said: Said) -> dict[str, int]:
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


_NEEDED_CHAPTERS = {
    "situation": "situation",
    "persona": "persona",
    "what you know": "know",
    "the mutual plan": "plan",
    "the roi sheet": "roi",
    "reasons": "layers",
    "lines": "lines",
}


def _missing(b: Builder, parts: Outline) -> None:
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


def _explain(b: Builder, error: ValidationError) -> None:
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


def _cross_checks(b: Builder, s: Scenario) -> None:
    cards = b.where.get(("cards",), Place(1))
    if not any(x.name == LayerName.STATED for x in s.layers):
        b.wrong(b.where[("layers",)], "there is no stated reason", "add '## stated' under '# Reasons'")
    if s.resolvable and s.misunderstanding is None:
        b.wrong(
            cards, "the card 'mistaken' needs the chapter '# Misunderstanding'", "add it, or give the card weight 0"
        )
    if not s.lines.get("opening"):
        b.wrong(b.where[("lines",)], "there is no '## opening'", "write how the customer brings the no")
