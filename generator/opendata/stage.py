"""The export stage: corpus → the files of ``/data/``: packages of all data, of each plan and topic, and excerpts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from generator.model import Corpus, Plan, Topic
from generator.model.restriction import only, only_topic
from generator.opendata.editions import Edition, edition_of, edition_of_plan, edition_of_topic
from generator.opendata.files import DATA, Download, Exports, TableDownloads
from generator.opendata.formats import Format, Scope, all_formats, archived, formats_of
from generator.opendata.packages.closure import SharedTable, closed
from generator.opendata.packages.describing import (
    CITATION,
    DESCRIPTOR,
    README,
    archive,
    citation_file,
    descriptor,
    download,
    download_of,
    readme,
    rendered,
)
from generator.opendata.packages.excerpts import Excerpts, excerpts
from generator.opendata.packages.own_tables import own_table
from generator.opendata.packages.readable import readable
from generator.opendata.tables import TableData, all_tables, table_data
from generator.remembering import Job, is_remembering, remembered, remembered_and_shared_out
from generator.site_files import HeldFiles, Parcel, SiteFiles
from generator.wording.downloads import ARCHIVE, title_of_duties

T = TypeVar("T")
Outcome = tuple[Parcel, T]
"""What a job makes: a parcel of files, and what is told of them."""
Tables = Sequence[TableData]
TOPIC_TABLES = ("figures", "targets", "observations", "differences", "notes")
"""The fact tables of a topic's package."""
LOCATION_TABLES = ("plans", "clauses")
"""The tables that tell where a fact is printed; in a topic's package they are cut to the rows referred to."""


def export(corpus: Corpus, files: SiteFiles) -> Exports:
    """Adds all data files of ``corpus`` to ``files``, but those for programs beside the tables (``machines``)."""
    edition = edition_of(corpus)
    tables = tables_of(corpus)
    named = {table.name: table for table in tables}
    shared = {table.name: SharedTable(table) for table in tables if table.vocabulary or table.name in LOCATION_TABLES}
    parts = {topic: only_topic(corpus, topic) for topic in corpus.registry.topics.values()}
    topics = {topic: part for topic, part in parts.items() if part.figures}
    databases = formats_of(Scope.PACKAGE)
    job = partial(_job, files)
    outcomes = remembered_and_shared_out(
        [
            *(
                job(("table", table.name), partial(tuple, [table]), edition.uncited, _rendered_table)
                for table in tables
            ),
            *(
                job(
                    ("database", database.suffix), partial(tuple, tables), edition.uncited, partial(_database, database)
                )
                for database in databases
            ),
            *(
                job(
                    ("plan", plan.id),
                    partial(_plan_tables, corpus, plan, shared),
                    edition_of_plan(edition, plan),
                    partial(_plan_package, plan),
                )
                for plan in corpus.plans
            ),
            *(
                job(
                    ("topic", topic.id),
                    partial(_topic_tables, part, shared),
                    edition_of_topic(edition, topic, part),
                    partial(_topic_archive, topic),
                )
                for topic, part in topics.items()
            ),
        ]
    )
    published = tuple(_taken(next(outcomes), files) for _ in tables)
    whole = job(("whole",), partial(tuple, tables), edition, partial(_whole_package, published))
    (archived_whole,) = (_taken(outcome, files) for outcome in remembered_and_shared_out([whole]))
    told_of_databases = tuple(_taken(next(outcomes), files) for _ in databases)
    facts = {table.name: table.facts for table in tables}
    by_plan: dict[str, Download] = {}
    tables_by_plan: dict[str, tuple[TableDownloads, ...]] = {}
    for plan in corpus.plans:
        own, by_plan[plan.id] = _taken(next(outcomes), files)
        # the facts that all share, in place of copies that came from another process
        tables_by_plan[plan.id] = tuple(replace(table, table=facts[table.table.name]) for table in own)
    archives = {topic.id: _taken(next(outcomes), files) for topic in topics}
    outcomes.close()
    figures, duties = readable(named["figures"], named), readable(_duties(named), named)
    names = {indicator.id: indicator.name for indicator in corpus.registry.indicators.values()}
    titles = {unit.id: title_of_duties(unit) for unit in corpus.registry.units.values()}
    canonical = all_formats()[0]
    return Exports(
        tables=published,
        contents=named,
        whole=archived_whole,
        databases=told_of_databases,
        by_plan=by_plan,
        tables_by_plan=tables_by_plan,
        by_topic=archives,
        by_indicator=excerpts(Excerpts("indicators", figures, "indicator_id", names), edition, canonical, files),
        by_unit=excerpts(Excerpts("units", duties, "unit_id", titles), edition, canonical, files),
        excerpt_fields={"indicators": figures.schema["fields"], "units": duties.schema["fields"]},
        files=files,
    )


