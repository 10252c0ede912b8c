"""One reader for each chapter of a scenario file."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.building import Builder, nearest
from trainer.scenarios.reading import Chapter, Heading, Place, Said
from trainer.scenarios.vocabulary import (
    HEADINGS,
    INSTEAD_HEADINGS,
    THOUGHT_HEADINGS,
    TOMORROW_HEADINGS,
    Card,
    LayerName,
    Mood,
)


def _text_chapter(key: str) -> Callable[[Builder, Chapter], None]:
    def read(b: Builder, chapter: Chapter) -> None:
        first = chapter.headings[0]
        pieces = sorted(first.paragraphs + first.items, key=lambda s: s.place.line)
        if pieces:
            b.put(key, "\n".join(p.text for p in pieces), pieces[0].place)
        _no_headings(b, chapter)

    return read


def _no_headings(b: Builder, chapter: Chapter) -> None:
    for heading in chapter.headings[1:]:
        b.wrong(heading.place, f"'# {chapter.name}' has no headings", "make it a plain line, or a chapter of its own")


def _know(b: Builder, chapter: Chapter) -> None:
    items = chapter.headings[0].items
    b.put("know", [s.text for s in items], chapter.place)
    _no_headings(b, chapter)


def _manager(b: Builder, chapter: Chapter) -> None:
    messages = []
    for n, said in enumerate(chapter.headings[0].items):
        m = re.match(r"after (\d{1,2})\s*:\s*(.+)$", said.text, re.I | re.S)
        if not m:
            b.wrong(said.place, "a message is 'after N: text'", "write '- after 2: Get it done.'")
            continue
        b.where[("manager", n)] = said.place
        messages.append({"after": int(m.group(1)), "text": m.group(2).strip()})
    b.put("manager", messages, chapter.place)


def _qualified(b: Builder, heading: Heading) -> tuple[str, list[str], list[str]]:
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


def _reasons(b: Builder, chapter: Chapter) -> None:
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


def _needs(b: Builder, said: Said) -> dict[str, Any]:
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


def _facts(b: Builder, chapter: Chapter) -> None:
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


def _misunderstanding(b: Builder, chapter: Chapter) -> None:
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


def _lines(b: Builder, chapter: Chapter) -> None:
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


def _by_heading(key: str, known: Iterable[str]) -> Callable[[Builder, Chapter], None]:
    names = list(known)

    def read(b: Builder, chapter: Chapter) -> None:
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


_CHAPTERS: dict[str, Callable[[Builder, Chapter], None]] = {
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


def read_chapter(b: Builder, chapter: Chapter) -> None:
    """Read one chapter into the builder; an unknown one is a problem."""
    name = " ".join(chapter.name.lower().split())
    reader = _CHAPTERS.get(name)
    if reader is None:
        b.wrong(chapter.place, f"there is no chapter '{chapter.name}'", nearest(name, _CHAPTERS))
        return
    reader(b, chapter)
