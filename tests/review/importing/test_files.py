"""One talk in every dialect: Zoom, Teams, Webex, Meet, Otter, chats, and plain notes."""

from pathlib import Path

import pytest

from trainer.review.importing.prepared import Call, Wishes, prepared
from trainer.review.importing.reading import Source, read_bytes, read_file, sources
from trainer.review.importing.said import Talk
from trainer.review.transcripts import Problem
from trainer.rubric.transcript import Transcript

from .talk import CUSTOMER, NO, REP, TALK

FILES = Path(__file__).parent / "files"
OTHERS = {"three-people.vtt", "no-refusal.vtt"}
SAME_TALK = sorted(p for p in FILES.iterdir() if p.name not in OTHERS)


def read(path: Path) -> Talk:
    (found,) = read_file(Source(path, str(path), path.name))
    assert isinstance(found, Talk), found
    return found


def from_bytes(raw: bytes, ending: str = ".txt") -> Talk | Transcript | Problem:
    (found,) = read_bytes(raw, f"f{ending}", "f", ending=ending)
    return found


def spoken(talk: Talk) -> tuple[tuple[str, str], ...]:
    return tuple((s.name, s.text) for s in talk.said)


@pytest.mark.parametrize("path", SAME_TALK, ids=lambda p: p.name)
def test_every_dialect_gives_the_same_talk(path: Path):
    assert spoken(read(path)) == TALK


@pytest.mark.parametrize("path", SAME_TALK, ids=lambda p: p.name)
def test_the_rep_and_the_no_are_found_in_every_dialect(path: Path):
    call = prepared(read(path), Wishes(), str(path))
    assert isinstance(call, Call)
    assert call.cast is not None and call.cast.rep == (REP,)
    assert call.cast.how == "guessed" and call.cast.confidence > 0.9
    assert call.start == NO
    assert call.said in TALK[NO][1]
    assert [t.speaker for t in call.transcript.turns] == ["rep" if n == REP else "customer" for n, _ in TALK]
    assert call.transcript.scenario.customer == CUSTOMER
    assert any("--rep NAME" in note for note in call.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["teams.vtt", "otter.srt", "plain.txt", "slack.txt"])
