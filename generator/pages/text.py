"""The pages of ``content/pages``: about, method, data guide and whatever a city adds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.linking.addresses import address_of
from generator.linking.names import NameIndex
from generator.model import Corpus, TextPage
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.prose.prose import Prose


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for page in corpus.pages:
        yield PageSpec(address_of(page), partial(_page, corpus, page), ("关于", page.title))


def _page(corpus: Corpus, page: TextPage) -> Page:
    """Names are not linked: these pages speak of all plans."""
    here = address_of(page)
    prose = Prose(corpus, NameIndex(), here)
    return Page(
        address=here,
        kind="page",
        title=page.title,
        description=page.description,
        facts={"sections": [(section, prose.html(section.body)) for section in page.sections]},
    )


PAGES = PageType(template="text.html.j2", rank=15, pages=_pages)
