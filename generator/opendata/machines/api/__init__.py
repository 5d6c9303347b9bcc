"""``/api/v1/``: a static JSON API of plans, indicators and units, linked in both directions, with its OpenAPI document.

Links are relative to the file they are in, so that a copy of the site is a copy of the API. Every file states the version
of the data and its licence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.model import Corpus
from generator.opendata.files import API, Exports
from generator.opendata.machines import Json, Publication, Rank, as_json, relative_reference
from generator.opendata.machines.api import indicators as _api_indicators
from generator.opendata.machines.api import plans as _api_plans
from generator.opendata.machines.api import units as _api_units
from generator.opendata.machines.api.base import Api
from generator.opendata.machines.api.openapi import Endpoint, an_object, openapi, ref, reference_schema
from generator.opendata.machines.api.records import object_schema

VOCABULARIES = ("topics", "measures", "regions")


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes | Callable[[], bytes]]:
    work = Api(corpus, exports)
    endpoints = [_index(work)]
    for kind in (_api_plans, _api_indicators, _api_units):
        endpoints += kind.endpoints(work)
    endpoints += [_vocabulary(work, name) for name in VOCABULARIES]
    files: dict[str, bytes | Callable[[], bytes]] = {
        f"{API}{path}": partial(_file, make) for endpoint in endpoints for path, make in endpoint.files.items()
    }
    files[f"{API}openapi.json"] = as_json(openapi(corpus.site, API, endpoints, work.shared()))
    return files


def _file(make: Callable[[], Json]) -> bytes:
    return as_json(make())


def _index(work: Api) -> Endpoint:
    folders = ("plans", "indicators", "units", *VOCABULARIES)
    content = {
        "edition": work.edition("index.json"),
        "openapi": "openapi.json",
        "data": relative_reference("data/datapackage.json", f"{API}index.json"),
        "links": {name: f"{name}.json" for name in folders},
    }
    schema = {
        "edition": ref("edition"),
        "openapi": reference_schema("本接口的 OpenAPI 说明"),
        "data": reference_schema("全部表格的数据包"),
        "links": an_object("各目录", {name: reference_schema(name) for name in folders}),
    }
    return Endpoint(
        path="index.json", name="index", summary="入口", schema=an_object("入口", schema),
        files={"index.json": lambda: content},
    )  # fmt: skip


def _vocabulary(work: Api, name: str) -> Endpoint:
    schema = work.tables[name].schema
    return work.listing(name, schema["title"], object_schema(schema), list(work.rows(name, API)))


PUBLICATION = Publication(rank=Rank.OF_TABLES, files=_files)
