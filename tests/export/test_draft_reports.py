"""A draft's report in each format: what it shows, and that nothing in it acts."""

from __future__ import annotations

from pathlib import Path

import pytest

import quotetrack
from quotetrack.errors import UsageError
from quotetrack.export.draft import REPORT_FORMATS, report_format
from quotetrack.export.verdicts import deciding_sentence, draft_summary, gravest_first, tone, verdict_words
from quotetrack.records import (
    Article,
    Check,
    CheckedDraft,
    Correction,
    Draft,
    DraftCheck,
    Form,
    Match,
    Printed,
    Source,
    Span,
    Verdict,
    Zone,
)
from tests.builders import find, make_article, make_statement

from .inert import BIDI, parts
from .poison import PAYLOADS, URLS, poisoned
from .reading import md_tokens, read_docx, read_html

PRINTED = "It rained. “If the tunnel is safe, we will open it,” Ines Rocha said. Nobody clapped."
DRAFT = "# Tunnel opens\n\n“We will open it,” said Rocha. She said that it rained.\n\nThe end."


def printing(
    text: str = PRINTED, words: str = "If the tunnel is safe, we will open it,", **told: object
) -> Printed:
    source = Source("Harbour Post")
    url = "https://harbour.example/tunnel"
    article = make_article(text, id="t", source=source, published="2024-03-04", url=url, title="Rain", **told)
    return Printed(article=article, statement=make_statement(article, words, by="Ines Rocha"))


def checked(
    verdict: Verdict, words: str, *matches: Match, form: Form = "marks", line: int = 3, text: str = DRAFT
) -> DraftCheck:
    check = Check(
        words=words, speaker="Ines Rocha", verdict=verdict, why=f"Why {verdict}.", matches=matches, form=form
    )
    return DraftCheck(id=words[:12], line=line, spans=(find(text, words),), asked="Ines Rocha", check=check)


def draft(*checks: DraftCheck, text: str = DRAFT) -> CheckedDraft:
    title = find(text, "Tunnel opens") if text == DRAFT else None
    zones = (Zone("headline", title),) if title else ()
    article = Article(id="draft", text=text, key="draft", title="Tunnel opens", zones=zones)
    starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n")]
    return CheckedDraft(
        draft=Draft(article, "line", starts), checks=checks, searched=(("searched", "quotes.db"),)
    )


def cut_out() -> Match:
    from quotetrack.comparison.diff import compare_words

    printed = printing()
    words = "We will open it,"
    spans = printed.statement.quote.content
    differs = compare_words(printed.article.text, spans, words, (Span(0, len(words)),))
    return Match(printed=printed, score=0.9, how="cut", differs=differs)


def whole() -> CheckedDraft:
    return draft(
        checked("cut", "We will open it,", cut_out()),
        checked("not_found", "it rained", form="indirect"),
    )


def written(shown: CheckedDraft, format: str, folder: Path) -> bytes:
    path = folder / f"report.{format}"
    quotetrack.write_report(shown, path)
    return path.read_bytes()


def test_a_summary_counts_the_verdicts_of_either_form() -> None:
    checks = [checked(verdict, "We will open it,") for verdict in ("cut", "exact", "other_speaker", "exact")]
    claim = checked("paraphrase", "it rained", form="indirect")
    told = "4 quotations: 2 exact, 1 cut, 1 other speaker; 1 claim without marks: 1 paraphrase"
    assert draft_summary(draft(*checks, claim)) == told
    assert draft_summary(draft()) == "no quotations"


def test_the_gravest_comes_first_and_what_is_good_is_no_problem() -> None:
    verdicts: tuple[Verdict, ...] = ("not_found", "exact", "altered", "reversed", "cut")
    checks = [checked(verdict, "We will open it,") for verdict in verdicts]
    checks.append(checked("paraphrase", "it rained", form="indirect"))
    assert [one.check.verdict for one in gravest_first(checks)] == ["reversed", "altered", "not_found"]


def test_a_paraphrase_is_no_fault_of_a_claim_without_marks() -> None:
    claim, marks = (checked("paraphrase", "it rained", form=form).check for form in ("indirect", "marks"))
    assert (tone(claim), verdict_words(claim)) == ("good", "reported so")
    assert (tone(marks), verdict_words(marks)) == ("bad", "paraphrase only")


