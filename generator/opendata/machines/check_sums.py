"""``data/SHA256SUMS``: the SHA-256 of every published data file, for ``sha256sum -c`` and ``guihua verify``."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication, Rank

SUMS_FILE = "data/SHA256SUMS"
COVERED = ("data/", "api/", "feeds/")


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    """Paths are relative to the site's root, so that one list covers data, API and feeds."""
    lines = [
        f"{exports.files.sum(address).sha256}  {address}"
        for address in sorted(exports.files)
        if address.startswith(COVERED)
    ]
    return {SUMS_FILE: ("\n".join(lines) + "\n").encode("utf-8")}


PUBLICATION = Publication(rank=Rank.SUMS, files=_files)
