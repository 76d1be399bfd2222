"""Files of weights that come with the package: read whole, and compared with the digests that were listed beside them
when they were made. A file that was damaged on its way or on the disk would answer, and answer wrongly."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from quotetrack.errors import PipelineError

SHIPPED = Path(__file__).parent / "lang" / "en"
"""Where the weights for English lie."""
LIST = "SHA256SUMS"
"""The list in a folder, as `sha256sum` writes it; `make sums` does."""


def read_weights(path: Path) -> bytes:
    """Return the bytes of a file; OSError if it cannot be read.

    PipelineError if the list in its folder has another digest of it. A file that is not listed is taken as it is: a
    model that somebody has trained.
    """
    data = path.read_bytes()
    expected = _listed(path.parent).get(path.name)
    found = hashlib.sha256(data).hexdigest() if expected else None
    if found != expected:
        raise PipelineError(
            f"{path} is not the file that came with this version: its SHA-256 is {str(found)[:12]}…, expected "
            f"{str(expected)[:12]}…; install the package again"
        )
    return data


@cache
def _listed(folder: Path) -> dict[str, str]:
    """Map the names in a folder's list to their digests; nothing without a list."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines if line.strip())}
