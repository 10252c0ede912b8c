"""Graded calls as a table for people, one line a call, at most 120 columns."""

from trainer.review.results.result import Result
from trainer.rubric.grade import Scale

_ID, _REST = 34, 34
_VERDICTS = {"yes": "yes", "partly": "partly", "no": "no", None: "-"}


def head() -> str:
    """The two lines above the rows."""
    names = f"{_fit('call', _ID)}  calm  focus  respect  no taken  {_fit('relationship', 12)}  "
    return f"{names}read as\n{'-' * (len(names) + 20)}\n"


GUESSED = "\nrep?  guessed from what is said; where it is wrong, give --rep NAME\n"
"""Below the table, when a rep in it was guessed."""


def guessed(result: Result) -> bool:
    """Whether the rep of a call was guessed."""
    return result.call.cast is not None and result.call.cast.how == "guessed"


def line(result: Result) -> str:
    """One call, with a newline. What was not judged is a dash."""
    grade, call = result.grade, result.call
    calm, focus, respect = (_score(grade.scores.get(scale)) for scale in Scale)
    cells = (
        _fit(grade.transcript or "(no id)", _ID),
        f"{calm:>4}",
        f"{focus:>5}",
        f"{respect:>7}",
        f"{_VERDICTS[grade.no_respected]:<8}",
        _fit(grade.relationship or "-", 12),
    )
    return "  ".join(cells) + "  " + _fit(_read_as(call.start, result), _REST).rstrip() + "\n"


def _read_as(start: int, result: Result) -> str:
    call = result.call
    parts: list[str] = []
    if start:
        parts.append(f"from turn {start}")
    if call.no_missing:
        parts.append("no refusal found")
    if call.cast is not None:
        parts.append(f"{'rep?' if guessed(result) else 'rep'} {' + '.join(call.cast.rep)}")
    return ", ".join(parts)


def _score(value: int | None) -> str:
    return "-" if value is None else str(value)


def _fit(text: str, width: int) -> str:
    """The text in exactly so many columns of a terminal, cut with an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    text = " ".join(text.split())
    return set_cell_size(text, width - 1) + "…" if cell_len(text) > width else set_cell_size(text, width)
