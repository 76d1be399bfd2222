"""The same utterance wherever it is printed: claims and links; and words checked against what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Unpack

from quotetrack.collection.opened import Opened
from quotetrack.records import (
    EVERYTHING,
    Claim,
    ClaimOrder,
    Criteria,
    Filter,
    PrintedLink,
    Relation,
)

if TYPE_CHECKING:
    from quotetrack.records import Alarm, Check, CheckedDraft, Form, Tally


class Claiming(Opened):
    """The methods about claims, links and checks."""

    def claims(
        self,
        filter: Filter = EVERYTHING,
        *,
        by: ClaimOrder = "sources",
        least: int = 2,
        offset: int = 0,
        **criteria: Unpack[Criteria],
    ) -> Iterator[Claim]:
        """List claims: utterances with all their printings.

        Args:
            filter: Only claims of which it chooses a printing. Its `limit` counts claims. No claim has a printing that
                is not shown; with `unshown` those stand alone, each a claim of one printing.
            by: What comes first: most independent outlets ("sources"), most "printings", or the newest "first" or
                "latest" day.
            least: Only claims with so many printings or more.
            offset: Leave out so many of the first.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator over the claims, each with all its printings and its links to other claims.

        Example:
            >>> [(claim.fullest.text, claim.sources) for claim in collection.claims()]
            [('The bridge will open on Monday,', 2)]
        """
        from quotetrack.sheets.outgoing import with_grounds

        wanted = self._wanted(filter, criteria)
        return map(with_grounds, self.store.claims.select(wanted, by=by, least=least, offset=offset))

    def claim(self, id_prefix: str, *, unshown: bool = False) -> Claim:
        """Get one claim.

        Args:
            id_prefix: The id of the claim, or of a quotation that prints it, or its first four or more characters. A
                quotation that is not shown prints no claim but its own.
            unshown: Give its links to quotations that are not shown as well.

        Returns:
            The claim with all its printings, and with what its links to other claims rest on.

        Raises:
            NotFound: If no claim or quotation has an id that begins so, or more than one has.

        Example:
            >>> printed = next(iter(collection.quotes(speaker="Lima")))
            >>> len(collection.claim(printed.id).printings)
            2
        """
        from quotetrack.sheets.outgoing import with_grounds

        return with_grounds(self._store(unshown=unshown).claims.get(id_prefix))

    def claim_ids(self, quote_ids: Sequence[str]) -> dict[str, str]:
        """Map ids of quotations to the ids of the claims that they print.

        Args:
            quote_ids: The ids of the quotations.

        Returns:
            The claim's id by the quotation's. A quotation that is printed nowhere else is a claim by itself.

        Example:
            >>> ids = [printed.id for printed in collection.quotes(speaker="Lima", kind="direct")]
            >>> len(set(collection.claim_ids(ids).values()))
            1
        """
        return self.store.claims.ids_of(quote_ids)

    def links(
        self,
        filter: Filter = EVERYTHING,
        *,
        min_score: float | None = None,
        relation: Relation | None = None,
        offset: int = 0,
        **criteria: Unpack[Criteria],
    ) -> Iterator[PrintedLink]:
        """List the links between quotations of different articles.

        Links below 0.2 are not stored. With a lower `min_score` all candidate pairs are rescored (about 1 minute per
        20,000 quotations) and `filter` is ignored except for `limit` and `unshown`.

        Args:
            filter: Only links of which it chooses an end. Its `limit` counts links. Both ends are shown, unless
                `unshown` is set.
            min_score: Only links of this probability (0 to 1) or more. None means those certain enough to be shown.
            relation: Only links of this relation.
            offset: Leave out so many of the first.
            **criteria: Fields of a `Filter`.

        Returns:
            An iterator over the links, the surest first, each with what it rests on.

        Example:
            >>> [link.link.relation for link in collection.links(speaker="Lima", min_score=0.5)]
            ['same_utterance']
        """
        from quotetrack.linking.grounds import grounds_of

        wanted = self._wanted(filter, criteria)
        for link in self._links(wanted, min_score, relation, offset):
            yield replace(link, link=replace(link.link, grounds=grounds_of(link)))

    def _links(
        self, filter: Filter, min_score: float | None, relation: Relation | None, offset: int
    ) -> Iterator[PrintedLink]:
        from quotetrack.linking.linker import score_all
        from quotetrack.linking.relations import SETTINGS
        from quotetrack.parallel import cores

        if min_score is None or min_score >= SETTINGS.least_same:
            return self.store.claims.links(filter, min_score=min_score, relation=relation, offset=offset)
        rescored = score_all(self.store, workers=cores())
        fits = (
            link
            for link in rescored
            if link.link.score >= min_score
            and relation in (None, link.link.relation)
            and (filter.unshown or (link.a.shown and link.b.shown))
        )
        return islice(fits, offset, None if filter.limit is None else offset + filter.limit)

    def check(
        self, words: str, speaker: str | None = None, *, unshown: bool = False, form: Form = "marks"
    ) -> Check:
        """Check whether somebody is quoted with these words.

        Args:
            words: The words that somebody is said to have said.
            speaker: Who is said to have said them, by name or role; None means anybody.
            unshown: Look at quotations that are not shown as well.
            form: "marks" for words that are given as the speaker's own, "indirect" for a claim without marks.

        Returns:
            A verdict, the reason, and the printings that it rests on.

        Raises:
            UsageError: For no words or far too many, and for a speaker without a name.

        Example:
            >>> collection.check("The bridge was unsafe", speaker="Lima").verdict
            'denied'
        """
        from quotetrack.checking import check

        return check(self._store(unshown=unshown), words, speaker, form=form)

    def alarms(
        self,
        filter: Filter = EVERYTHING,
        *,
        among: Iterable[Alarm] | None = None,
        **criteria: Unpack[Criteria],
    ) -> list[Alarm]:
        """List quotations of which something is wrong, found without a question.

        The kinds are: "words under two names", the same words in quotation marks by two speakers or more; "two
        figures", one speaker's figures for one thing and day that cannot both be true; and "against oneself", one
        speaker's quotations that a link calls contradictions.

        Args:
            filter: Only alarms in which a quotation that it chooses has a part. Its `limit` counts alarms.
            among: Alarms that were found before: only they are looked through. None means that all are looked for.
            **criteria: Fields of a `Filter`.

        Returns:
            The alarms by kind, those with most printings first. Words under two names are six or more.

        Example:
            >>> collection.alarms(speaker="Lima")
            []
        """
        from quotetrack.checking import find_alarms, narrow_alarms

        wanted = self._wanted(filter, criteria)
        store, every = self._store(unshown=wanted.unshown), replace(wanted, limit=None)
        found = find_alarms(store, every) if among is None else narrow_alarms(store, among, every)
        return found[: wanted.limit]

    def figures(
        self, filter: Filter = EVERYTHING, *, claim: str | None = None, **criteria: Unpack[Criteria]
    ) -> list[Tally]:
        """List who counts what: the figures of quotations, those for the same thing beside each other.

        Figures are for the same thing if what is counted is the same, if the quotations or their headlines share a
        name or a rare word, and if they were said on one day or published within two days of each other.

        Args:
            filter: Only groups in which a quotation that it chooses has a part. Its `limit` counts groups.
            claim: Compare only the printings of this claim, and what contradicts it: its id, or that of a quotation
                that prints it. The filter then counts for nothing but its `limit`.
            **criteria: Fields of a `Filter`.

        Returns:
            The groups, one of a single figure among them: those with figures that cannot both be true first, then
            those with most figures, then the earliest. Only figures that have a value and something counted; those in
            quotation marks are not read.

        Example:
            >>> collection.figures(speaker="Lima")
            []
        """
        from quotetrack.linking.tallies import find_tallies, tallies_of

        wanted = self._wanted(filter, criteria)
        store = self._store(unshown=wanted.unshown)
        if claim is not None:
            found = store.claims.get(claim)
            beyond = [link.other_than(found.quote_ids) for link in found.conflicts]
            printings = [printing.printed for printing in found.printings]
            return tallies_of({one.id: one for one in (*printings, *beyond)}.values())[: wanted.limit]
        return find_tallies(store, replace(wanted, limit=None))[: wanted.limit]

    def check_draft(
        self, draft: str | bytes, *, name: str = "", engine: str | None = None, unshown: bool = False
    ) -> CheckedDraft:
        """Check all that a draft says somebody said: each quotation in marks, and each claim without.

        Args:
            draft: The draft's text, or the bytes of its file.
            name: The file's name, whose ending says what it is, such as .md, .odt or .pdf. Without one the first bytes
                say it.
            engine: "model" (rules and the trained model; the default if one is installed) or "rules".
            unshown: Look at quotations that are not shown as well.

        Returns:
            The draft as it was read, with a verdict on each stretch, in the order of the text. Each is checked with the
            speaker whom the draft names, if it names one, else as anybody's words.

        Raises:
            ReadError: If it is empty, of another format, damaged, or not English.

        Example:
            >>> draft = "“The bridge will open on Tuesday,” said Ana Lima. Petrov said that repairs cost too much."
            >>> checked = collection.check_draft(draft, engine="rules")
            >>> [(one.line, one.check.form, one.check.verdict) for one in checked.checks]
            [(1, 'marks', 'altered'), (1, 'indirect', 'paraphrase')]
        """
        from quotetrack.drafts import check_draft

        data = draft.encode("utf-8", "replace") if isinstance(draft, str) else draft
        store = self._store(unshown=unshown)
        return check_draft(store, data, name, engine=engine, today=date.today())
