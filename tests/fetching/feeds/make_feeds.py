"""Makes the feeds of this folder that other programs write: `python tests/fetching/feeds/make_feeds.py`, with the
packages feedgen 1.0.0 and feedgenerator 2.2.1 of the package index. The others were written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import feedgenerator
from feedgen.feed import FeedGenerator

FOLDER = Path(__file__).parent
SITE = "http://gazette.example"
STORIES = (
    ("bridge", "Bridge shut over crack in its pier", datetime(2024, 3, 4, 10, tzinfo=UTC)),
    ("ferries", "Ferries carry “twice as many” & more", datetime(2024, 3, 5, 7, 30, tzinfo=UTC)),
    ("council", "Council meets on Thursday", datetime(2024, 2, 1, tzinfo=UTC)),
)


def by_feedgen() -> None:
    """RSS 2.0 and Atom 1.0."""
    feed = FeedGenerator()
    feed.id(f"{SITE}/feed")
    feed.title("The Gazette")
    feed.link(href=f"{SITE}/", rel="alternate")
    feed.description("News of Porto Novo")
    feed.updated(datetime(2024, 3, 5, 8, tzinfo=UTC))
    for path, title, day in STORIES:
        entry = feed.add_entry(order="append")
        entry.id(f"{SITE}/{path}")
        entry.title(title)
        entry.link(href=f"{SITE}/{path}")
        entry.published(day)
        entry.updated(day)
    feed.rss_file(str(FOLDER / "feedgen.rss"), pretty=True)
    feed.atom_file(str(FOLDER / "feedgen.atom"), pretty=True)


def by_feedgenerator() -> None:
    """RSS 0.91, RSS 2.0 and Atom 1.0."""
    kinds = {"rss091.xml": "RssUserland091Feed", "rss201.xml": "Rss201rev2Feed", "atom1.xml": "Atom1Feed"}
    for name, kind in kinds.items():
        feed = getattr(feedgenerator, kind)(
            title="The Gazette", link=f"{SITE}/", description="News", language="en"
        )
        for path, title, day in STORIES:
            feed.add_item(title=title, link=f"{SITE}/{path}", description=title, pubdate=day, updateddate=day)
        (FOLDER / f"feedgenerator-{name}").write_text(feed.writeString("utf-8"), encoding="utf-8")


if __name__ == "__main__":
    by_feedgen()
    by_feedgenerator()
