"""Makes the postings anew of the signatures that there are: nothing tells of statements that are gone any more."""

from __future__ import annotations

from quotetrack.linking import in_memory, postings
from quotetrack.store.linking import LinkWork


def make_postings_anew(work: LinkWork) -> None:
    """Write the postings anew. Candidates are the same as before, but for those that are gone."""
    ids, everything = in_memory.loaded(work.signatures())
    work.clear_postings()
    work.put_postings(postings.make_rows(everything, ids, {}))
    if work.state("statements") is not None:
        work.set_state("statements", str(len(ids)))
