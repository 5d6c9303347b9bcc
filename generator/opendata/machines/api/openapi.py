"""The static API's building blocks: endpoints, JSON Schemas, and the OpenAPI document that describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.model import Site
from generator.opendata.machines import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A kind of file: ``path`` with the placeholder ``{id}``, ``schema`` of the response, and what makes each of the
    ``files``, by path.
    """

    path: str
    name: str
    summary: str
    schema: Json
    files: Mapping[str, Callable[[], Json]]


def openapi(site: Site, root: str, endpoints: Iterable[Endpoint], shared: Mapping[str, Json]) -> Json:
    """OpenAPI 3.1. The files are static: only GET, no parameter but the id. ``shared`` are the schemas that others refer to."""
    known = list(endpoints)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name} API",
            "version": site.version,
            "description": f"{site.description}静态文件，只读；网址里的 v1 在格式不兼容时才变，版本号是数据的。"
            "属性的名称就是 CSV 的列名，没有值的是 null，几个值的是数组；href 是相关的数据，page 是相关的网页，"
            "都相对于所在的文件。要从别的网站用脚本读，主机须对 /api/ 和 /data/ 发送 Access-Control-Allow-Origin: *。",
            "license": {"name": site.licence_name, "url": site.licence_address},
        },
        "servers": [{"url": f"{site.address}{root}" if site.address else "./"}],
        "paths": {f"/{endpoint.path}": _operation(endpoint) for endpoint in known},
        "components": {"schemas": {**shared, **{endpoint.name: endpoint.schema for endpoint in known}}},
    }


def ref(name: str) -> Json:
    """A ``$ref`` to the shared schema ``name``."""
    return {"$ref": f"#/components/schemas/{name}"}


def an_object(title: str, properties: Mapping[str, Json]) -> Json:
    """The schema of an object with exactly these ``properties``, all of them required."""
    return {
        "type": "object", "title": title, "properties": dict(properties), "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def a_list(item: Json) -> Json:
    return {"type": "array", "items": item}


def text_schema(about: str) -> Json:
    return {"type": "string", "description": about}


def count_schema(what: str) -> Json:
    return {"type": "integer", "minimum": 0, "description": what}


def reference_schema(about: str) -> Json:
    return {"type": "string", "format": "uri-reference", "description": f"{about}，相对于本文件"}


ID_SCHEMA: Json = {"type": "string", "pattern": "^[a-z0-9-]+$"}


def _operation(endpoint: Endpoint) -> Json:
    responses: dict[str, Json] = {
        "200": {"description": endpoint.summary, "content": {"application/json": {"schema": ref(endpoint.name)}}}
    }
    operation: dict[str, Json] = {"operationId": endpoint.name, "summary": endpoint.summary}
    if "{id}" in endpoint.path:
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": ID_SCHEMA, "description": "编号"}
        ]
        responses["404"] = {"description": "没有这个编号"}
    return {"get": {**operation, "responses": responses}}
