"""The pages of a former run, and what they were made of: they stand as long as that is the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.composing.reads import Read, is_same
from generator.composing.stage import Composed, Composition
from generator.remembering import remembered
from generator.site_files import Parcel, SiteFiles
from generator.writing.unchanged import NOT_KNOWN, fingerprint_of_looks


@dataclass(frozen=True, slots=True)
class SitePiece:
    """A page with its files, or files of no page; ``given`` is what it is made of beside what it reads of the corpus and the
    exports, and what all pieces are made of.
    """

    name: str
    make: Callable[[], tuple[Composed | None, Mapping[str, bytes]]]
    given: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerPiece:
    """How a piece was made: of what, and which files came of it."""

    common: tuple[object, ...]
    given: tuple[object, ...]
    read: Mapping[Read, object]
    composed: Composed | None
    parcel: Parcel


class FormerPieces:
    """``files`` are those of the site, to which a former run may have added some already."""

    def __init__(self, composition: Composition, files: SiteFiles) -> None:
        self._reads = composition.reads
        self._files = files
        self._pieces = remembered(("pieces",), (), dict[str, FormerPiece])
        corpus = composition.corpus
        self._looks = fingerprint_of_looks(composition.root) if self._reads else NOT_KNOWN
        self._common = (self._looks, composition.nav, composition.known, corpus.site, corpus.registry, corpus.promises)

    def standing(self, piece: SitePiece) -> tuple[Composed | None, Parcel] | None:
        """What came of a piece that stands; ``None`` where it is to be made."""
        former = self._pieces.get(piece.name)
        if not former or not self._reads or self._looks == NOT_KNOWN:
            return None
        same = (
            is_same(former.common, self._common)
            and is_same(former.given, piece.given)
            and all(is_same(value, self._reads.value(read)) for read, value in former.read.items())
        )
        return (former.composed, former.parcel) if same and self._files.are_standing(former.parcel.sums) else None

    def keep(self, piece: SitePiece, composed: Composed | None, parcel: Parcel) -> None:
        """Notes how a piece was made."""
        if self._reads:
            reads = composed.reads if composed else ()
            read = {read: self._reads.value(read) for read in reads}
            self._pieces[piece.name] = FormerPiece(self._common, piece.given, read, composed, parcel)
