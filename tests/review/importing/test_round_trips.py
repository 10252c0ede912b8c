"""A talk written out in each format comes back the same."""

import html
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.review.importing.reading import read_bytes
from trainer.review.importing.said import Talk

Spoken = list[tuple[str, str]]
NAMES = [
    "Anna Lindqvist",
    "Denise Okafor",
    "Jean-Luc O'Neill",
    "Müller, Jörg",
    "Li Wei",
    "María de la Cruz",
    "Speaker 3",
]
SAMPLE = """yes no well thanks we're not signing the order form is on my desk it's a hard year budget board
    Friday 31 10% ok     café naïve — … "quoted" (aside) &c a<b 5>4 why? really! so, then don't I'd rather price;"""
WORDS = st.sampled_from(SAMPLE.split())
TEXT = st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(lambda t: any(c.isalpha() for c in t))


@st.composite
def talks(draw: st.DrawFn) -> Spoken:
    """At least two people, each at least twice, neighbours different."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    order = [*names, *names, *draw(st.lists(st.sampled_from(names), max_size=12))]
    said: Spoken = []
    for name in order:
        if not said or said[-1][0] != name:
            said.append((name, draw(TEXT)))
    return said


def _clock(seconds: int, form: str = "{h:02}:{m:02}:{s:02}") -> str:
    return form.format(h=seconds // 3600, m=seconds // 60 % 60, s=seconds % 60)


def _cues(said: Spoken, body: Callable[[str, str], str], *, comma: bool = False, number: bool = True) -> str:
    out = []
    for i, (name, text) in enumerate(said):
        start, end = (f"{_clock(t)}{',' if comma else '.'}000" for t in (i * 4, i * 4 + 3))
        out.append((f"{i + 1}\n" if number else "") + f"{start} --> {end}\n{body(name, text)}\n")
    return "\n".join(out)


def voices(said: Spoken) -> str:
    return "WEBVTT\n\n" + _cues(
        said, lambda n, t: f"<v {html.escape(n, False)}>{html.escape(t, False)}</v>", number=False
    )


def labels_in_cues(said: Spoken) -> str:
    return "WEBVTT - Zoom\n\n" + _cues(said, lambda n, t: f"{n}: {html.escape(t, False)}")


def webex(said: Spoken) -> str:
    out = [
        f'{i} "{n}" (77)\n{_clock(i)}.000 --> {_clock(i + 1)}.000\n{html.escape(t, False)}\n'
        for i, (n, t) in enumerate(said)
    ]
    return "WEBVTT\n\n" + "\n".join(out)


def words_over_cues(said: Spoken) -> str:
    """Every cue five words, the name in each, as live captions are cut."""
    out, t = ["WEBVTT\n"], 0
    for name, text in said:
        words = text.split()
        for i in range(0, len(words), 5):
            part = html.escape(" ".join(words[i : i + 5]), False)
            out.append(f"{_clock(t)}.000 --> {_clock(t + 1)}.000\n<v {name}>{part}\n")
            t += 1
    return "\n".join(out)


def srt(said: Spoken) -> str:
    return _cues(said, lambda n, t: f"{n}: {html.escape(t, False)}", comma=True)


def plain(said: Spoken) -> str:
    return "\n".join(f"{n}: {t}" for n, t in said)


def timed(said: Spoken) -> str:
    return "\n".join(f"[{_clock(i * 3, '{m:02}:{s:02}')}] {n}: {t}" for i, (n, t) in enumerate(said))


def teams_paste(said: Spoken) -> str:
    return "\n".join(f"{n}   {_clock(i * 3, '{m}:{s:02}')}\n{t}\n" for i, (n, t) in enumerate(said))


def slack(said: Spoken) -> str:
    return "\n".join(f"{n}\n  10:{i % 60:02} AM\n{t}" for i, (n, t) in enumerate(said))


def whatsapp(said: Spoken) -> str:
    return "\n".join(f"[25/11/2026, 10:{i % 60:02}:00] {n}: {t}" for i, (n, t) in enumerate(said))


def android(said: Spoken) -> str:
    return "\n".join(f"11/25/26, 9:{i % 60:02}\u202fPM - {n}: {t}" for i, (n, t) in enumerate(said))


WRITERS = [voices, labels_in_cues, webex, words_over_cues, srt, plain, timed, teams_paste, slack, whatsapp, android]


@pytest.mark.parametrize("write", WRITERS, ids=lambda w: w.__name__)
@given(said=talks())
def test_a_talk_comes_back_the_same(write: Callable[[Spoken], str], said: Spoken):
    (found,) = read_bytes(write(said).encode(), "f", "f", ending=".txt")
    assert isinstance(found, Talk), found
    assert [(s.name, s.text) for s in found.said] == said


@given(raw=st.binary(max_size=400))
def test_any_bytes_give_a_talk_or_a_problem(raw: bytes):
    assert list(read_bytes(raw, "f", "f"))


@given(
    text=st.text(max_size=400), head=st.sampled_from(["", "WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n", "Anna: "])
)
def test_any_text_gives_a_talk_or_a_problem(text: str, head: str):
    assert list(read_bytes((head + text).encode("utf-8", "replace"), "f", "f"))
