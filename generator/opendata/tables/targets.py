"""The figures pivoted to a wide table, for people: one row per plan, printed row, region and component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus, Figure, Role
from generator.opendata.tables import PublishedTable, Row

OWN_COLUMNS = ("2025", "2035")


def _rows(corpus: Corpus) -> Iterator[Row]:
    """The printed rows with a target or a growth rate; rows with actual values only are left out."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in corpus.figures:
        groups.setdefault((figure.row_id, figure.region.id, figure.component), []).append(figure)
    part_of_row: Counter[str] = Counter()
    for (row_id, _, _), group in groups.items():
        if any(figure.role in (Role.TARGET, Role.GROWTH) for figure in group):
            part_of_row[row_id] += 1
            yield _row(row_id, part_of_row[row_id], group)


def _row(row_id: str, part: int, group: list[Figure]) -> Row:
    first = group[0]
    baseline = _pick(group, Role.BASELINE)
    growth = _pick(group, Role.GROWTH)
    targets = [figure for figure in group if figure.role is Role.TARGET]
    by_year = {figure.period: figure for figure in targets}
    other = next((figure for figure in targets if figure.period not in OWN_COLUMNS), None)
    return {
        "target_id": row_id if part == 1 else f"{row_id}-{part}",
        "plan_id": first.plan.id,
        "indicator_id": first.indicator.id,
        "indicator_name": first.indicator.name,
        "printed_name": first.printed_name,
        "row_number": first.row_number,
        "row_group": first.row_group,
        "region_id": first.region.id,
        "region_name": first.region.name,
        "component": first.component,
        "measure_symbol": first.measure.symbol if first.measure else None,
        "baseline_period": baseline.period if baseline else None,
        **_printed("baseline", baseline),
        **_printed("target_2025", by_year.get("2025")),
        **_printed("target_2035", by_year.get("2035")),
        "target_other_period": other.period if other else None,
        **_printed("target_other", other),
        **_printed("growth", growth),
        "growth_measure": growth.measure.symbol if growth and growth.measure else None,
        "binding": first.binding,
        "clause_id": first.clause.id,
        "source_line": first.source_line,
        "url": address_of(first.indicator),
    }


def _pick(group: list[Figure], role: Role) -> Figure | None:
    """The latest figure of a role."""
    return max((figure for figure in group if figure.role is role), key=lambda figure: figure.period, default=None)


def _printed(prefix: str, figure: Figure | None) -> Row:
    return {
        f"{prefix}_printed": figure.printed if figure else None,
        f"{prefix}_amount": figure.amount if figure else None,
        f"{prefix}_high": figure.amount_high if figure else None,
        f"{prefix}_comparator": figure.comparator if figure else None,
        f"{prefix}_kind": figure.kind if figure else None,
    }


TABLE = PublishedTable(name="targets", rows=_rows)
