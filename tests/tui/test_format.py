"""The shared words and marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from trainer.tui import format as words

from .fakes import CALLS

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@pytest.mark.parametrize(
    ("score", "shown"), [(None, "·····"), (0, "○○○○○"), (1, "●○○○○"), (4, "●●●●○"), (5, "●●●●●"), (9, "●●●●●")]
)
def test_dots(score: int | None, shown: str) -> None:
    assert words.dots(score) == shown


def test_a_flat_line_looks_flat_and_a_gap_like_a_gap() -> None:
    assert len(set(words.spark([3, 3, 3]))) == 1
    assert words.spark([1, None, 5]) == "▁·▇"
    assert words.spark(range(1, 6)) == "▁▃▄▅▇"
    assert words.spark([5] * 20, width=8) == "▇" * 8
    assert words.spark([]) == ""


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "just now"),
        (12 * MINUTE, "12 minutes ago"),
        (HOUR, "1 hour ago"),
        (5 * HOUR, "5 hours ago"),
        (DAY, "yesterday"),
        (3 * DAY, "3 days ago"),
        (20 * DAY, "3 weeks ago"),
        (90 * DAY, "3 months ago"),
        (800 * DAY, "2 years ago"),
        (-50, "just now"),
    ],
)
def test_ago(seconds: float, shown: str) -> None:
    assert words.ago(seconds) == shown


def test_numbers_in_words() -> None:
    assert words.plural(0, "call") == "no calls"
    assert words.plural(1, "call") == "1 call"
    assert words.minutes(6) == "about 6 minutes"
    assert words.one_decimal(None) == "·"
    assert words.mean([4, None, 2]) == 3
    assert words.mean([None]) is None
    assert words.outcome("closed_warm") == "ended warmly"
    assert words.outcome("something_new") == "something new"


def test_series_runs_from_old_to_new() -> None:
    assert words.series(CALLS, 0)[-1] == CALLS[0].scores[0]


@given(st.text(max_size=60), st.integers(0, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert cell_len(words.clip(text, width)) <= max(width, 1)


def test_the_longest_that_fits() -> None:
    assert words.first_that_fits(10, "twelve cells", "short") == "short"
    assert words.first_that_fits(20, "twelve cells", "short") == "twelve cells"
    assert words.first_that_fits(4, "twelve cells", "short") == "sho…"
