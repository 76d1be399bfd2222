"""What comes through a pipe, which has no name and cannot jump, is read as the file is."""

from __future__ import annotations

import io

import pytest

from quotetrack.readers import read
from quotetrack.readers.rejoined import rejoined
from quotetrack.records import Article
from tests.readers.golds import FILES, articles

NAMES = (
    *("office/bell.docx", "office/bell.odt", "office/bell_flat.fodt", "pdf/three.pdf", "mail/letters.mbox"),
    *("mail/plain.eml", "saved/bell.mhtml", "saved/bell.webarchive", "saved/singlefile_bridge.html"),
    *("archives/news.zip", "archives/news.tar", "archives/news.tgz", "archives/bell.txt.gz"),
    *("tables/usual.parquet", "json/list.json", "json/under_articles.json", "json/lines.json"),
)


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_through_a_pipe_is_told_by_its_first_bytes(name: str) -> None:
    stream = rejoined(b"", io.BytesIO((FILES / name).read_bytes()))
    found = [one.text if isinstance(one, Article) else one.reason for one in read(["-"], stdin=stream)]
    assert found == [article.text for article in articles(FILES / name)]
