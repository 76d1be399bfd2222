"""Bytes to text without losing a sign, and what is refused as no text."""

from __future__ import annotations

import pytest

from quotetrack.errors import ReadError
from quotetrack.readers.decode import check_not_binary, decode


@pytest.mark.parametrize(
    ("data", "is_html", "text"),
    [
        (b"\xef\xbb\xbfCaf\xc3\xa9", False, "Café"),
        ("Café “no”".encode("cp1252"), False, "Café “no”"),
        (b"<meta charset=iso-8859-1><p>\x93no\x94", True, "<meta charset=iso-8859-1><p>“no”"),
        (b"<meta charset=koi8-r>" + "Кран".encode("koi8-r"), True, "<meta charset=koi8-r>Кран"),
        (b"<meta charset=no-such-one>caf\xe9", True, "<meta charset=no-such-one>café"),
    ],
)
def test_mark_declaration_and_western_text_settle_the_encoding(data: bytes, is_html: bool, text: str) -> None:
    assert decode(data, is_html=is_html) == text


def test_a_mark_that_lies_is_refused_by_the_byte() -> None:
    with pytest.raises(ReadError, match=r"its mark says utf-8, but the bytes at byte 4 are not"):
        decode(b"\xef\xbb\xbfa\xff")


def test_a_binary_file_is_named_for_what_it_is() -> None:
    with pytest.raises(ReadError, match="this is a PDF, not text"):
        check_not_binary(b"%PDF-1.7")
    with pytest.raises(ReadError, match="a NUL byte at byte 1"):
        check_not_binary(b"a\x00b")
    check_not_binary("\ufeffa".encode("utf-16-le"))
