"""The boundary where text becomes safe (notes on terminal safety)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.cleaning import MAX_TURN_CHARS, clean


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("\x1b]0;title\x07hello", "hello"),
        ("\x1b]52;c;aGk=\x1b\\hello", "hello"),
        ("a\x1b[2Jb\x1b[31mc", "abc"),
        ("a\x9b31mb", "ab"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("no\u202eon", "noon"),
        ("z\u200be\u200dr\ufeffo", "zero"),
        ("tag\U000e0041s", "tags"),
        ("bell\x07\x00\x7f", "bell"),
        ("cafe\u0301", "café"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
        ("[/b] {x} [@click=app.quit]", "[/b] {x} [@click=app.quit]"),
        ("\x1bPq#0;2\x1b\\sixel", "sixel"),
    ],
)
def test_known_dirt(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


@given(st.text())
def test_nothing_that_drives_a_terminal_survives(text: str) -> None:
    got = clean(text)
    assert not any(ord(ch) < 32 and ch not in "\n\t" for ch in got)
    assert not any(0x7F <= ord(ch) <= 0x9F or 0xD800 <= ord(ch) <= 0xDFFF for ch in got)
    assert clean(got) == got


def test_length_is_capped_and_lines_can_be_joined() -> None:
    assert len(clean("x" * 100_000)) == MAX_TURN_CHARS
    assert clean("a\n b\t c", lines=False) == "a b c"
    assert clean("x" * 9_000, limit=None) == "x" * 9_000


def test_adversarial_input_is_linear() -> None:
    """Unclosed sequences of every kind, a hundred thousand of them, come back clean."""
    for piece in ("\x1b]", "\x1bP", "\x1b[", "\x1b", "\x9b1;"):
        assert "\x1b" not in clean(piece * 100_000, limit=None)
