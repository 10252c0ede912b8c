"""Thoughts of a model never reach the rep, however their tags are split."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.llm.reading import Cut
from trainer.llm.structured import find_object
from trainer.llm.thinking import Thoughts, without_thoughts


def fed(pieces: list[str]) -> str:
    thoughts = Thoughts()
    return "".join(thoughts.feed(p) for p in pieces) + thoughts.finish()


@given(st.lists(st.integers(1, 40), max_size=12))
def test_tags_may_be_split_anywhere(cuts: list[int]) -> None:
    text = "<think>She asks < again.</think>No. 3 < 4, <b>. <Thinking>hm</THINKING>Bye."
    pieces, rest = [], text
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert fed([*pieces, rest]) == "No. 3 < 4, <b>. Bye."


def test_a_thought_that_never_ends_is_dropped() -> None:
    assert fed(["No. <think>but", " then"]) == "No. "
    assert fed(["No. <thi"]) == "No. <thi"


def test_whole_answers_lose_thoughts_without_an_opening_tag_too() -> None:
    assert without_thoughts("She asks.</think>\n\nNo.") == "No."
    assert without_thoughts("<think>a</think>No.<think>b</think>") == "No."


@given(st.lists(st.sampled_from(["a", "\n", "Re", "p:", ":", "\nRep", "b "]), max_size=12))
def test_a_stop_text_is_found_over_pieces(pieces: list[str]) -> None:
    cut = Cut(["\nRep:"])
    out = "".join(cut.feed(p) for p in pieces) + cut.finish()
    assert out == "".join(pieces).lstrip().split("\nRep:")[0]


def test_an_object_is_found_in_what_surrounds_it() -> None:
    assert find_object('Sure {not it}: ```json\n{"a": {"b": 1}}\n``` {"c": 2}') == '{"a": {"b": 1}}'
    assert find_object("[1, 2]") is None and find_object('{"a": 1,}') is None
    assert find_object("{" * 5_000) is None
