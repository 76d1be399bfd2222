"""Whom pronouns mean in GAP: passages of Wikipedia with a pronoun and two names, half of them about women.

    python benchmarks/pronouns_gap.py FILE...

FILE is a part of GAP (Webster et al. 2018, "Mind the GAP"), such as gap-test.tsv. Nothing of it is trained on or kept.
Prints by the measure of its paper: each of the two names is meant or not, F1 over all, for men and for women, and the
bias, women's F1 by men's. A passage has no quotation, so what a resolution makes of who spoke before counts for
nothing. Published on the test part: parsers by rule about 64 to 72, models of BERT's size about 85 to 92.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from measuring import make_parser

from quotetrack.attribution.context import Context
from quotetrack.attribution.entities import read_entities
from quotetrack.attribution.mentions import SpeakerMention
from quotetrack.attribution.pronouns import HE, resolve_pronoun
from quotetrack.lang import load_lexicon
from quotetrack.parsing.paragraphs import parse
from quotetrack.records import Article, Quote, Span

Row = Mapping[str, str]


def main() -> None:
    """Print a line for each file."""
    parser = make_parser(__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    for path in options.files:
        counts: dict[str, Counter[str]] = {"men": Counter(), "women": Counter()}
        for row in rows(path):
            who = "women" if HE[row["Pronoun"].lower()] == "female" else "men"
            counts[who].update(judge(row))
        men, women = (f1(counts[who]) for who in ("men", "women"))
        both = counts["men"] + counts["women"]
        print(
            f"{path.name}: F1 {f1(both):.1f} (precision {share(both, 'right', 'wrong'):.1f}, "
            f"recall {share(both, 'right', 'missed'):.1f}), men {men:.1f}, women {women:.1f}, bias {women / men:.2f}"
        )


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows whose pronoun is read: all but "hers"."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["Pronoun"].lower() in HE:
                yield row


def judge(row: Row) -> Counter[str]:
    """Count for one row which names are rightly taken, wrongly taken and missed."""
    taken = meant(row)
    judged = {(True, True): "right", (True, False): "wrong", (False, True): "missed"}
    verdicts = (judged.get((taken[name], row[f"{name}-coref"].upper() == "TRUE")) for name in "AB")
    return Counter(verdict for verdict in verdicts if verdict is not None)


def meant(row: Row) -> dict[str, bool]:
    """Tell of each of the two names whether the program takes the pronoun to mean who bears it."""
    text = row["Text"]
    article = Article(id=row["ID"], text=text)
    paragraphs, lexicon = parse(article), load_lexicon()
    place = span_of(row, "Pronoun", "Pronoun-offset")
    paragraph = next(p for p in paragraphs if p.span.holds(place))
    token = paragraph.token_at(place.start)
    if token is None:
        return {"A": False, "B": False}
    entities = read_entities(text, paragraphs, lexicon)
    quote = Quote(id="", kind="indirect", content=(place,), rule="model")
    context = Context(text, paragraphs, entities, lexicon, None)
    mention = SpeakerMention(paragraph, (token,), place)
    entity = resolve_pronoun(mention, quote, context, row["Pronoun"].lower()).entity
    spans = [m.span for m in entity.mentions] if entity is not None else []
    return {name: any(map(span_of(row, name, f"{name}-offset").meets, spans)) for name in "AB"}


def span_of(row: Row, words: str, offset: str) -> Span:
    """Return where the words of a column stand."""
    start = int(row[offset])
    return Span(start, start + len(row[words]))


def share(counts: Counter[str], part: str, other: str) -> float:
    """Return the share of `part` in both, in percent."""
    return 100 * counts[part] / max(1, counts[part] + counts[other])


def f1(counts: Counter[str]) -> float:
    """Return F1 in percent."""
    right = 2 * counts["right"]
    return 100 * right / max(1, right + counts["wrong"] + counts["missed"])


if __name__ == "__main__":
    main()
