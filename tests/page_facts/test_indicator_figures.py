"""An indicator's page, figure by figure: each stands in its own row, as the data say it, and no row stands for none."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, link_of, rows_of, text
from tests.page_facts.wording import (
    BINDINGS,
    KINDS,
    cited,
    clause_url,
    flagged,
    flat,
    label,
    when,
)


def expected_rows(data: Published, figures: list[Record]) -> Iterator[Row]:
    """Plans in their order, a plan's printed tables before its running text."""
    tables = [(figure["table_title"], figure["table_title"] and figure["clause_id"]) for figure in figures]
    first = {table: number for number, table in reversed(list(enumerate(tables)))}
    order = [
        (data.plan_order[figure["plan_id"]], not table[0], first[table])
        for figure, table in zip(figures, tables, strict=True)
    ]
    regions = any(figure["region_id"] != data.city for figure in figures)
    for _, figure in sorted(zip(order, figures, strict=True), key=lambda pair: pair[0]):
        yield figure["figure_id"], expected_row(data, figure, regions)


def expected_row(data: Published, figure: Record, regions: bool) -> dict[str, str]:
    plan = data.by_id("plans")[figure["plan_id"]]
    note = next(iter(data.notes_of_figure[figure["figure_id"]]), None)
    hedge = figure["hedge"] if figure["hedge"] not in figure["printed"] else ""
    elsewhere = figure["region_id"] != data.city
    region = data.get("regions", figure["region_id"], "name") if elsewhere else "全市"
    number = f"{figure['row_number']}. " if figure["row_number"] else ""
    title = figure["table_title"]
    called = f"{figure['printed_name']}，" if figure["printed_name"] else ""
    return {
        "文件": plan["short_title"],
        "表": flat(f"{title} · {plan['doc_number']} {label(data, figure['clause_id'])}") if title else "",
        "条款→": clause_url(data, figure),
        "数值": " ".join(filter(None, (flagged(data, figure), KINDS[figure["kind"]], hedge))),
        "存疑": note["what"] if note else "",
        "存疑→": f"differences.html#{note['note_id']}" if note else "",
        "时期": when(figure),
        "地区": region if regions else "",
        "地区→": f"regions/{figure['region_id']}.html" if elsewhere else "",
        "分项": flat(figure["component"]),
        "属性": BINDINGS[figure["binding"]],
        "原文": flat(
            f"{number}{called}第 {figure['source_line']} 行"
            if title
            else f"{figure['printed_name']} {cited(data, figure)}"
        ),
    }


def shown_rows(site: BuiltSite, address: str) -> Iterator[Row]:
    """The rows below 各文件怎么说: of each table, under the plan and the printed table that stand above it."""
    plan, table, clause = "", "", ""
    for element in site.section(address, "figures"):
        if element.tag == "h3":
            plan, table, clause = text(element), "", ""
        elif element.tag == "p":
            table, clause = text(element), link_of(address, element)
        for html_table in element.iter("table"):
            for row, cells in rows_of(html_table):
                yield (
                    row.get("id"),
                    shown_row(address, cells) | {"文件": plan, "表": table} | ({"条款→": clause} if table else {}),
                )
            table, clause = "", ""


def shown_row(address: str, cells: dict[str, HtmlElement]) -> dict[str, str]:
    flag = cells["数值"].find(".//sup/a")
    return {
        **{
            name: text(cells[name]) if name in cells else ""
            for name in ("数值", "时期", "地区", "分项", "属性", "原文")
        },
        "条款→": link_of(address, cells["原文"]),
        "地区→": link_of(address, cells["地区"]) if "地区" in cells else "",
        "存疑": flag.get("title") if flag is not None else "",
        "存疑→": leads_to(address, flag),
    }


def test_each_figure_has_its_row_and_each_row_its_figure(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for indicator in data.by_id("indicators"):
        address = f"indicators/{indicator}.html"
        figures = data.of("figures", "indicator_id")[indicator]
        ledger.compare(address, "各文件怎么说", expected_rows(data, figures), shown_rows(site, address))
    assert ledger.rows == len(data.rows("figures"))
    ledger.close(at_least=2000 if real else 10)


def test_published_address_of_a_figure_is_that_of_its_row(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    for figure in data.rows("figures"):
        address, _, anchor = figure["url"].partition("#")
        row = site.place(address, anchor)
        ledger.rows += 1
        ledger.same(address, figure["figure_id"], "url", "tr", row.tag if row is not None else None)
        ledger.same(address, figure["figure_id"], "anchor", figure["figure_id"], anchor)
    ledger.close()


def test_indicators_that_are_said_to_have_no_figure_have_none(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    for indicator in data.by_id("indicators"):
        address = f"indicators/{indicator}.html"
        said = [
            text(element) for element in site.section(address, "figures") if text(element).startswith("本期文件没有")
        ]
        figures = data.of("figures", "indicator_id")[indicator]
        ledger.rows += 1
        ledger.same(address, indicator, "各文件怎么说", not figures, bool(said))
    ledger.close()
