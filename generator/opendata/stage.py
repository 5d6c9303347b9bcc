"""The export stage: corpus → the files of ``/data/``, whole, per plan, per indicator and per unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model import Corpus, Plan
from generator.model.restriction import only
from generator.opendata.editions import Edition, edition_of, edition_of_plan, plans_naming, taken_from
from generator.opendata.files import Download, Exports, TableDownloads
from generator.opendata.formats import Format, Reach, Scope, formats_of
from generator.opendata.packages.closure import closed
from generator.opendata.packages.describing import (
    CITATION,
    DESCRIPTOR,
    README,
    citation_file,
    descriptor,
    readme,
    rendered,
    zipped,
)
from generator.opendata.packages.own_tables import own_table
from generator.opendata.packages.readable import readable
from generator.opendata.tables import TableData, all_tables, table_data

ROOT = "data/"


def export(corpus: Corpus) -> Exports:
    work = _Work(corpus)
    edition = edition_of(corpus)
    data = tables_of(corpus)
    whole_tables, whole = work.package(data, edition, Reach.WHOLE, ROOT, f"{ROOT}{edition.name}.zip")
    databases = tuple(work.database(each, data, edition) for each in formats_of(Reach.WHOLE, Scope.PACKAGE))
    by_plan, tables_by_plan = {}, {}
    for plan in corpus.plans:
        own = closed([each for each in tables_of(only(corpus, plan)) if each.cells])
        tables_by_plan[plan.id], by_plan[plan.id] = work.package(
            own, edition_of_plan(edition, plan), Reach.PLAN, f"{ROOT}plans/{plan.id}/", f"{ROOT}plans/{plan.id}.zip"
        )
    named = {each.name: each for each in data}
    figures = readable(named["figures"], named)
    duties = readable(_duties(named), named)
    registry = corpus.registry
    by_indicator = work.excerpts(
        figures,
        "indicator_id",
        {each.id: each.name for each in registry.indicators.values()},
        "indicators",
        edition,
        lambda _: (),
    )
    by_unit = work.excerpts(
        duties,
        "unit_id",
        {each.id: f"{each.name}的任务" for each in registry.units.values()},
        "units",
        edition,
        lambda unit_id: plans_naming(corpus, unit_id),
    )
    return Exports(
        files=dict(sorted(work.files.items())),
        tables=whole_tables,
        whole=whole,
        databases=databases,
        by_plan=by_plan,
        tables_by_plan=tables_by_plan,
        by_indicator=by_indicator,
        by_unit=by_unit,
        excerpt_fields={"indicators": figures.schema["fields"], "units": duties.schema["fields"]},
    )


def tables_of(corpus: Corpus) -> tuple[TableData, ...]:
    """Every published table of ``corpus``, then the plans' own ones."""
    return (*(table_data(table, corpus) for table in all_tables()), *(own_table(each) for each in corpus.data_tables))


@dataclass(frozen=True, slots=True)
class _Work:
    """Collects ``files`` by address."""

    corpus: Corpus
    files: dict[str, bytes] = field(default_factory=dict)

    def package(
        self, data: Sequence[TableData], edition: Edition, reach: Reach, folder: str, archive: str
    ) -> tuple[tuple[TableDownloads, ...], Download]:
        formats = formats_of(reach)
        published = tuple(
            TableDownloads(table=each, downloads=rendered(each, f"{folder}{each.name}", formats, edition, self.files))
            for each in data
        )
        self.files[f"{folder}{DESCRIPTOR}"] = descriptor(edition, published, formats, self.files)
        self.files[f"{folder}{README}"] = readme(edition, published, formats)
        self.files[f"{folder}{CITATION}"] = citation_file(edition)
        return published, self._archive(published, formats, edition, self.files, archive)

    def database(self, made: Format, data: Sequence[TableData], edition: Edition) -> Download:
        address = f"{ROOT}{edition.name}{made.suffix}"
        self.files[address] = made.render(data, edition)
        return _download(address, made.suffix, made.label.zh, made.about.zh, made.media_type, self.files[address])

    def excerpts(
        self,
        table: TableData,
        column: str,
        names: Mapping[str, str],
        folder: str,
        edition: Edition,
        speaking_of: Callable[[str], Sequence[Plan]],
    ) -> dict[str, tuple[Download, ...]]:
        """The rows of ``table`` for each key of ``names``: a package of its own, its files beside its archive.

        There may be no rows; ``speaking_of`` tells which plans are its sources then.
        """
        formats = formats_of(Reach.EXCERPT)
        place, plan = table.header.index(column), table.header.index("plan_id")
        groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in table.cells:
            groups[row[place]].append(row)
        found = {}
        for key, title in names.items():
            rows = groups.get(key, [])
            own = replace(table, name=key, cells=tuple(rows))
            said_in = {row[plan] for row in rows}
            plans = [each for each in self.corpus.plans if each.id in said_in] or speaking_of(key)
            about = replace(
                edition,
                name=key,
                title=title,
                description=table.schema["description"],
                **taken_from(plans),
            )
            stem = f"{ROOT}{folder}/{key}"
            downloads = rendered(own, stem, formats, about, self.files)
            published = (TableDownloads(table=own, downloads=downloads),)
            self.files[f"{stem}.{CITATION}"] = citation_file(about)
            self.files[f"{stem}.{DESCRIPTOR}"] = descriptor(about, published, formats, self.files)
            found[key] = (*downloads, self._archive(published, formats, about, self.files, f"{stem}.zip"))
        return found

    def _archive(
        self,
        published: Sequence[TableDownloads],
        formats: Sequence[Format],
        edition: Edition,
        files: Mapping[str, bytes],
        address: str,
    ) -> Download:
        """The files of a package that people open, described anew, in one ZIP."""
        kept = tuple(each for each in formats if each.archived)
        suffixes = {each.suffix for each in kept}
        inside = {
            download.address.rpartition("/")[2]: files[download.address]
            for each in published
            for download in each.downloads
            if download.suffix in suffixes
        }
        inside[DESCRIPTOR] = descriptor(edition, published, kept, files)
        inside[README] = readme(edition, published, kept)
        inside[CITATION] = citation_file(edition)
        self.files[address] = zipped(inside)
        return _download(address, ".zip", "ZIP", "全部表格、说明和许可", "application/zip", self.files[address])


def _download(address: str, suffix: str, label: str, about: str, media_type: str, content: bytes) -> Download:
    return Download(address=address, suffix=suffix, label=label, about=about, media_type=media_type, bytes=len(content))


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
