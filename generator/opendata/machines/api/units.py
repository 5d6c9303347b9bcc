"""Endpoints of the units: the index, and a file for each unit with its duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.opendata.files import API
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


def endpoints(work: Api) -> Iterator[Endpoint]:
    corpus, folder = work.corpus, f"{API}units"
    duties, names = (work.rows(name, folder).by("unit_id") for name in ("task_units", "unit_names"))
    tasks, projects = work.tasks(folder), work.rows("projects", folder).by_id()
    issued = defaultdict(list)
    for plan in corpus.plans:
        issued[plan.issuer.id].append(plan)
    items, files = [], {}
    for record in work.rows("units", folder).all():
        unit = corpus.registry.units[record["unit_id"]]
        path = f"units/{unit.id}.json"
        own = corpus.duties_of_unit.get(unit.id, ())
        plans = {task.plan.id: task.plan for task, _ in own}
        items.append(
            {
                **{key: record[key] for key in ("unit_id", "name", "type")},
                "task_count": len({task.id for task, _ in own}),
                "plan_ids": list(plans),
                "href": path,
            }
        )
        files[path] = {
            "edition": work.edition(path),
            **record,
            "names": names[unit.id],
            "plans": [named(plan, path) for plan in plans.values()],
            "issued": [named(plan, path) for plan in issued[unit.id]],
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
    yield work.listing("units", "全部单位的目录", an_object("单位", item), items)
    yield Endpoint(
        path="units/{id}.json", name="unit", summary="一个单位：各种叫法，任务和期限，印发的文件，承担的项目",
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
        files=files,
    )  # fmt: skip
