"""Hostile texts: how long each takes, and how much memory, beside ordinary news of the same size.

    python benchmarks/hostile.py NEWS [--kilobytes N ...] [--engine E] [--kinds WORD ...] [--most X]

NEWS is JSON Lines of articles; their texts, one behind another, are the ordinary text. Makes sixty texts of N kB (20
and 60 if not told) of a dozen kinds: dense marks, cues, names, pronouns, labels, lines, one long sentence, signs of
other scripts, and pages of many links, attributes, figures or brackets. Each is read and extracted in a process of its
own. Prints seconds of processor time, the ratio to ordinary text of that size in the same run, the exponent from the
smallest size to the largest, and the most memory. Exit code 1 if a ratio is over X (4 if not told). Linux only.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from measuring import make_parser, most_memory

Make = Callable[[int], str]
ORDINARY = "ordinary news"


def main() -> None:
    """Print the table."""
    parser = make_parser(__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--kilobytes", type=int, nargs="+", default=[20, 60])
    parser.add_argument("--engine", choices=("rules", "model"), default="model")
    parser.add_argument("--kinds", nargs="+", default=[""], help="only kinds that hold one of these words")
    parser.add_argument("--most", type=float, default=4.0, help="the highest ratio that is good")
    parser.add_argument("--seconds", type=float, default=600, help="after so many a text is given up")
    parser.add_argument("--one", nargs=2, help="measure one kind at one size, for the process that does")
    options = parser.parse_args()
    if options.one:
        measure(options.news, options.one[0], int(options.one[1]), options.engine)
        return
    sys.exit(table(options))


def table(options: object) -> int:
    """Print a row for each kind, and return 1 if one takes too long."""
    news, sizes = options.news, options.kilobytes  # type: ignore[attr-defined]
    kinds = [k for k in KINDS if any(word in k for word in options.kinds)]  # type: ignore[attr-defined]
    print(
        f"{'text':44}"
        + "".join(f"{size:>9} kB{'ratio':>7}" for size in sizes)
        + f"{'exponent':>10}{'MiB':>7}"
    )
    ordinary: list[float] = []
    worst = 0.0
    for kind in (ORDINARY, *(k for k in kinds if k != ORDINARY)):
        found = [run(options, news, kind, size) for size in sizes]
        seconds = [one[0] for one in found]
        ordinary = ordinary or seconds
        ratios = [own / usual for own, usual in zip(seconds, ordinary, strict=True)]
        worst = max(worst, *ratios)
        grows = (
            math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
            if len(sizes) > 1
            else math.nan
        )
        cells = "".join(f"{own:11.1f} s{ratio:7.1f}" for own, ratio in zip(seconds, ratios, strict=True))
        print(f"{kind:44}{cells}{grows:10.2f}{max(one[1] for one in found):7.0f}", flush=True)
    print(f"the highest ratio is {worst:.1f}")
    return int(worst > options.most)  # type: ignore[attr-defined]


def run(options: object, news: Path, kind: str, size: int) -> tuple[float, float]:
    """Return the seconds and mebibytes that a text takes, in a process of its own."""
    engine, most = options.engine, options.seconds  # type: ignore[attr-defined]
    command = [sys.executable, __file__, str(news), "--engine", engine, "--one", kind, str(size)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=most)
    except subprocess.TimeoutExpired:
        return most, math.nan
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def measure(news: Path, kind: str, kilobytes: int, engine: str) -> None:
    """Read and extract one text and print what it took; all that is loaded once is loaded before."""
    from quotetrack.pipeline import extract_article
    from quotetrack.readers import article_from_text
    from quotetrack.readers.pages.html import article_from_html

    extract_article(
        article_from_text("“We go,” Ana Ruiz said. She told them that it rained.", id="a"), engine=engine
    )
    size = kilobytes * 1000
    text = ordinary_text(news, size) if kind == ORDINARY else KINDS[kind](size)
    start = time.process_time()
    read = article_from_html if text.startswith("<") else article_from_text
    extract_article(read(text, id="a"), engine=engine)
    print(time.process_time() - start, most_memory())


def ordinary_text(news: Path, size: int) -> str:
    """Return the texts of articles from all over a collection, one behind another, up to a size."""
    with news.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, None, 7)]
    return "\n\n".join(texts)[:size]


def again(piece: str) -> Make:
    """Return what repeats a piece up to a size."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def numbered(piece: str) -> Make:
    """Return what repeats a piece with another word in place of "#" each time, up to a size."""
    return lambda size: "".join(_pieces(piece, size))[:size]


