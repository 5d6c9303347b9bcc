"""What is said once about the whole site: whose it is, what it publishes, under which licence and version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Location
from generator.model.registry import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class SisterSite:
    """Another city's site that is searched together with this one; ``address`` ends in a slash and may be relative."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``address`` is where this build will stand, if that is known; ``own_address`` what the settings say of it, which
    data files name: they are the same wherever they are built.
    """

    name: str
    name_en: str
    tagline: str
    description: str
    description_en: str
    address: str
    own_address: str
    region: Region
    publisher: str
    publication: str
    report_address: str
    search_also: tuple[SisterSite, ...]
    data_version: str
    data_date: date | None
    licence_name: str
    licence_title: str
    licence_address: str
    released: bool
    where: Location

    @property
    def day(self) -> date:
        """The date of the data.

        Raises:
            ValueError: the settings give none; then they have a finding, and nothing is published.
        """
        if self.data_date is None:
            raise ValueError(f"{self.where} gives no date of the data")
        return self.data_date

    @property
    def version(self) -> str:
        """The version in what is published for programs: data that is not released, and may still change, is ``1.0.1-dev``."""
        return self.data_version if self.released else f"{self.data_version}-dev"

    @property
    def edition(self) -> str:
        """The data version as it is cited: one that is not released may still change, and says so."""
        return self.data_version if self.released else f"{self.data_version}（未定版）"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSection:
    """A stretch of a page's text under its heading; ``level`` is 1 for ``##``, 0 before the first heading.

    ``anchor`` is empty where none is written; ``body`` starts at line ``body_line`` of the file.
    """

    level: int
    heading: str
    anchor: str
    body: str
    body_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page of ``content/pages``: its address is its file name."""

    id: str
    title: str
    description: str
    sections: tuple[TextSection, ...]
    where: Location
