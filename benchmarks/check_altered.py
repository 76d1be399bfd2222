"""How often `quotetrack check` tells true words from altered ones: `python benchmarks/check_altered.py FOLDER`.

FOLDER is the shared folder, with the articles in `corpora/polnear` and the gold sets in `bench`. The development
articles are extracted, stored and linked; of their direct quotations of four words and more by named speakers 300 are
drawn (seed 20) and altered in known ways, a twelfth in each, every second one asked with its speaker. An alteration
counts only where the verdict that it must get is beyond doubt: what comes of it must stand in no stored quotation, and
who is asked about must have no quotation with four of the words in a row. What stands in none of the articles are
quotations of the training articles that share no four words with any, and sentences drawn from invented parts.

Prints how many got the right verdict, by kind and in all, what else the others got, and how often altered words were
called exact. --db keeps the store, and takes one that is there as it is; --seed draws others; --show prints what went
wrong.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measuring import make_parser

from quotetrack.collection import Collection, open
from quotetrack.comparison.alignment import is_negation
from quotetrack.comparison.tokens import in_marks, tokens_of
from quotetrack.evaluation.sets import corpus_articles, dated_articles
from quotetrack.pipeline import extract_article
from quotetrack.records import Check, Filter, Printed, Span, Verdict
from quotetrack.text.word_frequency import word_ranks

DRAWN, SEED = 300, 20
AUXILIARIES = frozenset(
    "is are was were will would can could should must do does did has have had am may might".split()
)
INVENTED = (
    ("The ferry to the lower island", "Our glass works", "That lighthouse", "Every baker in the vale", "The new tram"),
    ("needs a second coat of", "was built for a hundred and", "smells of wet", "can carry twice as much", "sells no"),
    ("turquoise paint before Easter", "forty goats and a piano", "rope and cinnamon", "plum jam on Tuesdays"),
)  # fmt: skip


def main() -> None:
    """Store, alter, check, count."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    bench = options.folder / "bench"
    with tempfile.TemporaryDirectory() as scratch:
        path = options.db or Path(scratch) / "dev.db"
        is_new = not path.exists()
        with open(path) as collection:
            if is_new:
                fill(collection, bench)
            report(measure(collection, Altering(collection, bench, options.seed)), show=options.show)


def fill(collection: Collection, bench: Path) -> None:
    """The development articles, as the program extracts and links them."""
    names = {article.id for article in corpus_articles(bench, "dev")}
    for article in dated_articles(bench):
        if article.id in names:
            collection.store.add(extract_article(article))
    collection.link(workers=2)


@dataclass(frozen=True, slots=True)
class Case:
    """Words to check, the speaker they are said to be of, and the verdict that is right."""

    kind: str
    words: str
    speaker: str | None
    right: Verdict


