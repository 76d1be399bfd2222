"""What stands on a page beside its article, told by how the page names its parts: boxes, comments, what is hidden.

It is taken out of the tree before anybody looks for the main text, and listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quotetrack.readers.pages.tree import line_text, tag_of, walk_tree
from quotetrack.records import LeftOut

_MOST_OF_PAGE = 0.3
"""Share of a page's prose. What holds more is the article, whatever its class says."""
_ARTICLE = 600
"""Characters of prose that a short article has."""
_PROSE = frozenset({"p", "blockquote", "li", "td", "dd", "pre"})
_PARTS = frozenset(
    {
        "div",
        "section",
        "aside",
        "ul",
        "ol",
        "li",
        "p",
        "form",
        "nav",
        "figure",
        "article",
        "span",
        "table",
        "dl",
    }
    | {"details", "header", "footer", "h2", "h3", "h4", "h5", "a", "center", "fieldset"}
)
_MAY_HOLD_ARTICLE = frozenset({"aside", "form"})
"""Tags of boxes, in which some sites put the article."""
_NAMES = {
    "newsletter": r"newsletters?|sign-?up|subscri(?:be|ption)s?(?:-|$)|mailing-?list|email-?(?:capture|form)",
    "teaser": r"related(?!-topic-body)|recirc\w*|read-?more|more-(?:on|from|stories|news|coverage|headlines)"
    r"|also-?(?:like|read)|you-?may|recommend\w*|teasers?|promos?|trending|most-?(?:read|popular|viewed)"
    r"|outbrain|taboola|must-?reads?|don-?t-?miss|next-?(?:story|article|up)|up-?next|see-?also|keep-?reading"
    r"|in-?read|rollover|popular-?(?:posts|stories)|story-?timeline"
    r"|latest-?(?:news|posts)",
    "comment": r"comments?(?:-?(?:list|section|area|thread|container|wrapper|box))?|disqus\w*|respond|livefyre"
    r"|coral-?talk",
    "share": r"shar(?:e|ing)(?:-?(?:bar|tools?|buttons?|links?|icons?|box|this))?|social(?:-?\w+)?|follow-?(?:us|me)"
    r"|addthis\w*",
    "author": r"(?:author|writer|journalist|contributor)-?(?:bio|box|card|info|about|profile|details?|description)"
    r"|about-?(?:the-?)?(?:author|writer)|bio|biography",
    "gallery": r"galler(?:y|ies)|carousel|slide-?shows?|sliders?|slides|swiper\w*|photo-?essay",
    "video": r"video-?(?:player|playlist|carousel|list|strip|module|related)|playlists?|jw-?player\w*|vjs\w*",
    "advert": r"adverts?|advertisements?|advertising|sponsor(?:ed|-?\w+)?|ad-?(?:slot|unit|container|wrap\w*|box|block)"
    r"|affiliate-?\w*|cta|interstitial|upsell|promoted",
    "notice": r"cookies?(?:-?\w+)?|consent|gdpr|paywall(?:-?\w+)?|pay-?gate|gate|meter|modal|pop-?up|overlay"
    r"|tooltip|toast",
    "menu": r"breadcrumbs?|sub-?nav|site-?nav|navbar|skip-?link|tag-?(?:list|cloud)|tags",
    "hidden": r"visually-?hidden|sr-?only|screen-?reader(?:-?text)?|d-none|is-?hidden|hidden|offscreen",
}
_KINDS = tuple((kind, re.compile(rf"(?:^|\s|-)(?:{names})(?=$|\s|-)")) for kind, names in _NAMES.items())
_ANY = re.compile("|".join(f"(?:{names})" for names in _NAMES.values()))
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+|-+")
_LONGEST_NAME = 200
"""Characters of a class and an id that are looked at."""


@dataclass(slots=True)
class _Part:
    """An element that may be a box: the characters of prose before it, of prose and of links in it, and whether it
    holds a headline."""

    element: Any
    kind: str
    before: int
    prose: int = 0
    linked: int = 0
    has_headline: bool = False


def take_out_boxes(root: Any, *, listed: bool = True) -> list[LeftOut]:
    """Take out of a parsed page what stands beside its article, and return it in the page's order; unless it is to be
    listed, the teasers alone, which tell what the page is."""
    parts, whole = _find_parts(root)
    left_out: list[LeftOut] = []
    gone: set[Any] = set()
    for part in parts:
        if not _is_box(part, whole):
            if part.prose > _MOST_OF_PAGE * whole and tag_of(part.element) in _MAY_HOLD_ARTICLE:
                part.element.tag = "div"  # or nobody would look into it
            continue
        if any(above in gone for above in part.element.iterancestors()):
            continue
        gone.add(part.element)
        words = line_text(part.element) if listed or part.kind == "teaser" else ""
        if words:
            left_out.append(LeftOut(part.kind, words))
    for element in gone:
        element.drop_tree()
    return left_out


def _is_box(part: _Part, whole: int) -> bool:
    return (
        bool(part.kind)
        and not part.has_headline
        and _is_beside_article(part, whole)
        and not _is_of_article(part)
    )


def _is_beside_article(part: _Part, whole: int) -> bool:
    """True if enough prose for an article stands outside a part; a gallery may have more than that, and comments below
    an article."""
    outside = {"gallery": whole - part.prose, "comment": part.before}.get(part.kind, 0)
    return part.prose <= _MOST_OF_PAGE * whole or outside >= _ARTICLE


def _is_of_article(part: _Part) -> bool:
    """True for what is called a teaser and leads nowhere, the first lines of the article itself; and for a post of
    another site that the article shows, which stands in a block quotation."""
    if part.kind == "teaser":
        return part.prose > 0 and part.linked * 10 < part.prose
    return part.kind == "share" and next(part.element.iter("blockquote"), None) is not None


def _find_parts(root: Any) -> tuple[list[_Part], int]:
    """Return the elements that their names call boxes, and those that seldom hold an article (kind ""), in the page's
    order; and the characters of prose of the page."""
    parts: list[_Part] = []
    opened: dict[Any, tuple[_Part, int, int]] = {}
    prose = depth = links = linked = headlines = 0
    for event, node in walk_tree(root):
        tag, starts = tag_of(node), event == "start"
        depth += (tag in _PROSE) * (1 if starts else -1)
        links += (tag == "a") * (1 if starts else -1)
        if starts:
            headlines += tag == "h1"
            kind = _kind_of(node, tag)
            if kind is not None or tag in _MAY_HOLD_ARTICLE:
                part = _Part(node, kind or "", prose)
                parts.append(part)
                opened[node] = part, linked, headlines - (tag == "h1")
        elif node in opened:
            part, linked_before, headlines_before = opened.pop(node)
            part.prose, part.linked = prose - part.before, linked - linked_before
            part.has_headline = headlines > headlines_before
        size = len(((node.text if starts else node.tail) or "").strip())
        if links:
            linked += size
        elif depth:
            prose += size
    return parts, prose


def _kind_of(node: Any, tag: str) -> str | None:
    """Return what an element calls itself, if that is a box."""
    if tag not in _PARTS:
        return None
    if node.get("hidden") is not None or _HIDDEN_STYLE.search(node.get("style") or ""):
        return "hidden"
    named = " ".join(filter(None, (node.get("class"), node.get("id"))))[:_LONGEST_NAME]
    return _kind_named(named) if named else None


# The elements of a page share a few hundred classes.
@lru_cache(maxsize=4096)
def _kind_named(named: str) -> str | None:
    folded = _CAMEL.sub("-", named).lower()
    if not _ANY.search(folded):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)
