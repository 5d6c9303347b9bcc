"""The files of a site by address, added as they are made. Where their bytes are kept is up to the kind of ``SiteFiles``.

A process that makes some of them (``parallel``) puts them into a parcel, which the process that adds them gets: what the
worker has written to the disk itself need not go through a pipe.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Content = bytes | Iterable[bytes]
"""The bytes of a file, or chunks of them, made one after the other."""
SHA256_SIZE, MARK_SIZE = hashlib.sha256().digest_size, 8
FILES_PER_JOB = 100
"""Small files that another process makes at a time."""


class Sum(bytes):
    """The check sums of a file and its size, in as few bytes as there are files: SHA-256, and the digest for marks, BLAKE2b of
    eight bytes, which is enough to detect edits, and the mark of 20,000 files stays near a megabyte.
    """

    __slots__ = ()

    @classmethod
    def of(cls, content: bytes) -> Sum:
        summing = Summing()
        summing.add(content)
        return summing.total()

    @property
    def sha256(self) -> str:
        """In hexadecimal."""
        return self[:SHA256_SIZE].hex()

    @property
    def mark(self) -> str:
        """The digest for marks, in hexadecimal."""
        return self[SHA256_SIZE : SHA256_SIZE + MARK_SIZE].hex()

    @property
    def size(self) -> int:
        """In bytes."""
        return int.from_bytes(self[SHA256_SIZE + MARK_SIZE :])


class Summing:
    """Computes the sum of a file chunk by chunk."""

    def __init__(self) -> None:
        self._sha256, self._mark, self._size = hashlib.sha256(), hashlib.blake2b(digest_size=MARK_SIZE), 0

    def add(self, chunk: bytes) -> None:
        self._sha256.update(chunk)
        self._mark.update(chunk)
        self._size += len(chunk)

    def total(self) -> Sum:
        return Sum(self._sha256.digest() + self._mark.digest() + self._size.to_bytes(8))


def chunks_of(content: Content) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content


def whole(content: Content) -> bytes:
    return content if isinstance(content, bytes) else b"".join(content)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that are to be added: the ``contents`` of some, and the ``sums`` of those whose bytes are in place already."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    sums: Mapping[str, Sum] = field(default_factory=dict)

    def size(self, address: str) -> int:
        """Of a file, in bytes."""
        return self.sums[address].size if address in self.sums else len(self.contents[address])


class SiteFiles(Mapping[str, bytes]):
    """Bytes by address; no address is given twice."""

    @abstractmethod
    def parcel(self, files: Mapping[str, Content]) -> Parcel:
        """The ``files`` as ``add_parcel`` takes them; this may be called in another process."""

    @abstractmethod
    def add_parcel(self, parcel: Parcel) -> None:
        """
        Raises:
            ValueError: there is a file of one of these addresses.
        """

    def add_all(self, files: Mapping[str, Content]) -> None:
        """
        Raises:
            ValueError: there is a file of one of these addresses.
        """
        self._check_free(files)
        self.add_parcel(self.parcel(files))

    def add(self, address: str, content: Content) -> None:
        """
        Raises:
            ValueError: there is a file of this address.
        """
        self.add_all({address: content})

    def are_standing(self, sums: Mapping[str, Sum]) -> bool:  # noqa: ARG002  # in the preview
        """Whether a former run has left these files, so that a parcel of their sums can be added."""
        return False

    def sum(self, address: str) -> Sum:
        """The check sums of a file."""
        return Sum.of(self[address])

    def _check_free(self, addresses: Iterable[str]) -> None:
        """
        Raises:
            ValueError: see ``add_parcel``.
        """
        if taken := [address for address in addresses if address in self]:
            raise ValueError(f"two sources for {sorted(taken)}")


class HeldFiles(SiteFiles):
    """Files in memory."""

    def __init__(self, contents: Mapping[str, bytes] | None = None) -> None:
        self._contents = dict(contents or {})

    def parcel(self, files: Mapping[str, Content]) -> Parcel:
        return Parcel(contents={address: whole(content) for address, content in files.items()})

    def add_parcel(self, parcel: Parcel) -> None:
        self._check_free(parcel.contents)
        self._contents.update(parcel.contents)

    def __getitem__(self, address: str) -> bytes:
        return self._contents[address]

    def __contains__(self, address: object) -> bool:
        return address in self._contents

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class SummedFiles(SiteFiles):
    """Files of which only the check sums are kept here."""

    def __init__(self) -> None:
        self._sums: dict[str, Sum] = {}

    def add_parcel(self, parcel: Parcel) -> None:
        self._check_free(parcel.sums)
        self._sums.update(parcel.sums)

    def sum(self, address: str) -> Sum:
        return self._sums[address]

    def marks(self) -> dict[str, str]:
        """The digests for the mark of the folder, by address."""
        return {address: own.mark for address, own in self._sums.items()}

    def __contains__(self, address: object) -> bool:
        return address in self._sums

    def __iter__(self) -> Iterator[str]:
        return iter(self._sums)

    def __len__(self) -> int:
        return len(self._sums)
