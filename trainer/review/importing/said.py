"""What every format is turned into: who said what, in order, by name, before anybody knows who the rep is."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_SPEAKERS = 60
"""More names than this are no call; the labels were misread."""


class Unreadable(Exception):
    """A text in which no talk can be found.

    Args:
        line: where, counted from 1; 0 when it is about the file as a whole.
        wrong: what is wrong, in plain words.
        right: what would be right.
    """

    def __init__(self, line: int, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.right = line, wrong, right


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one person, as the file has them."""

    name: str
    """As the file names the speaker; "" where it does not."""
    text: str
    line: int
    """Where it begins in the file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A whole conversation by name."""

    id: str
    source: str
    """The file, for people."""
    format: str
    """Name of the format that was found, for people: "WebVTT", "chat"."""
    said: tuple[Said, ...]
    """Neighbours never have the same name."""

    @property
    def names(self) -> tuple[str, ...]:
        """The speakers, in the order in which they first speak."""
        return tuple(dict.fromkeys(s.name for s in self.said))


def joined(pieces: Iterable[Said]) -> tuple[Said, ...]:
    """The pieces with neighbours of one name made one turn; a piece without a name belongs to the last name before it.

    Pieces without words are left out, though their name counts; so are pieces before anybody was named.
    """
    current = ""
    names: list[str] = []
    texts: list[list[str]] = []
    lines: list[int] = []
    for piece in pieces:
        words = piece.text.strip()
        current = piece.name or current
        if not words or not current:
            continue
        if names and names[-1] == current:
            texts[-1].append(words)
        else:
            names.append(current)
            texts.append([words])
            lines.append(piece.line)
    return tuple(Said(n, " ".join(t), line) for n, t, line in zip(names, texts, lines, strict=True))
