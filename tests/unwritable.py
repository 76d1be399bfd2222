"""Folders that the tests may read and not write, for whoever runs them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65_534


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a folder that every user of this machine may enter; it is removed at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Let a folder and its files be read only inside. Root, who may write everywhere, is nobody meanwhile: what is
    imported or read inside must have been before."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    own = os.geteuid()
    if own == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)