def test_the_sentence_that_decides_is_whole_with_the_words_in_it() -> None:
    match = cut_out()
    told = [(one.what, one.words) for one in deciding_sentence(match, "We will open it,")]
    assert told == [
        ("around", "“If the tunnel is safe, "),
        ("same", "we will open it"),
        ("around", ",” Ines Rocha said."),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("we will shut it", "we will <open> {shut} it"),
        ("we will certainly open it", "we will {certainly} open it"),
        ("we will open them", "we will open <it> {them}"),
        ("Perhaps the tunnel is safe", "<If> {Perhaps} the tunnel is safe"),
    ],
)
def test_what_differs_stands_in_the_sentence_at_its_edges_too(words: str, told: str) -> None:
    from quotetrack.comparison.diff import compare_words

    printed = printing()
    spans = printed.statement.quote.content
    differs = compare_words(printed.article.text, spans, words, (Span(0, len(words)),))
    match = Match(printed=printed, score=0.7, how="altered", differs=differs)
    signs = {"same": "{}", "around": "{}", "cut": "<{}>", "put": "{{{}}}"}
    shown = "".join(
        " " * (one.space == "before") + signs[one.what].format(one.words) + " " * (one.space == "after")
        for one in deciding_sentence(match, words)
    )
    assert told in shown
    assert shown.endswith("Ines Rocha said.")


def test_the_page_has_the_draft_with_each_verdict_and_its_source_beside_it(tmp_path: Path) -> None:
    page = read_html(written(whole(), "html", tmp_path))
    assert page.one("h1").text() == "Tunnel opens"
    rows = list(page.all("div", "row"))
    assert [row.one("span", "line").text() for row in rows] == ["1", "3", "5"]
    assert rows[0].one("p", "heading").text() == "1Tunnel opens"
    good, open_ = rows[1].all("mark", "good"), rows[1].all("mark", "open")
    assert [mark.text() for mark in (*good, *open_)] == ["1We will open it,", "2it rained"]
    first, second = rows[1].all("article", "note")
    assert first.one("p", "words").text() == "“If the tunnel is safe, we will open it,” Ines Rocha said."
    assert first.one("mark").text() == "we will open it"
    assert first.one("cite").text() == "Harbour Post"
    assert first.one("time").text() == "4 March 2024"
    assert first.one("p", "where").one("a").attrs["href"] == "https://harbour.example/tunnel"
    assert "Why not_found." in second.text()
    (problem,) = page.one("section", "problems").all("li")
    assert "not in this collection line 3 · Ines Rocha" in " ".join(problem.text().split())


def test_every_number_leads_to_its_note_and_back(tmp_path: Path) -> None:
    page = read_html(written(whole(), "html", tmp_path))
    ids = [element.attrs["id"] for element in page.all() if "id" in element.attrs]
    links = {a.attrs["href"][1:] for a in page.all("a") if a.attrs["href"].startswith("#")}
    assert sorted(ids) == sorted(set(ids))
    assert links == set(ids) == {"n-1", "n-2", "w-1", "w-2"}


def test_a_word_document_and_markdown_say_the_same(tmp_path: Path) -> None:
    document = read_docx(written(whole(), "docx", tmp_path))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1][0] == "3  “1 We will open it,” said Rocha. She said that 2 it rained."
    told = written(whole(), "md", tmp_path).decode()
    for words in ("Harbour Post", "4 March 2024", "https://harbour.example/tunnel"):
        assert words in cells[1][1]
        assert words in told
    assert "> (3) “**We will open it,** **[1]**” said Rocha." in told
    assert "If the tunnel is safe" in cells[1][1]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_report_acts(payload: str, tmp_path: Path) -> None:
    text = f"{payload}\n\n“{payload} x” said {payload}."
    printed = poisoned(payload, "javascript:alert(1)")
    became = Correction(kind="corrected", says=payload, before=payload)
    match = Match(printed=printed, score=0.5, how="exact", notes=(payload,), correction=became)
    check = Check(words=f"{payload} x", speaker=payload, verdict="altered", why=payload, matches=(match,))
    start = text.index("“") + 1
    one = DraftCheck(
        id="a", line=1, spans=(Span(start, start + len(payload) + 2),), asked=payload, check=check
    )
    article = Article(id="draft", text=text, key="draft", title=payload)
    shown = CheckedDraft(draft=Draft(article, "line", [0]), checks=(one,), searched=(("searched", payload),))
    harmless = read_html(written(whole(), "html", tmp_path))
    data = written(shown, "html", tmp_path)
    page = read_html(data)
    assert {e.tag for e in page.all()} <= {e.tag for e in harmless.all()} | {"del", "ins"}
    assert not [e for e in page.all() for name in e.attrs if name.startswith("on") or name == "src"]
    assert [m.attrs for m in page.all("meta")] == [m.attrs for m in harmless.all("meta")]
    assert [s.text() for s in page.all("style")] == [harmless.one("style").text()]
    assert not BIDI & set(data.decode())
    markdown = md_tokens(written(shown, "md", tmp_path))
    assert not {"html_block", "html_inline", "image", "fence", "code_block"} & {t.type for t in markdown}
    told = parts(written(shown, "docx", tmp_path))
    assert not [r for name, xml in told.items() if name.endswith(".rels") for r in xml if r.get("TargetMode")]


