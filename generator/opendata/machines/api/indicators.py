"""Endpoints of the indicators: the index, and a file for each indicator with every printed figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.model import Indicator, Plan
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

INDICATOR_FILE = "indicators/{}.json"


def endpoints(work: Api) -> Iterator[Endpoint]:
    corpus, folder = work.corpus, f"{API}indicators"
    figures, names = (work.rows(name, folder).by("indicator_id") for name in ("figures", "indicator_names"))
    notes = work.rows("notes", folder).by_id()
    differences = work.differences(folder)
    records = work.rows("indicators", folder)
    by_id = records.by_id()

    def plans_of(indicator: Indicator) -> Mapping[str, Plan]:
        return {figure.plan.id: figure.plan for figure in corpus.figures_of_indicator.get(indicator.id, ())}

    def listed(record: Json) -> Json:
        indicator = corpus.registry.indicators[record["indicator_id"]]
        return {
            **{key: record[key] for key in ("indicator_id", "name", "topic", "measure_id")},
            "figure_count": len(corpus.figures_of_indicator.get(indicator.id, ())),
            "plan_ids": list(plans_of(indicator)),
            "href": INDICATOR_FILE.format(indicator.id),
        }

    def content(indicator: Indicator) -> Json:
        path = INDICATOR_FILE.format(indicator.id)
        own = corpus.figures_of_indicator.get(indicator.id, ())
        own_notes = {note.id: notes[note.id] for figure in own for note in corpus.notes_of_figure.get(figure.id, ())}
        return {
            "edition": work.edition(path),
            **by_id[indicator.id],
            "names": names[indicator.id],
            "plans": [named(plan, path) for plan in plans_of(indicator).values()],
            "figures": figures[indicator.id],
            "differences": differences[indicator.id],
            "notes": list(own_notes.values()),
            "downloads": downloads(work.exports.by_indicator[indicator.id], path),
        }

    schema = work.tables["indicators"].schema
    item = {
        **{name: work.column("indicators", name) for name in ("indicator_id", "name", "topic", "measure_id")},
        "figure_count": count_schema("数值"),
        "plan_ids": a_list(ID_SCHEMA),
        "href": reference_schema("详情"),
    }
    yield work.listing("indicators", "全部指标的目录", an_object("指标", item), [*map(listed, records)])
    yield Endpoint(
        path=INDICATOR_FILE.format("{id}"), name="indicator", summary="一个指标：每个印出来的数值，对不上的数值，数据说明",
        schema=object_schema(
            schema,
            {
                "edition": ref("edition"),
                "names": a_list(ref("indicator_name_row")),
                "plans": a_list(ref("plan_link")),
                "figures": a_list(ref("figure_row")),
                "differences": a_list(ref("difference_row")),
                "notes": a_list(ref("note_row")),
                "downloads": DOWNLOADS,
            },
        ),
        files={INDICATOR_FILE.format(one.id): partial(content, one) for one in corpus.registry.indicators.values()},
    )  # fmt: skip
