"""How well pages are read: `python benchmarks/pages.py [--misses] [FOLDER]`.

FOLDER holds HTML pages and a `gold.json` as `tests/readers/pages/README.md` describes; by default those pages.

Prints for quotetrack's reader, and for trafilatura alone beside it, recall and precision of the body text: by words,
each as often as it stands there, and by runs of four words, which also see words out of order; over all pages and as
the mean of the pages. Then how many titles, days and outlets are right, how many paragraphs of the gold are lines of
their own, how many phrases of teasers, boxes and comments were left out, and on how many pages without an article none
was read. Of quotetrack also how many captions and sub-headings are marked as such.

The gold has neither headline nor captions, so what quotetrack marks as headline, caption, credit, byline, date,
outlet, address, sign-off or furniture is taken out before it is compared. trafilatura marks none of it: in its text
headline and captions cost nothing. --misses says for each page what quotetrack misses and what it has too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import trafilatura
from measuring import make_parser
from trafilatura.settings import Document

from tests.readers.page_scores import PAGES, PageScore, Reading, read_by_quotetrack, score_pages, total_of

SHOWN = 12
"""Words of each kind that --misses prints for a page."""


def read_by_trafilatura(path: Path) -> Reading:
    """Return what trafilatura alone makes of the same bytes, without the comments that it finds."""
    found = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
    if not isinstance(found, Document) or not found.text:
        return Reading(None)
    return Reading(found.text, found.title, found.date, found.sitename)


def _print_total(label: str, scores: Sequence[PageScore]) -> None:
    words, runs, facts = total_of(scores)
    pages = [score.words for score in scores if score.words.gold]
    recall, precision = fmean(page.recall for page in pages), fmean(page.precision for page in pages)
    good = sum(page.recall >= 0.99 and page.precision >= 0.97 for page in pages)
    print(label)
    print(f"  words          recall {words.recall:7.2%}  precision {words.precision:7.2%}")
    print(f"  mean of pages  recall {recall:7.2%}  precision {precision:7.2%}")
    print(f"  runs of four   recall {runs.recall:7.2%}  precision {runs.precision:7.2%}")
    print(f"  pages with recall of 99 % and precision of 97 %: {good} of {len(pages)}")
    print("  " + ", ".join(f"{kind} {right}/{every}" for kind, (right, every) in facts.items()))


def _print_misses(scores: Sequence[PageScore]) -> None:
    for score in scores:
        if not (score.notes or score.missing or score.surplus):
            continue
        print(f"{score.name}  recall {score.words.recall:.1%}  precision {score.words.precision:.1%}")
        for label, words in (("missing", score.missing), ("too much", score.surplus)):
            if words:
                print(f"    {label} {words.total()}: {' '.join(list(words)[:SHOWN])}")
        for note in score.notes:
            print(f"    {note[:110]}")


def main() -> None:
    """Read the options, print."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES, metavar="FOLDER")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    ours = score_pages(options.folder, read_by_quotetrack)
    if options.misses:
        _print_misses(ours)
    _print_total("quotetrack", ours)
    theirs = score_pages(options.folder, read_by_trafilatura, is_marked=False)
    _print_total("trafilatura alone (it marks no captions or headings)", theirs)


if __name__ == "__main__":
    main()
