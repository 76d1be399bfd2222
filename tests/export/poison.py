"""Statements and sheets that have hostile text in every field."""

from __future__ import annotations

from quotetrack.export import Sheet
from quotetrack.records import (
    Article,
    Attribution,
    Candidate,
    ClaimNote,
    Evidence,
    Figure,
    Printed,
    Quote,
    Review,
    SaidOn,
    Source,
    Span,
    Speaker,
    Statement,
    claim_id,
    statement_id,
)

from .statements import HOSTILE, claimed

PAYLOADS = (
    *HOSTILE,
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    "＝cmd|'/C calc'!A0",
    "－2+3",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "''=1+1",
    '";=1+1;"',
    'x",=1+1,"',
    "</style><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<base href=//e.example/><meta http-equiv=refresh content=0>",
    "<!-- --><![CDATA[<b>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ cycler.__init__.__globals__ }}{% include '/etc/passwd' %}{# #}",
    "---\ntitle: x\n---",
    "[x]: http://e.example\n[x]",
    "![](http://e.example/pixel.png)",
    "<http://e.example>",
    "www.e.example and https://e.example",
    "~~x~~ **x** __x__ `x`",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "- a\n  - b\n\n1) c",
    "setext\n===",
    '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:\\\\x"/>',
    '{ HYPERLINK "http://e.example" }{ DDEAUTO cmd }',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
    '"}, {"@id": "http://e.example/", "@type": "Claim',
    "@id",
    "urn:quotetrack:claim:1",
    "http://e.example/context.jsonld",
    "\u202egpj.exe\u202c \u2066x",
    "a\x00b\x1b]8;;http://e.example\x07x",
    "\ud83d\ud83d",
    "}},\n}\n@misc{x,\n  title = {{y",
    "\\input{/etc/passwd} $\\catcode`\\%=12 {",
)
URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//e.example/x",
    "\x01javascript:alert(1)",
    " https://e.example",
    'https://e.example/" onclick="alert(1)',
    "https://e.example/)](javascript:alert(1))",
    "https://e.example/><script>alert(1)</script>",
    "HTTPS://e.example/\u202egpj",
    "https://e.example/\n\n# heading",
    "_:b0",
    "@context",
    "urn:quotetrack:claim:1",
)


def poisoned(words: str, url: str = "") -> Printed:
    """A statement that has these words in every field that can hold any."""
    text = f"{words} “{words}” {words}\n\n{words}"
    here = Span(len(words) + 2, 2 * len(words) + 2)
    beside = Span(0, len(words))
    article = Article(
        id=words,
        text=text,
        key=f"{words}\n{url}",
        title=words,
        byline=words,
        published=words,
        language=words,
        source=Source(words, words),
        url=url or words,
        archive_url=url or words,
        retrieved=words,
        agencies=(words, words),
    )
    quote = Quote(
        id=statement_id(article, Quote(id="", kind="mixed", content=(here,))),
        kind="mixed",
        content=(here,),
        cue=(beside,),
        rule=words,
        flags=(words,),
        proposition=(Span(0, here.end),),
        figures=(Figure(span=beside, value=1.0, unit=beside, counted=beside),),
        about=(beside,),
    )
    attribution = Attribution(
        quote=quote.id,
        mention=(beside,),
        speaker=Speaker(words, "person", words),
        role=beside,
        hearer=beside,
        place=beside,
        occasion=beside,
        speaks_for=beside,
        anonymity=beside,
        translated=beside,
        said_on=SaidOn(date="2012-07-05", precision="day", basis=beside),
        via=(beside, here),
        evidence=(Evidence(words, beside), Evidence(words)),
        candidates=(Candidate(name=words, mention=beside, score=0.5, reason=words),),
    )
    review = Review(
        status="confirmed", reviewer=words, checked_on="2012-07-09", notes=words, corrected=("words",)
    )
    note = ClaimNote(id="0123456789ab", printings=1, sources=1, first_published=words, first_source=words)
    return Printed(article=article, statement=Statement(quote, attribution), review=review, claim=note)


def poisoned_sheet(words: str, url: str = "") -> Sheet:
    """A sheet with such a statement, a claim whose printings and conflict have the words too, and them as its title."""
    one = poisoned(words, url)
    printings = (f"We will {words} not go", f"We will {words} go", words)
    id = claim_id(one.statement.quote.id)
    claim = claimed(*printings, denial=f"not {words}", copies=(2,), about=one, id=id)
    return Sheet(printed=[one, *claim.printed], claims=claim.claims, title=words, method=((words, words),))
