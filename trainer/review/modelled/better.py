"""Better lines by the model: each is read by the built-in coder and the rules, and kept only if it is clean."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from trainer.llm.client import ChatClient
from trainer.llm.faults import ModelFault
from trainer.review.coded import Coder, code_turn
from trainer.review.modelled.answer import LINES_SCHEMA, Unfit, read_lines
from trainer.review.modelled.prompt import advice_messages
from trainer.review.modelled.windows import HEAD, PIECE, Row
from trainer.rubric.addressed import spoken_to_customer
from trainer.rubric.behaviours import PITFALLS
from trainer.rubric.grade import Advice
from trainer.rubric.manual import manual
from trainer.rubric.scoring import apply_rules
from trainer.rubric.transcript import CodedTurn, Transcript, Turn

log = logging.getLogger(__name__)

MOST_WORDS = 45
LEAST_WORDS = 3
OUT_START, OUT_LINE = 150, 120
"""Tokens of an answer: to begin with, and for each line."""
_MISSING = "is decent as far as it goes; make it plainer, warmer, and of more use to this customer"
_FORM = re.compile(r"[\[\]{}<>*_#\"“”]|^\s*(?:rep|me|seller|you|instead)\s*:", re.IGNORECASE)


async def with_better_lines(
    client: ChatClient,
    transcript: Transcript,
    turns: Sequence[CodedTurn],
    given: tuple[Advice, ...],
    coder: Coder,
    fits: Callable[[Sequence[Row]], bool],
) -> tuple[Advice, ...]:
    """The advice with the model's line wherever that is clean; the line that was there stays otherwise. Never raises.

    Args:
        client: the endpoint.
        transcript: the whole conversation; the model sees it up to the last turn advised on.
        turns: its coded rep turns.
        given: advice with built-in lines.
        coder: reads every line the model writes.
        fits: whether rows fit a prompt.
    """
    if not given:
        return given
    codes = {turn.index: turn.codes for turn in turns}
    rows = _shown(transcript, max(a.turn for a in given), fits)
    present = {row.turn for row in rows}
    wanted = [(a.turn, _was(codes.get(a.turn, frozenset()))) for a in given if a.turn in present]
    if not wanted:
        return given
    messages = advice_messages(transcript.scenario, rows, wanted, MOST_WORDS)
    try:
        text = await client.complete(messages, OUT_START + OUT_LINE * len(wanted), schema=LINES_SCHEMA)
        lines = read_lines(text)
    except (ModelFault, Unfit) as error:
        log.info("no better lines from the model: %s", error)
        return given
    return tuple(
        replace(a, instead=lines[a.turn])
        if a.turn in lines and why_not(lines[a.turn], transcript, a.turn, coder) == ""
        else a
        for a in given
    )


def why_not(line: str, transcript: Transcript, turn: int, coder: Coder) -> str:
    """Why a line may not be shown as the better one at that turn; "" when it may.

    Args:
        line: cleaned, on one line.
        turn: index of the rep turn it would replace.
    """
    before = transcript.turns[:turn]
    if not LEAST_WORDS <= len(line.split()) <= MOST_WORDS:
        return "length"
    if _FORM.search(line) or spoken_to_customer(line)[1]:
        return "form"
    if line.casefold() == transcript.turns[turn].text.casefold():
        return "the same line"
    known = re.findall(r"\d+", " ".join(t.text for t in before))
    if set(re.findall(r"\d+", line)) - set(known):
        return "made up a number"
    hits = code_turn(coder, before, line)
    if any(h.code in PITFALLS for h in hits):
        return "pitfall"
    heard = next((t for t in reversed(before) if t.speaker == "customer"), None)
    alone = Transcript("", (*([heard] if heard else []), Turn("rep", line)))
    at = len(alone.turns) - 1
    judged = apply_rules(alone, (CodedTurn(at, line, hits),))
    return "" if judged.no_respected == "yes" else "rules"


def _was(codes: frozenset[object]) -> str:
    said = [entry.present for entry in manual().pitfalls if entry.code in codes]
    return "; it also ".join(said) if said else _MISSING


def _shown(transcript: Transcript, last: int, fits: Callable[[Sequence[Row]], bool]) -> list[Row]:
    """The talk up to a turn, without turns from its middle when it is too long."""
    rows = [Row(i, t.speaker, t.text[:PIECE]) for i, t in enumerate(transcript.turns[: last + 1])]
    while not fits(rows) and len(rows) > HEAD + 1:
        del rows[HEAD]
    return rows if fits(rows) else []
