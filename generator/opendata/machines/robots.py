"""``robots.txt``: crawlers may read everything; it names the sitemap where the site has an address."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication, Rank


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    lines = ["User-agent: *", "Allow: /"]
    if corpus.site.address:
        lines += ["", f"Sitemap: {corpus.site.address}sitemap.xml"]
    return {"robots.txt": ("\n".join(lines) + "\n").encode("utf-8")}


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)
