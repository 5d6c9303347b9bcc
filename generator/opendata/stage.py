"""The export stage: corpus → the files of ``/data/``: packages of all data, of each plan and topic, and excerpts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
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
    readme,
    rendered,
)
from generator.opendata.packages.excerpts import Excerpts, excerpts
from generator.opendata.packages.own_tables import own_table
from generator.opendata.packages.readable import readable
from generator.opendata.tables import TableData, all_tables, table_data
from generator.remembering import Job, remembered_and_shared_out
from generator.site_files import HeldFiles, SiteFiles
from generator.wording.downloads import ARCHIVE, title_of_duties

T = TypeVar("T")
Outcome = tuple[Mapping[str, bytes], T]
"""What a job makes: files by address, and what is told of them."""
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
    by_plan = {plan: _plan_tables(only(corpus, plan), shared) for plan in corpus.plans}
    parts = {topic: only_topic(corpus, topic) for topic in corpus.registry.topics.values()}
    by_topic = {topic: _topic_tables(part, shared) for topic, part in parts.items() if part.figures}
    jobs: list[Job[Any]] = [
        *(
            _job("table", [table], edition, partial(_rendered_table, table, DATA, formats_of(Scope.TABLE), edition))
            for table in tables
        ),
        *(
            _job(database.suffix, tables, edition, partial(_database, database, tables, edition))
            for database in formats_of(Scope.PACKAGE)
        ),
    ]
    for plan, own in by_plan.items():
        about = edition_of_plan(edition, plan)
        jobs.append(_job(plan.id, own, about, partial(_plan_package, plan, own, about)))
    for topic, own in by_topic.items():
        about = edition_of_topic(edition, topic, parts[topic])
        jobs.append(_job(topic.id, own, about, partial(_topic_archive, topic, own, about)))
    outcomes = remembered_and_shared_out(jobs)
    collector = _FileCollector(files)
    renderings, contents = collector.rendered(islice(outcomes, len(tables)))
    whole_job = _job("whole", tables, edition, partial(_whole_package, renderings, contents, edition))
    (published, whole) = collector.taken(next(remembered_and_shared_out([whole_job])))
    databases = tuple(collector.taken(outcome) for outcome in islice(outcomes, len(formats_of(Scope.PACKAGE))))
    packages = {plan.id: collector.taken(next(outcomes)) for plan in by_plan}
    archives = {topic.id: collector.taken(next(outcomes)) for topic in by_topic}
    figures, duties = readable(named["figures"], named), readable(_duties(named), named)
    return Exports(
        tables=published,
        whole=whole,
        databases=databases,
        by_plan={plan_id: archived_plan for plan_id, (_, archived_plan) in packages.items()},
        tables_by_plan={plan_id: own for plan_id, (own, _) in packages.items()},
        by_topic=archives,
        by_indicator=collector.excerpts(
            Excerpts(
                "indicators",
                figures,
                "indicator_id",
                {indicator.id: indicator.name for indicator in corpus.registry.indicators.values()},
            ),
            edition,
        ),
        by_unit=collector.excerpts(
            Excerpts(
                "units", duties, "unit_id", {unit.id: title_of_duties(unit) for unit in corpus.registry.units.values()}
            ),
            edition,
        ),
        excerpt_fields={"indicators": figures.schema["fields"], "units": duties.schema["fields"]},
        files=files,
    )


def _job(name: str, tables: Sequence[TableData], edition: Edition, make: Callable[[], T]) -> Job[T]:
    """What is made of these tables alone, and of the edition."""
    inputs = (repr(edition), *(part for table in tables for part in (repr(table.schema), table.source, table.cells)))
    return Job(("export", name, *(table.name for table in tables)), inputs, make)


def _whole_package(
    renderings: Sequence[TableDownloads], contents: Mapping[str, bytes], edition: Edition
) -> Outcome[tuple[tuple[TableDownloads, ...], Download]]:
    collector = _FileCollector(HeldFiles())
    address, formats = f"{DATA}{edition.name}.zip", formats_of(Scope.TABLE)
    package = collector.package(renderings, contents, edition, DATA, address, formats, indent=2)
    return collector.files, package


def _rendered_table(
    table: TableData, folder: str, formats: Sequence[Format], edition: Edition
) -> Outcome[TableDownloads]:
    """The table in each of ``formats``, and in those that only the archive holds."""
    contents: dict[str, bytes] = {}
    every = tuple(dict.fromkeys((*formats, *archived())))
    downloads = rendered(table, f"{folder}{table.name}", every, edition, contents)
    return contents, TableDownloads(table=table, downloads=downloads)


def _database(database: Format, tables: Sequence[TableData], edition: Edition) -> Outcome[Download]:
    """One file with all tables, in a format whose scope is the package."""
    address = f"{DATA}{edition.name}{database.suffix}"
    content = database.render(tables, edition)
    told = download(address, database.suffix, database.label.zh, database.about.zh, database.media_type, content)
    return {address: content}, told


def _plan_package(
    plan: Plan, own: Sequence[TableData], about: Edition
) -> Outcome[tuple[tuple[TableDownloads, ...], Download]]:
    folder = f"{DATA}plans/{plan.id}"
    formats = all_formats()[:1]
    collector = _FileCollector(HeldFiles())
    renderings, contents = collector.rendered(_rendered_table(table, f"{folder}/", formats, about) for table in own)
    package = collector.package(renderings, contents, about, f"{folder}/", f"{folder}.zip", formats)
    return collector.files, package


def _topic_archive(topic: Topic, tables: Sequence[TableData], about: Edition) -> Outcome[Download]:
    collector = _FileCollector(HeldFiles())
    renderings, contents = collector.rendered(_rendered_table(table, "", (), about) for table in tables)
    return collector.files, collector.archived(renderings, about, contents, f"{DATA}topics/{topic.id}.zip")


def tables_of(corpus: Corpus) -> tuple[TableData, ...]:
    """Every published table of ``corpus``, then the tables that plans have of their own."""
    return (*(table_data(table, corpus) for table in all_tables()), *(own_table(table) for table in corpus.data_tables))


def _plan_tables(part: Corpus, shared: Mapping[str, SharedTable]) -> tuple[TableData, ...]:
    """The tables of a part of the corpus with every foreign key resolved within them; empty ones are left out."""
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


@dataclass(frozen=True, slots=True)
class _FileCollector:
    """Puts packages together and adds their files to ``files``."""

    files: SiteFiles

    def taken(self, outcome: Outcome[T]) -> T:
        """What a job tells, its files being added."""
        files, told = outcome
        self.files.add_all(files)
        return told

    @staticmethod
    def rendered(outcomes: Iterable[Outcome[TableDownloads]]) -> tuple[tuple[TableDownloads, ...], dict[str, bytes]]:
        """The tables, and their files by address, of which some are only for the archive."""
        renderings: list[TableDownloads] = []
        contents: dict[str, bytes] = {}
        for files, table in outcomes:
            contents.update(files)
            renderings.append(table)
        return tuple(renderings), contents

    def package(
        self,
        renderings: Sequence[TableDownloads],
        contents: Mapping[str, bytes],
        edition: Edition,
        folder: str,
        address: str,
        formats: Sequence[Format],
        indent: int | None = None,
    ) -> tuple[tuple[TableDownloads, ...], Download]:
        """The tables in ``folder`` in each of ``formats``, with their descriptor, and the archive at ``address``.

        The descriptor is indented by ``indent``, for people, or compact.
        """
        published = _in_formats(renderings, formats)
        self.files.add_all({file.address: contents[file.address] for table in published for file in table.downloads})
        self.files.add(f"{folder}{DESCRIPTOR}", descriptor(edition, published, formats, contents, indent))
        self.files.add(f"{folder}{README}", readme(edition, published, formats))
        self.files.add(f"{folder}{CITATION}", citation_file(edition))
        return published, self.archived(renderings, edition, contents, address)

    def archived(
        self, renderings: Sequence[TableDownloads], edition: Edition, contents: Mapping[str, bytes], address: str
    ) -> Download:
        """The archive at ``address``."""
        content = archive(_in_formats(renderings, archived()), edition, archived(), contents)
        self.files.add(address, content)
        return download(address, ".zip", *ARCHIVE, "application/zip", content)

    def excerpts(self, request: Excerpts, edition: Edition) -> dict[str, tuple[Download, ...]]:
        """The canonical CSV file of each key, by key."""
        files, downloads = excerpts(request, edition, f"{DATA}{request.folder}/", all_formats()[0])
        self.files.add_all(files)
        return downloads


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
