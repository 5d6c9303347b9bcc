"""A plan's page: what it is, what it promises in numbers, its indicators, notes and the documents it cites."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.indicator_rows import by_indicator, expected_indicators, shown_indicators
from tests.page_facts.introducing import WHOLE, introduction, is_past
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.noted import notes_expected, notes_shown
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import leads_to, link_of, text
from tests.page_facts.wording import BINDINGS, PLAN_KINDS, clause_url, day, flat, label, line, value, years

MOST_KEYS = 6


def expected_facts(data: Published, plan: Record) -> dict[str, str]:
    topic = data.get("topics", plan["topic"], "name")
    start, end = plan["period_start"], plan["period_end"]
    page = f"，第 {plan['first_page']} 页起" if plan["first_page"] else ""
    return {
        "题目": flat(plan["title"]),
        "文号": f"{plan['doc_number']}{topic}{PLAN_KINDS[plan['kind']]}{day(plan['issued'])}",
        "发文机关": data.get("units", plan["issuer_unit_id"], "name"),
        "发文机关→": f"units/{plan['issuer_unit_id']}.html",
        "规划期": f"{start}—{end}年" if start and end else f"至 {end}年" if end else "原文未写",
        "刊登于": f"{plan['publication']}{page}",
        "原文位置": f"公报文本第 {plan['source_line_start']}—{plan['source_line_end']} 行",
        "In English": flat(f"{plan['title_en']} {plan['summary_en']}"),
    }


def shown_facts(address: str, page: HtmlElement) -> dict[str, str]:
    listed = {text(entry[0]): entry[1] for entry in page.find("dl").iterfind("div")}
    english = page.xpath("./details[summary='In English']/p")
    return {
        "题目": text(page.find("h1")),
        "文号": text(page.xpath("./h1/following-sibling::p[1]")[0]),
        **{name: text(cell) for name, cell in listed.items()},
        "规划期": text(listed["规划期"]).partition("，展望")[0],
        "发文机关→": link_of(address, listed["发文机关"]),
        "In English": " ".join(map(text, english)),
    }


def test_facts_of_a_plan_are_those_of_the_data(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        shown = shown_facts(address, site.page(address))
        ledger.compare(address, "facts", [(plan["plan_id"], expected_facts(data, plan))], [(plan["plan_id"], shown)])
    ledger.close(at_least=18 if real else 2)


def test_counts_of_a_plan_are_the_rows_of_its_tables(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    names = {"figures": "个数值", "tasks": "项任务", "projects": "个专栏项目", "notes": "条存疑"}
    for plan in data.rows("plans"):
        counts = {name: len(data.of(table, "plan_id")[plan["plan_id"]]) for table, name in names.items()}
        expected = [(name, {"": str(count)}) for name, count in counts.items() if count]
        shown = [
            (text(link[1]), {"": text(link[0])})
            for link in site.page(plan["url"]).iterfind("nav[@aria-label='本页数据']/a")
        ]
        ledger.compare(plan["url"], "counts", expected, shown)
    ledger.close()


def is_key(data: Published, promise: Record) -> bool:
    """Whether a reader understands it by itself: a number of the whole, with a year that is still to come."""
    dated = promise["role"] == "target" and promise["period"] and not is_past(data, promise)
    return bool(dated and promise["amount"] and promise["component"] in WHOLE)


def expected_keys(data: Published, plan: str) -> Iterator[Row]:
    """Binding ones first, then those with a starting point, then those of a printed table."""
    keys = []
    for indicator, own in by_indicator(data.of("figures", "plan_id")[plan]).items():
        past, promise, _ = introduction(data, own)
        if promise and is_key(data, promise):
            unmarked, in_text = promise["binding"] != "binding", promise["origin"] != "table"
            keys.append((unmarked, not past, in_text, indicator, past, promise))
    for *_, indicator, past, promise in sorted(keys, key=lambda key: key[:3])[:MOST_KEYS]:
        name = data.get("indicators", indicator, "name")
        start = f"，{years(past['period'])} {value(data, past)}" if past else ""
        yield (
            f"indicators/{indicator}.html",
            {
                "指标": flat(f"{name} {BINDINGS['binding'] if promise['binding'] == 'binding' else ''}"),
                "数值": value(data, promise),
                "时期": f"{years(promise['period'])}目标{start}",
            },
        )


def test_key_figures_are_the_promises_of_the_data(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        shown = [
            (leads_to(address, link), dict(zip(("指标", "数值", "时期"), map(text, link), strict=True)))
            for link in site.page(address).iterfind("section[@aria-label='关键数字']/a")
        ]
        ledger.compare(address, "关键数字", expected_keys(data, plan["plan_id"]), shown)
    ledger.close(at_least=60 if real else 1)


def test_indicators_of_a_plan_stand_with_what_it_prints_for_them(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        expected = expected_indicators(data, data.of("figures", "plan_id")[plan["plan_id"]])
        ledger.compare(
            address, "本文件的指标", expected, shown_indicators(address, site.section(address, "indicators"))
        )
    ledger.close(at_least=1000 if real else 3)


def test_notes_on_a_plan_stand_on_its_page(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        items = [item for element in site.section(address, "notes") for item in element.iter("li")]
        notes = data.of("notes", "plan_id")[plan["plan_id"]]
        ledger.compare(address, "存疑之处", notes_expected(data, notes), notes_shown(address, items))
        said = any(text(element).startswith("没有发现原文有错") for element in site.section(address, "notes"))
        ledger.same(address, plan["plan_id"], "存疑之处", not notes, said)
    ledger.close(at_least=250 if real else 1)


def expected_citations(data: Published, plan: str) -> Iterator[Row]:
    """A document once, by its number or else its title, with every place that cites it."""
    groups: dict[str, list[Record]] = {}
    for citation in data.of("citations", "plan_id")[plan]:
        groups.setdefault(citation["cited_number"] or citation["cited_title"], []).append(citation)
    for own in groups.values():
        first, cited = own[0], own[0]["cited_plan_id"]
        title = first["cited_title"] or (data.get("plans", cited, "title") if cited else "")
        where = "；".join(f"{label(data, citation['clause_id'])}{line(citation)}" for citation in own)
        yield (
            flat(f"{f'《{title}》' if title else ''}{first['cited_number']}{'' if cited else ' 不在本站'} {where}"),
            {
                "文件→": f"plans/{cited}.html" if cited else "",
                "条款→": " ".join(clause_url(data, citation) for citation in own),
            },
        )


def test_cited_documents_stand_with_each_place_that_cites_them(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        items = [item for element in site.section(address, "citations") for item in element.iter("li")]
        shown = [
            (
                text(item),
                {
                    "文件→": leads_to(address, item.find("a")),
                    "条款→": " ".join(leads_to(address, link) for link in item.iterfind("span/a")),
                },
            )
            for item in items
        ]
        ledger.compare(address, "引用的文件", expected_citations(data, plan["plan_id"]), shown)
    ledger.close(at_least=90 if real else 2)
