"""``datasets/registry/`` → the Registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from generator.diagnostics import Diagnostic, Text
from generator.figures import PrintedValue, read_printed
from generator.linking.resolver import (
    Resolver,
    unknown_indicator,
    unknown_measure,
    unknown_region,
    unknown_topic,
    unknown_unit,
)
from generator.linking.values import decimal, iso_date, listed, member
from generator.model import (
    Direction,
    Indicator,
    Measure,
    NameKind,
    NearIndicators,
    Observation,
    ObservationStatus,
    Region,
    RegionType,
    Registry,
    Topic,
    Unit,
    UnitName,
    UnitType,
)
from generator.reading.project import Package
from generator.reading.table import Record

T = TypeVar("T")
HOME = "datasets/registry"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The registry and one resolver for each kind of id; ``unit_names_read`` is whether that table could be read.
    ``findings`` is where the resolvers put theirs.
    """

    registry: Registry
    regions: Resolver[Region]
    topics: Resolver[Topic]
    measures: Resolver[Measure]
    units: Resolver[Unit]
    indicators: Resolver[Indicator]
    unit_names_read: bool
    findings: list[Diagnostic]


def link_registry(package: Package | None, findings: list[Diagnostic]) -> Vocabulary:
    """The registry; tables that are missing or could not be read are empty."""

    def records(name: str) -> tuple[Record, ...]:
        table = package.tables.get(name) if package else None
        return table.records if table else ()

    def resolver(en: str, zh: str, file: str, table: Mapping[str, T], stand_in: Callable[[str], T]) -> Resolver[T]:
        read = package is not None and file in package.tables
        return Resolver(Text(en, zh), f"{HOME}/{file}.csv", table, stand_in, findings, complete=read)

    region_by_id: dict[str, Region] = {}
    regions = resolver("region", "地区", "regions", region_by_id, unknown_region)
    for record, in_cycle in _parents_first(records("regions"), "region_id", "parent_region_id", findings):
        parent = (
            None
            if in_cycle
            else regions.get_if_given(record.get("parent_region_id"), partial(record.where, "parent_region_id"))
        )
        region_by_id.setdefault(record.get("region_id"), _region(record, parent))
    topic_by_id = {record.get("topic_id"): _topic(record) for record in records("topics")}
    topics = resolver("topic", "主题", "topics", topic_by_id, unknown_topic)
    measure_by_id = {record.get("measure_id"): _measure(record) for record in records("measures")}
    measures = resolver("unit of measurement", "计量单位", "measures", measure_by_id, unknown_measure)
    for record in records("measures"):
        own, base = (
            record.get("measure_id"),
            measures.get(record.get("base_measure_id"), partial(record.where, "base_measure_id")),
        )
        if base.id != own:
            measure_by_id[own] = replace(measure_by_id[own], base=base)
    unit_by_id: dict[str, Unit] = {}
    units = resolver("unit", "单位", "units", unit_by_id, unknown_unit)
    for record, in_cycle in _parents_first(records("units"), "unit_id", "parent_unit_id", findings):
        region = regions.get_if_given(record.get("region_id"), partial(record.where, "region_id"))
        above = (
            None
            if in_cycle
            else units.get_if_given(record.get("parent_unit_id"), partial(record.where, "parent_unit_id"))
        )
        unit_by_id.setdefault(record.get("unit_id"), _unit(record, region, above))
    indicator_by_id: dict[str, Indicator] = {}
    indicators = resolver("indicator", "指标", "indicators", indicator_by_id, unknown_indicator)
    for record in records("indicators"):
        measure = measures.get_if_given(record.get("measure_id"), partial(record.where, "measure_id"))
        topic = topics.get(record.get("topic"), partial(record.where, "topic"))
        indicator_by_id.setdefault(record.get("indicator_id"), _indicator(record, measure, topic))
    registry = Registry(
        regions=_in_file_order(region_by_id, records("regions"), "region_id"),
        topics=topic_by_id,
        measures=measure_by_id,
        units=_in_file_order(unit_by_id, records("units"), "unit_id"),
        indicators=indicator_by_id,
        unit_names=tuple(_unit_names(records("unit_names"), units)),
        indicator_names={
            record.get("name"): indicators.get(record.get("indicator_id"), partial(record.where, "indicator_id"))
            for record in records("indicator_names")
        },
        near_indicators=tuple(_near(record, indicators) for record in records("near_indicators")),
        observations=tuple(_observation(record, indicators, regions, measures) for record in records("observations")),
    )
    named = package is not None and "unit_names" in package.tables
    return Vocabulary(registry, regions, topics, measures, units, indicators, named, findings)