def _job(
    files: SiteFiles,
    name: tuple[str, ...],
    tables: Callable[[], Tables],
    edition: Edition,
    make: Callable[[Tables, Edition, SiteFiles], Outcome[Any]],
) -> Job[Outcome[Any]]:
    """What is made of these ``tables`` alone, and of the edition."""

    inputs: tuple[object, ...] = ()
    if is_remembering():
        known = tables()  # a process that makes something of them has them by then
        inputs, tables = (repr(edition), *chain.from_iterable(map(_inputs, known))), lambda: known
    return Job(
        ("export", *name),
        inputs,
        lambda: make(tables(), edition, files),
        stands=lambda outcome: files.are_standing(outcome[0].sums),
    )


def _inputs(table: TableData) -> tuple[object, ...]:
    """What the files of a table are made of."""
    return table.name, repr(table.schema), table.source, table.cells


def _digest(*inputs: object) -> bytes:
    return hashlib.sha256(repr(inputs).encode("utf-8", "surrogatepass")).digest()


def _taken(outcome: Outcome[T], files: SiteFiles) -> T:
    """What a job tells, its files being added."""
    parcel, told = outcome
    files.add_parcel(parcel)
    return told


def _rendered_table(tables: Tables, edition: Edition, files: SiteFiles) -> Outcome[TableDownloads]:
    (table,) = tables
    return rendered(table, f"{DATA}{table.name}", formats_of(Scope.TABLE), edition, files)


def _database(database: Format, tables: Tables, edition: Edition, files: SiteFiles) -> Outcome[Download]:
    """One file with all tables, in a format whose scope is the package."""
    address = f"{DATA}{edition.name}{database.suffix}"
    parcel = files.parcel({address: database.chunks(tables, edition)})
    return parcel, download_of(database, address, parcel.size(address))


def _whole_package(
    published: Sequence[TableDownloads], _: Tables, edition: Edition, files: SiteFiles
) -> Outcome[Download]:
    """The package of all ``published`` tables, whose files are there."""
    formats, address = formats_of(Scope.TABLE), f"{DATA}{edition.name}.zip"
    archive_file = archive(_in_formats(published, archived()), edition, archived(), files)
    about = _about(published, edition, DATA, formats, files, indent=2)
    return files.parcel({**about, address: archive_file}), _archive_download(address, archive_file)


def _plan_package(
    plan: Plan, tables: Tables, edition: Edition, files: SiteFiles
) -> Outcome[tuple[tuple[TableDownloads, ...], Download]]:
    folder, formats = f"{DATA}plans/{plan.id}", all_formats()[:1]
    held, every = _held(tables, f"{folder}/", edition)
    published = _in_formats(every, formats)
    archive_file = archive(every, edition, archived(), held)
    parcel = files.parcel(
        {
            **{file.address: held[file.address] for table in published for file in table.downloads},
            **_about(published, edition, f"{folder}/", formats, held),
            f"{folder}.zip": archive_file,
        }
    )
    return parcel, (published, _archive_download(f"{folder}.zip", archive_file))


