"""``/api/v1/``: plans, indicators and units as JSON files with links both ways, and the OpenAPI document.

Links are relative to the file they stand in, so that a copy of the site is a copy of the API.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.model import Corpus, Indicator, Plan, Unit
from generator.publications._publication import Publication, as_json, link
from generator.publications._records import Json, Records, object_schema, page_link
from generator.tables._table import TableData

ROOT = "api/v1/"
VOCABULARIES = ("topics", "measures", "regions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A kind of file: its path with the placeholder ``{id}``, what it holds, the schema of that, and the files."""

    path: str
    name: str
    summary: str
    schema: Json
    files: Mapping[str, Json]


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    tables = {each.table.name: each.table for each in exports.tables}
    endpoints = [
        *_plans(corpus, exports, tables),
        *_indicators(corpus, exports, tables),
        *_units(corpus, exports, tables),
    ]
    endpoints += [_vocabulary(name, tables[name]) for name in VOCABULARIES]
    site = corpus.site
    index = {
        "title": site.name,
        "version": site.data_version,
        "date": site.data_date.isoformat(),
        "license": site.licence_address,
        "publisher": site.publisher,
        "openapi": "openapi.json",
        "data": link("data/datapackage.json", f"{ROOT}index.json"),
        "links": {each.name: each.path for each in endpoints if "{" not in each.path},
    }
    files = {f"{ROOT}index.json": as_json(index), f"{ROOT}openapi.json": as_json(_openapi(corpus, endpoints))}
    for endpoint in endpoints:
        files.update((f"{ROOT}{path}", as_json(content)) for path, content in endpoint.files.items())
    return files


def _plans(corpus: Corpus, exports: Exports, tables: Mapping[str, TableData]) -> Iterator[Endpoint]:
    records = {each["plan_id"]: each for each in Records(tables["plans"]).all()}
    clauses, tasks = Records(tables["clauses"]).by("plan_id"), Records(tables["tasks"]).by("plan_id")
    items, files = [], {}
    for plan in corpus.plans:
        here = f"{ROOT}plans/{plan.id}.json"
        indicators = {each.indicator.id: each.indicator for each in corpus.figures_of_plan.get(plan.id, ())}
        units = {duty.unit.id: duty.unit for task in corpus.tasks_of_plan.get(plan.id, ()) for duty in task.duties}
        items.append({**records[plan.id], **_links(plan, "plans", f"{ROOT}plans.json")})
        files[f"plans/{plan.id}.json"] = {
            **records[plan.id],
            "page": link(address_of(plan), here),
            "clauses": clauses.get(plan.id, []),
            "tasks": tasks.get(plan.id, []),
            "indicators": [_named(each, "indicators", here) for each in indicators.values()],
            "units": [_named(each, "units", here) for each in units.values()],
            "downloads": [
                link(exports.by_plan[plan.id].address, here),
                link(f"data/plans/{plan.id}/datapackage.json", here),
            ],
        }
    plan_schema = tables["plans"].schema
    yield Endpoint(
        path="plans.json", name="plans", summary="全部规划和文件", schema=_list(object_schema(plan_schema, LINKS)),
        files={"plans.json": items},
    )  # fmt: skip
    more = {
        "page": PAGE,
        "clauses": _list(object_schema(tables["clauses"].schema)),
        "tasks": _list(object_schema(tables["tasks"].schema)),
        "indicators": _list(NAMED),
        "units": _list(NAMED),
        "downloads": DOWNLOADS,
    }
    yield Endpoint(
        path="plans/{id}.json", name="plan", summary="一份文件：目录、任务、指标和单位",
        schema=object_schema(plan_schema, more), files=files,
    )  # fmt: skip


def _indicators(corpus: Corpus, exports: Exports, tables: Mapping[str, TableData]) -> Iterator[Endpoint]:
    figures = Records(tables["figures"]).by("indicator_id")
    differences = defaultdict(list)
    records = Records(tables["differences"])
    for difference, row in zip(corpus.differences, tables["differences"].cells, strict=True):
        for indicator_id in {difference.a.indicator.id, difference.b.indicator.id}:
            differences[indicator_id].append(records.of(row))
    items, files = [], {}
    for record in Records(tables["indicators"]).all():
        indicator = corpus.registry.indicators[record["indicator_id"]]
        here = f"{ROOT}indicators/{indicator.id}.json"
        own = corpus.figures_of_indicator.get(indicator.id, ())
        plans = {each.plan.id: each.plan for each in own}
        items.append(
            {
                "id": indicator.id,
                "name": indicator.name,
                "topic": indicator.topic.id,
                "measure": indicator.measure.id if indicator.measure else None,
                "figures": len(own),
                "plans": list(plans),
                **_links(indicator, "indicators", f"{ROOT}indicators.json"),
            }
        )
        files[f"indicators/{indicator.id}.json"] = {
            **record,
            "page": link(address_of(indicator), here),
            "plans": [_named(each, "plans", here) for each in plans.values()],
            "figures": figures.get(indicator.id, []),
            "differences": differences.get(indicator.id, []),
            "downloads": [link(each.address, here) for each in exports.by_indicator.get(indicator.id, ())],
        }
    item = _object(
        "指标",
        {
            "id": ID, "name": TEXT, "topic": ID, "measure": {"type": ["string", "null"]}, "figures": {"type": "integer"},
            "plans": {"type": "array", "items": ID}, **LINKS,
        },
    )  # fmt: skip
    yield Endpoint(
        path="indicators.json",
        name="indicators",
        summary="全部指标的目录",
        schema=_list(item),
        files={"indicators.json": items},
    )
    more = {
        "page": PAGE,
        "plans": _list(NAMED),
        "figures": _list(object_schema(tables["figures"].schema)),
        "differences": _list(object_schema(tables["differences"].schema)),
        "downloads": DOWNLOADS,
    }
    yield Endpoint(
        path="indicators/{id}.json", name="indicator", summary="一个指标：每个印出来的数值，对不上的数值",
        schema=object_schema(tables["indicators"].schema, more), files=files,
    )  # fmt: skip


