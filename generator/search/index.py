"""The built site → ``pagefind/`` in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.search.document import document_of
from generator.writing.staging import write_tree

UNINDEXED_PAGES = {"404.html", "search.html"}


class SearchError(Exception):
    """The indexer failed; the message is its own."""


def build_index(site: Path, work: Path) -> int:
    """Indexes every page of ``site`` that has an article; returns how many.

    ``work`` is a folder for the documents that the indexer reads; only what changed in it is written.

    Raises:
        SearchError: the indexer failed.
    """
    documents = {}
    for page in sorted(site.rglob("*.html")):
        address = page.relative_to(site).as_posix()
        document = None if address in UNINDEXED_PAGES else document_of(page.read_text("utf-8"))
        if document:
            documents[address] = document.html().encode("utf-8")
    write_tree(work, documents)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(work),
        "--output-path",
        str(site / "pagefind"),
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    if done.returncode != 0:
        raise SearchError((done.stderr or done.stdout).strip())
    for unused in (site / "pagefind").glob("pagefind-*ui.*"):
        unused.unlink()  # ready-made interfaces; ours is site_templates/overrides/assets/search/
    return len(documents)