def _parents_first(
    records: tuple[Record, ...], own: str, parent: str, findings: list[Diagnostic]
) -> Iterator[tuple[Record, bool]]:
    """Topological order: (record, whether it is in a cycle), each after its parent. A cycle is one finding."""
    waiting, done = list(records), {""}
    known = {record.get(own) for record in records}
    while ready := [record for record in waiting if record.get(parent) in done or record.get(parent) not in known]:
        yield from ((record, False) for record in ready)
        done |= {record.get(own) for record in ready}
        waiting = [record for record in waiting if record.get(own) not in done]
    if waiting:
        findings.append(_cycle(waiting, own, parent))
    yield from ((record, True) for record in waiting)


def _cycle(records: list[Record], own: str, parent: str) -> Diagnostic:
    ids = ", ".join(record.get(own) for record in records)
    return Diagnostic(
        where=records[0].where(parent),
        code="circular-parent",
        what=Text("these rows are above one another in a circle", "这几行互为上级，绕成了一圈"),
        found=ids,
        expected=Text("a row at the top that has no parent among them", "最上面的一行没有上级"),
        fix=Text(f"correct {parent} in one of them", f"请改正其中一行的 {parent}"),
    )


def _in_file_order(table: Mapping[str, T], records: tuple[Record, ...], own: str) -> dict[str, T]:
    return {record.get(own): table[record.get(own)] for record in records}


def _region(record: Record, parent: Region | None) -> Region:
    return Region(
        id=record.get("region_id"),
        name=record.get("name"),
        name_en=record.get("name_en"),
        type=member(RegionType, record.get("type")),
        parent=parent,
        gb_code=record.get("gb_code"),
        where=record.where(),
    )


def _topic(record: Record) -> Topic:
    return Topic(
        id=record.get("topic_id"), name=record.get("name"), name_en=record.get("name_en"), where=record.where()
    )


def _measure(record: Record) -> Measure:
    return Measure(
        id=record.get("measure_id"),
        symbol=record.get("symbol"),
        name_en=record.get("name_en"),
        dimension=record.get("dimension"),
        factor=decimal(record.get("factor_to_base")),
        base=None,
        where=record.where(),
    )


def _unit(record: Record, region: Region | None, parent: Unit | None) -> Unit:
    return Unit(
        id=record.get("unit_id"),
        name=record.get("name"),
        name_en=record.get("name_en"),
        type=member(UnitType, record.get("type")),
        region=region,
        parent=parent,
        where=record.where(),
    )


def _indicator(record: Record, measure: Measure | None, topic: Topic) -> Indicator:
    return Indicator(
        id=record.get("indicator_id"),
        name=record.get("name"),
        name_en=record.get("name_en"),
        definition=record.get("definition"),
        measure=measure,
        direction=member(Direction, record.get("direction")),
        topic=topic,
        reason=record.get("reason"),
        everyday_names=listed(record.get("everyday_names")),
        where=record.where(),
    )


def _near(record: Record, indicators: Resolver[Indicator]) -> NearIndicators:
    return NearIndicators(
        one=indicators.get(record.get("indicator_id"), partial(record.where, "indicator_id")),
        other=indicators.get(record.get("near_id"), partial(record.where, "near_id")),
        what=record.get("what"),
        where=record.where(),
    )


def _unit_names(records: tuple[Record, ...], units: Resolver[Unit]) -> Iterator[UnitName]:
    """One UnitName per form and plan; the rows of a collective form are joined in file order."""
    rows: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        rows.setdefault((record.get("name"), record.get("plan_id")), []).append(record)
    for (name, plan_id), group in rows.items():
        yield UnitName(
            name=name,
            units=tuple(units.get(record.get("unit_id"), partial(record.where, "unit_id")) for record in group),
            kind=member(NameKind, group[0].get("kind")),
            plan_id=plan_id,
            where=group[0].where("name"),
        )


def _observation(
    record: Record, indicators: Resolver[Indicator], regions: Resolver[Region], measures: Resolver[Measure]
) -> Observation:
    measure = measures.get_if_given(record.get("measure_id"), partial(record.where, "measure_id"))
    value = read_printed(record.get("printed"), symbols=(measure.symbol,) if measure else ())
    return Observation(
        indicator=indicators.get(record.get("indicator_id"), partial(record.where, "indicator_id")),
        region=regions.get(record.get("region_id"), partial(record.where, "region_id")),
        period=record.get("period"),
        printed=record.get("printed"),
        amount=value.amount if isinstance(value, PrintedValue) else None,
        measure=measure,
        status=member(ObservationStatus, record.get("status")),
        source_title=record.get("source_title"),
        source_url=record.get("source_url"),
        published=iso_date(record.get("published")),
        where=record.where(),
    )
