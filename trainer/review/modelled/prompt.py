"""The coder's and the coach's messages. Nothing of a rep's ever stands in a system message."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2s
from typing import Any

from trainer import assets
from trainer.llm.prompting import Message, render
from trainer.review.modelled.answer import CODING_SCHEMA
from trainer.review.modelled.windows import Part, Row
from trainer.rubric.manual import manual
from trainer.rubric.transcript import Context

_KNOWN = ("customer", "role", "company", "product", "context", "stated_reason")
"""Fields of the deal a grader may see; the real reason is the answer key and stays out."""


@cache
def coder_system() -> str:
    """The manual as system message; the same bytes for every call."""
    return render("coder_system.md.j2", manual=manual())


@cache
def prompt_version() -> str:
    """Eight hex digits that change whenever the model is asked otherwise."""
    sources = [assets.root("prompts") / name for name in ("coder_turns.md.j2", "coder_repair.md.j2")]
    text = "\0".join([coder_system(), json.dumps(CODING_SCHEMA), *(p.read_text(encoding="utf-8") for p in sources)])
    return blake2s(text.encode(), digest_size=4).hexdigest()


def coding_messages(deal: Context, part: Part) -> list[Message]:
    """Asks for the codes of one part of a call."""
    record = _record(deal, part.rows)
    user = render(
        "coder_turns.md.j2",
        fence=_fence(record),
        record=record,
        turns=", ".join(map(str, part.own)),
        part=part if part.count > 1 else None,
    )
    return [{"role": "system", "content": coder_system()}, {"role": "user", "content": user}]


def repair_messages(asked: Sequence[Message], answered: str, problems: Sequence[str]) -> list[Message]:
    """The same request with the answer it got and what was wrong with it."""
    again = render("coder_repair.md.j2", problems=problems)
    if not answered:
        return [*asked[:-1], {"role": "user", "content": f"{asked[-1]['content']}\n\n{again}"}]
    return [*asked, {"role": "assistant", "content": answered[:4_000]}, {"role": "user", "content": again}]


def advice_messages(deal: Context, rows: Sequence[Row], wanted: Sequence[tuple[int, str]], words: int) -> list[Message]:
    """Asks for better lines.

    Args:
        deal: what is known around the call.
        rows: the talk.
        wanted: (index of a rep turn, what it did: "pushes for a yes…").
        words: longest line, in words.
    """
    record = _record(deal, rows)
    listed = [{"turn": turn, "was": was} for turn, was in wanted]
    return [
        {"role": "system", "content": render("advice_system.md.j2", words=words)},
        {"role": "user", "content": render("advice_turns.md.j2", fence=_fence(record), record=record, wanted=listed)},
    ]


def row_json(row: Row) -> str:
    """One turn as the model reads it."""
    return f'{{"turn": {row.turn}, "who": {_string(row.who)}, "text": {_string(row.text)}}}'


def _record(deal: Context, rows: Sequence[Row]) -> str:
    known = {name: value for name in _KNOWN if (value := getattr(deal, name))}
    about = ", ".join(f"{_string(name)}: {_string(value)}" for name, value in known.items())
    turns = ",\n  ".join(row_json(row) for row in rows)
    return f'{{"deal": {{{about}}},\n "turns": [\n  {turns}\n ]}}'


def _string(value: Any) -> str:
    """A JSON string in which no tag and no special token of a chat template can stand (`<|im_end|>`, `[INST]`)."""
    return json.dumps(str(value), ensure_ascii=False).replace("<", "\\u003c").replace("[", "\\u005b")


def _fence(record: str) -> str:
    """A mark that hangs on every letter of the record, so that nobody can write it into the record."""
    return "call-" + blake2s(record.encode("utf-8", "replace"), digest_size=6, person=b"coder").hexdigest()