@pytest.mark.parametrize("url", URLS)
def test_only_addresses_of_the_web_are_links(url: str, tmp_path: Path) -> None:
    match = Match(printed=poisoned("words", url), score=1.0, how="exact")
    shown = draft(checked("exact", "We will open it,", match))
    hrefs = [a.attrs["href"] for a in read_html(written(shown, "html", tmp_path)).all("a")]
    assert all(href.lower().startswith(("#", "http://", "https://")) for href in hrefs)
    links = [t for t in md_tokens(written(shown, "md", tmp_path)) if t.type == "link_open"]
    assert all(str(t.attrs["href"]).lower().startswith(("http://", "https://")) for t in links)


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_the_same_draft_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    assert written(whole(), format, tmp_path) == written(whole(), format, tmp_path)


def test_a_draft_without_quotations_has_a_report(tmp_path: Path) -> None:
    page = read_html(written(draft(), "html", tmp_path))
    assert not list(page.all("section", "problems"))
    assert "no quotations" in page.text()


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a report ends in \.html, \.docx, \.md"):
        report_format(Path("report.pdf"))
    with pytest.raises(UsageError, match="there is no report as 'pdf'"):
        quotetrack.write_report(draft(), tmp_path / "x.html", format="pdf")


# The page of a source, and what became of it


def shown_text(data: bytes, format: str) -> str:
    """All that a report says, without Markdown's escapes."""
    if format != "docx":
        return data.decode().replace("\\", "")
    document = read_docx(data)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def corrected(says: str = "It was corrected since.", **told: str) -> CheckedDraft:
    """A draft of one check, whose printing has all that is known of its page."""
    fields = {"archive_url": "https://archive.example/t", "retrieved": "2024-03-05", **told}
    correction = Correction(kind="corrected", says=says, before="“We will not open it,” she said")
    match = Match(printed=printing(**fields), score=1.0, how="exact", correction=correction)
    return draft(checked("exact", "We will open it,", match))


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_a_report_tells_the_page_and_how_the_words_stood_before(format: str, tmp_path: Path) -> None:
    data = written(corrected(), format, tmp_path)
    text = shown_text(data, format)
    assert "https://archive.example/t" in text
    assert "5 March 2024" in text
    assert "It was corrected since." in text


@pytest.mark.parametrize("format", REPORT_FORMATS)
def test_what_only_an_earlier_text_has_is_called_so(format: str, tmp_path: Path) -> None:
    correction = Correction(kind="withdrawn", says="They were withdrawn.", before="We will open it")
    match = Match(printed=printing(), score=1.0, how="exact", correction=correction, is_earlier=True)
    one = checked("altered", "We will open it,", match)
    assert verdict_words(one.check) == "withdrawn since"
    assert tone(one.check) == "bad"
    data = written(draft(one), format, tmp_path)
    assert "withdrawn since" in shown_text(data, format)


@pytest.mark.parametrize("url", URLS)
def test_no_address_of_a_copy_acts(url: str, tmp_path: Path) -> None:
    shown = corrected(archive_url=url, retrieved=url)
    hrefs = [a.attrs["href"] for a in read_html(written(shown, "html", tmp_path)).all("a")]
    assert all(href.startswith(("#", "https://", "HTTPS://")) and '"' not in href for href in hrefs)
    links = [
        token.attrGet("href")
        for tokens in md_tokens(written(shown, "md", tmp_path))
        for token in tokens.children or ()
        if token.type == "link_open"
    ]
    assert all(str(href).lower().startswith("https://") for href in links)
