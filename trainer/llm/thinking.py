"""Takes a model's thoughts out of its answer, also when their tags are split over chunks. Pure."""

import re

_OPEN = re.compile(r"<(think|thinking|reasoning|thought|reflection)>", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:think|thinking|reasoning|thought|reflection)>", re.IGNORECASE)
_TAGS = tuple(
    f"<{slash}{name}>" for name in ("think", "thinking", "reasoning", "thought", "reflection") for slash in ("", "/")
)
_LONGEST = max(len(t) for t in _TAGS)


class Thoughts:
    """Filters a stream piece by piece.

    Args:
        hold: the model is known to think without an opening tag: nothing comes out before the closing one.
    """

    def __init__(self, hold: bool = False) -> None:
        self._rest = ""
        self._inside = False
        self._hold = hold
        self.came_out = False
        """Whether anything but white space was given out."""
        self.unopened = False
        """A closing tag came with no opening one: all that stood before it was thought."""
        self.leaked = False
        """Some of that had been given out already."""

    def feed(self, piece: str) -> str:
        """Add a piece; returns what may be given out now."""
        self._rest += piece
        out = ""
        while True:
            tag = (_CLOSE if self._inside else re.compile(f"{_OPEN.pattern}|{_CLOSE.pattern}", re.IGNORECASE)).search(
                self._rest
            )
            if tag is None:
                break
            before, self._rest = self._rest[: tag.start()], self._rest[tag.end() :]
            if tag.group().startswith("</"):
                if not self._inside:
                    self.unopened = True
                    self.leaked = self.leaked or self.came_out
                    self._hold = False
                    out = ""
                self._inside = False
                self._rest = self._rest.lstrip()
            else:
                if not self._hold:
                    out += before
                self._inside = True
        if self._inside:
            self._rest = self._rest[-_LONGEST:]
        elif not self._hold:
            keep = self._tail()
            cut = len(self._rest) - keep
            out += self._rest[:cut]
            self._rest = self._rest[cut:]
        self.came_out = self.came_out or bool(out.strip())
        return out

    def finish(self) -> str:
        """The stream has ended; returns the rest. A thought that was never closed is dropped."""
        out = "" if self._inside else self._rest
        self._rest = ""
        self.came_out = self.came_out or bool(out.strip())
        return out

    def _tail(self) -> int:
        """Length of the end of the text that may be the beginning of a tag."""
        start = self._rest.rfind("<", max(0, len(self._rest) - _LONGEST))
        if start < 0:
            return 0
        end = self._rest[start:].lower()
        return len(end) if any(t.startswith(end) for t in _TAGS) else 0


def without_thoughts(text: str) -> str:
    """A whole answer without its thoughts."""
    closing = list(_CLOSE.finditer(text))
    if closing and not _OPEN.search(text[: closing[0].start()]):
        text = text[closing[0].end() :]
    thoughts = Thoughts()
    return (thoughts.feed(text) + thoughts.finish()).strip()