def _pieces(piece: str, size: int) -> Iterator[str]:
    for number in range(size // max(1, len(piece) - 1) + 1):
        yield piece.replace("#", _name(number))


def _name(number: int) -> str:
    """Return an invented name of its own for each number, such as "Bakide"."""
    syllables = "ba de fi go ku la me ni po ru sa te vi zo".split()
    name = ""
    for _ in range(3):
        number, rest = divmod(number, len(syllables))
        name += syllables[rest]
    return (name + (syllables[number % 14] if number else "")).capitalize()


def page(head: str, make: Make, foot: str = "") -> Make:
    """Return what puts a text into a page."""
    start, end = f"<!DOCTYPE html><html><head><title>t</title>{head}", f"{foot}</body></html>"
    story = (
        "<p>“The bridge is safe,” Ana Ruiz said on Monday. She told reporters that it had been inspected twice.</p>"
        * 3
    )
    return lambda size: f"{start}</head><body><article><h1>A bridge</h1>{story}{make(size)}</article>{end}"


KINDS: dict[str, Make] = {
    ORDINARY: lambda _: "",
    # Marks.
    'marks: "We go," he said. in one paragraph': again('"We go," he said. '),
    "marks: the same, curly": again("“We go,” he said. "),
    "marks: the same, a paragraph each": again('"We go," he said.\n\n'),
    "marks: opening ones only": again("“a b "),
    "marks: straight ones only": again('"a b '),
    "marks: closing ones only": again("a b” "),
    "marks: nested": again("“a ‘b “c "),
    "marks: single ones": again("'a b' he "),
    "marks: words alone": again("“safe” "),
    "marks: words alone, a paragraph each": again("“It is not safe at all to go there.”\n\n"),
    "marks: guillemets": again("«We go», he said. "),
    "marks: quotations without a cue": again("“We will go there.” "),
    "marks: one open, then paragraphs": lambda size: "“" + again("We will go there soon.\n\n")(size),
    "marks: a report in each clause": again("he said it was “safe” and "),
    # Cues.
    "cues: he said": again("he said "),
    "cues: he said that": again("he said that "),
    "cues: he said it. a sentence each": again("He said it rained. "),
    "cues: according to": again("according to him "),
    "cues: she told him that": again("she told him that "),
    "cues: who said": again("the man who said "),
    "cues: verbs alone": again("said told asked added "),
    "cues: denied": again("He denied that it was so. "),
    # Names and pronouns.
    "names: different ones": numbered("# Ruiz, "),
    "names: a sentence each": numbered("Ana # went home. "),
    "names: one surname": numbered("# Ruiz said it rained. "),
    "names: one name": again("Ana Ruiz "),
    "names: quoted, different ones": numbered('"We go," # Ruiz said. '),
    "names: quoted, a paragraph each": numbered('"We go," Ana # said.\n\n'),
    "names: with roles": numbered("minister Ana #, the mayor of #, "),
    "names: capitals": numbered("# "),
    "names: known as": numbered("Ana #, known to all as #, went home. "),
    "names: bare surnames, misspelt": lambda size: (
        numbered("Ana #man went. ")(size // 2) + numbered("#men went. ")(size // 2)
    ),
    # As dense as may be without being too dense.
    "bounds: quotations": again(
        '"We go there," Ana Ruiz said to them in the town. It rained all day, and the night too. '
    ),
    "bounds: cues": again("Ana Ruiz said so in the old town. "),
    "names: bodies": numbered("the # Ministry said it. "),
    "pronouns: he": again("he "),
    "pronouns: quoted, of many names": lambda size: (
        numbered("Ana # went. ")(size // 2) + again("“We go,” she said. ")(size // 2)
    ),
    "descriptions: the minister": again("“We go,” the minister said. "),
    "descriptions: of many": lambda size: (
        numbered("minister Ana # went to the old town. ")(size // 2)
        + again("The minister said in Porto: “We go.” ")(size // 2)
    ),
    # Forms.
    "labels: turns": numbered("#: We will go there.\n\n"),
    "labels: questions": again("Q: Will you go?\n\nA: We will.\n\n"),
    "lines: short": again("We will go\n"),
    "lines: bullets": again("- “We go,” he said.\n"),
    "lines: dashes": again("— We go, he said.\n"),
    "paragraphs: a word each": again("Bridge.\n\n"),
    "sentence: without end": again("the old bridge over the river and "),
    "sentence: commas": again("bridge, "),
    "sentence: of one letter": again("a "),
    "sentence: clauses": again("that the man knows who knows "),
    "words: without blanks": again("bridge"),
    "words: numbers": again("12,345 "),
    "words: signs": again("a?! "),
    "words: dots": again("a... "),
    "words: days": again("on Monday 5 July 2012 "),
    "scripts: Chinese": again("“我们走了,”他说。"),
    "scripts: joined signs": again("a\u0301\u0301\u0301 "),
    "scripts: right to left": again("“שלום” he said. "),
    # Pages.
    "page: links": page("", again('<a href="/x">We go</a> ')),
    "page: attributes": page("", lambda size: "<p " + numbered('#="1" ')(size) + ">We go</p>"),
    "page: attributes of many tags": page("", again('<p class="a b c" id="x" style="y">We go.</p>')),
    "page: figures": page("", again('<figure><img src="x.jpg"><figcaption>Ana Ruiz</figcaption></figure>')),
    "page: pictures": page("", again('<p><img src="x.jpg" alt="Ana Ruiz"></p>')),
    "page: nested": page("", again("<div>")),
    "page: nested, with words": page("", again("<div>We go there. ")),
    "page: nested to 100": page("", again("<div>" * 100 + "We go there." + "</div>" * 100)),
    "page: inline": page("", again("<b><i>")),
    "page: tables": page("", again("<table><tr><td>We go</td></tr></table>")),
    "page: lists": page("", again("<ul><li>We go</li></ul>")),
    "page: headings": page("", again("<h2>We go</h2>")),
    "page: line breaks": page("", again("We go<br>")),
    "page: paragraphs of one mark": page("", again("<p>“</p>")),
    "page: quotations": page("", again("<p>“We go,” he said.</p>")),
    "page: block quotations": page("", again("<blockquote>We go there.</blockquote>")),
    "page: comments": page("", again("<!-- x -->")),
    "page: entities": page("", again("&amp;&quot;")),
    "page: metadata": lambda size: page(again('<meta name="author" content="Ana Ruiz">')(size), lambda _: "")(
        0
    ),
    "page: JSON-LD": lambda size: page(
        '<script type="application/ld+json">' + "[" * (size // 2) + "]" * (size // 2) + "</script>",
        lambda _: "",
    )(0),
    "page: JSON-LD, many": lambda size: page(
        again('<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>')(size),
        lambda _: "",
    )(0),
    "page: brackets": page("", again("<")),
    "page: scripts": page("", again("<script>x</script>")),
}


if __name__ == "__main__":
    main()
