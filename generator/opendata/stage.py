"""The export stage: corpus → the files of ``/data/``, whole, per plan, topic, indicator and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model import Corpus
from generator.model.restriction import only, only_topic
from generator.opendata.editions import Edition, edition_of, edition_of_plan, edition_of_topic
from generator.opendata.files import DATA, Download, Exports, TableDownloads
from generator.opendata.formats import Format, Scope, all_formats, archived, formats_of
from generator.opendata.packages.closure import closed
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

OF_A_TOPIC = ("figures", "targets", "observations", "differences", "notes")
WHERE = ("plans", "clauses")


def export(corpus: Corpus) -> Exports:
    work = _Work()
    edition = edition_of(corpus)
    tables = tables_of(corpus)
    named = {table.name: table for table in tables}
    published, whole = work.package(tables, edition, DATA, f"{DATA}{edition.name}.zip", formats_of(Scope.TABLE))
    databases = tuple(work.database(each, tables, edition) for each in formats_of(Scope.PACKAGE))
    by_plan, tables_by_plan, by_topic = {}, {}, {}
    for plan in corpus.plans:
        own, about, folder = _rows(only(corpus, plan)), edition_of_plan(edition, plan), f"{DATA}plans/{plan.id}"
        tables_by_plan[plan.id], by_plan[plan.id] = work.package(
            own, about, f"{folder}/", f"{folder}.zip", all_formats()[:1]
        )
    for topic in corpus.registry.topics.values():
        part = only_topic(corpus, topic)
        if part.figures:
            about = edition_of_topic(edition, topic, part)
            by_topic[topic.id] = work.archive(_of_topic(part), about, f"{DATA}topics/{topic.id}.zip")
    figures, duties = readable(named["figures"], named), readable(_duties(named), named)
    return Exports(
        tables=published,
        whole=whole,
        databases=databases,
        by_plan=by_plan,
        tables_by_plan=tables_by_plan,
        by_topic=by_topic,
        by_indicator=work.excerpts(
            Excerpts(
                "indicators",
                figures,
                "indicator_id",
                {indicator.id: indicator.name for indicator in corpus.registry.indicators.values()},
            ),
            edition,
        ),
        by_unit=work.excerpts(
            Excerpts(
                "units", duties, "unit_id", {unit.id: f"{unit.name}的任务" for unit in corpus.registry.units.values()}
            ),
            edition,
        ),
        excerpt_fields={"indicators": figures.schema["fields"], "units": duties.schema["fields"]},
        files=dict(sorted(work.files.items())),
    )


def tables_of(corpus: Corpus) -> tuple[TableData, ...]:
    """Every published table of ``corpus``, then the plans' own ones."""
    return (*(table_data(table, corpus) for table in all_tables()), *(own_table(each) for each in corpus.data_tables))


def _rows(part: Corpus) -> tuple[TableData, ...]:
    """The tables of a part of the data that stands alone; empty ones are left out."""
    return closed([table for table in tables_of(part) if table.cells])


def _of_topic(part: Corpus) -> tuple[TableData, ...]:
    """What is printed of the topic's indicators; documents and clauses are only those that it stands in."""
    tables = [each for each in tables_of(part) if each.vocabulary or each.name in (*OF_A_TOPIC, *WHERE)]
    return closed([replace(table, vocabulary=table.name not in OF_A_TOPIC) for table in tables if table.cells])


@dataclass(frozen=True, slots=True)
class _Work:
    """Collects ``files`` by address."""

    files: dict[str, bytes] = field(default_factory=dict)

    def package(
        self, tables: Sequence[TableData], edition: Edition, folder: str, address: str, formats: Sequence[Format]
    ) -> tuple[tuple[TableDownloads, ...], Download]:
        """The tables in ``folder`` in each of ``formats``, with their description, and the archive at ``address``."""
        made: dict[str, bytes] = {}
        every = tuple(dict.fromkeys((*formats, *archived())))
        drawn = _drawn(tables, edition, folder, every, made)
        published = _in_formats(drawn, formats)
        kept = {each.address for table in published for each in table.downloads}
        self.files.update((each, content) for each, content in made.items() if each in kept)
        self.files[f"{folder}{DESCRIPTOR}"] = descriptor(
            edition, published, formats, made, indent=2 if folder == DATA else None
        )
        self.files[f"{folder}{README}"] = readme(edition, published, formats)
        self.files[f"{folder}{CITATION}"] = citation_file(edition)
        return published, self._archived(drawn, edition, made, address)

    def archive(self, tables: Sequence[TableData], edition: Edition, address: str) -> Download:
        made: dict[str, bytes] = {}
        return self._archived(_drawn(tables, edition, "", archived(), made), edition, made, address)

    def _archived(
        self, drawn: Sequence[TableDownloads], edition: Edition, made: Mapping[str, bytes], address: str
    ) -> Download:
        self.files[address] = archive(_in_formats(drawn, archived()), edition, archived(), made)
        return download(address, ".zip", "ZIP", "全部表格、说明和许可", "application/zip", self.files[address])

    def database(self, each: Format, tables: Sequence[TableData], edition: Edition) -> Download:
        address = f"{DATA}{edition.name}{each.suffix}"
        self.files[address] = each.render(tables, edition)
        return download(address, each.suffix, each.label.zh, each.about.zh, each.media_type, self.files[address])

    def excerpts(self, asked: Excerpts, edition: Edition) -> dict[str, tuple[Download, ...]]:
        files, found = excerpts(asked, edition, f"{DATA}{asked.folder}/", all_formats()[0])
        self.files.update(files)
        return found


def _drawn(
    tables: Iterable[TableData], edition: Edition, folder: str, formats: Sequence[Format], made: dict[str, bytes]
) -> tuple[TableDownloads, ...]:
    return tuple(
        TableDownloads(table=table, downloads=rendered(table, f"{folder}{table.name}", formats, edition, made))
        for table in tables
    )


def _in_formats(published: Iterable[TableDownloads], formats: Sequence[Format]) -> tuple[TableDownloads, ...]:
    """The same tables, in these formats only."""
    suffixes = {each.suffix for each in formats}
    return tuple(
        replace(each, downloads=tuple(one for one in each.downloads if one.suffix in suffixes)) for each in published
    )


def _duties(published: Mapping[str, TableData]) -> TableData:
    """What units owe: a row of ``task_units`` with its row of ``tasks`` beside it."""
    duties, tasks = published["task_units"], published["tasks"]
    by_id = {row[0]: row[1:] for row in tasks.cells}
    fields: list[Mapping[str, Any]] = [*duties.schema["fields"], *tasks.schema["fields"][1:]]
    return TableData(
        name="duties",
        schema={"title": "任务", "description": duties.schema["description"], "fields": fields, "missingValues": [""]},
        cells=tuple((*row, *by_id[row[0]]) for row in duties.cells),
    )
