"""Getting one customer line said: the chosen voice under the guard, and the built-in voice when it fails."""

import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from trainer.call.events import CustomerKind, CustomerStreamed
from trainer.cleaning import clean
from trainer.customer.builtin import BuiltInVoice
from trainer.customer.guard import check
from trainer.customer.guard_words import split_ready
from trainer.customer.voice import Brief, Voice, VoiceFailed

log = logging.getLogger(__name__)

_BUILT_IN_TRIES = 6


@dataclass(frozen=True, slots=True)
class Spoken:
    """A whole line, guarded."""

    text: str
    said: tuple[str, ...] = ()
    """Scenario lines it was made of; empty when a model spoke."""
    voice: CustomerKind = "offline"
    fell_back: str = ""
    """Why the built-in voice spoke in place of the model, for people; empty when it did not have to."""


async def speak(voice: Voice, built_in: BuiltInVoice, brief: Brief) -> AsyncIterator[CustomerStreamed | Spoken]:
    """Word a move. Yields words that passed the guard as they come, and the whole line last.

    A line the guard refuses is asked for once more, then the built-in voice speaks (design, idea 1). Words are held
    back by a sentence; when a later sentence is refused the line ends before it.
    """
    if voice is built_in:
        yield _built_in(built_in, brief, "")
        return
    why = ""
    for _ in range(2):
        passed = ""
        try:
            async with aclosing(_guarded(voice, replace(brief, refused=why))) as sentences:  # type: ignore[type-var]
                async for sentence in sentences:
                    passed += sentence
                    yield CustomerStreamed(brief.turn, sentence)
        except _Refused as refused:
            why = str(refused)
            if not passed.strip():
                continue
        except VoiceFailed as failed:
            if not passed.strip():
                yield _built_in(built_in, brief, str(failed))
                return
        except Exception:
            log.exception("the model voice failed in an unforeseen way")
            if not passed.strip():
                yield _built_in(built_in, brief, "the model's answer could not be used")
                return
        text = clean(passed, lines=False)
        if text:
            yield Spoken(text, voice="llm")
            return
    yield _built_in(built_in, brief, f"the model's line was not used: {why or 'it was empty'}")


class _Refused(Exception):
    """The guard refused; the text says why."""


async def _guarded(voice: Voice, brief: Brief) -> AsyncIterator[str]:
    """The voice's sentences, each checked together with what stands before it."""
    passed = ""
    waiting = ""
    stream = voice.speak(brief)
    try:
        async for piece in stream:
            waiting += piece
            ready, waiting = split_ready(waiting)
            for sentence in ready:
                passed = _checked(passed, sentence, brief)
                yield sentence
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            await close()
    if waiting.strip() or not passed:
        _checked(passed, waiting, brief)
        yield waiting


def _checked(passed: str, more: str, brief: Brief) -> str:
    why = check(clean(passed + more, lines=False), brief)
    if why:
        raise _Refused(why)
    return passed + more


def _built_in(built_in: BuiltInVoice, brief: Brief, fell_back: str) -> Spoken:
    """A built-in line; the guard reads it too, and another is taken when it objects."""
    for _ in range(_BUILT_IN_TRIES):
        worded = built_in.word(brief)
        text = clean(worded.text, lines=False)
        if text and check(text, brief) is None:
            break
    else:
        worded = built_in.plain(brief)
        text = worded.text
    return Spoken(text, worded.said, "offline", fell_back)
