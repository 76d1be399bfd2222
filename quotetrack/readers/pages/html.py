"""An HTML page → an `Article`: its main text built once, block by block, with the zones its tags name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from quotetrack.errors import ReadError
from quotetrack.readers.outlets import source_of_url
from quotetrack.readers.pages.boxes import take_out_boxes
from quotetrack.readers.pages.index_pages import teasers_of
from quotetrack.readers.pages.main_text import MainText, main_text, visible_blocks
from quotetrack.readers.pages.page_blocks import PageBlock, settle_wholes
from quotetrack.readers.pages.page_days import day_beside, day_of_elements, local_day
from quotetrack.readers.pages.page_facts import PageFacts, read_facts
from quotetrack.readers.pages.titles import outlet_in, title_parts, without_slogan
from quotetrack.readers.pages.tree import parse_page
from quotetrack.readers.pictures import bare_caption, find_credit
from quotetrack.readers.plain import article_from_text, one_line
from quotetrack.readers.running_text import joined_zones
from quotetrack.records import Article, Source, Span, Zone

# Blocks. A headline stands among the first; a later <h1> is another article's.
_LEAD = 5
# Characters. Under 250 trafilatura gives up the page's structure and runs its paragraphs together.
_SMALL = 300
# Characters. A longer <h1> is a caption or a text.
_LONGEST_HEADLINE = 250


def article_from_html(page: str, *, id: str, whole: bool = False, zones: bool = False) -> Article:
    """Return the article on a page. `text` is its headline and main text, paragraphs parted by blank lines; offsets are
    into that text. With `whole` it is all that a reader sees, as of a page that holds nothing but the article. With
    `zones` what of the page is not in the text is listed too.

    Raises:
        ReadError: the page holds no words, or nothing but pointers to other pages, or cannot be taken apart.
    """
    root = parse_page(page)
    facts = read_facts(root)
    main = MainText(list(visible_blocks(root)), []) if whole else _main_blocks(root, page, listed=zones)
    if not main.blocks:
        raise ReadError(
            "no text on this page; it may be drawn by scripts: save what the browser shows as .txt"
        )
    if facts.published is None and not whole:
        facts = replace(facts, published=day_of_elements(root) or day_beside(main.page))
    facts = _told_by(main.page, facts)
    text, tagged = _settle(_headed(main.blocks, facts.title))
    article = _article(text, tagged, facts, id)
    day = article.published if whole else local_day(article.published, article.published_at, facts.url)
    return replace(article, published=day, left_out=tuple(main.left_out) if zones else ())


def _told_by(page: Sequence[PageBlock], facts: PageFacts) -> PageFacts:
    """Return the facts with the title that a line of the page prints, where the page's own has more in it, and with the
    outlet that is the rest of it."""
    parts = title_parts(facts.title or "")
    if len(parts) < 2:
        return facts
    lines = {one_line(line) for block in page if not block.is_linked for line in block.words.split("\n")}
    printed = [part for part in parts if part in lines and len(part.split()) > 1]
    if not printed:
        return facts
    title = max(printed, key=len)
    return replace(
        facts, title=title, site=facts.site or without_slogan(outlet_in(facts.printed or "", title))
    )


def _main_blocks(root: object, page: str, *, listed: bool) -> MainText:
    """Return the article; for a small page what a reader sees, unless menus make up most of that."""
    boxes = take_out_boxes(root, listed=listed)
    main = main_text(root)
    main = replace(main, left_out=[*boxes, *main.left_out])
    if teasers := teasers_of(main, boxes):
        raise ReadError(f"no article: {teasers} teasers; open the page of one story, save it and read that")
    size = sum(len(block.words) for block in main.blocks)
    if size <= _SMALL:
        seen = list(settle_wholes(visible_blocks(parse_page(page))))
        if not main.blocks or sum(len(block.words) for block in seen) <= 2 * size + _SMALL:
            return replace(main, blocks=seen)
    return main


def _headed(blocks: list[PageBlock], title: str | None) -> list[PageBlock]:
    """Return the blocks with exactly one headline, the first: as the main text has it, else as the page names it."""
    lead = blocks[:_LEAD]
    named = (block for block in lead if one_line(block.words) == title)
    printed = (block for block in lead if block.kind == "headline" and len(block.words) <= _LONGEST_HEADLINE)
    headline = next(chain(printed, named), None)
    if headline is not None:
        title, blocks = one_line(headline.words), [block for block in blocks if block is not headline]
    if not title:
        return blocks
    rest = (replace(block, kind="heading") if block.kind == "headline" else block for block in blocks)
    return [PageBlock("headline", title), *rest]


def _settle(blocks: Iterable[PageBlock]) -> tuple[str, list[Zone]]:
    """Return the text, and the zones that the tags name."""
    pieces: list[str] = []
    zones: list[Zone] = []
    at = 0
    for block in blocks:
        span = Span(at, at + len(block.words))
        if block.kind == "caption":
            zones += _caption_zones(block.words, at)
        elif block.kind != "paragraph":
            zones.append(Zone(block.kind, span))
        pieces.append(block.words)
        at = span.end + 2
    return "\n\n".join(pieces), zones


def _caption_zones(words: str, at: int) -> list[Zone]:
    credit = find_credit(words)
    if credit is None:
        return [Zone("caption", Span(at, at + len(words)))]
    length = bare_caption(words, credit)
    caption = [Zone("caption", Span(at, at + length))] if length else []
    return [*caption, Zone("credit", Span(at + credit.start, at + credit.end))]


def _article(text: str, tagged: list[Zone], facts: PageFacts, id: str) -> Article:
    """Return the article with what the page says of itself; its tags win over what its layout suggests."""
    behind = source_of_url(facts.url)
    article = article_from_text(
        text,
        id=id,
        title=next((zone.span.of(text) for zone in tagged if zone.kind == "headline"), facts.title),
        source=behind.name or facts.site,
        published=facts.published_at or facts.published,
        url=facts.url,
        byline=facts.byline,
        language=facts.language,
    )
    zones = joined_zones(tagged, article.zones)
    return replace(article, zones=zones, source=Source(article.source.name, behind.domain))
