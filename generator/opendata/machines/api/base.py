"""Common parts of the API's files: the edition, rows as objects, links from one file to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model import Corpus, Indicator, Plan, Unit
from generator.opendata.editions import edition_of
from generator.opendata.files import API as API
from generator.opendata.files import Download, Exports
from generator.opendata.machines import Json, relative_reference
from generator.opendata.machines.api.openapi import (
    ID_SCHEMA,
    Endpoint,
    a_list,
    an_object,
    ref,
    reference_schema,
    text_schema,
)
from generator.opendata.machines.api.records import MadeOnDemand, Records, object_schema
from generator.opendata.packages.readable import readable
from generator.opendata.tables import TableData

ROWS = {
    "clauses": "clause_row", "figures": "figure_row", "projects": "project_row", "citations": "citation_row",
    "notes": "note_row", "differences": "difference_row", "unit_names": "unit_name_row",
    "indicator_names": "indicator_name_row", "task_deadlines": "deadline_row",
}  # fmt: skip
"""Table → name of its rows' shared schema, for tables whose rows are embedded in other objects."""
READABLE = ("figures",)
DUTY = ("role", "printed_name", "inherited")


class Api:
    """Corpus and exports as the endpoints need them: ``tables`` by name, ``site_facts`` for the edition."""

    def __init__(self, corpus: Corpus, exports: Exports) -> None:
        self.corpus, self.exports = corpus, exports
        self.tables = exports.contents
        self._readable = {name: readable(self.tables[name], self.tables) for name in READABLE}
        site = corpus.site
        self.site_facts = {
            "title": site.name,
            "version": site.version,
            "date": site.day.isoformat(),
            "license": site.licence_address,
            "publisher": site.publisher,
            "citation": edition_of(corpus).reference,
        }

    def shared(self) -> Mapping[str, Json]:
        """The shared schemas (``#/components/schemas/``) by name."""
        edition = {
            "title": text_schema("网站"), "version": text_schema("数据版本"), "date": {**text_schema("数据日期"), "format": "date"},
            "license": {**text_schema("许可"), "format": "uri"}, "publisher": text_schema("整理"), "citation": text_schema("怎样引用"), "index": reference_schema("入口"),
        }  # fmt: skip
        names = {"plan": ("plan_id", "title"), "indicator": ("indicator_id", "name"), "unit": ("unit_id", "name")}
        link_of = {
            kind: {key: ID_SCHEMA, name: text_schema("名称"), "href": reference_schema("详情")}
            for kind, (key, name) in names.items()
        }
        duty = {**link_of["unit"], **{name: self.column("task_units", name) for name in DUTY}}
        return {
            "edition": an_object("哪一版数据", edition),
            **{name: object_schema(self._shown(table).schema) for table, name in ROWS.items()},
            **{f"{kind}_link": an_object("链接", properties) for kind, properties in link_of.items()},
            "task_row": object_schema(
                self.tables["tasks"].schema,
                {"deadlines": a_list(ref("deadline_row")), "units": a_list(an_object("责任", duty))},
            ),
        }

    def listing(self, name: str, summary: str, item: Json, items: list[Json]) -> Endpoint:
        path = f"{name}.json"
        return Endpoint(
            path=path, name=name, summary=summary,
            schema=an_object(summary, {"edition": ref("edition"), name: a_list(item)}),
            files={path: lambda: {"edition": self.edition(path), name: items}},
        )  # fmt: skip

    def rows(self, table: str, folder: str) -> Records:
        return Records(self._shown(table), folder)

    def _shown(self, table: str) -> TableData:
        """The table; rows of figures, which are read by themselves, have the names of what their ids refer to."""
        return self._readable.get(table, self.tables[table])

    def tasks(self, folder: str) -> Mapping[str, Json]:
        """The rows of ``tasks`` by id, each with its deadlines and the responsible units."""
        records, deadlines = self.rows("tasks", folder), self.rows("task_deadlines", folder).by("task_id")
        duties = {task.id: task.duties for task in self.corpus.tasks}
        path = f"{folder.removeprefix(API)}/"

        def made(row: tuple[str, ...]) -> Json:
            record = records.of(row)
            units = [
                {**named(duty.unit, path), **{name: getattr(duty, name) for name in DUTY}}
                for duty in duties[record["task_id"]]
            ]
            return {**record, "deadlines": deadlines[record["task_id"]], "units": units}

        return MadeOnDemand({row[0]: row for row in records.table.cells}, made)

    def differences(self, folder: str) -> Mapping[str, list[Json]]:
        """Rows of ``differences`` by the ids of the indicators of both sides."""
        by_indicator = defaultdict(list)
        records = self.rows("differences", folder).by_id()
        for difference in self.corpus.differences:
            for indicator_id in {difference.a.indicator.id, difference.b.indicator.id}:
                by_indicator[indicator_id].append(records[difference.id])
        return by_indicator

    def edition(self, path: str) -> Json:
        return {**self.site_facts, "index": relative_reference(f"{API}index.json", f"{API}{path}")}

    def column(self, table: str, name: str) -> Json:
        return object_schema(self.tables[table].schema)["properties"][name]


def named(target: Plan | Indicator | Unit, path: str) -> Json:
    """A link from the file ``path`` to the file of ``target``: id, name and ``href``, called as the tables' columns."""
    kind = type(target).__name__.lower()
    name = {"title": target.title} if isinstance(target, Plan) else {"name": target.name}
    return {
        f"{kind}_id": target.id,
        **name,
        "href": relative_reference(f"{API}{kind}s/{target.id}.json", f"{API}{path}"),
    }


def downloads(files: Iterable[Download], path: str) -> list[str]:
    return [relative_reference(file.address, f"{API}{path}") for file in files]


DOWNLOADS = a_list(reference_schema("可下载的文件"))
