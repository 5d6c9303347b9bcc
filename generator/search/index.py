"""The built site → its search index, in the folder ``search/`` of the site."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus
from generator.opendata import Exports
from generator.parallel import shared_out
from generator.search.entities import Entity, entities
from generator.search.fields import searched_fields
from generator.search.packing import shards
from generator.search.postings import RARITIES, inverted
from generator.search.records import PART_SIZE, SearchRecord, by_page, records_of
from generator.search.store import stored
from generator.search.years import years_in
from generator.writing.guard import OwnFolder, naming
from generator.writing.staging import write_files, write_tree

UNSEARCHED_PAGES = {"404.html", "search.html"}
ROOT, ENTRY = "search", "entry.json"
FORMAT = 1
"""The version of the index's format, for other sites that search this one."""
INDEXER = Path(__file__).parent
"""The indexer's source folder: its content is part of the cache key."""


def build_index(finished: OwnFolder, cache: OwnFolder, corpus: Corpus, exports: Exports) -> None:
    """Indexes every page of the site ``finished`` that has an ``<article>``, and the entities on it.

    ``cache`` keeps the index from one build to the next, in a folder named after its cache key: where neither pages nor
    entities nor the indexer have changed, the index is reused.

    Raises:
        StageError: no page can be searched.
    """
    site = finished.path
    results = tuple(entities(corpus, exports))
    pages = pages_of(site)
    state = _cache_key(pages, results)
    if not cache.is_complete or not (cache.path / state).is_dir():
        searchable = records(pages, results)
        if not searchable:
            raise StageError(_nothing_to_search())
        write_tree(cache, {})
        with naming(cache.path):
            write_files(cache, ((f"{state}/{name}", content) for name, content in indexed(searchable, corpus)))
            cache.finish()
    index = [file.relative_to(cache.path) for file in (cache.path / state).rglob("*") if file.is_file()]
    finished.will_hold([f"{ROOT}/{ENTRY}", *(f"{ROOT}/{file.as_posix()}" for file in index)])
    for file in index:
        (site / ROOT / file).parent.mkdir(parents=True, exist_ok=True)
        _link(cache.path / file, site / ROOT / file)
    sites = [{"name": sister.name, "address": sister.address} for sister in corpus.site.search_also]
    entry = {"format": FORMAT, "state": state, "name": corpus.site.name, "sites": sites}
    (site / ROOT / ENTRY).write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def pages_of(site: Path) -> dict[str, Path]:
    """The pages that are searched, by address."""
    return {
        address: page
        for page in sorted(site.rglob("*.html"))
        if (address := page.relative_to(site).as_posix()) not in UNSEARCHED_PAGES
    }


def records(pages: Mapping[str, Path], results: Iterable[Entity]) -> tuple[SearchRecord, ...]:
    """The search records of ``pages`` (files by address), in the order of the pages: what is near each other in print is
    stored together.
    """
    known = by_page(results)
    read = shared_out(
        lambda page: records_of(page[1].read_bytes(), page[0], known.get(page[0], {})), list(pages.items())
    )
    return tuple(record for own in read for record in own)


def indexed(searchable: Sequence[SearchRecord], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the shards and stored fields for the records."""
    fields = searched_fields(searchable)
    names = []
    for number, (name, content) in enumerate(shards(inverted(fields))):
        yield f"grams/{number}.bin", content
        names.append(name)
    facts = {"part": PART_SIZE, "rarities": RARITIES, **years_in(fields)}
    yield from stored(corpus, searchable, names, facts)


def _cache_key(pages: Mapping[str, Path], results: Iterable[Entity]) -> str:
    """The content hash of the index's inputs (pages, entities and the indexer's own source): 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for source in sorted(INDEXER.iterdir()):
        if source.is_file():
            digest.update(source.read_bytes())
    for address, page in pages.items():
        digest.update(address.encode() + b"\0" + hashlib.sha256(page.read_bytes()).digest())
    for entity in results:
        digest.update(repr(entity).encode())
    return digest.hexdigest()[:12]


def _link(source: Path, target: Path) -> None:
    """Hard-links ``target`` to ``source``, or copies it where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


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
