"""What people decide of links and claims, for good: which printings are one utterance, and which links are right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import combinations, product

from quotetrack.collection.opened import Opened, user
from quotetrack.errors import ChangedSince, UsageError
from quotetrack.records import Claim, DecidedPair, PairDecision, PairVerdict, Printed, Relation

_Told = tuple[str, str, PairVerdict, Relation]
"""The ids of two quotations, and what is decided of them."""


class Deciding(Opened):
    """The methods that decide on claims and links. The latest decision on two quotations counts, also after linking
    anew and extracting anew."""

    def confirm_claim(
        self, claim: str, *, by: str | None = None, note: str | None = None, seen: str | None = None
    ) -> tuple[PairDecision, ...]:
        """Decide that all printings of a claim are one utterance.

        Args:
            claim: The id of the claim, or of a quotation that prints it, or its first four or more characters.
            by: Who decides; by default the user.
            note: What a reader should know.
            seen: The claim's `state` that the decision rests on.

        Returns:
            A decision for each two of the printings.

        Raises:
            NotFound: If no claim or quotation has an id that begins so, or more than one has.
            ChangedSince: If the claim has another state than `seen` by now.
            UsageError: If the claim is printed only once.

        Example:
            >>> printed = next(iter(collection.quotes(speaker="Lima", kind="direct")))
            >>> len(collection.confirm_claim(printed.id, by="Eva Holm"))
            1
        """
        found = self._claim(claim, seen)
        if len(found.printings) < 2:
            raise UsageError(
                f"the claim {found.id} is printed only once: name one with several printings, or `merge` two claims"
            )
        return self._decide(_one_utterance([found]), by, note)

    def split_claim(
        self,
        claim: str,
        *quotes: str,
        by: str | None = None,
        note: str | None = None,
        seen: str | None = None,
    ) -> tuple[PairDecision, ...]:
        """Decide that some printings of a claim are not the utterance that its other printings are.

        Args:
            claim: The id of the claim, or of a quotation that prints it, or its first four or more characters.
            *quotes: The ids of the printings that leave it, or how they begin. Among themselves they may stay one.
            by: Who decides; by default the user.
            note: What a reader should know.
            seen: The claim's `state` that the decision rests on.

        Returns:
            A decision for each two of which one leaves and one stays. They are never in one claim again.

        Raises:
            NotFound: If there is no such claim or quotation, or more than one.
            ChangedSince: If the claim has another state than `seen` by now.
            UsageError: If a quotation does not print the claim, or none leaves, or none stays.

        Example:
            >>> claim = next(collection.claims(speaker="Lima"))
            >>> first, second = (printing.printed.id for printing in claim.printings)
            >>> decisions = collection.split_claim(claim.id, second, by="Eva Holm")
            >>> [decision.verdict for decision in decisions], first in collection.claim(second).quote_ids
            (['wrong'], False)
        """
        found = self._claim(claim, seen)
        leaving = {self.store.statements.get(quote).id for quote in quotes}
        strangers = leaving - found.quote_ids
        if strangers:
            raise UsageError(
                f"{', '.join(sorted(strangers))} does not print the claim {found.id}: "
                f"`quotetrack claim {found.id}` lists what does"
            )
        staying = found.quote_ids - leaving
        if not leaving or not staying:
            raise UsageError(
                f"of {len(found.quote_ids)} printings of {found.id} {len(leaving)} would leave: "
                "name one or more, but not all"
            )
        return self._decide(_not_one(leaving, staying), by, note)

    def merge_claims(
        self,
        claim: str,
        *others: str,
        by: str | None = None,
        note: str | None = None,
        seen: str | None = None,
    ) -> tuple[PairDecision, ...]:
        """Decide that all printings of several claims are one utterance.

        Args:
            claim: The id of a claim, or of a quotation that prints it, or its first four or more characters.
            *others: The same of one or more other claims.
            by: Who decides; by default the user.
            note: What a reader should know.
            seen: The claim's `state` that the decision rests on.

        Returns:
            A decision for each two of the printings.

        Raises:
            NotFound: If there is no such claim or quotation, or more than one.
            ChangedSince: If the claim has another state than `seen` by now.
            UsageError: If all are one claim already.

        Example:
            >>> [one, other] = [printed.id for printed in collection.quotes(kind="indirect")]
            >>> [decision.relation for decision in collection.merge_claims(one, other, by="Eva Holm")]
            ['same_utterance']
        """
        named = (self._claim(claim, seen), *map(self.store.claims.get, others))
        found = {one.id: one for one in named}
        if len(found) < 2:
            raise UsageError(f"{', '.join(found)} is one claim already: name two or more, or `confirm` it")
        return self._decide(_one_utterance(found.values()), by, note)

    def unlink(
        self,
        quote: str,
        other: str,
        *,
        by: str | None = None,
        note: str | None = None,
        seen: Relation | None = None,
    ) -> tuple[PairDecision, ...]:
        """Decide that two quotations are not one utterance, and that no link ties them.

        Args:
            quote: The id of a quotation, or its first four or more characters.
            other: The same of the other one.
            by: Who decides; by default the user.
            note: What a reader should know.
            seen: The relation of the link that the decision rests on.

        Returns:
            The decision.

        Raises:
            NotFound: If there is no such quotation, or more than one.
            ChangedSince: If the link has another relation than `seen` by now, or is gone.
            UsageError: If both are the same.

        Example:
            >>> [first, second] = [printed.id for printed in collection.quotes(speaker="Lima", kind="direct")]
            >>> collection.unlink(first, second, by="Eva Holm")[0].verdict, len(list(collection.links()))
            ('wrong', 0)
        """
        one, two = self._two(quote, other)
        self._require_link(one, two, seen)
        return self._decide(_not_one((one.id,), (two.id,)), by, note)

    def decide_link(
        self,
        verdict: PairVerdict,
        quote: str,
        other: str,
        *,
        relation: Relation | None = None,
        by: str | None = None,
        note: str | None = None,
        seen: Relation | None = None,
    ) -> tuple[PairDecision, ...]:
        """Decide whether a link between two quotations is right.

        Args:
            verdict: "right": the relation is as shown. "wrong": it is not; nothing ties the two, unless a `relation` is
                given.
            quote: The id of a quotation, or its first four or more characters.
            other: The same of the other one.
            relation: The relation that there is between them. None means the one that is shown, if it is right, and
                none if it is wrong.
            by: Who decides; by default the user.
            note: What a reader should know.
            seen: The relation of the link that the decision rests on.

        Returns:
            The decision. A relation other than copy and same_utterance keeps the two out of one claim.

        Raises:
            NotFound: If there is no such quotation, or more than one.
            ChangedSince: If the link has another relation than `seen` by now, or is gone.
            UsageError: If both are the same or stand in one article; if no link is kept between them and no relation is
                given; or if the relation that is wrong is the one given.

        Example:
            >>> [first, second] = [printed.id for printed in collection.quotes(speaker="Lima", kind="direct")]
            >>> decided = collection.decide_link("wrong", first, second, relation="same_claim", by="Eva Holm")
            >>> [(link.link.relation, link.link.score) for link in collection.links()]
            [('same_claim', 1.0)]
        """
        one, two = self._two(quote, other)
        if one.article.key == two.article.key:
            raise UsageError(f"{one.id} and {two.id} stand in one article, and links tie different articles")
        shown = self._require_link(one, two, seen)
        settled = relation or shown
        if settled is None:
            raise UsageError(
                f"no link is kept between {one.id} and {two.id}: say with --relation how they hang together, or by "
                "`quotetrack claims unlink` that they do not"
            )
        if verdict == "wrong" and relation is not None and relation == shown:
            raise UsageError(
                f"{relation} is the relation that is shown: it cannot be wrong and right at once"
            )
        stands: PairVerdict = "right" if relation is not None else verdict
        return self._decide([(one.id, two.id, stands, settled)], by, note)

    def undo_pairs(self, *numbers: int, by: str | None = None) -> tuple[PairDecision, ...]:
        """Take back decisions on claims and links. What was decided before of the same two counts again; if nothing
        was, the two are linked and grouped as if nobody had decided.

        Args:
            *numbers: The decisions' numbers. Without any, those that were made last in one go and still stand.
            by: Who takes them back; by default the user.

        Returns:
            The decisions that say so.

        Raises:
            NotFound: If there is no such decision, or it is taken back already.

        Example:
            >>> [first, second] = [printed.id for printed in collection.quotes(speaker="Lima", kind="direct")]
            >>> decided = collection.unlink(first, second, by="Eva Holm")
            >>> [one.takes_back for one in collection.undo_pairs(by="Eva Holm")], len(list(collection.links()))
            ([1], 1)
        """
        from quotetrack.linking.linker import take_pairs_back

        at = datetime.now(UTC).isoformat(timespec="seconds")
        return tuple(take_pairs_back(self.store, numbers, by=by or user(), at=at))

    def decided_pairs(self, *, every: bool = False, claim: str | None = None) -> Iterator[DecidedPair]:
        """List what people have decided of two quotations, with the words of both: to train and to measure with.

        Args:
            every: Also what a later decision on the same two has replaced, what was taken back, and what says so.
            claim: Only those of which one or both print this claim: its id, or that of a quotation that prints it.

        Returns:
            An iterator over the pairs, first decided first. None is ever struck, also if a quotation is gone.

        Raises:
            NotFound: If there is no such claim.

        Example:
            >>> list(collection.decided_pairs())
            []
        """
        among = None if claim is None else self.store.claims.get(claim).quote_ids
        return self.store.pairs.decided(every=every, among=among)

    def _claim(self, name: str, seen: str | None) -> Claim:
        """Return the claim of this name; ChangedSince if it has another state than the one that was seen."""
        found = self.store.claims.get(name)
        if seen is not None and seen != found.state:
            raise ChangedSince(
                f"the claim {found.id} was changed since it was looked at: its state is {found.state} now, with "
                f"{len(found.printings)} printings, expected {seen[:60]!r}; look again and decide anew"
            )
        return found

    def _require_link(self, one: Printed, two: Printed, seen: Relation | None) -> Relation | None:
        """Return the relation of the link that is kept between two; ChangedSince if another one was seen."""
        kept = self.store.pairs.relation(one.id, two.id)
        if seen is not None and seen != kept:
            raise ChangedSince(
                f"the link between {one.id} and {two.id} was changed since it was looked at: it is "
                f"{kept or 'gone'} now, expected {seen}; look again and decide anew"
            )
        return kept

    def _two(self, quote: str, other: str) -> tuple[Printed, Printed]:
        one, two = self.store.statements.get(quote), self.store.statements.get(other)
        if one.id == two.id:
            raise UsageError(f"{quote!r} and {other!r} are one quotation: name two")
        return one, two

    def _decide(self, told: Iterable[_Told], by: str | None, note: str | None) -> tuple[PairDecision, ...]:
        from quotetrack.linking.linker import decide_pairs

        made_by, made_at = by or user(), datetime.now(UTC).isoformat(timespec="seconds")
        decisions = []
        for one, two, verdict, relation in told:
            quote, other = sorted((one, two))
            decision = PairDecision(
                quote=quote,
                other=other,
                verdict=verdict,
                relation=relation,
                made_by=made_by,
                made_at=made_at,
                note=note,
            )
            decisions.append(decision)
        return tuple(decide_pairs(self.store, decisions))


def _one_utterance(claims: Iterable[Claim]) -> Iterator[_Told]:
    """Yield that all printings of these claims are one utterance. Copies of one text stay copies."""
    texts = {p.printed.id: p.copy_of or p.printed.id for claim in claims for p in claim.printings}
    for one, two in combinations(texts, 2):
        yield one, two, "right", "copy" if texts[one] == texts[two] else "same_utterance"


def _not_one(ones: Collection[str], others: Collection[str]) -> Iterator[_Told]:
    for one, two in product(sorted(ones), sorted(others)):
        yield one, two, "wrong", "same_utterance"
