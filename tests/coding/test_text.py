"""Tokens and clauses: places in the original text, and disguises that must not matter."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.coding.text import MAX_CHARS, clauses, span, tokens


@given(st.text(max_size=400))
def test_tokens_stand_where_they_say(text: str) -> None:
    ends = 0
    for token in tokens(text):
        assert ends <= token.start < token.end <= len(text)
        ends = token.end


@given(st.text(alphabet="abc ,.!?-—'’\n", max_size=300))
def test_clauses_cover_all_tokens_once_and_spans_are_verbatim(text: str) -> None:
    toks = tokens(text)
    parts = clauses(toks)
    assert [i for p in parts for i in range(p.first, p.last)] == list(range(len(toks)))
    assert all(span(text, toks, p) in text for p in parts)


def test_case_quotes_and_lookalikes_do_not_matter() -> None:
    plain = [t.norm for t in tokens("Please sign, that's all")]
    assert [t.norm for t in tokens("PLEASE sign, that’s all")] == plain
    assert [t.norm for t in tokens("Рlеasе sign, that's all")] == plain


def test_clauses_split_at_sentences_and_turns_of_thought() -> None:
    text = "I hear you, and that's fine by me. But you said Friday, so what changed?"
    toks = tokens(text)
    assert [span(text, toks, p) for p in clauses(toks)] == [
        "I hear you",
        "and that's fine by me",
        "But you said Friday",
        "so what changed?",
    ]


def test_a_long_text_is_read_at_both_ends_only() -> None:
    text = "begin " + "word " * 20_000 + "end"
    toks = tokens(text)
    assert toks[0].norm == "begin"
    assert toks[-1].norm == "end"
    assert len(toks) <= MAX_CHARS