def test_encodings_and_line_ends_do_not_matter(name: str, encoding: str, newline: str):
    text = (FILES / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\n", newline)
    found = from_bytes(text.encode(encoding))
    assert isinstance(found, Talk) and spoken(found) == TALK


@pytest.mark.parametrize("path", SAME_TALK, ids=lambda p: p.name)
@pytest.mark.parametrize("ending", [".vtt", ".srt", ".txt", ""])
def test_the_format_is_found_by_content_and_not_by_the_ending(path: Path, ending: str):
    found = from_bytes(path.read_bytes(), ending)
    assert isinstance(found, Talk) and spoken(found) == TALK


def test_cues_in_a_file_that_is_named_as_json_are_read():
    found = from_bytes((FILES / "zoom.vtt").read_bytes(), ".json")
    assert isinstance(found, Talk) and spoken(found) == TALK


def test_json_in_a_text_file_is_read_as_json():
    found = from_bytes(b'{"id": "x", "turns": [{"speaker": "rep", "text": "Hello."}]}', ".txt")
    assert isinstance(found, Transcript) and found.id == "x"


def test_lines_point_into_the_file():
    path = FILES / "zoom.vtt"
    lines = path.read_text(encoding="utf-8").split("\n")
    for said in read(path).said:
        assert said.name in lines[said.line - 1]


def test_a_folder_is_read_in_order_of_name_with_ids_that_do_not_depend_on_other_files(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "b/call.vtt", "a.srt", "picture.png", ".hidden/x.txt", "~lock.txt"):
        (tmp_path / name).write_text("Rep: Hi.\nCustomer: No.\n")
    assert [s.id for s in sources(tmp_path)] == ["a.srt", "b/call.vtt", "c.txt"]
    assert [s.id for s in sources(tmp_path / "a.srt")] == ["a.srt"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10:32 Anna: Hi.\n10:33 Bob: No.", [("Anna", "Hi."), ("Bob", "No.")]),
        ("Anna (00:12): Hi.\nBob (00:15): No.", [("Anna", "Hi."), ("Bob", "No.")]),
        ("**Anna:** Hi.\n\n**Bob:** No.", [("Anna", "Hi."), ("Bob", "No.")]),
        ("0:00 | Anna\nHi.\n0:04 | Bob\nNo.", [("Anna", "Hi."), ("Bob", "No.")]),
        ("anna: hi\nbob: no\nanna: ok\nbob: bye", [("anna", "hi"), ("bob", "no"), ("anna", "ok"), ("bob", "bye")]),
        ("Anna: The price: 9.\nNote: 10.\nBob: No.", [("Anna", "The price: 9. Note: 10."), ("Bob", "No.")]),
        ("Anna: Call me at 10:30: or later.\nBob: No.", [("Anna", "Call me at 10:30: or later."), ("Bob", "No.")]),
        ("Speaker 1  0:00\nHi.\n\nSpeaker 2  0:03\nNo.", [("Speaker 1", "Hi."), ("Speaker 2", "No.")]),
        ("山田: こんにちは。\n佐藤: いいえ。", [("山田", "こんにちは。"), ("佐藤", "いいえ。")]),
        ("Anna\tHi.\nBob\tNo.", [("Anna", "Hi."), ("Bob", "No.")]),
        ("Anna Lee (00:12):\nHi.\n\nBob Ray (00:15):\nNo.", [("Anna Lee", "Hi."), ("Bob Ray", "No.")]),
        ("@0:00 - Anna Lee\nHi.\n\n@0:04 - Bob Ray\nNo.", [("Anna Lee", "Hi."), ("Bob Ray", "No.")]),
        ("Anna Lee: Hi.\nBob Ray: No.\nANNA LEE: Oh.", [("Anna Lee", "Hi."), ("Bob Ray", "No."), ("Anna Lee", "Oh.")]),
        (
            "2026-11-25 10:32:15 From Anna Lee to Everyone:\n\tHi.\n2026-11-25 10:33:15 From Bob Ray to Me:\n\tNo.",
            [("Anna Lee", "Hi."), ("Bob Ray", "No.")],
        ),
        ("[Anna] Hi.\n[Bob] No.", [("Anna", "Hi."), ("Bob", "No.")]),
        (
            "10:32:15 From Anna Lee to Bob Ray (Direct Message) : Hi.\n10:32:18 From Bob Ray to Everyone : No.",
            [("Anna Lee", "Hi."), ("Bob Ray", "No.")],
        ),
    ],
)  # fmt: skip
def test_small_dialects(text: str, said: list[tuple[str, str]]):
    found = from_bytes(text.encode())
    assert isinstance(found, Talk) and list(spoken(found)) == said


def test_several_voices_in_one_cue_are_several_turns():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hi &amp; hello.</v>\n<v.loud Bob Ray>No.\nNever.</v>\n"
    found = from_bytes(text.encode())
    assert isinstance(found, Talk) and spoken(found) == (("Anna", "Hi & hello."), ("Bob Ray", "No. Never."))


def test_cues_slightly_out_of_order_are_put_right_and_a_second_recording_is_not_mixed_in():
    a, b = "00:00:05.000 --> 00:00:06.000\nAnna: Second.", "00:00:01.000 --> 00:00:02.000\nBob: First."
    found = from_bytes(f"WEBVTT\n\n{a}\n\n{b}\n".encode())
    assert isinstance(found, Talk) and [t for _, t in spoken(found)] == ["First.", "Second."]
    late = "00:30:00.000 --> 00:30:01.000\nAnna: Before the break."
    found = from_bytes(f"WEBVTT\n\n{late}\n\n{b}\n".encode())
    assert isinstance(found, Talk) and [t for _, t in spoken(found)] == ["Before the break.", "First."]
