"""Endpoints of the plans: the index, and a file for each plan with all of its data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.model import Plan
from generator.opendata.files import API
from generator.opendata.machines import Json, relative_reference
from generator.opendata.machines.api.base import DOWNLOADS, ROWS, Api, named
from generator.opendata.machines.api.openapi import Endpoint, a_list, ref, reference_schema
from generator.opendata.machines.api.records import object_schema

PLAN_FILE = "plans/{}.json"
OF_A_PLAN = ("clauses", "figures", "projects", "citations", "notes")


def endpoints(work: Api) -> Iterator[Endpoint]:
    corpus, folder = work.corpus, f"{API}plans"
    records = work.rows("plans", folder).by_id()
    by_plan = {name: work.rows(name, folder).by("plan_id") for name in OF_A_PLAN}
    tasks = work.tasks(folder)
    items = [{**row, "href": PLAN_FILE.format(row["plan_id"])} for row in work.rows("plans", API)]

    def content(plan: Plan) -> Json:
        path = PLAN_FILE.format(plan.id)
        indicators = {figure.indicator.id: figure.indicator for figure in corpus.figures_of_plan.get(plan.id, ())}
        own_tasks = corpus.tasks_of_plan.get(plan.id, ())
        units = {duty.unit.id: duty.unit for task in own_tasks for duty in task.duties}
        return {
            "edition": work.edition(path),
            **records[plan.id],
            "issuer": named(plan.issuer, path),
            **{name: rows[plan.id] for name, rows in by_plan.items()},
            "tasks": [tasks[task.id] for task in own_tasks],
            "indicators": [named(indicator, path) for indicator in indicators.values()],
            "units": [named(unit, path) for unit in units.values()],
            "downloads": [
                relative_reference(work.exports.by_plan[plan.id].address, f"{API}{path}"),
                relative_reference(f"data/plans/{plan.id}/datapackage.json", f"{API}{path}"),
            ],
        }

    schema = work.tables["plans"].schema
    yield work.listing("plans", "全部规划和文件", object_schema(schema, {"href": reference_schema("详情")}), items)
    yield Endpoint(
        path=PLAN_FILE.format("{id}"), name="plan", summary="一份文件：目录、数值、任务、专栏项目、引用、数据说明，用到的指标和单位",
        schema=object_schema(
            schema,
            {
                "edition": ref("edition"),
                "issuer": ref("unit_link"),
                **{name: a_list(ref(ROWS[name])) for name in OF_A_PLAN},
                "tasks": a_list(ref("task_row")),
                "indicators": a_list(ref("indicator_link")),
                "units": a_list(ref("unit_link")),
                "downloads": DOWNLOADS,
            },
        ),
        files={PLAN_FILE.format(plan.id): partial(content, plan) for plan in corpus.plans},
    )  # fmt: skip
