"""The pages of a former run, and what they were made of: they stand as long as that is the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from generator.composing.reads import Read, Reads
from generator.composing.sameness import Comparison
from generator.composing.stage import Composed, Composition
from generator.remembering import remembered
from generator.site_files import Parcel, SiteFiles, Sum


@dataclass(frozen=True, slots=True)
class Made:
    """A page, where it is one, and its files with the whole page among them; ``standing`` are those that a former run has left."""

    composed: Composed | None
    files: Mapping[str, bytes]
    standing: Mapping[str, Sum] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FramedBefore:
    """A page as it was composed, and its file, which is the same in the frame of today."""

    composed: Composed
    page: Mapping[str, Sum]

    def fits(self, composed: Composed) -> bool:
        """Whether the page has been composed again as it was."""
        return composed.packed == self.composed.packed and composed.body.facts == self.composed.body.facts


@dataclass(frozen=True, slots=True)
class SitePiece:
    """A page with its files, or files of no page. ``make`` may be told how the page was framed; ``given`` is what it is made of
    beside what it reads of the corpus, of the exports and of templates, and what all pieces are made of; ``frame`` what is made
    of its frame alone.
    """

    name: str
    make: Callable[..., Made]
    given: tuple[object, ...] = ()
    frame: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerPiece:
    """How a piece was made: of what, and which files came of it."""

    given: tuple[object, ...]
    frame: tuple[object, ...]
    read: Mapping[Read, object]
    composed: Composed | None
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a piece, with the parcel of its files; where it is not ``framed``, its page is to be set into the frame
    again, and is not in the parcel.
    """

    composed: Composed | None
    framed: bool
    parcel: Parcel


class FormerPieces:
    """``files`` are those of the site, to which a former run may have added some already."""

    def __init__(self, composition: Composition, files: SiteFiles) -> None:
        self._reads = composition.reads
        self._looks = composition.looks
        self._files = files
        self._pieces = remembered(("pieces",), (), dict[str, FormerPiece])
        corpus = composition.corpus
        self._common = (composition.known, corpus.site, corpus.promises)
        self._same = Comparison().same
        self._now: dict[Read, object] = {}

    def standing(self, piece: SitePiece) -> Standing | None:
        """What stands of the piece; ``None`` where it is to be made."""
        former = self._pieces.get(piece.name)
        if not former or not self._reads or not self._looks or not self._looks.known:
            return None
        given = (*self._common, *piece.given)
        if not self._same(former.given, given) or not all(
            self._same(value, self._value(read, self._reads)) for read, value in former.read.items()
        ):
            return None
        framed = self._same(former.frame, piece.frame)
        parcel = former.parcel if framed else Parcel(sums=_but(piece.name, former.parcel.sums))
        if not self._files.are_standing(parcel.sums):
            return None
        now = {read: self._now[read] for read in former.read}
        self._pieces[piece.name] = replace(former, given=given, read=now)  # lets the former corpus go
        return Standing(former.composed, framed, parcel)

    def framed_before(self, piece: SitePiece) -> FramedBefore | None:
        """The former page of a piece that is to be made, where its frame would be the same."""
        former = self._pieces.get(piece.name)
        if not former or not former.composed or not self._same(former.frame, piece.frame):
            return None
        page = {piece.name: former.parcel.sums[piece.name]}
        return FramedBefore(former.composed, page) if self._files.are_standing(page) else None

    def _value(self, read: Read, reads: Reads) -> object:
        """What is read now; looked up once for all pieces."""
        if read not in self._now:
            self._now[read] = reads.value(read)
        return self._now[read]

    def keep(self, piece: SitePiece, composed: Composed | None, parcel: Parcel) -> None:
        """Notes how a piece was made."""
        if self._reads:
            read = {read: self._value(read, self._reads) for read in (composed.reads if composed else ())}
            given = (*self._common, *piece.given)
            self._pieces[piece.name] = FormerPiece(given, piece.frame, read, composed, parcel)

    def keep_framed(self, piece: SitePiece, page: Parcel) -> None:
        """Notes that a piece that stands was set into another frame."""
        former = self._pieces[piece.name]
        parcel = Parcel(sums={**former.parcel.sums, **page.sums})
        self._pieces[piece.name] = replace(former, frame=piece.frame, parcel=parcel)


def _but(name: str, files: Mapping[str, Sum]) -> dict[str, Sum]:
    return {address: own for address, own in files.items() if address != name}
