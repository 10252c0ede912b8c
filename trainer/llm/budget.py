"""Keeps the prompt of a long call inside the model's context, changing its beginning as rarely as possible."""

import re
from collections.abc import Sequence

from trainer.customer.guard_words import sentences, words
from trainer.customer.voice import Brief
from trainer.llm import prompting
from trainer.llm.tokens import Counter
from trainer.rubric.transcript import Turn

Message = dict[str, str]

HEAD = 2
"""Turns at the beginning that stay word for word."""
TAIL = 6
"""Turns at the end that stay word for word."""
FULL = 0.8
"""Share of the context at which the middle is folded."""
FOLDED = 0.5
"""Share of the context aimed at when it is; the gap keeps the next turns from folding again."""
_SHEET_ROWS = 24
_ROW_WORDS = 14
_WEIGHTY = re.compile(r"[\d$€£%]|\b(?:no|not|won't|can't|never|because|promise|decided)\b", re.IGNORECASE)


class Window:
    """The prompts of one call, turn after turn. Of a long call the middle becomes a sheet of facts.

    Args:
        counter: counts tokens.
        context: tokens a prompt may take.
    """

    def __init__(self, counter: Counter, context: int) -> None:
        self._counter = counter
        self._context = context
        self._cut = 0
        """Index of the first turn after the folded middle; 0 while nothing is folded."""

    @property
    def folded(self) -> bool:
        """Whether the middle of the call has been replaced."""
        return self._cut > 0

    def messages(self, brief: Brief) -> list[Message]:
        """The prompt for one move."""
        talk = brief.talk[:-1] if brief.talk and brief.talk[-1].speaker == "rep" else brief.talk
        if self._cut > len(talk):
            self._cut = 0
        made = self._made(brief, talk)
        if self._counter.prompt(made) <= self._context * FULL:
            return made
        last = max(HEAD, len(talk) - TAIL)
        for cut in range(max(self._cut, HEAD) + 2, last + 1, 2):
            self._cut = cut
            made = self._made(brief, talk)
            if self._counter.prompt(made) <= self._context * FOLDED:
                break
        return made

    def _made(self, brief: Brief, talk: Sequence[Turn]) -> list[Message]:
        fence = prompting.fence_of(brief)
        middle: list[Message] = []
        kept = talk[HEAD:]
        if self._cut:
            middle = [{"role": "user", "content": sheet(talk[HEAD : self._cut], fence)}]
            kept = talk[self._cut :]
        return prompting.alternating(
            [
                {"role": "system", "content": prompting.system(brief)},
                {"role": "user", "content": prompting.BEGINNING},
                *prompting.past(talk[:HEAD], fence),
                *middle,
                *prompting.past(kept, fence),
                {"role": "user", "content": prompting.turn(brief)},
            ]
        )


def sheet(middle: Sequence[Turn], fence: str) -> str:
    """The middle of a call in a few rows: what was said, shortened word for word, nothing made up."""
    rows = [f"{'You' if turn.speaker == 'customer' else 'They'}: {_short(turn.text)}" for turn in middle]
    listed = "\n".join(f"- {row}" for row in rows[-_SHEET_ROWS:])
    return f"(The middle of the call, in short.)\n{prompting.fenced(listed, fence)}"


def _short(text: str) -> str:
    """The sentence that weighs most, cut to a few words."""
    found = sentences(text) or [prompting.NOTHING]
    best = next((s for s in found if _WEIGHTY.search(s)), found[0])
    parts = best.split()
    return best if len(words(best)) <= _ROW_WORDS else " ".join(parts[:_ROW_WORDS]) + " …"
