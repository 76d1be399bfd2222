"""Whom pronouns mean in GAP: passages of Wikipedia with a pronoun and two names, half of them about women.

    python benchmarks/pronouns_gap.py [--weights NPZ] FILE...

FILE is a part of GAP (Webster et al. 2018, "Mind the GAP"), such as gap-test.tsv, which nothing is trained on. The
shipped ranker has seen the development and validation parts; --weights takes another, such as one trained without GAP.
Prints by the measure of its paper: each of the two names is meant or not, F1 over all, for men and for women, and the
bias, women's F1 by men's. The two names are given; they compete with everybody else who is named in the passage, and
with nobody. Published on the test part: parsers by rule about 64 to 72, models of BERT's size about 85 to 92.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from measuring import make_parser

from quotetrack.attribution.pronouns import HE
from quotetrack.attribution.ranker import WEIGHTS, AntecedentRanker, load_ranker
from quotetrack.training.mentions import Pair, rows_of_pairs


def main() -> None:
    """Print a line for each file."""
    parser = make_parser(__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    ranker = load_ranker(options.weights)
    for path in options.files:
        counts: dict[str, Counter[str]] = {"men": Counter(), "women": Counter()}
        for row in rows_of_pairs(path):
            who = "women" if HE[row["Pronoun"].lower()] == "female" else "men"
            counts[who].update(judge(Pair(row, path.name), ranker))
        men, women = (f1(counts[who]) for who in ("men", "women"))
        both = counts["men"] + counts["women"]
        print(
            f"{path.name}: F1 {f1(both):.1f} (precision {share(both, 'right', 'wrong'):.1f}, "
            f"recall {share(both, 'right', 'missed'):.1f}), men {men:.1f}, women {women:.1f}, bias {women / men:.2f}"
        )


def judge(pair: Pair, ranker: AntecedentRanker) -> Counter[str]:
    """Count for one passage which names are rightly taken, wrongly taken and missed."""
    ranked = pair.ranked(ranker)
    is_anybody = ranked is not None and bool(ranked.seen) and ranked.chances[0] >= ranked.nobody
    best = ranked.seen[:1] if ranked is not None and is_anybody else []
    judged = {(True, True): "right", (True, False): "wrong", (False, True): "missed"}
    verdicts = (
        judged.get((pair.place_of(span, best) == 0, pair.row[f"{name}-coref"].upper() == "TRUE"))
        for name, span in zip("AB", pair.names, strict=True)
    )
    return Counter(verdict for verdict in verdicts if verdict is not None)


def share(counts: Counter[str], part: str, other: str) -> float:
    """Return the share of `part` in both, in percent."""
    return 100 * counts[part] / max(1, counts[part] + counts[other])


def f1(counts: Counter[str]) -> float:
    """Return F1 in percent."""
    right = 2 * counts["right"]
    return 100 * right / max(1, right + counts["wrong"] + counts["missed"])


if __name__ == "__main__":
    main()
