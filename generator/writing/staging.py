"""Files → a folder on disk. A file is written only when its bytes changed; files that are no longer made are deleted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.site_files import Content, Parcel, Sum, SummedFiles, Summing, chunks_of
from generator.writing.guard import OwnFolder, naming
from generator.writing.mark import digest


def write_tree(folder: OwnFolder, files: Mapping[str, bytes]) -> int:
    """Writes ``files`` (bytes by relative path), so that ``folder`` contains these and its mark; returns how many changed.

    Raises:
        TypeError: ``folder`` was not claimed.
        ValueError: a path leads out of ``folder``.
    """
    if not isinstance(folder, OwnFolder):
        raise TypeError(f"{folder} was not claimed: see generator/writing/guard.py")
    contents = {inside(folder.path, path): content for path, content in files.items()}
    for path in folder.known():
        if path not in files:
            remove_file(folder.path, path)
    folder.will_hold(files)
    written = 0
    with naming(folder.path):
        for file, content in contents.items():
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.unlink(missing_ok=True)  # do not write through a hard link
                file.write_bytes(content)
                written += 1
        folder.holds({path: digest(content) for path, content in files.items()})
    return written


class FolderFiles(SummedFiles):
    """Files in a new folder, written as soon as they are put into a parcel."""

    def __init__(self, folder: OwnFolder) -> None:
        super().__init__()
        self._folder = folder

    def parcel(self, files: Mapping[str, Content]) -> Parcel:
        self._folder.will_hold(files)
        return Parcel(sums={address: self._written(address, content) for address, content in files.items()})

    def _written(self, address: str, content: Content) -> Sum:
        file = self._folder.path / address
        file.parent.mkdir(parents=True, exist_ok=True)
        summing = Summing()
        with file.open("wb") as stream:
            for chunk in chunks_of(content):
                stream.write(chunk)
                summing.add(chunk)
        return summing.total()

    def finish(self) -> None:
        """Records the digests: from now on a file that differs is foreign."""
        self._folder.holds(self.marks())

    def __getitem__(self, address: str) -> bytes:
        if address not in self:
            raise KeyError(address)
        return (self._folder.path / address).read_bytes()


def remove_file(root: Path, path: str) -> None:
    """Deletes a file, and the folders that become empty."""
    file = inside(root, path)
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == root or (parent.is_dir() and any(parent.iterdir())):
            return
        if parent.is_dir():  # a run that was killed here may have deleted it
            parent.rmdir()


def inside(root: Path, path: str) -> Path:
    """``root / path``, with symbolic links resolved.

    Raises:
        ValueError: it is outside ``root``.
    """
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()):
        raise ValueError(f"{path} would be written outside {root}")
    return target
