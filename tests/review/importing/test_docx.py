"""Word documents as Teams and Otter save them."""

import io
import zipfile
from html import escape

import pytest

from trainer.review.importing.decoding import MAX_BYTES
from trainer.review.importing.reading import read_bytes
from trainer.review.importing.said import Talk
from trainer.review.transcripts import Problem

from .talk import TALK

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
FOOT = "</w:body></w:document>"


def packed(body: str, *, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def teams() -> str:
    """One paragraph a turn: the name, the time, a line break, the words."""
    rows = "".join(
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(n)}   </w:t></w:r>'
        f"<w:r><w:t>{i // 2}:{i % 2 * 30:02}</w:t></w:r><w:r><w:br/><w:t>{escape(t)}</w:t></w:r></w:p>"
        for i, (n, t) in enumerate(TALK)
    )  # fmt: skip
    return f"{HEAD}<w:p><w:r><w:t>Closing call-20261125</w:t></w:r></w:p>{rows}{FOOT}"


def read(raw: bytes) -> Talk | Problem:
    (found,) = read_bytes(raw, "call.docx", "call.docx", ending=".docx")
    assert isinstance(found, (Talk, Problem))
    return found


def test_a_document_from_teams_is_read():
    found = read(packed(teams()))
    assert isinstance(found, Talk)
    assert tuple((s.name, s.text) for s in found.said) == TALK


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (packed(teams())[:-40], "packed file"),
        (packed(HEAD + "<w:p>"), "damaged"),
        (packed("<w:p" * 1000), "damaged"),
        (packed(HEAD + "<w:r>" * 1000), "deeply"),
        (packed('<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'), "no document"),
        (packed(HEAD + " " * (MAX_BYTES + 1) + FOOT), "bytes"),
    ],
)
def test_broken_and_swelling_documents_are_errors(raw: bytes, words: str):
    found = read(raw)
    assert isinstance(found, Problem) and words in found.wrong and found.right
