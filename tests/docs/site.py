"""What MkDocs does differently for this project: `mkdocs.yml` names this file as its hooks.

Pages outside `docs` become pages of the site, links follow them, and Mermaid is a file of the site rather than one that
a browser would fetch from elsewhere.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]

OUTSIDE = MappingProxyType(
    {
        "README.md": "index.md",
        "CONTRIBUTING.md": "CONTRIBUTING.md",
        "SECURITY.md": "SECURITY.md",
        "CHANGELOG.md": "CHANGELOG.md",
        "LICENSE": "licence.md",
        "fixtures/README.md": "fixtures.md",
    }
)
"""Files outside `docs`, by their path in the repository, and the pages that the site makes of them."""

_INDEX = "docs/README.md"  # the site's navigation takes its place
_LINK = re.compile(r"(\]\()([^()\s:#]+)(#[^()\s]*)?(\))")
_MERMAID = "mermaid.min.js"
_REMOTE = re.compile(r'"https://unpkg\.com/(mermaid|resize-observer-polyfill)[^"]*"')
_LOCAL = f"""document.querySelector("script[src*='javascripts/bundle']").src.replace(/bundle[^/]*$/,"{_MERMAID}")"""
_NOTHING = '"data:text/javascript,"'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside `docs`, and leave out the index of `docs`."""
    from mkdocs.structure.files import File

    files.remove(files.src_uris["README.md"])
    for path, page in OUTSIDE.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        if path == "LICENSE":
            text = f"# Licence\n\n```text\n{text}```\n"
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, /, page: Page, **_: object) -> str:
    """Let the links of a page lead to pages of the site."""
    return relinked(markdown, page.file.src_uri)


def relinked(markdown: str, page: str) -> str:
    """Turn the links of a page, which are paths in the repository, into links between pages of the site."""
    origin = next((path for path, made in OUTSIDE.items() if made == page), f"docs/{page}")

    def link(found: re.Match[str]) -> str:
        opening, target, anchor, closing = found.groups("")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        made = "index.md" if path == _INDEX else OUTSIDE.get(path, path.removeprefix("docs/"))
        return f"{opening}{posixpath.relpath(made, posixpath.dirname(page) or '.')}{anchor}{closing}"

    return _LINK.sub(link, markdown)


def on_post_build(config: MkDocsConfig) -> None:
    """Put Mermaid into the site, and have the theme load it from there."""
    scripts = Path(config.site_dir, "assets", "javascripts")
    shutil.copyfile(mermaid(), scripts / _MERMAID)
    (bundle,) = scripts.glob("bundle.*.min.js")
    bundle.write_text(localised(bundle.read_text(encoding="utf-8")), encoding="utf-8")
    for source_map in Path(config.site_dir).rglob("*.map"):
        source_map.unlink()


def mermaid() -> Path:
    """Return the path of Mermaid's own script, which comes unchanged with the package mermaidx."""
    package = find_spec("mermaidx")
    if package is None or package.origin is None:
        raise RuntimeError("mermaidx is missing: pip install '.[site]'")
    return Path(package.origin).parent / "assets" / "mermaid.js"


def localised(bundle: str) -> str:
    """Replace the two addresses from which the theme would load scripts. The second is for browsers older than 2020."""
    names = sorted(found[1] for found in _REMOTE.finditer(bundle))
    if names != ["mermaid", "resize-observer-polyfill"]:
        raise RuntimeError(f"the theme loads {names} from elsewhere: look at its bundle anew")
    return _REMOTE.sub(lambda found: _LOCAL if found[1] == "mermaid" else _NOTHING, bundle)