def _topic_archive(topic: Topic, tables: Tables, edition: Edition, files: SiteFiles) -> Outcome[Download]:
    address = f"{DATA}topics/{topic.id}.zip"
    held, every = _held(tables, "", edition)
    archive_file = archive(every, edition, archived(), held)
    return files.parcel({address: archive_file}), _archive_download(address, archive_file)


def _held(tables: Tables, folder: str, edition: Edition) -> tuple[HeldFiles, tuple[TableDownloads, ...]]:
    """The tables in the formats of archives; each is remembered by itself, since an edit of one reaches most packages."""
    held, every = HeldFiles(), []
    for table in tables:
        stem, told = f"{folder}{table.name}", edition.uncited
        make = partial(rendered, table, stem, archived(), told, held)
        inputs = (_digest(repr(told), *_inputs(table)),) if is_remembering() else ()
        parcel, downloads = remembered(("table of a package", edition.name, stem), inputs, make)
        held.add_parcel(parcel)
        every.append(downloads)
    return held, tuple(every)


def _about(
    published: Sequence[TableDownloads],
    edition: Edition,
    folder: str,
    formats: Sequence[Format],
    files: SiteFiles,
    indent: int | None = None,
) -> dict[str, bytes]:
    """What tells of the ``published`` files in ``folder``, by address. The descriptor is indented by ``indent``, for people,
    or compact.
    """
    return {
        f"{folder}{DESCRIPTOR}": descriptor(edition, published, formats, files, indent),
        f"{folder}{README}": readme(edition, published, formats),
        f"{folder}{CITATION}": citation_file(edition),
    }


def _archive_download(address: str, content: bytes) -> Download:
    return download(address, ".zip", *ARCHIVE, "application/zip", len(content))


def tables_of(corpus: Corpus) -> tuple[TableData, ...]:
    """Every published table of ``corpus``, then the tables that plans have of their own."""
    return (*(table_data(table, corpus) for table in all_tables()), *(own_table(table) for table in corpus.data_tables))


def _plan_tables(corpus: Corpus, plan: Plan, shared: Mapping[str, SharedTable]) -> tuple[TableData, ...]:
    """The tables of a plan with every foreign key resolved within them; empty ones are left out."""
    part = only(corpus, plan)
    tables = [shared[table.name] if table.vocabulary else table_data(table, part) for table in all_tables()]
    return closed([*tables, *(own_table(table) for table in part.data_tables)])


def _topic_tables(part: Corpus, shared: Mapping[str, SharedTable]) -> tuple[TableData, ...]:
    """The fact tables of a topic, closed under references: of all other tables only the rows referred to."""
    tables = [
        shared[table.name] if table.name in shared else table_data(table, part)
        for table in all_tables()
        if table.name in shared or table.name in TOPIC_TABLES
    ]
    return closed(tables)


def _in_formats(published: Iterable[TableDownloads], formats: Sequence[Format]) -> tuple[TableDownloads, ...]:
    """The same tables, in these formats only."""
    suffixes = {one.suffix for one in formats}
    return tuple(
        replace(table, downloads=tuple(file for file in table.downloads if file.suffix in suffixes))
        for table in published
    )


def _duties(published: Mapping[str, TableData]) -> TableData:
    """The duties of units: the join of ``task_units`` with ``tasks`` on ``task_id``."""
    duties, tasks = published["task_units"], published["tasks"]
    by_id = {row[0]: row[1:] for row in tasks.cells}
    fields: list[Mapping[str, Any]] = [*duties.schema["fields"], *tasks.schema["fields"][1:]]
    return TableData(
        name="duties",
        schema={"title": "任务", "description": duties.schema["description"], "fields": fields, "missingValues": [""]},
        cells=tuple((*row, *by_id[row[0]]) for row in duties.cells),
    )
