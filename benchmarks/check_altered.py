"""How often `quotetrack check` tells true words from altered ones: `python benchmarks/check_altered.py FOLDER`.

FOLDER is the shared folder, with the articles in `corpora/polnear` and the gold sets in `bench`. The development
articles are extracted, stored and linked. Of their direct quotations of four words and more by named speakers 375 are
drawn (seed 20) and altered in known ways, 25 in each, every second one asked with its speaker. What turns a sentence
round when it is cut off is found by its words alone ("I don't think …", "if …,"), as the checker goes by the parse; of
such sentences there may be fewer.

An alteration counts only where the verdict that it must get is beyond doubt: what comes of it must stand in no stored
quotation, and who is asked about must have no quotation with four of the words in a row. What stands in none of the
articles are quotations of the training articles that share no four words with any, and sentences drawn from invented
parts.

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

DRAWN, SEED = 375, 20
TRIES = 3
"""How often the quotations are gone through for one kind: only some can be altered so."""
AUXILIARIES = frozenset(
    "is are was were will would can could should must do does did has have had am may might".split()
)
GOVERNORS = re.compile(
    r"(?:\b(?:do|did|does|would|could|can|ca)(?:n[’']t| not) (?:think|believe|say|mean|suggest|claim|know|agree)|"
    r"\b(?:never|not) (?:said|thought|saying|suggesting|claiming|true|clear|sure|convinced|because)|"
    r"\b(?:is|[’']s|was) not|\b(?:no evidence|no proof|no reason to (?:think|believe))|"
    r"\b(?:nobody|no one|none of them) (?:thinks|believes|says|said))(?: that)? "
    r"(?P<clause>(?:I|we|you|he|she|it|they|there|this|that|the|our|his|her|my) [^.,;:?!…“”\"()–—]+)",
    re.IGNORECASE,
)
CONDITIONS = re.compile(r"(?:^|[.,;] |\b(?:and|but|that) )[Ii]f (?!not\b)(?P<clause>[^.,;:?!…“”\"()–—]+),")
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand "
    "million billion"
).split()
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
            made: set[str] = set()
            for _ in range(TRIES * len(fitting)):
                if at and at % len(fitting) == 0:
                    self.drawn.shuffle(fitting)
                printed = fitting[at % len(fitting)]
                at += 1
                case = KINDS[kind](self, printed, _name(printed) if at % 2 else None)
                if case is not None and case.words not in made:
                    out.append(case)
                    made.add(case.words)
                if len(made) == count:
                    break
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
        return self._unless_whole("part", part, speaker, "cut") if part else None

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
        return (
            Case("another's words, cut", " ".join(part), self._other(printed), "other_speaker")
            if part
            else None
        )

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

    def reversing(self, printed: Printed, speaker: str | None) -> Case | None:
        return self._clause("cut that reverses", GOVERNORS, printed, speaker)

    def under_if(self, printed: Printed, speaker: str | None) -> Case | None:
        return self._clause("cut under an if", CONDITIONS, printed, speaker)

    def renumbered(self, printed: Printed, speaker: str | None) -> Case | None:
        words = slices_of(printed)
        at = [n for n, word in enumerate(words) if word[-1].isdigit() or word.lower() in NUMBERS]
        if not at:
            return None
        n = self.drawn.choice(at)
        words[n] = self._other_number(words[n])
        return self._altered("number changed", words, speaker)

    def _other_number(self, word: str) -> str:
        """A number with another last figure, or another number word."""
        if word[-1].isdigit():
            return word[:-1] + self.drawn.choice([figure for figure in "123456789" if figure != word[-1]])
        return self.drawn.choice([number for number in NUMBERS if number != word.lower()])

    def _clause(
        self, kind: str, pattern: re.Pattern[str], printed: Printed, speaker: str | None
    ) -> Case | None:
        """What stands behind the first match, if no other quotation has it."""
        found = next(
            filter(None, (pattern.search(span.of(printed.article.text)) for span in in_marks(printed))), None
        )
        if found is None or len(_keys(found["clause"])) < 4:
            return None
        keys = f" {' '.join(_keys(found['clause']))} "
        is_once = sum(keys in stored for stored in self.stored) == 1
        return Case(kind, found["clause"], speaker, "reversed") if is_once else None

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
    "cut that reverses": Altering.reversing,
    "cut under an if": Altering.under_if,
    "number changed": Altering.renumbered,
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
    right = wrongly_exact = wrongly_good = 0
    for kind, cases in by_kind.items():
        good = sum(check.verdict == case.right for case, check in cases)
        wrong = Counter(check.verdict for case, check in cases if check.verdict != case.right)
        right += good
        wrongly_exact += sum(check.verdict == "exact" for case, check in cases if case.right != "exact")
        wrongly_good += sum(check.is_good for case, check in cases if case.right not in ("exact", "cut"))
        also = "; ".join(f"{count} {verdict}" for verdict, count in wrong.most_common())
        print(f"{kind:22} {cases[0][0].right:14} {good:3} of {len(cases)}{f'  ({also})' if also else ''}")
        if show:
            for case, check in cases:
                if check.verdict != case.right:
                    print(f"    {check.verdict}: {case.words!r} by {case.speaker}: {check.why}")
    print(f"in all {right} of {len(told)} right ({right / len(told):.1%})")
    print(
        f"called exact though altered: {wrongly_exact}; exact or cut though altered or turned: {wrongly_good}"
    )


if __name__ == "__main__":
    main()
