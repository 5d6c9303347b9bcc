"""The files of a site by address, added as they are made. Where their bytes are kept is up to the kind of ``SiteFiles``."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sum:
    """SHA-256, and the digest for marks in hexadecimal: BLAKE2b of eight bytes, which is enough to detect edits, and the mark
    of 20,000 files stays near a megabyte.
    """

    sha256: bytes
    mark: str

    @classmethod
    def of(cls, content: bytes) -> Sum:
        return cls(hashlib.sha256(content).digest(), hashlib.blake2b(content, digest_size=8).hexdigest())


class SiteFiles(Mapping[str, bytes]):
    """Bytes by address; no address is given twice."""

    @abstractmethod
    def add(self, address: str, content: bytes) -> None:
        """
        Raises:
            ValueError: there is a file of this address.
        """

    def add_all(self, files: Mapping[str, bytes]) -> None:
        """
        Raises:
            ValueError: see ``add``.
        """
        for address, content in files.items():
            self.add(address, content)

    def stand(self, sums: Mapping[str, Sum]) -> bool:  # noqa: ARG002  # in the preview
        """Whether all of these are there from a former run, and are kept; else none of them is, and they are to be added."""
        return False

    def sums(self, addresses: Iterable[str]) -> dict[str, Sum]:
        """The check sums of these files, for ``stand``."""
        return {address: Sum.of(self[address]) for address in addresses}

    def sha256(self, address: str) -> str:
        """The check sum of a file, in hexadecimal."""
        return hashlib.sha256(self[address]).hexdigest()


class HeldFiles(SiteFiles):
    """Files in memory."""

    def __init__(self, contents: Mapping[str, bytes] | None = None) -> None:
        self._contents = dict(contents or {})

    def add(self, address: str, content: bytes) -> None:
        if address in self._contents:
            raise ValueError(f"two sources for {address}")
        self._contents[address] = content

    def __getitem__(self, address: str) -> bytes:
        return self._contents[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class SummedFiles(SiteFiles):
    """Files of which only the check sums are kept here."""

    def __init__(self) -> None:
        self._sums: dict[str, Sum] = {}

    def _summed(self, address: str, content: bytes) -> Sum:
        """The sum of a file that is added, which is kept.

        Raises:
            ValueError: there is a file of this address.
        """
        if address in self._sums:
            raise ValueError(f"two sources for {address}")
        self._sums[address] = Sum.of(content)
        return self._sums[address]

    def sums(self, addresses: Iterable[str]) -> dict[str, Sum]:
        return {address: self._sums[address] for address in addresses}

    def marks(self) -> dict[str, str]:
        """The digests for the mark of the folder, by address."""
        return {address: own.mark for address, own in self._sums.items()}

    def sha256(self, address: str) -> str:
        return self._sums[address].sha256.hex()

    def __iter__(self) -> Iterator[str]:
        return iter(self._sums)

    def __len__(self) -> int:
        return len(self._sums)
