"""The folder of shards that are done: a file of JSON Lines for each, named by the shard's digest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from quotetrack.cluster.shards import Shard
from quotetrack.output import output_error, whole_file
from quotetrack.records import Extraction
from quotetrack.records.encoding import decode_as, encode
from quotetrack.records.shard import SHARD_VERSION, ShardHead, from_line


class ShardFolder:
    """A folder of shards. Several runs may write it at once: equal names have equal contents."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def make(self) -> None:
        """Make the folder, for this user alone; one that is there stays as it is. OutputError if that fails."""
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise output_error(str(self._path), error) from error

    def read(self, shard: Shard) -> list[Extraction] | None:
        """Return what was found in the shard's articles, in their order. None if it is not there, or if its file is not
        what `write` wrote: then it has to be extracted anew."""
        try:
            head, *lines = self._file(shard).read_bytes().splitlines()
            told = decode_as(ShardHead, json.loads(head))
            found = [from_line(line) for line in lines]
        except (OSError, ValueError, RecursionError):
            return None
        extractions = [one for one in found if isinstance(one, Extraction)]
        is_whole = told.version == SHARD_VERSION and told.articles == len(found)
        is_its = [one.article for one in extractions] == list(shard.articles)
        return extractions if is_whole and is_its else None

    def write(self, shard: Shard, lines: Sequence[bytes]) -> None:
        """Keep the lines of all articles of a shard. OutputError if the file cannot be written."""
        file = self._file(shard)
        head = ShardHead(quotetrack="shard", version=SHARD_VERSION, articles=len(lines))
        try:
            file.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise output_error(str(file), error) from error
        with whole_file(file) as out:
            out.write(
                b"\n".join([json.dumps(encode(head), separators=(",", ":")).encode("ascii"), *lines, b""])
            )

    def _file(self, shard: Shard) -> Path:
        """The file of a shard, in one of 256 folders: a million articles would be too many names for one."""
        return self._path / shard.digest[:2] / f"{shard.digest}.jsonl"
