"""One file in any format we know, by what is in it and not by its ending."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.cleaning import clean
from trainer.review import transcripts
from trainer.review.importing import chat, decoding, docx, headed, labelled, srt, vtt
from trainer.review.importing.rows import Row, rows
from trainer.review.importing.said import MAX_SPEAKERS, Said, Talk, Unreadable, joined
from trainer.review.transcripts import MAX_CHARS, MAX_TURNS, Problem
from trainer.rubric.transcript import Transcript

ENDINGS = (*transcripts.ENDINGS, ".vtt", ".srt", ".txt", ".docx")
"""Of the files looked at in a folder; a file that is named itself may end as it likes."""
FORMS = 'known are WebVTT, SRT, "Name: text", a name above its text, pasted chats, and JSON'
_JSON = re.compile(r"\s*(?:\{(?!\\)|\[\s*[\[{\]])")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and what to call it."""

    path: Path
    name: str
    """For people, as they gave it."""
    id: str
    """Of the talk in it, where the file holds one and does not say."""


def sources(path: Path) -> tuple[Source, ...]:
    """The transcripts of a folder and what is below it, in order of name; a file is itself.

    The id is the file's name, with the folders between when a folder was given: it does not depend on other files.
    """
    if not path.is_dir():
        return (Source(path, str(path), clean(path.name, limit=200, lines=False)),)
    found = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    inside = [(p, p.relative_to(path)) for p in found]
    return tuple(
        Source(p, str(p), clean(r.as_posix(), limit=200, lines=False))
        for p, r in inside
        if not any(part.startswith((".", "~")) for part in r.parts)
    )


def read_file(source: Source) -> Iterator[Talk | Transcript | Problem]:
    """Everything in one file: our own transcripts as they are, a talk by name from any other format, and problems."""
    try:
        size = source.path.stat().st_size
        if size > transcripts.MAX_BYTES:
            yield Problem(
                source.name, 0, "", f"the file has {size:,} bytes", f"at most {transcripts.MAX_BYTES:,} are read"
            )
            return
        raw = source.path.read_bytes()
    except OSError as error:
        wrong = f"cannot be read ({error.strerror or error})"
        yield Problem(source.name, 0, "", wrong, "check the name and the permissions")
        return
    yield from read_bytes(raw, source.name, source.id, ending=source.path.suffix.lower())


def read_bytes(raw: bytes, name: str, ident: str, *, ending: str = "") -> Iterator[Talk | Transcript | Problem]:
    """As `read_file`, for bytes that are already there.

    Args:
        raw: the whole file.
        name: what to call it in problems.
        ident: id of the talk, where the content has none.
        ending: of the file's name, with the dot; only tells JSON lines from one JSON value.
    """
    if _is_json(raw) or (ending in transcripts.ENDINGS and not _has_cues(raw)):
        yield from _json(raw, name, ending)
        return
    try:
        text = docx.text_of(raw) if docx.is_docx(raw) else decoding.decode(raw)
        if _JSON.match(text):
            yield from _json(raw, name, ending)
            return
        yield talk(text, name, ident)
    except Unreadable as error:
        yield Problem(name, error.line, "", error.wrong, error.right)


def talk(text: str, name: str, ident: str) -> Talk:
    """The talk in a text that is not JSON.

    Raises:
        Unreadable: there is none, or it is larger than any call.
    """
    found, read = recognised(text)
    said = joined(Said(s.name, clean(s.text, limit=None, lines=False), s.line) for s in read())
    if not said:
        raise Unreadable(0, "holds no words that anybody says", FORMS)
    if len(said) > MAX_TURNS:
        raise Unreadable(
            said[MAX_TURNS].line, f"has {len(said):,} turns", f"at most {MAX_TURNS:,}; split it into several files"
        )
    for piece in said:
        if len(piece.text) > MAX_CHARS:
            wrong = f"has a turn of {len(piece.text):,} characters"
            raise Unreadable(piece.line, wrong, f"at most {MAX_CHARS:,}; is a speaker's name missing?")
    result = Talk(ident, name, found, said)
    if len(result.names) > MAX_SPEAKERS:
        raise Unreadable(0, f"seems to have {len(result.names):,} speakers", f"at most {MAX_SPEAKERS}; {FORMS}")
    return result


def recognised(text: str) -> tuple[str, Callable[[], Iterator[Said]]]:
    """The name of a text's format and its reader.

    Raises:
        Unreadable: it has none that we know.
    """
    if not text.strip():
        raise Unreadable(0, "is empty", FORMS)
    if vtt.is_vtt(text):
        return vtt.FORMAT, lambda: vtt.read(text)
    if srt.is_srt(text):
        return srt.FORMAT, lambda: srt.read(text)
    lines = rows(text)
    messages = sum(chat.is_message(row) for row in lines)
    names = labelled.speakers(lines)
    known = {name.casefold() for name in names}
    labels = sum(row.label.casefold() in known for row in lines if row.rest)
    heads = headed.timed_heads(lines)
    if messages and messages >= 0.5 * labels and messages >= len(heads):
        return chat.FORMAT, lambda: chat.read(lines)
    if heads and len(heads) >= labels:
        return headed.FORMAT, lambda: headed.read(lines, heads)
    alone = headed.bare_heads(lines)
    if labels and labels >= len(alone):
        return labelled.FORMAT, lambda: labelled.read(lines)
    if alone:
        return headed.FORMAT, lambda: headed.read(lines, alone)
    raise Unreadable(
        _first(lines), "does not say who speaks", 'begin each turn with a name and a colon, as in "Anna: Good morning."'
    )


def _first(lines: tuple[Row, ...]) -> int:
    return next((row.line for row in lines if row.words), 0)


def _is_json(raw: bytes) -> bool:
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(_JSON.match(head.decode("utf-8", "replace")))


def _has_cues(raw: bytes) -> bool:
    """Whether a file that is named as JSON holds cues all the same."""
    head = raw[:4096].decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    return vtt.is_vtt(head) or (head[:1].isdigit() and srt.is_srt(head))


def _json(raw: bytes, name: str, ending: str) -> Iterator[Transcript | Problem]:
    text = transcripts.decode(raw)
    if not isinstance(text, str):
        yield Problem(name, *text)
        return
    lines = ending != ".json" if ending in transcripts.ENDINGS else transcripts.looks_like_lines(text)
    yield from transcripts.read_text(text, name, lines=lines)
