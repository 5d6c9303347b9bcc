"""The built site → ``pagefind/`` in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Corpus
from generator.opendata import Exports
from generator.search.engine import pagefind
from generator.search.packing import packed
from generator.search.postings import asked_for, places_of
from generator.search.records import SearchRecord, by_page, records_of
from generator.search.store import KINDS, stored
from generator.search.things import Thing, things
from generator.search.years import years_in
from generator.writing.guard import OwnFolder
from generator.writing.staging import write_tree

UNSEARCHED_PAGES = {"404.html", "search.html"}
ROOT, ENTRY = "pagefind", "entry.json"
PROGRAM = Path(__file__).parent
ORDER = {kind: place for place, kind in enumerate(KINDS)}
COMMON = 20
"""A heading that more records have than this is part of the frame of a page, and says nothing of what it is about."""


def build_index(finished: OwnFolder, kept: OwnFolder, corpus: Corpus, exports: Exports) -> None:
    """Indexes every page of the site ``finished`` that has an article, and the things on it.

    ``kept`` is a folder for what is kept from one build to the next: where nothing that is searched has changed, the
    index of the last build serves again.

    Raises:
        StageError: no page can be searched, or the indexer failed.
    """
    site = finished.path
    found = tuple(things(corpus, exports))
    pages = {
        address: page.read_bytes()
        for page in sorted(site.rglob("*.html"))
        if (address := page.relative_to(site).as_posix()) not in UNSEARCHED_PAGES
    }
    state = _state(pages, found)
    if not kept.is_complete or not (kept.path / state).is_dir():
        made = records(pages, found)
        if not made:
            raise StageError(_nothing_to_search())
        with tempfile.TemporaryDirectory() as work:
            files = indexed(made, corpus, Path(work))
        write_tree(kept, {f"{state}/{name}": content for name, content in files.items()})
    index = [file.relative_to(kept.path) for file in (kept.path / state).rglob("*") if file.is_file()]
    finished.will_hold([f"{ROOT}/{ENTRY}", *(f"{ROOT}/{file.as_posix()}" for file in index)])
    for file in index:
        (site / ROOT / file).parent.mkdir(parents=True, exist_ok=True)
        _link(kept.path / file, site / ROOT / file)
    sites = [{"name": each.name, "address": each.address} for each in corpus.site.search_also]
    entry = {"state": state, "name": corpus.site.name, "sites": sites}
    (site / ROOT / ENTRY).write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def records(pages: Mapping[str, bytes], found: Iterable[Thing]) -> tuple[SearchRecord, ...]:
    """What is found on ``pages``, by kind; of one kind the shorter titles first, which come nearer to what is typed, and
    of these the longer texts, which have more to say of it.
    """
    known = by_page(found)
    made = [each for address, page in pages.items() for each in records_of(page, address, known.get(address, {}))]
    often = Counter(heading for record in made for heading in set(record.headings))
    plain = [
        replace(each, headings=tuple(heading for heading in each.headings if often[heading] <= COMMON)) for each in made
    ]
    return tuple(sorted(plain, key=_order))


def _order(record: SearchRecord) -> tuple[int, int, int, str]:
    thing = record.thing
    return ORDER[thing.kind], len(thing.title), -len(record.text), thing.address


def indexed(made: Sequence[SearchRecord], corpus: Corpus, work: Path) -> dict[str, bytes]:
    """The files of the search for ``made``, by name; ``work`` is a folder for what does not stay.

    Raises:
        StageError: the engine cannot read the index.
    """
    engine = pagefind(work)
    places = places_of(made)
    return {
        **engine.files(len(made)),
        **packed(asked_for(places, [record.length for record in made]), len(made), engine.version),
        **dict(stored(corpus, made, years_in(places))),
    }


def _state(pages: Mapping[str, bytes], found: Iterable[Thing]) -> str:
    """A short name for all that the index is made of: pages, things, and the program that makes it."""
    digest = hashlib.sha256()
    for source in sorted(PROGRAM.iterdir()):
        if source.is_file():
            digest.update(source.read_bytes())
    for address, page in pages.items():
        digest.update(address.encode() + b"\0" + hashlib.sha256(page).digest())
    digest.update(repr(tuple(found)).encode())
    return digest.hexdigest()[:12]


def _link(source: Path, target: Path) -> None:
    """The same file once more, where the disk can do so without writing it again."""
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
