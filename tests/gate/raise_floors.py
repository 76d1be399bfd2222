"""Sets the gate's floors anew on what the program reaches now.

    python -m tests.gate.raise_floors [--lower REASON]

No floor is lowered without `--lower` and a reason, which is kept in the file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial

from quotetrack.pipeline import ENGINES
from tests.gate.figures import FIGURES, extract_passage, measure, shares
from tests.gate.floors import FILE, floors_of, next_floors, read_floors
from tests.gate.gold import digest, passages


def main(arguments: Sequence[str] | None = None) -> int:
    """Write `floors.json` and print the figures; 1 and a word on stderr where a floor would have to be lowered."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gate.raise_floors", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "--lower", metavar="REASON", help="let floors go down, and keep this reason in the file"
    )
    reason = parser.parse_args(arguments).lower
    written = read_floors()
    for engine in ENGINES:
        looked_at = measure(passages(), partial(extract_passage, engine=engine))
        before = floors_of(engine)
        try:
            after = next_floors(before, looked_at, digest(), reason=reason)
        except ValueError as error:
            print(f"{engine}: {error}", file=sys.stderr)
            return 1
        written["digest"] = after.pop("digest")
        written[engine] = after
        print(engine)
        for figure, value in shares(looked_at).items():
            print(f"  {figure:16} {before['floors'].get(figure, 0):5} -> {value:5}  {FIGURES[figure]}")
    FILE.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
