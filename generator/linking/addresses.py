"""Objects → addresses of their pages. An address is relative to the site's root, with its file ending.

Addresses end in ``.html`` and never in a slash, so that a copy of the site works from a folder, from a
plain server and under any sub-path alike.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any

from generator.diagnostics import Location
from generator.model import Clause, Corpus, DataTable, Figure, Indicator, Measure, Plan, Project, Region, TextPage, Unit

INDEXES = (
    "index.html", "plans/index.html", "indicators/index.html", "units/index.html", "regions/index.html",
    "measures.html", "differences.html", "coverage.html", "data.html", "search.html", "404.html",
    "explore/figures.html", "explore/tasks.html", "binding.html", "regions/compare.html",
    "explore/figures-all.html", "explore/tasks-all.html", "changes.html",
)  # fmt: skip


class LinkScheme(StrEnum):
    """What a link written by hand leads to: ``plan:groundwater#c3``. A table or a box is set in where the link stands."""

    PLAN = "plan"
    UNIT = "unit"
    INDICATOR = "indicator"
    PAGE = "page"
    TABLE = "table"
    BOX = "box"

    @classmethod
    def of(cls, target: str) -> tuple[LinkScheme | None, str]:
        """The scheme of a link's target and what follows it; ``None`` for an anchor or an address of the web."""
        scheme, _, rest = target.partition(":")
        return next((known for known in cls if known == scheme), None), rest


EMBEDDED = frozenset((LinkScheme.TABLE, LinkScheme.BOX))
GENERATOR = Location("site_templates/pages")
INDEX_NAMES = {address.removesuffix("/index.html").removesuffix(".html"): address for address in INDEXES}
"""What a link ``page:…`` calls the generated pages: plans, regions/compare, data."""


def address_of(thing: Any) -> str:
    """The page that shows ``thing``, with a fragment where it is a place on a page.

    Raises:
        TypeError: things of this type have no page.
    """
    match thing:
        case Plan():
            return f"plans/{thing.id}.html"
        case Clause():
            return f"{page_of(thing)}#{thing.anchor}"
        case Project():
            return f"{_page_of_box(thing)}#{thing.id}"
        case Figure():
            return f"{address_of(thing.indicator)}#{thing.id}"
        case Indicator() | Unit() | Region():
            return f"{type(thing).__name__.lower()}s/{thing.id}.html"
        case Measure():
            return f"measures.html#{thing.id}"
        case TextPage():
            return f"{thing.id}.html"
        case str():
            return thing
    raise TypeError(f"no page shows a {type(thing).__name__}")


def page_of(clause: Clause) -> str:
    """The page on which a clause stands: its plan's, or its chapter's where the plan is long."""
    return f"plans/{clause.plan_id}{'/' + clause.chapter if clause.chapter else ''}.html"


def _page_of_box(project: Project) -> str:
    """Where the text puts the box; one that it does not put anywhere stands on the plan's page."""
    link = f"](box:{project.box_number})"
    return next((page_of(clause) for clause in project.plan.clauses if link in clause.body), address_of(project.plan))


def data_name(table: DataTable) -> str:
    """The name under which a plan's own table is published."""
    return f"{table.plan.id}-{table.name}".replace("_", "-")


def regions_with_pages(corpus: Corpus) -> tuple[Region, ...]:
    """The regions below the city that figures are printed for, or that a unit belongs to, in registry order."""
    return tuple(
        region
        for region in corpus.registry.regions.values()
        if region.parent is corpus.site.region
        or (region.id in corpus.figures_of_region and region is not corpus.site.region)
    )


def all_addresses(corpus: Corpus) -> Iterator[tuple[str, Location]]:
    """The address of every page and every table of a plan, and where it comes from; generated indexes first."""
    yield from ((address, GENERATOR) for address in INDEXES)
    for group in (corpus.plans, corpus.registry.indicators.values(), corpus.registry.units.values()):
        yield from ((address_of(thing), thing.where) for thing in group)
    yield from ((page_of(clause), clause.where) for plan in corpus.plans for clause in plan.chapters)
    yield from ((address_of(region), region.where) for region in regions_with_pages(corpus))
    yield from ((address_of(page), page.where) for page in corpus.pages)
    for table in corpus.data_tables:
        yield f"data/{data_name(table)}.csv", Location(f"datasets/{table.plan.id}/datapackage.json")


def all_places(corpus: Corpus) -> Iterator[str]:
    """Every place on a page that has an id in the data, and so may be cited: clauses, figures, projects, measures."""
    for plan in corpus.plans:
        yield from map(address_of, plan.clauses)
    for group in (corpus.figures, corpus.projects, corpus.registry.measures.values()):
        yield from map(address_of, group)


def relative(target: Any, here: str) -> str:
    """The link from the page at address ``here`` to the page of ``target`` (an object, or an address)."""
    path, hash_mark, fragment = address_of(target).partition("#")
    if path == here and fragment:
        return f"#{fragment}"
    return relative_path(path or here, posixpath.dirname(here)) + hash_mark + fragment


@lru_cache(maxsize=1 << 16)
def relative_path(path: str, folder: str) -> str:
    """The relative path from ``folder`` (empty for the site's root) to ``path``; both are relative to the root."""
    return posixpath.relpath(path, folder or ".")
