"""The shipped scenarios: complete, different from each other, and written within the limits of believable talk."""

import statistics
from pathlib import Path

import pytest

from trainer import assets
from trainer.scenarios.checking import check, own_lines, reachable, usable
from trainer.scenarios.loading import load
from trainer.scenarios.template import template
from trainer.scenarios.vocabulary import (
    HEADINGS,
    INSTEAD_HEADINGS,
    LAYER_ORDER,
    THOUGHT_HEADINGS,
    TOMORROW_HEADINGS,
    Card,
)

FILES = sorted(assets.root("scenarios").glob("*.md"))
SCENARIOS = [load(f) for f in FILES]
each = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_check_has_nothing_to_report(path: Path) -> None:
    assert [str(p) for p in check(path)] == []


def test_there_are_six_from_six_industries_with_different_tempers_and_difficulties() -> None:
    assert len(SCENARIOS) >= 6
    assert len({s.industry.lower() for s in SCENARIOS}) == len(SCENARIOS)
    assert len({s.temper for s in SCENARIOS}) >= 6
    assert len({s.difficulty for s in SCENARIOS}) >= 4
    assert len({tuple(sorted(s.cards.items())) for s in SCENARIOS}) >= 4
    assert any(s.cards.get(Card.MISTAKEN) for s in SCENARIOS)


@each
def test_each_has_at_least_120_lines_of_its_own(scenario) -> None:  # type: ignore[no-untyped-def]
    assert own_lines(scenario) >= 120


def test_no_two_customers_share_a_line() -> None:
    seen: dict[str, str] = {}
    for s in SCENARIOS:
        for rows in s.lines.values():
            for line in rows:
                if len(line.text.split()) > 2:
                    assert seen.setdefault(line.text.lower(), s.id) == s.id, line.text


@each
def test_lines_are_short(scenario) -> None:  # type: ignore[no-untyped-def]
    """customer-realism (e) 9: median 10 to 22 words for whole turns; single parts may be shorter."""
    words = [len(x.text.split()) for rows in scenario.lines.values() for x in rows]
    assert 6 <= statistics.median(words) <= 22
    assert max(words) <= 45


@each
def test_openings_of_lines_vary(scenario) -> None:  # type: ignore[no-untyped-def]
    """customer-realism (e) 13: the most frequent first word stays rare."""
    firsts = [x.text.split()[0].strip(".,!?\"'").lower() for rows in scenario.lines.values() for x in rows]
    most = max(firsts.count(w) for w in set(firsts))
    assert most / len(firsts) <= 0.12, max(set(firsts), key=firsts.count)


@each
def test_every_chapter_of_the_debrief_is_written(scenario) -> None:  # type: ignore[no-untyped-def]
    assert set(scenario.thoughts) == set(THOUGHT_HEADINGS)
    assert set(scenario.tomorrow) == set(TOMORROW_HEADINGS)
    assert set(scenario.instead) == set(INSTEAD_HEADINGS)
    assert len(scenario.facts) >= 5 and len(scenario.manager) >= 3


@each
def test_every_card_it_can_draw_has_its_layers(scenario) -> None:  # type: ignore[no-untyped-def]
    for card in (c for c, w in scenario.cards.items() if w):
        for name in LAYER_ORDER:
            assert scenario.layer(name, card) is not None, (card, name)


def test_check_reports_every_mood_a_call_can_reach_that_has_too_few_lines(tmp_path: Path) -> None:
    path = tmp_path / "thin.md"
    path.write_text(template("Thin"))
    found = [str(p) for p in check(path)]
    assert any("'restate' has 1 of 3 lines for mood cold and level" in p for p in found), found
    assert any("'guilt' has 0 of 3 lines for mood cold and level and warm" in p for p in found), found
    assert not any("take_back" in p for p in found)
    scenario = load(path)
    for heading, mood, card in reachable(scenario):
        short = len(usable(scenario, heading, mood, card)) < HEADINGS[heading].need
        assert short == any(f"'{heading}' has" in p and str(mood) in p for p in found)


def test_check_reports_a_line_that_gives_a_reason_away(tmp_path: Path) -> None:
    path = tmp_path / "leak.md"
    path.write_text(template("Leak").replace("- It's still no.", "- It's no, and my job is in it."))
    assert any("'restate' gives the real reason away: 'my job'" in str(p) for p in check(path))


def test_check_reports_long_lines_and_repeated_lines_and_unknown_braces(tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    text = template("Odd").replace(
        "- It's still no.", "- It's still no.\n- It's still no.\n- No, {nmae}.\n- " + "no " * 50
    )
    path.write_text(text)
    found = " ".join(str(p) for p in check(path))
    assert "more than once" in found and "'{nmae}' means nothing here" in found and "has 50 words" in found
