"""The shared vocabularies: regions, topics, measures, units and indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator.diagnostics import Location
from generator.model.kinds import Direction, NameKind, ObservationStatus, RegionType, UnitType
from generator.model.noted import noted


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place that figures are printed for; ``gb_code`` is that of GB/T 2260, empty for zones."""

    id: str
    name: str
    name_en: str
    type: RegionType | None
    parent: Region | None
    gb_code: str
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that plans and indicators are sorted by."""

    id: str
    name: str
    name_en: str
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A unit of measurement. One of it is ``factor`` of its ``base``, so 万户 and 户 compare; ``None`` where it is the base."""

    id: str
    symbol: str
    name_en: str
    dimension: str
    factor: Decimal | None
    base: Measure | None
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A responsible body. ``type`` is one of the contract's unit types."""

    id: str
    name: str
    name_en: str
    type: UnitType | None
    region: Region | None
    parent: Unit | None
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A printed form and the units it means: one, or several for a collective form.

    ``plan_id`` limits the form to one document; empty means it holds everywhere.
    """

    name: str
    units: tuple[Unit, ...]
    kind: NameKind | None
    plan_id: str
    where: Location

    @property
    def collective(self) -> bool:
        return self.kind is NameKind.COLLECTIVE


@noted("name_en", "definition", "topic", "reason", "everyday_names", "where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A concept measured; ``direction`` is up, down, hold or none. ``everyday_names`` are what people call it, not the print."""

    id: str
    name: str
    name_en: str
    definition: str
    measure: Measure | None
    direction: Direction | None
    topic: Topic
    reason: str
    everyday_names: tuple[str, ...]
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class NearIndicators:
    """Two indicators of one matter under different definitions: not to be merged, worth comparing.

    ``what`` says in one Chinese sentence what sets them apart.
    """

    one: Indicator
    other: Indicator
    what: str
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A value reported after the plans were issued, with its published source."""

    indicator: Indicator
    region: Region
    period: str
    printed: str
    amount: Decimal | None
    measure: Measure | None
    status: ObservationStatus | None
    source_title: str
    source_url: str
    published: date | None
    where: Location


@dataclass(frozen=True, kw_only=True)
class Registry:
    """The vocabularies by id, in file order; the rest in file order. ``near_indicators`` may be empty."""

    regions: Mapping[str, Region]
    topics: Mapping[str, Topic]
    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    unit_names: tuple[UnitName, ...]
    indicator_names: Mapping[str, Indicator]
    near_indicators: tuple[NearIndicators, ...]
    observations: tuple[Observation, ...]

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The symbols of all measures, as printed."""
        return frozenset(measure.symbol for measure in self.measures.values())

    @cached_property
    def joint_names(self) -> tuple[str, ...]:
        """The unit names that contain the separator of a list: 市、区相关部门."""
        return tuple(form.name for form in self.unit_names if "、" in form.name)

    @cached_property
    def unit_names_of_plan(self) -> Mapping[str, Sequence[UnitName]]:
        """Id of a plan → the forms that are limited to it; under the empty string those that hold everywhere."""
        groups: defaultdict[str, list[UnitName]] = defaultdict(list)
        for form in self.unit_names:
            groups[form.plan_id].append(form)
        return groups

    @cached_property
    def names_of_unit(self) -> Mapping[str, Sequence[UnitName]]:
        """Unit id → the forms that mean it, alone or with others."""
        groups: defaultdict[str, list[UnitName]] = defaultdict(list)
        for form in self.unit_names:
            for unit in dict.fromkeys(unit.id for unit in form.units):
                groups[unit].append(form)
        return dict(groups)

    @cached_property
    def _unit_names(self) -> Mapping[tuple[str, str], UnitName]:
        """(name, id of the plan it is limited to) → its form; of several the first for a plan, the last general one."""
        limited = {(form.name, form.plan_id): form for form in reversed(self.unit_names) if form.plan_id}
        return {**limited, **{(form.name, ""): form for form in self.unit_names if not form.plan_id}}

    @cached_property
    def _measures_by_symbol(self) -> Mapping[str, Measure]:
        return {measure.symbol: measure for measure in reversed([*self.measures.values()])}

    def unit_name(self, name: str, plan_id: str) -> UnitName | None:
        """What ``name`` means in that plan: the plan's own form first, then the general one."""
        return self._unit_names.get((name, plan_id)) or self._unit_names.get((name, ""))

    def measure_named(self, symbol: str) -> Measure | None:
        """The first measure with this symbol, as printed."""
        return self._measures_by_symbol.get(symbol)
