"""Statements to export: one made by hand, hostile ones from hypothesis, and a sheet with a claim."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from quotetrack.comparison.wordings import group_wordings
from quotetrack.export import Sheet
from quotetrack.records import (
    KINDS,
    STANCES,
    STATUSES,
    Article,
    Attribution,
    Candidate,
    Claim,
    ClaimNote,
    Evidence,
    Ground,
    Link,
    Printed,
    PrintedLink,
    Printing,
    Quote,
    Review,
    SaidOn,
    Source,
    Span,
    Speaker,
    Statement,
    statement_id,
)

TEXT = (
    "Ministers meet\n\n"
    "Foreign Minister Ana Lima told reporters in Porto on Thursday that the plan was “a joke”, and left.\n\n"
    "Nobody else spoke: for the cabinet no one, for fear of the censor."
)

HOSTILE = (
    "=1+1",
    "'=1+1",
    "＋cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2",
    "\t=x",
    "\r\nx",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&amp;&#60;",
    '"><b>',
    "{{ 7*7 }}{% raw %}",
    "[bold red]x[/]",
    "# heading",
    "> quote",
    "---",
    "1. item",
    "![x](http://e.example/y)",
    "[a](javascript:alert(1))",
    "```",
    "    code",
    "a\x00b",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\ud800",
    "\udfff lone",
    "\u202eevil\u202c",
    "\u2066isolated\u2069",
    "]]>",
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://e.example")',
    "＝1+1",
    "＠SUM(A1)",
    "\r=x",
    "نحن مستعدون",
    "_x0041_",
    "\ufffe\uffff",
    "\u2028\u2029\x85\x0b\x0c",
    "a,b;c\n\nd",
    "🙂\u200d",
)


def find(text: str, words: str) -> Span:
    """Where the words stand, the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def made() -> Printed:
    """A statement of which everything is known."""
    article = Article(
        id="porto",
        text=TEXT,
        key="porto.txt",
        title="Ministers meet",
        source=Source("The Gazette", "gazette.example"),
        published="2012-07-05",
        url="https://gazette.example/porto",
        byline="Rui Reis",
        agencies=("dpa", "AFP"),
    )
    content = (find(TEXT, "a joke"),)
    quote = Quote(
        id=statement_id(article, Quote(id="", kind="mixed", content=content)),
        kind="mixed",
        content=content,
        cue=(find(TEXT, "told"),),
        rule="marks after a cue",
        confidence=0.99,
    )
    attribution = Attribution(
        quote=quote.id,
        mention=(find(TEXT, "Ana Lima"),),
        speaker=Speaker("Ana Lima", "person", "Foreign Minister"),
        role=find(TEXT, "Foreign Minister"),
        hearer=find(TEXT, "reporters"),
        said_on=SaidOn(date="2012-07-05", precision="day", basis=find(TEXT, "on Thursday")),
        place=find(TEXT, "Porto"),
        speaks_for=find(TEXT, "the cabinet"),
        anonymity=find(TEXT, "for fear of the censor"),
        evidence=(Evidence("subject of the cue", find(TEXT, "Ana Lima")),),
        confidence=0.93,
        candidates=(
            Candidate(name="Rui Reis", mention=find(TEXT, "Porto"), score=0.125, reason="named nearby"),
        ),
    )
    return Printed(article=article, statement=Statement(quote, attribution))


def quoting(words: str, *, title: str | None = None, url: str | None = None) -> Printed:
    """A statement with these words as content, title and speaker."""
    text = f"He said “{words}” twice."
    article = Article(
        id="a", text=text, title=title or words, source=Source(words), url=url, agencies=(words,)
    )
    content = (Span(9, 9 + len(words)),)
    quote = Quote(
        id=statement_id(article, Quote(id="", kind="direct", content=content)),
        kind="direct",
        content=content,
        rule=words,
    )
    attribution = Attribution(quote=quote.id, mention=(Span(0, 2),), speaker=Speaker(words, "person", words))
    return Printed(article=article, statement=Statement(quote, attribution))


_pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), min_size=1, max_size=8)
_texts = _pieces.map("".join)


