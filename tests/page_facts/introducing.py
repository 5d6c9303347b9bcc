"""Which figures introduce an indicator in a heading or a row of an index, chosen from the rows of ``figures.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.page_facts.published import Published, Record
from tests.page_facts.wording import says

WHOLE = ("", "合计", "总计")


class Introduction(NamedTuple):
    """Where only parts are printed, and several, ``parts`` counts them and nothing speaks for the whole."""

    past: Record | None
    promise: Record | None
    parts: int


def introduction(data: Published, figures: Sequence[Record]) -> Introduction:
    """Of the city if anything is printed for it, of the whole if it is printed: the first starting point, or else the
    first known value; the first promise of a table, or else of a text, that is not for the years before its plan.
    """
    printed = [figure for figure in figures if says(figure)]
    city = [figure for figure in printed if figure["region_id"] == data.city] or printed
    whole = [figure for figure in city if figure["component"] in WHOLE]
    components = {figure["component"] for figure in city}
    if not whole and len(components) > 1:
        return Introduction(None, None, len(components))
    figures = whole or city
    known = [figure for role in ("baseline", "actual") for figure in figures if figure["role"] == role]
    promises = [figure for figure in figures if figure["role"] in ("target", "standard")]
    promises = promises or [figure for figure in figures if figure["role"] == "growth"]
    promises = [figure for figure in promises if not is_past(data, figure)] or promises
    promises.sort(key=lambda figure: figure["origin"] != "table")
    return Introduction(next(iter(known), None), next(iter(promises), None), 0)


def is_past(data: Published, promise: Record) -> bool:
    """Whether its plan looks back on the promise."""
    start = data.get("plans", promise["plan_id"], "period_start")
    return bool(start and promise["period"]) and promise["period"][-4:] < start
