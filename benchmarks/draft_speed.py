"""How fast a whole draft is checked: `python benchmarks/draft_speed.py [N]` (default 3,000 words).

Makes a store of the articles in `fixtures/articles`, and of the same articles a draft of so many words with 40
quotations in marks at most: paragraphs that hold more are left out. Checks it three times, after one draft that loads
what is loaded once, and prints the seconds of processor time of the quickest, and what was checked.
"""

from __future__ import annotations

import tempfile
import time
from itertools import cycle
from pathlib import Path

from measuring import make_parser

import quotetrack
from quotetrack.records import Span
from quotetrack.text.quotation_marks import pair_marks

ARTICLES = Path(__file__).resolve().parents[1] / "fixtures" / "articles"
QUOTATIONS = 40


def main() -> None:
    """Make the draft, check it and print the time."""
    parser = make_parser(__doc__)
    parser.add_argument("words", nargs="?", type=int, default=3_000)
    wanted = parser.parse_args()
    draft = make_draft(wanted.words)
    with tempfile.TemporaryDirectory() as folder, quotetrack.open(Path(folder, "quotes.db")) as collection:
        collection.add([ARTICLES])
        collection.check_draft("“We are ready,” said Ana Lima, who said that the bridge was safe.")
        times = []
        for _ in range(3):
            start = time.process_time()
            checked = collection.check_draft(draft)
            times.append(time.process_time() - start)
    marks = sum(one.check.form == "marks" for one in checked.checks)
    claims = len(checked.checks) - marks
    print(f"{len(draft.split()):,} words, {marks} in marks, {claims} claims without: {min(times):.2f} s")


def make_draft(words: int) -> str:
    """Return paragraphs of the fixtures, one after another, over and over if need be."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    paragraphs = cycle(
        paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph) > 120
    )
    chosen: list[str] = []
    count = quotations = 0
    while count < words:
        paragraph = next(paragraphs)
        quoted = len(pair_marks(paragraph, [Span(0, len(paragraph))]))
        if quotations + quoted <= QUOTATIONS:
            chosen.append(paragraph)
            count += len(paragraph.split())
            quotations += quoted
    return "\n\n".join(chosen)


if __name__ == "__main__":
    main()
