"""The files of a folder that stands, made once more: only those whose bytes differ are written, when all are made.

Until then they are in a folder beside it; what is made no longer is deleted with the move. This is for the preview, whose
folder is read while it is rewritten; the published site is exchanged as a whole (``guard.publish``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.site_files import Content, Parcel, Sum, SummedFiles, whole
from generator.writing.guard import OwnFolder
from generator.writing.mark import ANY, read_mark
from generator.writing.staging import FolderFiles, inside


class RewrittenFiles(SummedFiles):
    """``standing`` is the folder, ``beside`` an empty one on the same file system. ``go_on`` is called before files are added, and
    may raise to end the run.
    """

    def __init__(self, standing: OwnFolder, beside: OwnFolder, go_on: Callable[[], None]) -> None:
        super().__init__()
        self._standing = standing
        self._beside = beside
        self._go_on = go_on
        mark = read_mark(standing.path)
        self._before = dict(mark.files) if mark else {}
        self._new = FolderFiles(beside)

    def parcel(self, files: Mapping[str, Content]) -> Parcel:
        contents = {address: whole(content) for address, content in files.items()}
        sums = {address: Sum.of(content) for address, content in contents.items()}
        self._new.parcel({address: contents[address] for address in self._differing(sums)})
        return Parcel(sums=sums)

    def add_parcel(self, parcel: Parcel) -> None:
        self._go_on()
        super().add_parcel(parcel)
        self._new.add_parcel(Parcel(sums=self._differing(parcel.sums)))

    def are_standing(self, sums: Mapping[str, Sum]) -> bool:
        self._go_on()
        return not self._differing(sums)

    def _differing(self, sums: Mapping[str, Sum]) -> dict[str, Sum]:
        """Those of the files that do not stand in the folder as they are now."""
        return {address: own for address, own in sums.items() if self._before.get(address, ANY) != own.mark}

    def finish(self) -> frozenset[str]:
        """Moves the files to their places; returns the addresses that have another content now, or none any more."""
        self._new.finish()
        gone = self._before.keys() - self._sums.keys()
        self._standing.will_hold((*self._new, *gone))  # a run that is killed from here on leaves a mixed folder
        for address in self._new:
            place = self._standing.path / address
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._beside.path / address).replace(place)
        self._remove(gone)
        self._standing.holds(self.marks())
        return frozenset((*self._new, *gone))

    def _remove(self, gone: Iterable[str]) -> None:
        """Deletes these files, and the folders that become empty."""
        folders: set[str] = set()
        for address in gone:
            folder = posixpath.dirname(address)
            if folder not in folders:
                inside(self._standing.path, folder)
                folders.add(folder)
            (self._standing.path / address).unlink(missing_ok=True)
        around = {parent for folder in folders for parent in PurePosixPath(folder, "_").parents} - {PurePosixPath()}
        for parent in sorted(around, key=lambda parent: len(parent.parts), reverse=True):
            with suppress(OSError):  # something is in it
                (self._standing.path / parent).rmdir()

    def __getitem__(self, address: str) -> bytes:
        if address in self._new:
            return self._new[address]
        if address not in self:
            raise KeyError(address)
        return Path(self._standing.path, address).read_bytes()
