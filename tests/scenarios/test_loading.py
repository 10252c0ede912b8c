"""Scenario files: every problem at once, with its place; hostile files give an error and no more."""

from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.scenarios.loading import ScenarioError, fingerprint, inspect, load
from trainer.scenarios.shelf import Shelf
from trainer.scenarios.template import template
from trainer.scenarios.vocabulary import Card, LayerName, Mood


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    def _write(text: str | bytes, name: str = "case.md") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return _write


GOOD = template("A good one")


def problems(path: Path) -> list[str]:
    return [str(p).removeprefix(f"{path}:") for p in inspect(path)[1]]


def test_the_template_loads(write) -> None:  # type: ignore[no-untyped-def]
    s = load(write(GOOD))
    assert s.title == "A good one" and s.id == "case"
    assert s.cards == {Card.FINAL: 2, Card.OPEN: 3, Card.NOT_NOW: 1}
    real = s.layer(LayerName.REAL, Card.OPEN)
    assert real is not None and real.trust == 0.6 and real.tells == ("my job", "restructured")
    assert s.lines["callout"][0].moods == {Mood.COLD} and s.lines["callout"][0].echoes


def test_what_a_coach_naturally_types_stays_as_typed(write) -> None:  # type: ignore[no-untyped-def]
    said = [
        "#1 on my list was my mother.",
        "no",
        "12:30 is when they meet.",
        "1.10 a unit: that was the price.",
        "- and then he left",
        "She said: \"no\", and: 'never'.",
        "It's *not* about you_or_me. <b>Really.</b>",
        "> that is what the board wrote",
        "{rep}, please [stop] (now).",
        "“Curly” quotes… and — dashes",
        "1. first, the roof",
        "& that's that | done \\ over",
        "yes: no",
    ]
    text = GOOD.replace("## accept_no\n", "## accept_no\n" + "".join(f"- {x}\n" for x in said))
    assert [x.text for x in load(write(text)).lines["accept_no"]][: len(said)] == said


def test_a_line_may_run_on_in_the_next_row(write) -> None:  # type: ignore[no-untyped-def]
    text = GOOD.replace("- It's still no.", "- It's still no,\n  and it was no\n  before.")
    assert load(write(text)).lines["restate"][0].text == "It's still no, and it was no before."


def test_every_problem_is_reported_at_once_with_line_and_column(write) -> None:  # type: ignore[no-untyped-def]
    text = (
        GOOD.replace("difficulty: 2", "difficulty: 9")
        .replace("temper: warm", "tempr: warm")
        .replace("## pressure\n", "## presure\n", 1)
        .replace("final 2", "finall 2")
    )
    found = problems(write(text))
    assert any(p.startswith("3:13: ") and "9" in p and "5" in p for p in found), found
    assert any("4:1: 'tempr' is not a known name; did you mean 'temper'?" in p for p in found), found
    assert any("'presure' is not in the vocabulary; did you mean 'pressure'?" in p for p in found), found
    assert any("there is no card 'finall'; did you mean 'final'?" in p for p in found), found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("title: A good one\n", ""), "the head has no 'title'"),
        (("cards: final 2, open 3, not_now 1", "cards: final 0"), "every card has weight 0"),
        (("cards: final 2, open 3", "cards: mistaken 1, open 3"), "needs the chapter '# Misunderstanding'"),
        (("# Persona\n", "# Personna\n"), "there is no chapter 'Personna'; did you mean 'persona'?"),
        (("## stated\n", "## said\n"), "'said' is not a layer of the reason"),
        (("after explore or", "after explor or"), "there is no behaviour 'explor'; did you mean 'explore'?"),
        (("trust 0.45", "trust high"), "cannot read 'trust high'"),
        (("words: vote, decide, meeting\n", ""), "'the vote' has no words"),
        (("- after 1: Is it in yet?", "- Is it in yet?"), "a message is 'after N: text'"),
        (("## callout (cold)", "## callout (icy)"), "'icy' is neither a mood nor a card"),
        (("# Situation\n", "some text\n# Situation\n"), "this is none: 'some text'"),
        (("title: A good one", "title: A good one\ntitle: Another"), "'title' stands here twice"),
        (("## opening\n", "## restate\n"), "no '## opening'"),
        (("difficulty: 2", "difficulty: easy"), "'difficulty' is a whole number (you wrote 'easy')"),
        (("- It's still no.", "- "), "this line is empty"),
        (("## restate\n", "### restate\n"), "headings have one # or two"),
        (("pronoun: she", "pronoun: xx"), "pronoun"),
    ],
)  # fmt: skip
def test_each_mistake_says_what_is_wrong(write, change: tuple[str, str], expected: str) -> None:  # type: ignore[no-untyped-def]
    assert change[0] in GOOD
    found = problems(write(GOOD.replace(*change, 1)))
    assert any(expected in p for p in found), found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "has no chapters"),
        (b"\x00\x01\x02binary", "is a binary file"),
        ("title: ü\n".encode("utf-16"), "is UTF-16"),
        (b"title: caf\xe9\n# Situation\n", "1:11: is not UTF-8 here"),
        (b"x" * 600_000, "is larger than"),
        (b"# " + b"a" * 5_000 + b"\n", "is longer than 4000 characters"),
        (b"title: a\x1b]0;x\x07\n# Situation\nx\n", "invisible character U+001B"),
        ("title: a\u202eb\n# Situation\nx\n".encode(), "invisible character U+202E"),
        (b"-" * 200_000, "longer than"),
        (b"> " * 100_000, "longer than"),
        (b"\n".join([b"#" * 6] * 40_000), "this heading has no name"),
        (b"- x\n" * 100_000, "name: value"),
    ],
)
def test_hostile_files_give_an_error(write, data: bytes, expected: str) -> None:  # type: ignore[no-untyped-def]
    scenario, found = inspect(write(data))
    assert scenario is None
    assert any(expected in str(p) for p in found), [str(p) for p in found[:5]]


def test_a_folder_and_a_missing_file_give_an_error(tmp_path: Path) -> None:
    assert "this is not a file" in str(inspect(tmp_path)[1][0])
    assert "no such file" in str(inspect(tmp_path / "x.md")[1][0])


def test_a_byte_order_mark_is_no_problem(write) -> None:  # type: ignore[no-untyped-def]
    assert load(write(b"\xef\xbb\xbf" + GOOD.encode())).title == "A good one"


def test_the_error_of_load_holds_every_problem(write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ScenarioError) as e:
        load(write(GOOD.replace("difficulty: 2", "difficulty: 9").replace("warm\n", "hot\n", 1)))
    assert len(e.value.problems) == 2


def test_own_scenarios_stand_beside_the_shipped_ones_and_may_replace_them(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder in (shipped, own):
        folder.mkdir()
    (shipped / "a.md").write_text(template("Shipped A"))
    (shipped / "b.md").write_text(template("Shipped B"))
    (own / "b.md").write_text(template("My B"))
    (own / "broken.md").write_bytes(b"\xff\xfe")
    glances = {g.id: g for g in Shelf(own=own, shipped=shipped).glances()}
    assert (glances["a"].own, glances["b"].own, glances["b"].title) == (False, True, "My B")
    assert "broken" in glances


def test_a_misspelt_scenario_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "cold-store.md").write_text(template("Cold"))
    with pytest.raises(TrainerError, match="did you mean 'cold-store'"):
        Shelf(shipped=tmp_path).path("coldstore")


def test_the_fingerprint_changes_with_the_file(write) -> None:  # type: ignore[no-untyped-def]
    first = fingerprint(write(GOOD))
    assert fingerprint(write(GOOD + " ")) != first
