"""The export stage: corpus → the files of ``/data/``: packages of all data, of each plan and topic, and excerpts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model import Corpus
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
from generator.wording.downloads import ARCHIVE, title_of_duties

TOPIC_TABLES = ("figures", "targets", "observations", "differences", "notes")
"""The fact tables of a topic's package."""
LOCATION_TABLES = ("plans", "clauses")
"""The tables that tell where a fact is printed; in a topic's package they are cut to the rows referred to."""


def export(corpus: Corpus) -> Exports:
    """All data files of ``corpus``, without those for programs beside the tables (``machines``)."""
    collector = _FileCollector()
    edition = edition_of(corpus)
    tables = tables_of(corpus)
    named = {table.name: table for table in tables}
    shared = {table.name: SharedTable(table) for table in tables if table.vocabulary or table.name in LOCATION_TABLES}
    published, whole = collector.package(
        tables, edition, DATA, f"{DATA}{edition.name}.zip", formats_of(Scope.TABLE), indent=2
    )
    databases = tuple(collector.database(database, tables, edition) for database in formats_of(Scope.PACKAGE))
    by_plan, tables_by_plan, by_topic = {}, {}, {}
    for plan in corpus.plans:
        own, about, folder = (
            _plan_tables(only(corpus, plan), shared),
            edition_of_plan(edition, plan),
            f"{DATA}plans/{plan.id}",
        )
        tables_by_plan[plan.id], by_plan[plan.id] = collector.package(
            own, about, f"{folder}/", f"{folder}.zip", all_formats()[:1]
        )
    for topic in corpus.registry.topics.values():
        part = only_topic(corpus, topic)
        if part.figures:
            about = edition_of_topic(edition, topic, part)
            by_topic[topic.id] = collector.archive(_topic_tables(part, shared), about, f"{DATA}topics/{topic.id}.zip")
    figures, duties = readable(named["figures"], named), readable(_duties(named), named)
    return Exports(
        tables=published,
        whole=whole,
        databases=databases,
        by_plan=by_plan,
        tables_by_plan=tables_by_plan,
        by_topic=by_topic,
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
        files=dict(sorted(collector.files.items())),
    )


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
    """Renders packages and collects their ``files`` by address."""

    files: dict[str, bytes] = field(default_factory=dict)

    def package(
        self,
        tables: Sequence[TableData],
        edition: Edition,
        folder: str,
        address: str,
        formats: Sequence[Format],
        indent: int | None = None,
    ) -> tuple[tuple[TableDownloads, ...], Download]:
        """The tables in ``folder`` in each of ``formats``, with their descriptor, and the archive at ``address``.

        The descriptor is indented by ``indent``, for people, or compact.

        Formats that only the archive holds are rendered as well, but not published as files of their own.
        """
        contents: dict[str, bytes] = {}
        every = tuple(dict.fromkeys((*formats, *archived())))
        renderings = _rendered(tables, edition, folder, every, contents)
        published = _in_formats(renderings, formats)
        addresses = {file.address for table in published for file in table.downloads}
        self.files.update((path, content) for path, content in contents.items() if path in addresses)
        self.files[f"{folder}{DESCRIPTOR}"] = descriptor(edition, published, formats, contents, indent)
        self.files[f"{folder}{README}"] = readme(edition, published, formats)
        self.files[f"{folder}{CITATION}"] = citation_file(edition)
        return published, self._archived(renderings, edition, contents, address)

    def archive(self, tables: Sequence[TableData], edition: Edition, address: str) -> Download:
        """The archive at ``address`` alone."""
        contents: dict[str, bytes] = {}
        return self._archived(_rendered(tables, edition, "", archived(), contents), edition, contents, address)

    def _archived(
        self, renderings: Sequence[TableDownloads], edition: Edition, contents: Mapping[str, bytes], address: str
    ) -> Download:
        self.files[address] = archive(_in_formats(renderings, archived()), edition, archived(), contents)
        return download(address, ".zip", *ARCHIVE, "application/zip", self.files[address])

    def database(self, database: Format, tables: Sequence[TableData], edition: Edition) -> Download:
        """One file with all tables, in a format whose scope is the package."""
        address = f"{DATA}{edition.name}{database.suffix}"
        content = self.files[address] = database.render(tables, edition)
        return download(address, database.suffix, database.label.zh, database.about.zh, database.media_type, content)

    def excerpts(self, request: Excerpts, edition: Edition) -> dict[str, tuple[Download, ...]]:
        """The canonical CSV file of each key, by key."""
        files, downloads = excerpts(request, edition, f"{DATA}{request.folder}/", all_formats()[0])
        self.files.update(files)
        return downloads


def _rendered(
    tables: Iterable[TableData], edition: Edition, folder: str, formats: Sequence[Format], contents: dict[str, bytes]
) -> tuple[TableDownloads, ...]:
    """Renders the tables into ``contents``, by address."""
    return tuple(
        TableDownloads(table=table, downloads=rendered(table, f"{folder}{table.name}", formats, edition, contents))
        for table in tables
    )


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
