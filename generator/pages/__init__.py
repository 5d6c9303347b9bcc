"""The pages, one type a module: what a page type is, and what one page of it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Any

from generator.charts.preview import Preview, picture
from generator.model import Corpus
from generator.opendata import Exports


@dataclass(frozen=True, slots=True)
class Filled:
    """A file rendered from ``template`` in ``site_templates/`` with ``facts``, as pages are."""

    template: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: ``address`` from the site's root; ``facts`` are the variables of its template.

    ``files`` are published with the page, by address: its data, its pictures. ``preview`` is what its picture says where
    its link is shared; a page without one has the picture of the page ``like``. ``about`` is what it is about, in the terms
    of schema.org.
    """

    address: str
    kind: str
    title: str
    description: str
    facts: Mapping[str, Any]
    plan_id: str = ""
    hide: tuple[str, ...] = ("navigation",)
    files: Mapping[str, bytes | Filled] = field(default_factory=dict)
    preview: Preview | None = None
    like: str = "index.html"
    about: Mapping[str, Any] | None = None

    @property
    def picture(self) -> str:
        """The address of the picture that stands for the page where its link is shared."""
        return f"previews/{(self.address if self.preview else self.like).removesuffix('.html')}.png"

    def own_files(self) -> Mapping[str, bytes | Filled]:
        """``files``, and the picture where the page has one of its own."""
        return {**self.files, self.picture: picture(self.preview)} if self.preview else self.files


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page that is to be made: its address is known before, and any page can be made without the others.

    ``nav`` is its place in the short navigation, outermost title first; empty keeps it out.
    """

    address: str
    make: partial[Page]
    nav: tuple[str, ...] = ()


Specs = Callable[[Corpus, Exports], Iterator[PageSpec]]


def single(address: str, make: Callable[[Corpus, Exports], Page], nav: tuple[str, ...] = ()) -> Specs:
    """The ``pages`` of a type that has one page."""

    def pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
        yield PageSpec(address, partial(make, corpus, exports), nav)

    return pages


@dataclass(frozen=True, slots=True, kw_only=True)
class PageType:
    """``rank`` orders the navigation, where each type has a place of its own; a type whose pages have none there has no
    rank. ``template`` stands in ``site_templates/pages/``.
    """

    template: str
    rank: float = inf
    pages: Specs