def _units(corpus: Corpus, exports: Exports, tables: Mapping[str, TableData]) -> Iterator[Endpoint]:
    duties, deadlines = Records(tables["task_units"]).by("unit_id"), Records(tables["task_deadlines"]).by("task_id")
    names = Records(tables["unit_names"]).by("unit_id")
    tasks = {each["task_id"]: each for each in Records(tables["tasks"]).all()}
    items, files = [], {}
    for record in Records(tables["units"]).all():
        unit = corpus.registry.units[record["unit_id"]]
        here = f"{ROOT}units/{unit.id}.json"
        own = corpus.duties_of_unit.get(unit.id, ())
        plans = {task.plan.id: task.plan for task, _ in own}
        items.append(
            {"id": unit.id, "name": unit.name, "type": unit.type, "tasks": len(own), "plans": list(plans),
             **_links(unit, "units", f"{ROOT}units.json")}
        )  # fmt: skip
        files[f"units/{unit.id}.json"] = {
            **record,
            "page": link(address_of(unit), here),
            "names": names.get(unit.id, []),
            "plans": [_named(each, "plans", here) for each in plans.values()],
            "duties": [
                {**each, "task": tasks[each["task_id"]], "deadlines": deadlines.get(each["task_id"], [])}
                for each in duties.get(unit.id, [])
            ],
            "downloads": [link(each.address, here) for each in exports.by_unit.get(unit.id, ())],
        }
    item = _object(
        "单位",
        {
            "id": ID,
            "name": TEXT,
            "type": TEXT,
            "tasks": {"type": "integer"},
            "plans": {"type": "array", "items": ID},
            **LINKS,
        },
    )
    yield Endpoint(
        path="units.json", name="units", summary="全部单位的目录", schema=_list(item), files={"units.json": items}
    )
    duty = object_schema(
        tables["task_units"].schema,
        {
            "task": object_schema(tables["tasks"].schema),
            "deadlines": _list(object_schema(tables["task_deadlines"].schema)),
        },
    )
    more = {
        "page": PAGE,
        "names": _list(object_schema(tables["unit_names"].schema)),
        "plans": _list(NAMED),
        "duties": _list(duty),
        "downloads": DOWNLOADS,
    }
    yield Endpoint(
        path="units/{id}.json", name="unit", summary="一个单位：它的任务和期限",
        schema=object_schema(tables["units"].schema, more), files=files,
    )  # fmt: skip


def _vocabulary(name: str, table: TableData) -> Endpoint:
    return Endpoint(
        path=f"{name}.json", name=name, summary=table.schema["title"], schema=_list(object_schema(table.schema)),
        files={f"{name}.json": Records(table).all()},
    )  # fmt: skip


def _links(thing: Plan | Indicator | Unit, folder: str, here: str) -> Json:
    return {"href": f"{folder}/{thing.id}.json", "page": link(address_of(thing), here)}


def _named(thing: Plan | Indicator | Unit, folder: str, here: str) -> Json:
    name = thing.title if isinstance(thing, Plan) else thing.name
    return {"id": thing.id, "name": name, "href": link(f"{ROOT}{folder}/{thing.id}.json", here)}


def _object(title: str, properties: Mapping[str, Json]) -> Json:
    return {
        "type": "object", "title": title, "properties": dict(properties), "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


ID = {"type": "string", "pattern": "^[a-z0-9-]+$"}
TEXT = {"type": "string"}
PAGE = page_link("网页，相对于本文件")
LINKS = {"href": page_link("详情，相对于本文件"), "page": PAGE}
NAMED = _object("链接", {"id": ID, "name": TEXT, "href": page_link("详情，相对于本文件")})
DOWNLOADS = _list(page_link("可下载的文件，相对于本文件"))


def _openapi(corpus: Corpus, endpoints: list[Endpoint]) -> Json:
    """OpenAPI 3.1. The files are static: only GET, no parameter but the id."""
    site = corpus.site
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name} API",
            "version": site.data_version,
            "description": f"{site.description}静态文件，只读；网址里的版本 v1 在格式不兼容时才变。"
            "链接相对于所在文件。要从别的网站用脚本读，主机须对 /api/ 和 /data/ 发送 Access-Control-Allow-Origin: *。",
            "license": {"name": site.licence_name, "url": site.licence_address},
        },
        "servers": [{"url": f"{site.address}{ROOT}" if site.address else "./"}],
        "paths": {f"/{each.path}": _operation(each) for each in endpoints},
        "components": {"schemas": {each.name: each.schema for each in endpoints}},
    }


def _operation(endpoint: Endpoint) -> Json:
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{endpoint.name}"}}}
    responses = {"200": {"description": endpoint.summary, "content": answer}}
    operation: dict[str, Json] = {"operationId": endpoint.name, "summary": endpoint.summary}
    if "{id}" in endpoint.path:
        operation["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": ID, "description": "编号"}]
        responses["404"] = {"description": "没有这个编号"}
    return {"get": {**operation, "responses": responses}}


PUBLICATION = Publication(rank=1, files=_files)
