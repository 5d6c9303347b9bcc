"""The pages of the site → its search index, in the folder ``search/``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus
from generator.opendata import Exports
from generator.remembering import Job, remembered_and_shared_out
from generator.search.entities import Entity, entities
from generator.search.fields import searched_fields
from generator.search.packing import shards
from generator.search.postings import RARITIES, inverted
from generator.search.records import PART_SIZE, SearchRecord, by_page, records_of
from generator.search.store import stored
from generator.search.years import years_in
from generator.site_files import SiteFiles

UNSEARCHED_PAGES = {"404.html", "search.html"}
ROOT, ENTRY = "search", "entry.json"
FORMAT = 1
"""The version of the index's format, for other sites that search this one."""
INDEXER = Path(__file__).parent
"""The indexer's source folder: its content is part of what names a state."""


def build_index(corpus: Corpus, exports: Exports) -> None:
    """Indexes every page of the site that has an ``<article>``, and the entities on it, and adds the index to the files.

    Raises:
        StageError: no page can be searched.
    """
    files = exports.files
    results = tuple(entities(corpus, exports))
    pages = [address for address in sorted(files) if address.endswith(".html") and address not in UNSEARCHED_PAGES]
    state = _state(files, pages, results)
    searchable = records(files, pages, results)
    if not searchable:
        raise StageError(_nothing_to_search())
    for name, content in indexed(searchable, corpus):
        files.add(f"{ROOT}/{state}/{name}", content)
    sites = [{"name": sister.name, "address": sister.address} for sister in corpus.site.search_also]
    entry = {"format": FORMAT, "state": state, "name": corpus.site.name, "sites": sites}
    files.add(f"{ROOT}/{ENTRY}", json.dumps(entry, ensure_ascii=False).encode("utf-8"))


def records(files: SiteFiles, pages: Sequence[str], results: Iterable[Entity]) -> tuple[SearchRecord, ...]:
    """The search records of the ``pages`` among the files, in the order of the pages: what is near each other in print is
    stored together.
    """
    known = by_page(results)
    jobs = [
        Job(("records", page), (files.sum(page).sha256, repr(known.get(page))), partial(_records, files, page, known))
        for page in pages
    ]
    return tuple(record for own in remembered_and_shared_out(jobs) for record in own)


def _records(files: SiteFiles, page: str, known: Mapping[str, Mapping[str, Entity]]) -> list[SearchRecord]:
    return records_of(files[page], page, known.get(page, {}))


def indexed(searchable: Sequence[SearchRecord], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the shards and stored fields for the records."""
    fields = searched_fields(searchable)
    names = []
    for number, (name, content) in enumerate(shards(inverted(fields))):
        yield f"grams/{number}.bin", content
        names.append(name)
    facts = {"part": PART_SIZE, "rarities": RARITIES, **years_in(fields)}
    yield from stored(corpus, searchable, names, facts)


def _state(files: SiteFiles, pages: Iterable[str], results: Iterable[Entity]) -> str:
    """The name of this state of the index, by what it is made from (pages, entities and the indexer's own source): 12
    hexadecimal digits.
    """
    digest = hashlib.sha256()
    for source in sorted(INDEXER.iterdir()):
        if source.is_file():
            digest.update(source.read_bytes())
    for address in pages:
        digest.update(f"{address}\0{files.sum(address).sha256}".encode())
    digest.update(repr(tuple(results)).encode())
    return digest.hexdigest()[:12]


def _nothing_to_search() -> Diagnostic:
    return Diagnostic(
        where=Location("mkdocs.yml"),
        code="search-index",
        what=Text("no page of the site can be searched", "网站没有一页可以搜索"),
        expected=Text(
            "pages with an <article>, as the theme “material” makes them", "含 <article> 的页面，如 material 主题生成的"
        ),
        fix=Text("restore “theme” in mkdocs.yml", "请恢复 mkdocs.yml 里的 theme"),
    )
