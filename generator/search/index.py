"""The built site → its search index, in the folder ``search/`` of the site."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus
from generator.opendata import Exports
from generator.parallel import shared_out
from generator.search.entities import Entity, entities
from generator.search.packing import shards
from generator.search.postings import RARITIES, inverted
from generator.search.records import PART_SIZE, SearchRecord, by_page, records_of
from generator.search.store import stored
from generator.search.years import years_in
from generator.writing.guard import OwnFolder
from generator.writing.staging import write_tree

UNSEARCHED_PAGES = {"404.html", "search.html"}
ROOT, ENTRY = "search", "entry.json"
FORMAT = 1
"""The version of the index's format, for other sites that search this one."""
INDEXER = Path(__file__).parent
"""The indexer's source folder: its content is part of the cache key."""
MOST_WITH_HEADING = 20
"""A heading that occurs in more records than this is boilerplate of the page template and is not indexed."""


def build_index(finished: OwnFolder, cache: OwnFolder, corpus: Corpus, exports: Exports) -> None:
    """Indexes every page of the site ``finished`` that has an ``<article>``, and the entities on it.

    ``cache`` keeps the index from one build to the next, in a folder named after its cache key: where neither pages nor
    entities nor the indexer have changed, the index is reused.

    Raises:
        StageError: no page can be searched.
    """
    site = finished.path
    results = tuple(entities(corpus, exports))
    pages = {
        address: page.read_bytes()
        for page in sorted(site.rglob("*.html"))
        if (address := page.relative_to(site).as_posix()) not in UNSEARCHED_PAGES
    }
    state = _cache_key(pages, results)
    if not cache.is_complete or not (cache.path / state).is_dir():
        searchable = records(pages, results)
        if not searchable:
            raise StageError(_nothing_to_search())
        files = indexed(searchable, corpus)
        write_tree(cache, {f"{state}/{name}": content for name, content in files.items()})
    index = [file.relative_to(cache.path) for file in (cache.path / state).rglob("*") if file.is_file()]
    finished.will_hold([f"{ROOT}/{ENTRY}", *(f"{ROOT}/{file.as_posix()}" for file in index)])
    for file in index:
        (site / ROOT / file).parent.mkdir(parents=True, exist_ok=True)
        _link(cache.path / file, site / ROOT / file)
    sites = [{"name": sister.name, "address": sister.address} for sister in corpus.site.search_also]
    entry = {"format": FORMAT, "state": state, "name": corpus.site.name, "sites": sites}
    (site / ROOT / ENTRY).write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def records(pages: Mapping[str, bytes], results: Iterable[Entity]) -> tuple[SearchRecord, ...]:
    """The search records of ``pages`` (HTML by address), in the order of the pages: what is near each other in print is
    stored together.
    """
    known = by_page(results)
    parsed = shared_out(lambda address: records_of(pages[address], address, known.get(address, {})), list(pages))
    every = [record for own in parsed for record in own]
    frequency = Counter(heading for record in every for heading in set(record.headings))
    return tuple(
        replace(record, headings=tuple(name for name in record.headings if frequency[name] <= MOST_WITH_HEADING))
        for record in every
    )


def indexed(searchable: Sequence[SearchRecord], corpus: Corpus) -> dict[str, bytes]:
    """File name → bytes of the shards and stored fields for the records."""
    index = inverted(searchable)
    files, names = {}, []
    for number, (name, content) in enumerate(shards(index)):
        files[f"grams/{number}.bin"] = content
        names.append(name)
    facts = {"part": PART_SIZE, "rarities": RARITIES, **years_in(index)}
    return {**files, **dict(stored(corpus, searchable, names, facts))}


def _cache_key(pages: Mapping[str, bytes], results: Iterable[Entity]) -> str:
    """The content hash of the index's inputs (pages, entities and the indexer's own source): 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for source in sorted(INDEXER.iterdir()):
        if source.is_file():
            digest.update(source.read_bytes())
    for address, page in pages.items():
        digest.update(address.encode() + b"\0" + hashlib.sha256(page).digest())
    digest.update(repr(tuple(results)).encode())
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
