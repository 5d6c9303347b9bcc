"""Files of data at the addresses they had before: the bytes of what took their place, with check sums like all data."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import StageError
from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication
from generator.opendata.versions.redirecting import in_the_way, is_data, nowhere


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    """
    Raises:
        StageError: the old address is in use, or there is no file at the new one.
    """
    moved = [redirect for redirect in corpus.promises.redirects if is_data(redirect.old)]
    for redirect in moved:
        if redirect.old in exports.files:
            raise StageError(in_the_way(redirect))
        if redirect.new not in exports.files:
            raise StageError(nowhere(redirect))
    return {redirect.old: exports.files[redirect.new] for redirect in moved}


PUBLICATION = Publication(rank=8, files=_files)
