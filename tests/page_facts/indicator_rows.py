"""Tables that introduce indicators, one row each, by what they were and what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from tests.page_facts.introducing import introduction
from tests.page_facts.ledger import Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import leads_to, rows_of, text
from tests.page_facts.wording import BINDINGS, flagged, flat, years


def by_indicator(figures: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for figure in figures:
        groups.setdefault(figure["indicator_id"], []).append(figure)
    return groups


def expected_indicators(data: Published, figures: Iterable[Record], *, binding: bool = True) -> Iterator[Row]:
    """In the order in which the indicators first come among ``figures``."""
    for indicator, own in by_indicator(figures).items():
        yield f"indicators/{indicator}.html", expected_row(data, indicator, own, binding)


def expected_row(data: Published, indicator: str, own: Sequence[Record], binding: bool) -> dict[str, str]:
    past, promise, parts = introduction(data, own)
    row = {
        "指标": flat(data.get("indicators", indicator, "name")),
        "已有": "未印",
        "已有→": "",
        "目标": "未印",
        "目标→": "",
    }
    if past:
        row |= {"已有": f"{flagged(data, past)} {years(past['period'])}", "已有→": past["url"]}
    if promise:
        at = "标准" if promise["role"] == "standard" else years(promise["period"])
        row |= {"目标": f"{flagged(data, promise)} {at}", "目标→": promise["url"]}
    if parts:
        row |= {"已有": f"{parts} 个分项", "目标": "见指标页"}
    return row | ({"属性": BINDINGS[promise["binding"]] if promise else ""} if binding else {})


def shown_indicators(address: str, elements: Iterable[HtmlElement]) -> Iterator[Row]:
    for element in elements:
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                shown = {name: text(cell) for name, cell in cells.items() if name != "走势"}
                links = {f"{name}→": leads_to(address, cells[name].find("a")) for name in ("已有", "目标")}
                yield leads_to(address, cells["指标"].find("a")), shown | links
