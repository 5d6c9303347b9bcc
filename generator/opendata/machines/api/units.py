"""Endpoints of the units: the index, and a file for each unit with its duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.model import Plan, Unit
from generator.opendata.files import API
from generator.opendata.machines import Json
from generator.opendata.machines.api.base import DOWNLOADS, Api, downloads, named
from generator.opendata.machines.api.openapi import (
    ID_SCHEMA,
    Endpoint,
    a_list,
    an_object,
    count_schema,
    ref,
    reference_schema,
)
from generator.opendata.machines.api.records import object_schema

UNIT_FILE = "units/{}.json"


def endpoints(work: Api) -> Iterator[Endpoint]:
    corpus, folder = work.corpus, f"{API}units"
    duties, names = (work.rows(name, folder).by("unit_id") for name in ("task_units", "unit_names"))
    tasks, projects = work.tasks(folder), work.rows("projects", folder).by_id()
    records = work.rows("units", folder)
    by_id = records.by_id()

    def plans_of(unit: Unit) -> Mapping[str, Plan]:
        return {task.plan.id: task.plan for task, _ in corpus.duties_of_unit.get(unit.id, ())}

    def listed(record: Json) -> Json:
        unit = corpus.registry.units[record["unit_id"]]
        return {
            **{key: record[key] for key in ("unit_id", "name", "type")},
            "task_count": len({task.id for task, _ in corpus.duties_of_unit.get(unit.id, ())}),
            "plan_ids": list(plans_of(unit)),
            "href": UNIT_FILE.format(unit.id),
        }

    def content(unit: Unit) -> Json:
        path = UNIT_FILE.format(unit.id)
        return {
            "edition": work.edition(path),
            **by_id[unit.id],
            "names": names[unit.id],
            "plans": [named(plan, path) for plan in plans_of(unit).values()],
            "issued": [named(plan, path) for plan in corpus.plans_of_issuer.get(unit.id, ())],
            "duties": [{**duty, "task": tasks[duty["task_id"]]} for duty in duties[unit.id]],
            "projects": [projects[project.id] for project in corpus.projects_of_unit.get(unit.id, ())],
            "downloads": downloads(work.exports.by_unit[unit.id], path),
        }

    item = {
        **{name: work.column("units", name) for name in ("unit_id", "name", "type")},
        "task_count": count_schema("任务"),
        "plan_ids": a_list(ID_SCHEMA),
        "href": reference_schema("详情"),
    }
    yield work.listing("units", "全部单位的目录", an_object("单位", item), [*map(listed, records)])
    yield Endpoint(
        path=UNIT_FILE.format("{id}"), name="unit", summary="一个单位：各种叫法，任务和期限，印发的文件，承担的项目",
        schema=object_schema(
            work.tables["units"].schema,
            {
                "edition": ref("edition"),
                "names": a_list(ref("unit_name_row")),
                "plans": a_list(ref("plan_link")),
                "issued": a_list(ref("plan_link")),
                "duties": a_list(object_schema(work.tables["task_units"].schema, {"task": ref("task_row")})),
                "projects": a_list(ref("project_row")),
                "downloads": DOWNLOADS,
            },
        ),
        files={UNIT_FILE.format(unit.id): partial(content, unit) for unit in corpus.registry.units.values()},
    )  # fmt: skip
