"""Makes the postings anew of the signatures that there are: nothing tells of statements that are gone any more."""

from __future__ import annotations

import numpy as np

from quotetrack.linking import postings
from quotetrack.linking.signatures import SIGNATURE
from quotetrack.store.linking import LinkWork


def make_postings_anew(work: LinkWork) -> None:
    """Write the postings anew. Candidates are the same as before, but for those that are gone."""
    ids: list[int] = []
    kept = bytearray()
    for owner, signature in work.signatures():
        ids.append(owner.quote)
        kept += signature
    work.clear_postings()
    work.put_postings(postings.make_rows(np.frombuffer(kept, SIGNATURE), np.array(ids, np.int64), {}))
    if work.state("statements") is not None:
        work.set_state("statements", str(len(ids)))
