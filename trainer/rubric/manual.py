"""The coding manual as data: the one place its wording is kept (manual.md), read for prompts and for people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manual says of one behaviour."""

    code: Behaviour
    present: str
    """Finishes "present when the rep…"."""
    near_misses: str
    """What looks like it and is not."""


@dataclass(frozen=True, slots=True)
class ScaleText:
    """What the manual says of one score."""

    scale: Scale
    question: str
    anchors: str
    """The levels 5 to 1, "5: …. 4: …."."""
    remark: str
    """What the score is not about; may be empty."""


@dataclass(frozen=True, slots=True)
class Manual:
    """The whole manual; texts are Markdown on one line each."""

    moment: tuple[str, ...]
    """The paragraphs before the behaviours."""
    entries: tuple[Entry, ...]
    """In the manual's order, pitfalls first."""
    scales: tuple[ScaleText, ...]
    rules: tuple[str, ...]
    verdicts: tuple[str, ...]
    """How the two verdicts follow."""
    rulings: tuple[str, ...]
    """In order; the first is ruling 1."""

    @property
    def pitfalls(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.code.is_pitfall)

    @property
    def strengths(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if not e.code.is_pitfall)


_ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.*?) \|$", re.MULTILINE)
_SCALE = re.compile(r"\*\*([^*]+)\*\*: ([^?]+\?) (5: .+)$")
_NAMES = {"Calmness": Scale.CALMNESS, "Customer focus": Scale.CUSTOMER_FOCUS, "Respect for the no": Scale.RESPECT_NO}


@cache
def manual() -> Manual:
    """The manual, read once.

    Raises:
        ValueError: manual.md does not tell every behaviour and every score exactly once.
    """
    return parse((files("trainer.rubric") / "manual.md").read_text(encoding="utf-8"))


def parse(text: str) -> Manual:
    """Read the manual's Markdown; see `manual`."""
    chapters = dict(_chapters(text))
    entries = tuple(Entry(Behaviour(c), p.strip(), n.strip()) for c, p, n in _ROW.findall(text))
    blocks = [" ".join(b.split()) for b in re.split(r"\n\s*\n", chapters.get("Scores", ""))]
    scales = tuple(_scale(b) for b in blocks if _SCALE.match(b))
    if sorted(e.code for e in entries) != sorted(Behaviour) or sorted(s.scale for s in scales) != sorted(Scale):
        raise ValueError("manual.md must tell every behaviour and every score once")
    return Manual(
        moment=tuple(" ".join(p.split()) for p in chapters[""].split("\n\n") if p.strip()),
        entries=entries,
        scales=scales,
        rules=tuple(_items(chapters["Scores"], r"- ")),
        verdicts=tuple(b for b in blocks if b.startswith("**No respected**")),
        rulings=tuple(_items(chapters["Rulings"], r"\d+\. ")),
    )


def _chapters(text: str) -> Iterator[tuple[str, str]]:
    """(heading, body) of each chapter; the heading is empty for what stands before the first."""
    heading = ""
    body: list[str] = []
    for line in text.splitlines():
        if line.startswith("## "):
            yield heading, "\n".join(body)
            heading, body = line[3:].split("(")[0].strip(), []
        elif not line.startswith("# "):
            body.append(line)
    yield heading, "\n".join(body)


def _scale(block: str) -> ScaleText:
    found = _SCALE.match(block)
    assert found is not None
    name, question, rest = found.groups()
    anchors, _, remark = rest.partition(" *")
    return ScaleText(_NAMES[name], question.strip(), anchors.strip(), remark.strip("* "))


def _items(body: str, mark: str) -> Iterator[str]:
    """The items of the list in a chapter, each with its continuation lines."""
    item: list[str] = []
    for line in [*body.splitlines(), ""]:
        begins = re.match(mark, line)
        if item and (begins or not line[:1].isspace()):
            yield " ".join(" ".join(item).split())
            item = []
        if begins:
            item = [line[begins.end() :]]
        elif item:
            item.append(line)
