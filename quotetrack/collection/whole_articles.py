"""Whole articles of a collection, with all that is said in them; and who said what, by id."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.collection.opened import Opened
from quotetrack.records import ArticleEntry


class WholeArticles(Opened):
    """The methods that give articles, and lead from a quotation to its speaker."""

    def article(self, id: str, *, unshown: bool = False) -> ArticleEntry:
        """Get one article in its current text, with all that is said in it.

        Args:
            id: The article's id; or its URL or path, if several articles have the id.
            unshown: Give what is not shown as well: what is too unsure, and what was rejected.

        Returns:
            The article, its quotations as reviewers have corrected them, what stands in marks and is no speech, and
            which texts it had before.

        Raises:
            NotFound: If there is no such article, or several have the id.

        Example:
            >>> found = collection.article("globe")
            >>> found.article.outlet, [printed.text for printed in found.printed]
            ('The Globe', ['The bridge will open,'])
        """
        return self._store(unshown=unshown).articles.entry(id)

    def speaker_ids(self, quote_ids: Sequence[str]) -> dict[str, str]:
        """Map ids of quotations to the ids of their speakers.

        Args:
            quote_ids: The ids of the quotations.

        Returns:
            The speaker's id (`SpeakerEntry.id`) by the quotation's. Quotations whose speaker is not named are left
            out.

        Example:
            >>> ids = [printed.id for printed in collection.quotes(speaker="Lima")]
            >>> set(collection.speaker_ids(ids).values()) == {collection.speaker("Lima")[0].id}
            True
        """
        rows = self.store.statements.rows_of(quote_ids)
        named = self.store.speakers.ids_of(list(rows.values()))
        return {id: named[row] for id, row in rows.items() if row in named}
