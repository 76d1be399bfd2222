"""How well the pages of others are read: `python benchmarks/saved_pages.py FOLDER`.

FOLDER holds `gold.jsonl` (id, set, text, title, published; null for what is not known) and `html/ID.html.gz`, as the
benchmark of saved pages has them. Nothing of it is in the project.

Prints for each set precision, recall and F1 of the text by runs of four words, each page counting the same: of all of
quotetrack's text, of its text without what its zones call headline, caption and credit, and of trafilatura alone. The
gold of such sets has no headline, and most of them no captions.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import fmean
from typing import Any

import trafilatura
from measuring import make_parser

from quotetrack.errors import ReadError
from quotetrack.readers.decode import decode
from quotetrack.readers.pages.web_page import article_of_page
from quotetrack.records import Article

NOT_BODY = ("headline", "caption", "credit")


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, or the whole of a shorter one."""
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + 4]) for at in range(max(len(words) - 3, 1 if words else 0)))


def score(pairs: Iterable[tuple[str, str]]) -> str:
    """Return F1, precision and recall of pairs of gold and text: the mean of the pages."""
    precision, recall = [], []
    for wanted, got in pairs:
        gold, seen = runs_of(wanted), runs_of(got)
        shared = (gold & seen).total()
        if seen:
            precision.append(shared / seen.total())
        if gold:
            recall.append(shared / gold.total())
    p, r = fmean(precision), fmean(recall)
    return f"F1 {2 * p * r / (p + r):.4f}  P {p:.4f}  R {r:.4f}"


def body_of(article: Article) -> str:
    """Return the text without what its zones say is no body."""
    body = list(article.text)
    for zone in article.zones:
        if zone.kind in NOT_BODY:
            body[zone.span.start : zone.span.end] = " " * (zone.span.end - zone.span.start)
    return "".join(body)


def read_page(page: bytes) -> Article:
    """Return the article of a page; an empty one for a page that is refused."""
    try:
        return article_of_page(decode(page, is_html=True), id="page", stubs=True)
    except ReadError as error:
        print(f"  not read: {error}")
        return Article(id="page", text="")


def text_of_peer(page: bytes) -> str:
    """Return what trafilatura alone takes for the text."""
    found: Any = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    return (found.text if found else "") or ""


def main() -> None:
    """Read the options, print."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").split("\n") if line]
    pages = {
        one["id"]: gzip.decompress((folder / "html" / f"{one['id']}.html.gz").read_bytes()) for one in gold
    }
    articles = {id: read_page(page) for id, page in pages.items()}
    texts: dict[str, Callable[[str], str]] = {
        "all of the text": lambda id: articles[id].text,
        "without headline and captions": lambda id: body_of(articles[id]),
        "trafilatura alone": lambda id: text_of_peer(pages[id]),
    }
    for name in dict.fromkeys(one["set"] for one in gold):
        some = [one for one in gold if one["set"] == name]
        print(f"{name}: {len(some)} pages")
        for label, text in texts.items():
            print(f"  {label:30} {score((one['text'], text(one['id'])) for one in some)}")


if __name__ == "__main__":
    main()
