"""What would make a loaded scenario play badly: too few lines, leaks, lines that are too long or said twice."""

import re
from collections import Counter
from pathlib import Path

from trainer.scenarios.loading import inspect
from trainer.scenarios.model import Line, Scenario
from trainer.scenarios.reading import Place, Problem, outline, read_text
from trainer.scenarios.vocabulary import HEADINGS, LAYER_ORDER, MAX_WORDS, Card, Mood

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check(path: Path) -> list[Problem]:
    """Every problem of a file: those that stop it from loading, then those that make it play badly."""
    scenario, problems = inspect(path)
    if scenario is None:
        return problems
    ignored: list[Problem] = []
    text = read_text(path, ignored) or ""
    places = _places(text, str(path))
    found = [*_coverage(scenario, places, str(path)), *_lines(scenario, places, str(path))]
    return sorted([*problems, *found], key=lambda p: (p.place.line, p.place.column))


def reachable(scenario: Scenario) -> list[tuple[str, Mood, Card]]:
    """Every heading, mood and card that a call of this scenario can reach."""
    cards = [c for c, weight in scenario.cards.items() if weight]
    return [
        (name, mood, card)
        for name, heading in HEADINGS.items()
        for mood in Mood
        if mood in heading.moods
        for card in cards
        if heading.card in (None, card)
    ]


def usable(scenario: Scenario, heading: str, mood: Mood, card: Card) -> list[Line]:
    """The lines that can always be said then: echo lines need the rep's words and do not count."""
    return [x for x in scenario.lines.get(heading, ()) if x.fits(mood, card) and not x.echoes]


def own_lines(scenario: Scenario) -> int:
    """How many different things this customer can say."""
    texts = {x.text for rows in scenario.lines.values() for x in rows}
    texts |= {x.text for layer in scenario.layers for x in layer.lines}
    texts |= {x.text for fact in scenario.facts for x in fact.answers}
    return len(texts)


def _places(text: str, file: str) -> dict[str, Place]:
    """Line text to its place, and "## heading" to the first place of that heading."""
    places: dict[str, Place] = {}
    for chapter in outline(text, file).chapters:
        for heading in chapter.headings:
            places.setdefault(f"# {chapter.name.lower()}", chapter.place)
            name = heading.name.split("(")[0].strip().lower().replace(" ", "_")
            places.setdefault(f"## {name}", heading.place)
            for said in heading.items:
                places.setdefault(said.text, said.place)
    return places


def _coverage(s: Scenario, places: dict[str, Place], file: str) -> list[Problem]:
    problems = []
    short: dict[tuple[str, int, int], list[str]] = {}
    for heading, mood, card in reachable(s):
        have, need = len(usable(s, heading, mood, card)), HEADINGS[heading].need
        if have < need:
            short.setdefault((heading, have, need), []).append(f"{mood}" if len(s.cards) == 1 else f"{mood}/{card}")
    for (heading, have, need), when in short.items():
        place = places.get(f"## {heading}", places.get("# lines", Place(1)))
        moods = sorted({w.split("/")[0] for w in when})
        cards = sorted({w.split("/")[1] for w in when if "/" in w})
        all_cards = len(cards) in (0, len([c for c, w in s.cards.items() if w and HEADINGS[heading].card in (None, c)]))
        where = f"mood {' and '.join(moods)}" + ("" if all_cards else f", card {' and '.join(cards)}")
        wrong = f"'{heading}' has {have} of {need} lines for {where}"
        problems.append(Problem(file, place, wrong, f"add lines for when the customer {HEADINGS[heading].what}"))
    return problems


def _lines(s: Scenario, places: dict[str, Place], file: str) -> list[Problem]:
    problems: list[Problem] = []

    def at(text: str) -> Place:
        return places.get(text, Place(1))

    said: list[tuple[str, Line, int]] = [(h, x, 99) for h, rows in s.lines.items() for x in rows]
    said += [("fact", x, 99) for f in s.facts for x in f.answers]
    said += [(layer.name, x, LAYER_ORDER.index(layer.name)) for layer in s.layers for x in layer.lines]
    counts = Counter(x.text for _, x, _ in said)
    for text, n in counts.items():
        if n > 1:
            problems.append(
                Problem(file, at(text), "this line stands here more than once", "no line is said twice in a call")
            )
    for heading, line, depth in said:
        words = len(line.text.split())
        if words > MAX_WORDS:
            problems.append(Problem(file, at(line.text), f"this line has {words} words", f"keep it under {MAX_WORDS}"))
        for m in _PLACEHOLDER.finditer(line.text):
            if m.group(1) not in ("echo", "rep"):
                problems.append(
                    Problem(file, at(line.text), f"'{{{m.group(1)}}}' means nothing here", "known are {echo} and {rep}")
                )
        for layer in s.layers:
            own = depth != 99 and depth >= LAYER_ORDER.index(layer.name)
            if own:
                continue
            tell = next((t for t in layer.tells if holds(line.text, t)), None)
            if tell:
                wrong = f"'{heading}' gives the {layer.name} reason away: '{tell}'"
                problems.append(
                    Problem(file, at(line.text), wrong, "say it without that word, or move the line to the layer")
                )
    return problems


def holds(text: str, phrase: str) -> bool:
    """Whether a word or phrase stands in a text, as whole words, whatever the case."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.I) is not None