@dataclass
class Altering:
    """Makes cases of what a collection holds."""

    collection: Collection
    bench: Path
    seed: int
    drawn: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.drawn = random.Random(self.seed)
        self.printed = list(self.collection.store.statements.printed())
        self.stored = [f" {' '.join(keys_of(one))} " for one in self.printed]
        everything = " ".join(f"{' '.join(_keys(a.text))} |" for a in corpus_articles(self.bench, "dev"))
        self.fours = _fours(everything.split())
        self.common = [word for word, rank in word_ranks().items() if 200 < rank < 5000 and len(word) > 3]
        self.by_speaker: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for one in self.printed:
            if name := _name(one):
                self.by_speaker[name] |= _fours(_keys(one.text))

    def cases(self) -> list[Case]:
        """The same number of each kind, as near as the quotations allow."""
        fitting = [
            one
            for one in self.collection.store.statements.printed(Filter(kind="direct", stance="said"))
            if _name(one) and len(keys_of(one)) >= 4 and not has_ellipsis(one)
        ]
        self.drawn.shuffle(fitting)
        out: list[Case] = []
        wanted = {kind: DRAWN // len(KINDS) for kind in KINDS}
        at = 0
        for kind, count in wanted.items():
            made = 0
            while made < count:
                if at and at % len(fitting) == 0:
                    self.drawn.shuffle(fitting)
                printed = fitting[at % len(fitting)]
                at += 1
                case = KINDS[kind](self, printed, _name(printed) if at % 2 else None)
                if case is not None:
                    out.append(case)
                    made += 1
                elif at > 100 * DRAWN:
                    raise SystemExit(f"no more quotations can be altered by {kind!r}")
        return out

    # One method a kind; None where the quotation does not allow it.

    def unaltered(self, printed: Printed, speaker: str | None) -> Case | None:
        words = " ".join(span.of(printed.article.text) for span in printed.statement.quote.content)
        told = self.drawn.choice(
            (words, words.upper(), words.replace("’", "'").replace(",", ""), f"“{words}”")
        )
        return Case("unaltered", told, speaker, "exact")

    def part(self, printed: Printed, speaker: str | None) -> Case | None:
        part = self._part(slices_of(printed))
        return part and self._unless_whole("part", part, speaker, "cut")

    def ellipsis(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        if len(words) < 8:
            return None
        a = self.drawn.randint(3, len(words) - 5)
        b = self.drawn.randint(a + 1, len(words) - 3)
        if any(is_negation(key) for key in _keys(" ".join(words[a:b]))):
            return None
        dots = self.drawn.choice((" … ", " ... ", "… ", " [...] "))
        return Case("ellipsis", " ".join(words[:a]) + dots + " ".join(words[b:]), speaker, "cut")

    def dropped(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        at = self.drawn.randint(1, len(words) - 2)
        return self._altered("word dropped", [*words[:at], *words[at + 1 :]], speaker)

    def changed(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        words[self.drawn.randrange(len(words))] = self.drawn.choice(self.common)
        return self._altered("word changed", words, speaker)

    def inserted(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        words.insert(self.drawn.randint(1, len(words) - 1), self.drawn.choice(self.common))
        return self._altered("word inserted", words, speaker)

    def negated(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        turned = [n for n, word in enumerate(words) if word.lower() in ("not", "never")]
        after = [n for n, word in enumerate(words) if word.lower() in AUXILIARIES]
        if turned:
            del words[turned[0]]
        elif after:
            words.insert(after[0] + 1, "not")
        else:
            return None
        return self._altered("negated", words, speaker)

    def swapped(self, printed: Printed, _: str | None) -> Case | None:
        other = self._other(printed)
        return Case("speaker swapped", printed.text.replace(" … ", " "), other, "other_speaker")

    def anothers(self, printed: Printed, _: str | None) -> Case | None:
        part = self._part(slices_of(printed), least=4)
        return part and Case("another's words, cut", " ".join(part), self._other(printed), "other_speaker")

    def joined(self, printed: Printed, speaker: str | None) -> Case | None:
        other = self.drawn.choice([one for one in self.printed if one.statement.quote.kind == "direct"])
        words = [*slices_of(printed), *slices_of(other)]
        if len(keys_of(other)) < 4 or other.text in printed.text or printed.text in other.text:
            return None
        return self._altered("two joined", words, speaker)

    def mistyped(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        long = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha()]
        if not long:
            return None
        for n in self.drawn.sample(long, min(len(long), self.drawn.randint(1, 2))):
            words[n] = self._typed(words[n])
        return self._altered("mistyped", words, speaker)

    def outside(self, _: Printed, speaker: str | None) -> Case | None:
        if self.drawn.random() < 0.3:
            told = " ".join(self.drawn.choice(parts) for parts in INVENTED)
        else:
            article = self.drawn.choice(_outside(self.bench))
            told = self.drawn.choice(re.findall(r"“([^“”\n]{30,300})”", article) or [""])
        keys = _keys(told)
        if len(keys) < 4 or _fours(keys) & self.fours:
            return None
        return Case("from elsewhere", told, speaker, "not_found")

    def _part(self, words: list[str], least: int = 3) -> list[str] | None:
        if len(words) <= least:
            return None
        length = self.drawn.randint(least, len(words) - 1)
        at = self.drawn.randint(0, len(words) - length)
        return words[at : at + length]

    def _other(self, printed: Printed) -> str:
        """Somebody who is quoted, and not with these words."""
        fours, own = _fours(_keys(printed.text)), _name(printed).split()[-1]
        names = [
            name for name, said in self.by_speaker.items() if not said & fours and own not in name.split()
        ]
        return self.drawn.choice(sorted(names))

    def _typed(self, word: str) -> str:
        n = self.drawn.randint(1, len(word) - 2)
        letter = self.drawn.choice("abcdefghijklmnopqrstuvwxyz")
        return self.drawn.choice(
            (
                word[:n] + word[n + 1 :],
                word[:n] + letter + word[n:],
                word[:n] + letter + word[n + 1 :],
                word[:n] + word[n + 1] + word[n] + word[n + 2 :],
            )
        )

    def _altered(self, kind: str, words: list[str], speaker: str | None) -> Case | None:
        told = " ".join(words)
        keys = f" {' '.join(_keys(told))} "
        if any(keys in stored for stored in self.stored):
            return None
        return Case(kind, told, speaker, "altered")

    def _unless_whole(self, kind: str, words: list[str], speaker: str | None, right: Verdict) -> Case | None:
        told = " ".join(words)
        return None if f" {' '.join(_keys(told))} " in self.stored else Case(kind, told, speaker, right)


KINDS: dict[str, Callable[[Altering, Printed, str | None], Case | None]] = {
    "unaltered": Altering.unaltered,
    "part": Altering.part,
    "ellipsis": Altering.ellipsis,
    "word dropped": Altering.dropped,
    "word changed": Altering.changed,
    "word inserted": Altering.inserted,
    "negated": Altering.negated,
    "speaker swapped": Altering.swapped,
    "another's words, cut": Altering.anothers,
    "two joined": Altering.joined,
    "mistyped": Altering.mistyped,
    "from elsewhere": Altering.outside,
}
"""Each way of altering, by the name it is printed under."""


def keys_of(printed: Printed) -> list[str]:
    """What the speaker's own words are compared by."""
    return [token.key for token in tokens_of(printed.article.text, in_marks(printed))]


def has_ellipsis(printed: Printed) -> bool:
    """Whether what is printed leaves something out itself: its words cannot be run on."""
    return any(token.is_apart for token in tokens_of(printed.article.text, in_marks(printed)))


def slices_of(printed: Printed) -> list[str]:
    """The words as printed, without what stands between them."""
    return [t.span.of(printed.article.text) for t in tokens_of(printed.article.text, in_marks(printed))]


def _keys(text: str) -> list[str]:
    return [token.key for token in tokens_of(text, (Span(0, len(text)),))]


def _fours(keys: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(keys[n : n + 4]) for n in range(len(keys) - 3)}


def _name(printed: Printed) -> str:
    speaker = printed.statement.attribution.speaker
    return (speaker.name or "") if speaker is not None and speaker.kind == "person" else ""


_outside_texts: list[str] = []


def _outside(bench: Path) -> list[str]:
    if not _outside_texts:
        _outside_texts.extend(article.text for article in corpus_articles(bench, "train"))
    return _outside_texts


def measure(collection: Collection, altering: Altering) -> list[tuple[Case, Check]]:
    """Each case with what checking makes of it."""
    return [(case, collection.check(case.words, case.speaker)) for case in altering.cases()]


def report(told: Sequence[tuple[Case, Check]], *, show: bool) -> None:
    """The figures."""
    by_kind: dict[str, list[tuple[Case, Check]]] = defaultdict(list)
    for case, check in told:
        by_kind[case.kind].append((case, check))
    right = wrongly_exact = 0
    for kind, cases in by_kind.items():
        good = sum(check.verdict == case.right for case, check in cases)
        wrong = Counter(check.verdict for case, check in cases if check.verdict != case.right)
        right += good
        wrongly_exact += sum(check.verdict == "exact" for case, check in cases if case.right != "exact")
        also = "; ".join(f"{count} {verdict}" for verdict, count in wrong.most_common())
        print(f"{kind:22} {cases[0][0].right:14} {good:3} of {len(cases)}{f'  ({also})' if also else ''}")
        if show:
            for case, check in cases:
                if check.verdict != case.right:
                    print(f"    {check.verdict}: {case.words!r} by {case.speaker}: {check.why}")
    print(f"in all {right} of {len(told)} right ({right / len(told):.1%})")
    print(f"called exact though altered: {wrongly_exact}")


if __name__ == "__main__":
    main()
