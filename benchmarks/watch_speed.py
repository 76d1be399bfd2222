"""What a saved question costs beside the same question asked once: `python benchmarks/watch_speed.py FILE`.

FILE is what `desk_store.py` makes; a copy is used. Asks what the most quoted speaker said, the tenth, the hundredth and
the thousandth, and who spoke about a subject that thousands of statements have. Prints for each how many answers there
are, the processor time of `ask` and of a run without news, in milliseconds, and their ratio.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measuring import make_parser

import quotetrack


def main() -> None:
    """Measure, and print a line a question."""
    parser = make_parser(__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(file, Path(folder) / "quotes.db")
        with quotetrack.open(copy) as collection:
            measure(collection)


def measure(collection: quotetrack.Collection) -> None:
    """Put each question, save it, and run it without news."""
    speakers = [entry.name for entry in collection.speakers(limit=1000)]
    subject = next(one.words for one in collection.subjects(limit=9) if len(one.words) > 5)
    questions = [f"what did {speakers[place - 1]} say about {subject}" for place in (1, 10, 100, 1000)]
    sys.stdout.write("answers  ask ms  run ms  ratio  question\n")
    for number, question in enumerate((*questions, f"who spoke about {subject}")):
        name = f"q{number}"
        collection.add_watch(question, name=name)
        asked = least(lambda question=question: collection.ask(question))  # type: ignore[misc]
        run = least(lambda name=name: collection.watch(name))  # type: ignore[misc]
        answers = collection.watch(name).answers
        sys.stdout.write(f"{answers:7,} {asked:7.0f} {run:7.0f} {run / asked:6.1f}  {question}\n")


def least(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of some runs, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        work()
        took.append(1000 * (time.process_time() - start))
    return min(took)


if __name__ == "__main__":
    main()
