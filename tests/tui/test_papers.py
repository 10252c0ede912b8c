"""The papers within reach, cut into sentences."""

from trainer.tui.widgets.papers import sentences


def test_a_quoted_sentence_keeps_its_closing_mark() -> None:
    assert sentences('Gil: "That\'s a good roll." DONE. Now sign.') == (
        'Gil: "That\'s a good roll."',
        "DONE.",
        "Now sign.",
    )


def test_each_row_of_a_list_is_one() -> None:
    assert sentences("- Monday: read. Connie.\n- Thursday: sign.") == ("Monday: read. Connie.", "Thursday: sign.")
