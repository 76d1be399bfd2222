"""What is new between two days, what was said again, and what contradicts what was said before."""

from __future__ import annotations

import pytest

from quotetrack.collection import Collection
from quotetrack.errors import UsageError
from quotetrack.linking.linker import link_store
from quotetrack.records import Filter, Source, Speaker
from quotetrack.store import Store
from tests.builders import extract, make_article, make_statement
from tests.query.conftest import tell

MA = Speaker("Wei Ma", "person")


def test_what_is_new_said_again_or_left_out_between_two_days(store: Store) -> None:
    words = "The harbour at Corvo will never again be sold to strangers, whatever the ministry may write"
    for number, day in enumerate(("2024-08-01", "2024-08-10", "2024-08-20")):
        made = make_article(
            f"“{words},” Wei Ma said in Corvo on the quay.",
            id=f"sold{number}",
            source=Source(f"Outlet {number}"),
            published=day,
        )
        store.add(extract(made, make_statement(made, f"{words},", speaker=MA)))
    tell(store, ("Grain is dear", MA), day="2024-08-11")
    link_store(store)
    collection = Collection(store)
    found = collection.diff("2024-08-05", "2024-08-15")
    assert [(one.what, one.printed.article.published) for one in found] == [
        ("said_again", "2024-08-10"),
        ("new", "2024-08-11"),
    ]
    assert found[0].earlier is not None
    assert found[0].earlier.article.published == "2024-08-01"
    assert collection.diff("2024-08-11", "2024-08-15") == []
    assert len(collection.diff("2024-08-05", "2024-08-15", Filter(limit=1))) == 1
    assert collection.diff("2024-07-10", "2024-08-15", Filter(speaker="Orlov")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("2024-08-05", "2024-08-05"), ("2024-08-05", "2024-08-01"), ("9999-12-31", "9999-12-31")],
)
def test_days_that_leave_none_between_them_are_refused(store: Store, before: str, after: str) -> None:
    with pytest.raises(UsageError, match="day"):
        Collection(store).diff(before, after)
