"""Redirects of data files: the old address serves the bytes of the redirect target, and is in the checksums as well."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import StageError
from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication, Rank
from generator.opendata.versions.redirecting import address_in_the_way, is_data, nowhere


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    """Old address → bytes of the redirect target.

    Raises:
        StageError: the old address is in use, or the target does not exist.
    """
    moved = [redirect for redirect in corpus.promises.redirects if is_data(redirect.old)]
    for redirect in moved:
        if redirect.old in exports.files:
            raise StageError(address_in_the_way(redirect))
        if redirect.new not in exports.files:
            raise StageError(nowhere(redirect))
    return {redirect.old: exports.files[redirect.new] for redirect in moved}


PUBLICATION = Publication(rank=Rank.MOVED, files=_files)
