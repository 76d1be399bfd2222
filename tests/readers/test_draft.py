"""Drafts of every format: their text, and where their lines begin."""

from __future__ import annotations

import io
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from quotetrack.errors import ReadError
from quotetrack.readers.draft import read_draft

_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body></w:document>'
)


def archive(**parts: str) -> bytes:
    """A ZIP archive with these parts; a double low line in a name is a slash, a triple one a full stop."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("___", ".").replace("__", "/"), content)
    return out.getvalue()


def document(body: str) -> bytes:
    """A Word document with this body, in a part of an odd name."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        made.writestr("_rels/.rels", _RELATIONS.format("word/document2.xml"))
        made.writestr("word/document2.xml", _BODY.format(body))
    return out.getvalue()


def words(data: bytes, name: str = "draft.docx") -> list[str]:
    """The words of each line or paragraph."""
    draft = read_draft(data, name)
    ends = [*draft.starts[1:], len(draft.article.text)]
    return [draft.article.text[a:b].strip() for a, b in zip(draft.starts, ends, strict=True)]


def test_lines_of_plain_text_are_counted_whatever_ends_them() -> None:
    draft = read_draft(b"One\r\ntwo\n\nfour\rfive", "draft.txt")
    places = [draft.article.text.index(word) for word in ("One", "two", "four", "five")]
    assert [draft.line(place) for place in places] == [1, 2, 4, 5]
    assert draft.unit == "line"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("> We *are* __ready__, she said", "We are ready, she said"),
        ("***Never*** [again](https://e.example/a_b_c), he said", "Never again, he said"),
        ("![A boat](boat.png) came", "A boat came"),
        (
            "What the f***, he said, 2 * 3 of a_b_c",
            "What the f***, he said, 2 * 3 of a_b_c",
        ),
        (r"a \*star\* and \"marks\"", 'a *star* and "marks"'),
    ],
)
def test_signs_of_markdown_are_no_words_and_its_lines_stay(written: str, read: str) -> None:
    assert words(f"First\n\n{written}\nLast".encode(), "draft.md") == ["First", "", read, "Last"]
    assert words(f"First\n{written}".encode(), "draft.txt")[1] == written


def test_all_that_a_reader_sees_of_a_page_is_read_paragraph_by_paragraph() -> None:
    menu = "".join(f"<li>Item {n}</li>" for n in range(3))
    body = f"<h1>Ferry sold</h1><p>It sank.</p><script>x()</script><ul>{menu}</ul><p>Gone.</p>"
    page = f"<html><body>{body}</body></html>"
    draft = read_draft(page.encode(), "draft.html")
    assert draft.unit == "paragraph"
    assert words(page.encode(), "draft.html")[:2] == ["Ferry sold", "It sank."]
    assert draft.line(draft.article.text.index("Gone.")) == 6


def test_a_word_document_is_read_paragraph_by_paragraph_with_its_tables() -> None:
    made = docx.Document()
    made.add_heading("Ferry sold", 1)
    made.add_paragraph("")
    made.add_paragraph("“It sank,” she said.")
    made.add_table(1, 1).cell(0, 0).text = "In a table"
    out = io.BytesIO()
    made.save(out)
    draft = read_draft(out.getvalue(), "no ending")
    assert words(out.getvalue()) == ["Ferry sold", "", "“It sank,” she said.", "In a table"]
    assert draft.line(draft.article.text.index("“It sank")) == 3


def test_tracked_changes_are_read_as_accepted_and_nothing_twice() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('We ')}<w:del><w:r><w:delText>were</w:delText></w:r></w:del>"
        f"<w:ins>{run.format('are')}</w:ins><w:moveFrom>{run.format(' gone')}</w:moveFrom><w:r><w:br/></w:r>"
        f"{run.format('ready')}</w:p>"
        f"<w:p>{run.format('Around')}<mc:AlternateContent><mc:Choice><w:p>{run.format('In a box')}</w:p></mc:Choice>"
        f"<mc:Fallback><w:p>{run.format('In a box')}</w:p></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert words(document(body)) == ["We are\nready", "Around", "In a box"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b" \n\t", "the file is empty"),
        (b"%PDF-1.7 x", "this PDF is broken"),
        (b"{\\rtf1 words}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0 words", "an old office document"),
        (b"ab\x00c", "a NUL byte"),
        (b"-- ...", "no word is in it"),
        (b"PK\x03\x04 rubbish", "no Word document can be read in it"),
        (archive(a="b"), "no Word document can be read in it"),
        (archive(_rels__rels="x"), "no Word document can be read in it"),
        (document("<w:p>"), "its XML is broken"),
        (document("<!-- -->" + " " * 65_000_000), "it is too large"),
        (document("<w:p/>"), "no word is in it"),
    ],
)
def test_what_is_no_draft_is_refused_in_a_line(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as refused:
        read_draft(data)
    assert "\n" not in str(refused.value)


def test_entities_of_a_document_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", encoding="utf-8")
    body = document("<w:p><w:r><w:t>&amp;x</w:t></w:r></w:p>")
    with ZipFile(io.BytesIO(body)) as made:
        xml = made.read("word/document2.xml").decode()
    out = io.BytesIO()
    with ZipFile(out, "w") as hostile:
        hostile.writestr("_rels/.rels", _RELATIONS.format("word/document2.xml"))
        entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
        hostile.writestr("word/document2.xml", entity + xml.replace("&amp;x", "seen &x;"))
    assert "hidden" not in read_draft(out.getvalue()).article.text


@pytest.mark.parametrize("unit", ["*", "_", "[", "![", "> ", "*a", "_a ", "[a](", "\\"])
def test_hostile_markdown_takes_no_time(unit: str) -> None:
    began = time.process_time()
    read_draft(f"Words\n\n{unit * (60_000 // len(unit))}".encode(), "draft.md")
    assert time.process_time() - began < 20
