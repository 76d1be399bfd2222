"""Articles extracted by many machines: `extract_on_cluster`, the same stream as `extract_articles` gives.

Articles are cut into shards, each named by what is in it and by what extracts it (`shards`). Actors of Ray extract them
(`actors`), in any order; `walk` hands them out, tries again what died, and gives the results in the order of the
articles. Results are kept in a folder (`kept`), so that another run skips what is done. `session` starts Ray, or
connects to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from quotetrack.cluster.aside import thread_aside
from quotetrack.cluster.kept import ShardFolder
from quotetrack.cluster.session import address_of, connected_ray
from quotetrack.cluster.shards import Recipe, cut
from quotetrack.cluster.team import Team, started_team
from quotetrack.cluster.walk import Walk
from quotetrack.errors import UsageError
from quotetrack.parallel import cores
from quotetrack.pipeline import versions, wanted_engine, wanted_kinds
from quotetrack.records import KINDS, Article, Extraction, Failure, Kind


def extract_on_cluster(
    articles: Iterable[Article | Failure],
    *,
    cluster: str,
    shards: str | Path,
    kinds: Iterable[Kind] = KINDS,
    engine: str | None = None,
    workers: int | None = None,
    key_terms: bool = False,
) -> Iterator[Extraction | Failure]:
    """Extract a stream of articles on a cluster, in its order, with the results of `extract_articles`.

    `cluster` is "ray", for a Ray that is started on this machine and ended with the run, or "ray=HOST:PORT" for one
    that runs. `workers` actors share the work, at most as many as the cluster has cores; None takes all cores. Each
    extracts a shard at a time. What is done is kept in the folder `shards`, and what lies there already is not
    extracted again. Articles whose actors die are tried again; one that ends two actors by itself is a Failure.

    UsageError if Ray is not installed or cannot be reached, or has other versions of what extracts; OutputError if the
    folder cannot be written."""
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers can do nothing; give 1 or more")
    address = address_of(cluster)
    wanted, chosen = wanted_kinds(kinds), wanted_engine(engine)
    recipe = Recipe(kinds=wanted, engine=chosen, key_terms=key_terms, versions=versions(wanted, chosen))
    folder = ShardFolder(Path(shards))
    folder.make()
    start = partial(_team, address, workers, recipe)
    return Walk(cut(articles, recipe), folder, start).results()


@contextmanager
def _team(address: str | None, workers: int | None, recipe: Recipe) -> Iterator[Team]:
    with thread_aside() as aside, connected_ray(address, aside, cpus=workers or cores()) as ray:
        there = max(1, int(aside(ray.cluster_resources).get("CPU", 1)))
        with started_team(ray, aside, recipe, count=min(workers or there, there)) as made:
            yield made
