"""Records of the miniature city, changed as a test needs them, and the pages made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from generator.model import Citation, Clause, Corpus, Figure, Indicator, Plan, Project, Region, Task, Unit
from generator.opendata import Exports, export
from generator.pages import Page, PageType
from generator.site_files import HeldFiles
from tests.conftest import MINIATURE, linked


def small(**changes: Any) -> Corpus:
    """The miniature city; ``changes`` are its records as a test wants them."""
    return replace(linked(MINIATURE), **changes)


@cache
def small_exports() -> Exports:
    """The files of the miniature as it is; a record that a test adds has none, and its plan the archive of everything."""
    exports = export(linked(MINIATURE), HeldFiles())
    return replace(
        exports,
        by_plan=defaultdict(lambda: exports.whole, exports.by_plan),
        tables_by_plan=defaultdict(tuple, exports.tables_by_plan),
        by_indicator=defaultdict(tuple, exports.by_indicator),
        by_unit=defaultdict(tuple, exports.by_unit),
    )


def pages_of(kind: PageType, corpus: Corpus) -> dict[str, Page]:
    """The pages of a type by address, in their order."""
    return {spec.address: spec.make() for spec in kind.pages(corpus, small_exports())}


def facts_of(kind: PageType, corpus: Corpus, address: str) -> Mapping[str, Any]:
    return pages_of(kind, corpus)[address].facts


def figure(identifier: str = "f", **changes: Any) -> Figure:
    """12 平方米 of parks in 2025: a target of the city that a table of the greening plan marks as expected."""
    model = next(one for one in small().figures if one.id == "green-city-r01-2025")
    return replace(model, id=identifier, **changes)


def plan(identifier: str, **changes: Any) -> Plan:
    """A plan for 2021–2025 if no ``changes`` say otherwise."""
    return replace(small().plan_by_id["green-city"], id=identifier, **changes)


def clause(identifier: str, **changes: Any) -> Clause:
    return replace(small().plan_by_id["green-city"].clauses[0], id=identifier, **changes)


def indicator(identifier: str, **changes: Any) -> Indicator:
    return replace(small().registry.indicators["park-area"], id=identifier, **changes)


def region(identifier: str, **changes: Any) -> Region:
    return replace(small().registry.regions["east"], id=identifier, **changes)


def unit(identifier: str, **changes: Any) -> Unit:
    return replace(small().registry.units["guicheng-parks"], id=identifier, **changes)


def task(identifier: str, **changes: Any) -> Task:
    """A task of the greening plan that nobody has to do at any time, if no ``changes`` say otherwise."""
    model = small().tasks[0]
    return replace(model, **{"id": identifier, "duties": (), "deadlines": (), **changes})


def duties(*units: Unit, inherited: bool = False) -> dict[str, Any]:
    model = small().tasks[0].duties[0]
    return {"duties": tuple(replace(model, unit=one, inherited=inherited) for one in units)}


def deadlines(*dates: str) -> dict[str, Any]:
    model = small().tasks[0].deadlines[0]
    return {"deadlines": tuple(replace(model, due=due) for due in dates)}


def project(identifier: str, **changes: Any) -> Project:
    return replace(small().projects[0], id=identifier, **changes)


def citation(**changes: Any) -> Citation:
    return replace(small().citations[0], **changes)
