"""The pages of ``content/pages``: about, method, data guide and whatever a city adds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.linking.names import NameIndex
from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType
from generator.prose.prose import Prose


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    """Names are not linked: these pages speak of all plans."""
    for page in corpus.pages:
        here = address_of(page)
        prose = Prose(corpus, NameIndex(), here)
        yield Page(
            address=here,
            kind="page",
            title=page.title,
            description=page.description,
            nav=("关于", page.title),
            facts={"sections": [(section, prose.html(section.body)) for section in page.sections]},
        )


PAGES = PageType(template="text.html.j2", rank=15, pages=_pages)