@st.composite
def printed(draw: st.DrawFn) -> Printed:
    """A statement somewhere in a hostile text; nothing raises on any of them."""
    text = draw(_texts)

    def spans(most: int) -> tuple[Span, ...]:
        places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * most, max_size=2 * most)))
        return tuple(Span(places[i], places[i + 1]) for i in range(0, 2 * most, 2))

    def span() -> Span | None:
        return draw(st.sampled_from([None, *spans(1)]))

    article = Article(
        id=draw(_texts),
        text=text,
        title=draw(st.none() | _texts),
        source=Source(draw(st.none() | _texts), draw(st.none() | _texts)),
        published=draw(st.sampled_from([None, "2012-07-05", "0001-01-01", "soon", "=1"])),
        url=draw(st.none() | _texts | _texts.map("https://e.example/".__add__)),
        archive_url=draw(st.none() | _texts),
        byline=draw(st.none() | _texts),
        retrieved=draw(st.sampled_from([None, "2012-07-06", "2012-07-06T10:00:00Z", "=1"])),
        agencies=tuple(draw(st.lists(_texts, max_size=2))),
    )
    kind, content = draw(st.sampled_from(KINDS)), spans(draw(st.integers(1, 3)))
    quote = Quote(
        id=statement_id(article, Quote(id="", kind=kind, content=content)),
        kind=kind,
        content=content,
        cue=spans(1),
        rule=draw(_texts),
        proposition=spans(draw(st.integers(0, 2))),
    )
    name = draw(st.none() | _texts)
    speaker = draw(st.sampled_from([None, Speaker(name, "person", draw(st.none() | _texts))]))
    said_on = SaidOn(
        date=draw(st.sampled_from(["2012-07-05", "2012-07", "2012"])), precision="day", basis=spans(1)[0]
    )
    attribution = Attribution(
        quote=quote.id,
        mention=spans(draw(st.integers(0, 2))),
        speaker=speaker,
        role=span(),
        hearer=span(),
        stance=draw(st.sampled_from(STANCES)),
        said_on=draw(st.sampled_from([None, said_on])),
        place=span(),
        via=spans(1),
        speaks_for=span(),
        anonymity=span(),
        translated=span(),
        evidence=(Evidence(draw(_texts), span()),),
        confidence=draw(st.floats(0, 1)),
        candidates=(Candidate(name=draw(_texts), mention=Span(0, 0), score=0.5, reason=draw(_texts)),),
    )
    status = draw(st.sampled_from([None, *STATUSES]))
    review = Review(
        status=status,
        reviewer=draw(_texts),
        checked_on="2012-07-09",
        notes=draw(st.none() | _texts),
        corrected=("words",),
    )
    note = ClaimNote(
        id="0123456789ab",
        printings=1,
        sources=1,
        first_published="2012-07-05",
        first_source=draw(st.none() | _texts),
    )
    return Printed(
        article=article,
        statement=Statement(quote, attribution),
        review=draw(st.sampled_from([None, review])),
        claim=draw(st.sampled_from([None, note])),
    )


def claimed(
    *words: str,
    copies: tuple[int, ...] = (),
    denial: str = "",
    about: Printed | None = None,
    id: str = "c0ffee000000",
) -> Sheet:
    """A sheet of the first of these printings of one claim, which has this id. Those at the places of `copies` copy the
    first; `denial` are words that contradict it. `about` has the fields that all of them share."""
    like = about or quoting("x", title="A title")
    all_printed = [_printing(like, number, told) for number, told in enumerate((*words, denial or "x"))]
    *printings, other = all_printed
    first = printings[0].statement.quote.id
    link = PrintedLink(
        printings[0],
        other,
        Link(
            relation="contradicts",
            score=0.83,
            probabilities=(),
            grounds=(Ground(what="negation", says=f"not: {denial}"),),
        ),
    )
    claim = Claim(
        id=id,
        printings=tuple(Printing(one, first if n in copies else None) for n, one in enumerate(printings)),
        sources=len(printings) - len(copies),
        conflicts=(link,) if denial else (),
    )
    note = ClaimNote(
        id=claim.id,
        printings=len(printings),
        sources=claim.sources,
        first_published="2012-07-01",
        first_source="Outlet 0",
        conflicts=len(claim.conflicts),
    )
    return Sheet(
        printed=[replace(printings[0], claim=note)],
        claims=lambda _: [(claim, group_wordings(claim))],
        title="A claim",
        method=(("question", "what"),),
    )


def _printing(like: Printed, number: int, words: str) -> Printed:
    text = f"He said “{words}” twice, {number}."
    article = replace(
        like.article,
        id=f"a{number}",
        text=text,
        source=Source(f"Outlet {number}"),
        published=f"2012-07-0{number + 1}",
    )
    content = (Span(9, 9 + len(words)),)
    quote = Quote(
        id=statement_id(article, Quote(id="", kind="direct", content=content)),
        kind="direct",
        content=content,
        rule="pair",
    )
    attribution = replace(like.statement.attribution, quote=quote.id, mention=(Span(0, 2),))
    return Printed(article=article, statement=Statement(quote, attribution), review=like.review)
