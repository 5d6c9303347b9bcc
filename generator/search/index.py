"""The pages of the site → its search index, in the folder ``search/``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus, Site
from generator.opendata import Exports
from generator.remembering import Job, is_remembering, remembered_and_shared_out
from generator.search.entities import Entity, entities
from generator.search.fields import Field, Zone, searched_fields
from generator.search.names import NAMES_SIZE, characters_of_names
from generator.search.packing import SHARD_SIZE, SHORT_SIZE, Shards
from generator.search.postings import RARITIES, inverted, parted
from generator.search.records import PART_SIZE, SearchRecord, by_page, records_of
from generator.search.store import TEXT_SIZE, FacetNames, NamedFiles, facet_names, stored, traditional
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
    name = ""
    for name, content in indexed(searchable, subjects.facet_names):
        files.add(f"{ROOT}/{name}", content)
    sites = [{"name": sister.name, "address": sister.address} for sister in subjects.site.search_also]
    entry = {"format": FORMAT, "index": name, "name": subjects.site.name, "sites": sites}
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
    return records_of(files[page], page, known.get(page, {}))


def indexed(searchable: Sequence[SearchRecord], names_of_facets: FacetNames) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the shards and stored fields for the records, ``index`` the last."""
    files = NamedFiles()
    fields = searched_fields(searchable)
    facts = {"part": PART_SIZE, "rarities": RARITIES, **years_in(fields)}
    yield files.named("", "traditional", traditional(fields[0].alphabet()))
    scale = GROWTH ** (len(searchable) // MANY_RECORDS).bit_length()
    characters, names = characters_of_names(fields[Zone.TITLE - 1], searchable)
    facts["characters"] = characters
    series = Shards(round(NAMES_SIZE * scale))
    yield from files.shards("names", chain(series.added(names), series.rest()))
    yield from _lists(fields, files, scale)
    del fields, names, series
    yield from stored(names_of_facets, searchable, facts, files, round(TEXT_SIZE * scale))


def _lists(fields: Sequence[Field], files: NamedFiles, scale: float) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the shards of posting lists."""
    long, short = Shards(round(SHARD_SIZE * scale), of_pairs=True), Shards(round(SHORT_SIZE * scale))
    for postings in inverted(fields):
        for_long, for_short = parted(postings)
        yield from files.shards("grams", long.added(for_long))
        yield from files.shards("short", short.added(for_short))
    yield from files.shards("grams", long.rest())
    yield from files.shards("short", short.rest())


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
