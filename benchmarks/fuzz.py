"""Whole extraction on hostile texts: nothing raises, and what comes out holds together.

    python benchmarks/fuzz.py [N] [--seed S] [--texts FOLDER]

Makes N short texts (100,000 if not told) of marks, cue verbs, invented names and broken fixtures, each from its number
and the seed alone, and runs the program on them over all cores; or on every text in FOLDER. Prints what fails, with the
smallest text that showed it, the count and the rate. Exit code 1 where anything failed.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from measuring import make_parser

from quotetrack.errors import ReadError
from quotetrack.lang import load_lexicon
from quotetrack.parallel import cores, spread
from quotetrack.pipeline import extract_article
from quotetrack.readers import article_from_text, read
from quotetrack.readers.pages.html import article_from_html
from quotetrack.records import Article, Attribution, Extraction, Failure, Span

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
MARKS = [
    *"“”\"‘’'`«»‹›„‟‚「」『』＂",
    "``",
    "''",
    "&quot;",
    "&ldquo;",
    "&rdquo;",
    "&#8220;",
    "&#x2019;",
    "&apos;",
]
WORDS = """the a no bridge ferry she he they it who that which both men not never and or but of at on Monday
yesterday 2012 '90s 5'10" $5 rock'n'roll asked whether because — – - : ; , . ? ! … ( ) [ ] & according to as in
statement report told reporters spokesman spokeswoman minister the-minister lawyer police agency website mother her
his dismissed declined to comment denied that idea joke quoted as saying""".split()
ODD = ["\ud800", "\udfff", "🙂", "👩\u200d👧", "שלום", "مرحبا", "\u202e", "\u200b", "\u00a0", "\x00", "\x1a", "\u2028",
       "e\u0301", "日本語", "&eacute;", "&amp;", "&#0;", "&#99999999;", "<p>", "</b>", "=1+1", "%s", "\\", "ﬁ", "ß",
       "İ", "x" * 3000, "“" * 40, "a." * 300, "-" * 80, "1" * 200, "A" * 90]  # fmt: skip
GAPS = [" "] * 12 + ["", "", "\n", "\n\n", "\n\n", "\r\n", "  ", "\t"]
SYLLABLES = "ba de fi go ku la me ni po ru sa te vi zo sha tche mar lin dor".split()


def main() -> None:
    """Print what fails, then the count and the rate."""
    parser = make_parser(__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=Path, help="a folder of texts to run on instead")
    options = parser.parse_args()
    numbered = (Article(id=f"{options.seed}-{number}", text="") for number in range(options.count))
    articles = read([options.texts]) if options.texts else numbered
    start, seen, failed = time.monotonic(), 0, dict[str, str]()
    for found in spread(problem_of, articles, workers=cores()):
        seen += 1
        kind, told = (found.reason, found.where) if isinstance(found, Failure) else found
        if kind and len(told) < len(failed.get(kind, told + " ")):
            failed[kind] = told
            print(f"{kind}\n    {told}", flush=True)
        if seen % 10_000 == 0:
            print(f"{seen:,} texts, {seen / (time.monotonic() - start):.0f} a second", file=sys.stderr)
    rate = seen / (time.monotonic() - start)
    print(f"{seen:,} texts, {rate:.0f} a second on {cores()} cores; {len(failed)} kinds of failure")
    sys.exit(bool(failed))


def problem_of(article: Article) -> tuple[str, str]:
    """The first thing that is wrong with what is found in an article, or in the text that its number stands for, and
    the text; two empty strings where nothing is."""
    try:
        chance = random.Random(article.id)
        given = article if article.text else made(chance)
        wrong = next(problems(given, chance), "")
        return (wrong, f"{article.id} {given.text!r}") if wrong else ("", "")
    except ReadError:
        return "", ""  # a page without a text
    except Exception as error:  # whatever it is, it is what we look for
        text = article.text or made(random.Random(article.id)).text
        return f"{type(error).__name__} in {place_of(error)}", f"{article.id} {error}: {text!r}"


def place_of(error: Exception) -> str:
    """The file and line of ours that raised an error, or called what did."""
    calls = [call for call in traceback.extract_tb(error.__traceback__) if "quotetrack" in call.filename]
    return f"{Path(calls[-1].filename).name}:{calls[-1].lineno}" if calls else "nothing of ours"


def problems(article: Article, chance: random.Random) -> Iterator[str]:
    """What is wrong with what is found in an article; for some, also with a second run, and without indirect speech."""
    found = extract_article(article)
    yield from broken(found)
    if chance.random() < 0.05 and extract_article(article) != found:
        yield "the second run finds other things"
    if chance.random() < 0.1:
        fewer = extract_article(article, kinds=("direct", "mixed"))
        yield from broken(fewer)
        marked = [s.quote.id for s in found.statements if s.quote.kind != "indirect"]
        if marked != [s.quote.id for s in fewer.statements]:
            yield "without indirect speech there are other quotations in marks"


def broken(found: Extraction) -> Iterator[str]:
    """The promises of an extraction that this one breaks."""
    text = found.article.text
    ids = [statement.quote.id for statement in found.statements]
    if len(ids) != len(set(ids)):
        yield "two quotations have one id"
    for statement in found.statements:
        quote, attribution = statement.quote, statement.attribution
        if not quote.content or not all(span.of(text).strip() for span in quote.content):
            yield f"{quote.rule}: content without words"
        if any(one.end > other.start for one, other in pairwise(quote.content)):
            yield f"{quote.rule}: content out of order or over itself"
        if not all(
            0 <= s.start < s.end <= len(text) for s in (*quote.content, *quote.cue, *spans(attribution))
        ):
            yield f"{quote.rule}: a span that is empty or outside the text"
        if not 0 <= attribution.confidence <= quote.confidence <= 1:
            yield f"{quote.rule}: confidence {attribution.confidence} of {quote.confidence}"
    if any(not 0 <= silent.span.start < silent.span.end <= len(text) for silent in found.not_speech):
        yield "no speech: a span that is empty or outside the text"


def spans(attribution: Attribution) -> list[Span]:
    """Every span of an attribution."""
    told = attribution
    single = (told.role, told.hearer, told.place, told.occasion, told.speaks_for, told.anonymity)
    return [
        *attribution.mention,
        *attribution.via,
        *(span for span in single if span is not None),
        *(evidence.span for evidence in attribution.evidence if evidence.span is not None),
        *(candidate.mention for candidate in attribution.candidates),
        *([attribution.said_on.basis] if attribution.said_on is not None else []),
    ]


def made(chance: random.Random) -> Article:
    """A hostile article."""
    text = chance.choice((mixed, mixed, cut, swapped, remarked))(chance)
    if chance.random() < 0.02:
        return article_from_html(f"<html><body><article><p>{text}</p></article></body></html>", id="page")
    return article_from_text(text, published=chance.choice((None, "2012-07-05", "9999-12-31", "0001-01-01")))


def mixed(chance: random.Random) -> str:
    """Marks, verbs, names and oddities in any order."""
    verbs = cues()
    out = []
    for _ in range(chance.randint(3, 45)):
        pool = chance.choices((WORDS, MARKS, verbs, ODD, ()), (10, 5, 3, 0.4, 4))[0]
        out.append(chance.choice(pool) if pool else name(chance))
        out.append(chance.choice(GAPS))
    return "".join(out)


def cut(chance: random.Random) -> str:
    """A piece of a fixture that begins and ends anywhere."""
    text = chance.choice(fixtures())
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, 500)]


def swapped(chance: random.Random) -> str:
    """A piece of a fixture in which characters changed places or were lost."""
    letters = list(cut(chance))
    for _ in range(chance.randint(1, 25)):
        one, other = chance.randrange(len(letters)), chance.randrange(len(letters))
        letters[one], letters[other] = (
            letters[other],
            chance.choice((letters[one], "", "\n", chance.choice(MARKS))),
        )
    return "".join(letters)


def remarked(chance: random.Random) -> str:
    """A piece of a fixture with other quotation marks, some of them lost."""
    return "".join(chance.choice([*MARKS, ""]) if letter in "“”\"‘’'" else letter for letter in cut(chance))


def name(chance: random.Random) -> str:
    """An invented name of one to three words."""
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(chance.randint(1, 3)))
    return " ".join(chance.choice((word.title(), word.title(), word.upper(), word)) for word in words)


@cache
def cues() -> list[str]:
    """Verbs of saying, some of them in the past."""
    return [
        form for verb in sorted(load_lexicon().cues) for form in (verb, f"{verb.removesuffix('e')}ed", "said")
    ]


@cache
def fixtures() -> list[str]:
    """The texts of the project's fixtures."""
    return [article.text for article in read([FIXTURES]) if isinstance(article, Article)]


if __name__ == "__main__":
    main()
