"""How complete the data are: what each clause yielded, and each number that was left out, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published
from tests.page_facts.reading import link_of, rows_of, text
from tests.page_facts.wording import LEFT_OUT, cited, flat

COUNTS = {
    "table_figures": "表格数", "text_figures": "正文数", "tasks": "任务", "projects": "项目", "citations": "引用",
    "notes": "存疑", "left_out": "未收",
}  # fmt: skip


def sums(data: Published, plan: str) -> dict[str, int]:
    rows = data.of("coverage", "plan_id")[plan]
    return {title: sum(int(row[name]) for row in rows) for name, title in COUNTS.items()}


def test_overview_has_the_sums_of_each_plan(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    expected = [
        (
            f"coverage/{plan['plan_id']}.html",
            {
                "文件": plan["short_title"],
                "条款": str(len(data.of("clauses", "plan_id")[plan["plan_id"]])),
                **{title: str(count) for title, count in sums(data, plan["plan_id"]).items()},
            },
        )
        for plan in data.rows("plans")
    ]
    table = next(site.page("coverage.html").iter("table"))
    shown = [
        (link_of("coverage.html", cells["文件"]), {name: text(cell) for name, cell in cells.items()})
        for _, cells in rows_of(table)
    ]
    ledger.compare("coverage.html", "收录情况", expected, shown)
    ledger.close()


def expected_clauses(data: Published, plan: str) -> Iterator[Row]:
    """A column for whatever the plan yielded at all."""
    columns = {name: title for name, title in COUNTS.items() if sums(data, plan)[title]}
    for row in data.of("coverage", "plan_id")[plan]:
        clause = data.by_id("clauses")[row["clause_id"]]
        yield (
            clause["url"],
            {
                "条款": "".join(f"{clause['number']}{clause['heading']}".split()),
                **{title: row[name] for name, title in columns.items()},
                "原文行": row["source_line"],
            },
        )


def test_each_clause_stands_with_what_it_yielded(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.by_id("plans"):
        address = f"coverage/{plan}.html"
        table = next(table for element in site.section(address, "clauses") for table in element.iter("table"))
        shown = [
            (
                link_of(address, cells["条款"]),
                {name: text(cell) for name, cell in cells.items()} | {"条款": "".join(text(cells["条款"]).split())},
            )
            for _, cells in rows_of(table)
        ]
        ledger.compare(address, "逐条", expected_clauses(data, plan), shown)
        total = [str(count) for count in sums(data, plan).values() if count]
        ledger.same(address, "合计", "合计", total, [text(cell) for cell in table.find("tfoot/tr")][1:-1])
    ledger.close(at_least=1100 if real else 5)


def test_each_number_left_out_stands_with_its_reason(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.by_id("plans"):
        address = f"coverage/{plan}.html"
        expected = [
            (
                cited(data, row),
                {
                    "原文": flat(row["printed"]),
                    "为什么没有收": flat(LEFT_OUT[row["reason"]] + (f"：{row['what']}" if row["what"] else "")),
                },
            )
            for row in data.of("left_out", "plan_id")[plan]
        ]
        shown = [
            (text(cells["出处"]), {name: text(cells[name]) for name in ("原文", "为什么没有收")})
            for element in site.section(address, "left-out")
            for table in element.iter("table")
            for _, cells in rows_of(table)
        ]
        ledger.compare(address, "未收的数量", expected, shown)
    ledger.close(at_least=300 if real else 1)
