"""Files that are broken, huge, or meant to hurt: an error that says where and what would be right, and never a hang."""

import json

import pytest

from trainer.review.importing.decoding import MAX_BYTES
from trainer.review.importing.prepared import Wishes, prepared
from trainer.review.importing.reading import read_bytes
from trainer.review.importing.said import Talk
from trainer.review.transcripts import MAX_CHARS, Problem


def problem(raw: bytes | str, ending: str = ".txt") -> Problem:
    data = raw.encode() if isinstance(raw, str) else raw
    (found,) = read_bytes(data, "calls/f.txt", "f", ending=ending)
    assert isinstance(found, Problem), found
    assert found.file == "calls/f.txt"
    assert found.wrong and found.right
    return found


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"WEBVTT", "without any cue"),
        (b"WEBVTT\n\nNOTE nothing here\n", "without any cue"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"PK\x03\x04\x14\x00", "packed file"),
        (b"{\\rtf1\\ansi Anna: no}", "rich text"),
        (b"\x00\x01\x02\xff" * 100, "not a text file"),
        (b"\x00\x01\xff", "not a text file"),
        (b"Anna: \x81\x8d\x8f\n", "not UTF-8"),
        ("Anna: Hi.\n".encode("utf-16")[:-1], "cut off or damaged"),
        (b"\x01\x02\x03\x04 some \x05\x06", "not a text file"),
        (b"Only prose. Nobody is named in it.\nAnd a second line.", "does not say who speaks"),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello there\n", "does not say who speaks"),
    ],
)
def test_what_is_no_transcript_is_said_plainly(raw: bytes, words: str):
    assert words in problem(raw).wrong


def test_times_that_cannot_be_read_are_named_with_their_line():
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAnna: Hi.\n\n00:0x:03.000 --> 00:00:04.000\nBob: No.\n"
    found = problem(text, ".vtt")
    assert found.line == 6
    assert "00:00:03.120 --> 00:00:06.540" in found.right


def test_a_line_with_an_arrow_in_the_talk_is_no_time():
    first = "00:01.000 --> 00:02.000\nAnna: From 5 -> 6 is easy.\n100 -> 200 too."
    text = f"WEBVTT\n\n{first}\n\n00:03.000 --> 00:04.000\nBob: No.\n"
    (found,) = read_bytes(text.encode(), "f", "f")
    assert isinstance(found, Talk)
    assert found.said[0].text == "From 5 -> 6 is easy. 100 -> 200 too."


def test_a_file_over_the_limit_is_not_read():
    assert "bytes" in problem(b"Anna: a\n" * (MAX_BYTES // 8 + 1)).wrong


def test_an_endless_cue_and_an_endless_turn_are_named_with_their_line():
    line = "and so on " * 20
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnna: Hi.\n" + f"{line}\n" * (MAX_CHARS // len(line) + 2)
    assert problem(text).line == 3
    found = problem("Bob: No.\nAnna: Hi.\n" + f"{line}\n" * (MAX_CHARS // len(line) + 2))
    assert found.line == 2
    assert "characters" in found.wrong


def test_too_many_turns_and_too_many_speakers_are_refused():
    assert "turns" in problem("Anna: Hi.\nBob: No.\n" * 3000).wrong
    assert "speakers" in problem("".join(f"Person {i}: Hi.\n" for i in range(200))).wrong


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"turns":' * 50_000])
def test_deep_json_is_an_error_and_no_crash(deep: str):
    assert "deep" in problem(deep, ".json").wrong or "JSON" in problem(deep, ".json").wrong


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "<v",
            "<v ",
            "<v.a",
            "<v.",
            "<",
            "&lt;",
            "{\\",
            ": ",
            ". A: ",
            "-",
            "- ",
            "a: b ",
            "[",
            "[(",
            "00:",
            "00:00 ",
        ),
        *("1:1:1", "(", "joined ", "A ", "\u202e", "…\n", "Anna: ", "Anna\n", "\n\n", "00:00 --> 00:01\n", "don't "),
        *("i don't ", "no ", "we ", "if we ", "the ", "not "),
    ],
)
@pytest.mark.parametrize("head", ["", "WEBVTT\n\n00:00.000 --> 00:01.000\nAnna: Hi.\n", "Anna: Hi.\nBob: "])
def test_endless_repetition_ends(unit: str, head: str):
    """Nothing is asserted about time: with a pattern that is not linear these would not end within any patience."""
    raw = (head + unit * (150_000 // len(unit))).encode()
    (found,) = read_bytes(raw, "f", "f", ending=".vtt")
    assert isinstance(found, (Talk, Problem))
    if isinstance(found, Talk):
        assert prepared(found, Wishes(), "f")


def test_nothing_of_the_file_can_drive_a_terminal():
    text = "An\x1b[2Jna: Hi \x1b]0;x\x07there\u202e.\nBob: N\u200bo.\n" + json.dumps("x")
    (found,) = read_bytes(text.encode(), "f", "f", ending=".txt")
    assert isinstance(found, Talk)
    shown = "".join(s.name + s.text for s in found.said)
    assert not any(c in shown for c in "\x1b\x07\u202e\u200b")
