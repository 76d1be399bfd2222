"""The quotations of a collection that were asked for: to be iterated over, or taken into pandas."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from quotetrack.errors import UsageError
from quotetrack.records import Filter, Printed

if TYPE_CHECKING:
    from pandas import DataFrame

    from quotetrack.store import Store


class Quotations:
    """Quotations that a filter chooses, by day of publication, article, and place in it.

    Each iteration reads the database anew.

    Example:
        >>> [printed.statement.attribution.speaker_name for printed in collection.quotes(kind="indirect")]
        ['Ana Lima', 'Boris Petrov']
    """

    def __init__(
        self, store: Store, filter: Filter, *, with_claims: bool = False, after: str | None = None
    ) -> None:
        self._store, self._filter, self._with_claims, self._after = store, filter, with_claims, after

    def __iter__(self) -> Iterator[Printed]:
        return self._printed(with_claims=self._with_claims)

    def _printed(self, *, with_claims: bool) -> Iterator[Printed]:
        return self._store.statements.printed(self._filter, with_claims=with_claims, after=self._after)

    def page(self, start: int = 0, size: int = 20) -> tuple[list[Printed], int]:
        """Read some of the quotations, and count all. The filter's `limit` counts for nothing.

        Args:
            start: The number of the first one, counted from 0.
            size: How many, at most.

        Returns:
            The quotations, each with its claim, and how many there are in all.

        Example:
            >>> [printed], total = collection.quotes(speaker="Lima").page(2, 1)
            >>> printed.text, total
            ('The bridge will open,', 3)
        """
        return self._store.statements.page(self._filter, start=start, size=size)

    @property
    def described_as(self) -> str | None:
        """The description of unnamed speakers by which these quotations were chosen, as nobody is named so; else None.

        Example:
            >>> collection.quotes(speaker="Lima").described_as is None
            True
        """
        return self._filter.speaker if self._filter.mentions else None

    def to_dataframe(self) -> DataFrame:
        """Read the quotations, each with its claim, into a pandas data frame.

        Returns:
            One row a quotation. The columns are the keys of `Printed.to_dict`; what is an object there has a column
            for each of its fields, such as "speaker_kind". "published" is a datetime, NaT if the day is unknown.

        Raises:
            UsageError: If pandas is not installed; the extra `pandas` brings it.

        Example:
            >>> frame = collection.quotes(speaker="Lima").to_dataframe()
            >>> frame["speaker"].value_counts().to_dict()
            {'Ana Lima': 3}
        """
        if find_spec("pandas") is None:
            raise UsageError("a data frame needs pandas: pip install 'quotetrack[pandas]'")
        import pandas

        rows = [_flat(printed) for printed in self._printed(with_claims=True)]
        frame = pandas.DataFrame.from_records(rows, columns=None if rows else ["id", "text", "published"])
        frame["published"] = pandas.to_datetime(frame["published"], errors="coerce")
        return frame


_NESTED: dict[str, tuple[str, ...]] = {
    "speaker": ("name", "kind", "role"),
    "claim": ("id", "printings", "sources", "first_published", "first_source", "conflicts"),
    "review": ("status", "reviewer", "checked_on", "notes", "corrected"),
}
"""The objects of a quotation's JSON and their fields. The first field's column has the object's own name."""


def _flat(printed: Printed) -> dict[str, Any]:
    row: dict[str, Any] = printed.to_dict()
    for name, (first, *others) in _NESTED.items():
        nested = row[name] or {}
        row[name] = nested.get(first)
        row |= {f"{name}_{field}": nested.get(field) for field in others}
    return row
