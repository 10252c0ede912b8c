"""Word documents, as Teams, Otter and Google Docs save transcripts: their text, and nothing else of them."""

import io
import zipfile
import zlib
from xml.parsers import expat

from trainer.review.importing.decoding import MAX_BYTES
from trainer.review.importing.said import Unreadable

_BODY = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_CHUNK = 65_536
_DEEPEST = 200
_RIGHT = "open it in Word and save it as plain text"


def is_docx(raw: bytes) -> bool:
    """Whether a file is a packed one with the body of a Word document in it."""
    if not raw.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _BODY in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def text_of(raw: bytes) -> str:
    """The document's text, a line for each paragraph and each line break in one.

    Raises:
        Unreadable: it is damaged, locked by a password, or grows over the limit when unpacked.
    """
    text = _Text()
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed, packed.open(_BODY) as body:
            while chunk := body.read(_CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    raise Unreadable(0, f"holds more than {MAX_BYTES:,} bytes of text", "split it into several files")
                text.parser.Parse(chunk, False)
            text.parser.Parse(b"", True)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable(0, "is a Word document that is damaged or locked", _RIGHT) from None
    return "".join(text.pieces)


class _Text:
    """Collects the words of a document as it is parsed."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._depth = 0
        self._in_words = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._declared

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(0, "is nested too deeply", _RIGHT)
        self._in_words = name == f"{_WORD}t"
        if name == f"{_WORD}tab":
            self.pieces.append("   ")
        elif name in (f"{_WORD}br", f"{_WORD}cr"):
            self.pieces.append("\n")

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._in_words = False
        if name == f"{_WORD}p":
            self.pieces.append("\n")

    def _words(self, words: str) -> None:
        if self._in_words:
            self.pieces.append(words)

    def _declared(self, *_: object) -> None:
        """Word never declares anything; what does could swell without end."""
        raise Unreadable(0, "is no document that Word writes", _RIGHT)
