"""The pages of the site → its search index, in the folder ``search/``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus, Site
from generator.opendata import Exports
from generator.remembering import Job, is_remembering, remembered, remembered_and_shared_out
from generator.search.entities import Entity, entities
from generator.search.fields import Zone, searched_fields
from generator.search.names import NAMES_SIZE, characters_of_names
from generator.search.packing import SHARD_SIZE, SHORT_SIZE, Shards
from generator.search.postings import RARITIES, inverted, parted
from generator.search.records import PART_SIZE, SearchRecord, by_page, read_of, records_of
from generator.search.store import TEXT_SIZE, FacetNames, NamedFiles, facet_names, index_of, texts, traditional
from generator.search.years import years_in
from generator.site_files import SiteFiles

UNSEARCHED_PAGES = {"404.html", "search.html"}
ROOT, ENTRY = "search", "entry.json"
FORMAT = 3
"""The version of the index's format, for other sites that search this one."""

GROWTH, MANY_RECORDS = 1.08, 4_096
"""Files are larger by that factor where there are so many records, and again at twice as many, and so on: ``index`` names them
all, and is loaded before the first answer.
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is known of the pages of a site beside what they say: the ``results`` on them, and the names of the facets."""

    site: Site
    results: tuple[Entity, ...]
    facet_names: FacetNames


def searched(corpus: Corpus, exports: Exports) -> Searched:
    """What the index takes from the corpus."""
    return Searched(corpus.site, tuple(entities(corpus, exports)), facet_names(corpus))


def build_index(subjects: Searched, files: SiteFiles) -> None:
    """Indexes every page of the site that has an ``<article>``, and the results on it, and adds the index to the files.

    Raises:
        StageError: no page can be searched.
    """
    pages = [address for address in sorted(files) if address.endswith(".html") and address not in UNSEARCHED_PAGES]
    searchable = records(files, pages, subjects.results)
    if not searchable:
        raise StageError(_nothing_to_search())
    made = indexed(searchable, subjects.facet_names)
    files.add_all({f"{ROOT}/{name}": content for name, content in made.items()})
    sites = [{"name": sister.name, "address": sister.address} for sister in subjects.site.search_also]
    entry = {"format": FORMAT, "index": [*made][-1], "name": subjects.site.name, "sites": sites}
    files.add(f"{ROOT}/{ENTRY}", json.dumps(entry, ensure_ascii=False).encode("utf-8"))


def records(files: SiteFiles, pages: Sequence[str], results: Iterable[Entity]) -> tuple[SearchRecord, ...]:
    """The search records of the ``pages`` among the files, in the order of the pages: what is near each other in print is
    stored together.
    """
    known = by_page(results)
    jobs = [
        Job(
            ("records", page),
            (files.sum(page), repr(known.get(page))) if is_remembering() else (),
            partial(_records, files, page, known),
        )
        for page in pages
    ]
    entities = {entity.address: entity for own in known.values() for entity in own.values()}
    made = tuple(record for own in remembered_and_shared_out(jobs) for record in own)
    for record in made:  # what comes from another process is a copy
        record.entity = entities.get(record.entity.address, record.entity)
    return made


def _records(files: SiteFiles, page: str, known: Mapping[str, Mapping[str, Entity]]) -> list[SearchRecord]:
    """The records of a page, remembered also where only its frame is another one."""
    content, entities = files[page], known.get(page, {})
    inputs = (hashlib.sha256(read_of(content)).digest(), repr(entities)) if is_remembering() else ()
    return remembered(("records of article", page), inputs, partial(records_of, content, page, entities))


def indexed(searchable: Sequence[SearchRecord], names_of_facets: FacetNames) -> Mapping[str, bytes]:
    """The shards and stored fields for the records by file name, ``index`` the last."""
    scale = GROWTH ** (len(searchable) // MANY_RECORDS).bit_length()
    facts: dict[str, Any] = {"part": PART_SIZE, "rarities": RARITIES}
    files = NamedFiles()
    parts = {"lists": _lists, "texts": _texts}
    jobs = [Job(("index", name), (searchable,), partial(part, searchable, scale)) for name, part in parts.items()]
    for told, made in remembered_and_shared_out(jobs):
        facts |= told
        files.add_all(made)
    name, content = index_of(names_of_facets, searchable, facts, files)
    return {**files.contents, name: content}


def _lists(searchable: Sequence[SearchRecord], scale: float) -> tuple[dict[str, Any], NamedFiles]:
    """What queries are looked up in, with what ``index`` tells of it."""
    fields, files = searched_fields(searchable), NamedFiles()
    files.add("", "traditional", traditional(fields[0].alphabet()))
    characters, names = characters_of_names(fields[Zone.TITLE - 1], searchable)
    series = Shards("names", round(NAMES_SIZE * scale))
    files.add_shards("names", chain(series.added(names), series.rest()))
    long, short = Shards("grams", round(SHARD_SIZE * scale), of_pairs=True), Shards("short", round(SHORT_SIZE * scale))
    for postings in inverted(fields):
        for_long, for_short = parted(postings)
        files.add_shards("grams", long.added(for_long))
        files.add_shards("short", short.added(for_short))
    files.add_shards("grams", long.rest())
    files.add_shards("short", short.rest())
    return {**years_in(fields), "characters": characters}, files


def _texts(searchable: Sequence[SearchRecord], scale: float) -> tuple[dict[str, Any], NamedFiles]:
    """What results are shown from, with what ``index`` tells of it."""
    return texts(searchable, round(TEXT_SIZE * scale))


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
