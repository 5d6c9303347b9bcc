"""Indexes and the home page: what they list, and how much they say there is, is what the published tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.page_facts.cases import cases
from tests.page_facts.conftest import Facts
from tests.page_facts.introducing import introduction
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published
from tests.page_facts.reading import leads_to, link_of, rows_of, text
from tests.page_facts.tasking import shown_dues
from tests.page_facts.wording import PLAN_KINDS, clause_url, day, due, flat, line, value, years


def expected_indicators(data: Published, topic: str) -> Iterator[Row]:
    disputed = {indicator for case in cases(data) if case.contradiction for indicator in case.indicators}
    for indicator in data.of("indicators", "topic")[topic]:
        own = indicator["indicator_id"]
        past, promise, parts = introduction(data, data.of("figures", "indicator_id")[own])
        told = ""
        if promise:
            at = "标准" if promise["role"] == "standard" else years(promise["period"]) if promise["period"] else "目标"
            told = f"{at} {value(data, promise)}"
        elif parts:
            told = f"{parts} 个分项"
        elif past:
            told = f"已有 {value(data, past)}"
        yield indicator["url"], {"": flat(f"{indicator['name']}{'数字对不上' if own in disputed else ''}{told}")}


def test_index_of_indicators_has_each_under_its_topic(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    address = "indicators/index.html"
    groups = {group.find("summary/h2").get("id"): group for group in site.page(address).xpath("./details[summary/h2]")}
    with_indicators = [topic for topic in data.by_id("topics") if data.of("indicators", "topic")[topic]]
    ledger.same(address, "topics", "order", with_indicators, list(groups))
    for topic, group in groups.items():
        expected = list(expected_indicators(data, topic))
        ledger.same(address, topic, "主题", data.get("topics", topic, "name"), text(group.find("summary/h2")))
        ledger.same(address, topic, "个数", f"{len(expected)} 个指标", text(group.find("summary/small")))
        ledger.compare(
            address, topic, expected, [(link_of(address, item), {"": text(item)}) for item in group.iter("li")]
        )
    counts = re.findall(r"\d+", text(site.page(address).xpath("./h1/following-sibling::p[1]")[0]))
    ledger.same(address, "lede", "counts", [str(len(data.rows(table))) for table in ("indicators", "figures")], counts)
    ledger.close(at_least=1000 if real else 3)


def test_index_of_plans_has_each_with_its_counts(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    address = "plans/index.html"
    expected = []
    for plan in data.rows("plans"):
        start, end = plan["period_start"], plan["period_end"]
        counts = {title: len(data.of(table, "plan_id")[plan["plan_id"]]) for table, title in TABLES.items()}
        expected.append(
            (
                plan["url"],
                {
                    "文件": f"{plan['short_title']} {data.get('topics', plan['topic'], 'name')} · {PLAN_KINDS[plan['kind']]}",
                    "文号": plan["doc_number"],
                    "发文日期": day(plan["issued"]),
                    "规划期": f"{start}—{end}" if start and end else f"至 {end}" if end else "未写",
                    **{title: str(count) for title, count in counts.items()},
                },
            )
        )
    table = next(site.page(address).iter("table"))
    shown = [
        (link_of(address, cells["文件"]), {name: text(cell) for name, cell in cells.items()})
        for _, cells in rows_of(table)
    ]
    ledger.compare(address, "规划", expected, shown)
    ledger.close()


TABLES = {"figures": "数值", "tasks": "任务", "projects": "项目", "notes": "存疑"}


def test_measures_stand_with_what_is_counted_in_them(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    address = "measures.html"
    expected = []
    for dimension in dict.fromkeys(measure["dimension"] for measure in data.rows("measures")):
        for measure in data.of("measures", "dimension")[dimension]:
            base = data.by_id("measures")[measure["base_measure_id"]]
            indicators = data.of("indicators", "measure_id")[measure["measure_id"]]
            factor, point, decimals = measure["factor_to_base"].partition(".")
            converts = f"1 {measure['symbol']} = {int(factor):,}{point}{decimals} {base['symbol']}"
            expected.append(
                (
                    measure["measure_id"],
                    {
                        "写法": measure["symbol"],
                        "换算": "基本单位" if base is measure else converts,
                        "英文": flat(measure["name_en"]),
                        "所量的指标": "；".join(
                            f"{flat(indicator['name'])} {indicator['url']}" for indicator in indicators
                        ),
                    },
                )
            )
    shown = []
    for table in site.page(address).iter("table"):
        for row, cells in rows_of(table):
            links = [f"{text(link)} {leads_to(address, link)}" for link in cells["所量的指标"].iter("a")]
            columns = {name: text(cells[name]) for name in ("写法", "换算", "英文")}
            shown.append((row.get("id"), columns | {"所量的指标": "；".join(links)}))
    ledger.compare(address, "计量单位", expected, shown)
    ledger.close(at_least=90 if real else 5)


def test_home_counts_what_is_published(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    page = site.page("index.html")
    contradictions = sum(case.contradiction for case in cases(data))
    tables = {"plans": "份文件", "figures": "个数值", "indicators": "个指标", "tasks": "项任务", "units": "个单位"}
    counts = [(title, {"": str(len(data.rows(table)))}) for table, title in tables.items()]
    shown = [(text(link[1]), {"": text(link[0])}) for link in page.xpath(".//nav[@aria-label='收录了多少']/a")]
    ledger.compare("index.html", "counts", [*counts, ("件数字对不上", {"": str(contradictions)})], shown)

    topics = [
        (f"indicators/index.html#{topic}", {"": f"{row['name']}{len(data.of('indicators', 'topic')[topic])}"})
        for topic, row in data.by_id("topics").items()
        if data.of("indicators", "topic")[topic]
    ]
    links = [
        link for element in site.section("index.html", "topics") if element.tag == "p" for link in element.iter("a")
    ]
    ledger.compare("index.html", "主题", topics, [(leads_to("index.html", link), {"": text(link)}) for link in links])

    expected = []
    for plan in data.rows("plans"):
        figures, tasks = (len(data.of(table, "plan_id")[plan["plan_id"]]) for table in ("figures", "tasks"))
        start, end = plan["period_start"], plan["period_end"]
        about = [data.get("topics", plan["topic"], "name")]
        about += [f"{start}—{end}年" if start else f"至 {end}年"] if end else []
        about += [f"{figures} 个数值"] if figures else []
        about += [f"{tasks} 项任务"] if tasks else []
        expected.append((plan["url"], {"": f"{plan['short_title']}{' · '.join(about)}"}))
    items = [item for element in site.section("index.html", "plans") for item in element.iter("li")]
    ledger.compare(
        "index.html", "规划和文件", expected, [(link_of("index.html", item), {"": text(item)}) for item in items]
    )
    ledger.close()


def test_disagreements_on_the_home_page_are_two_sides_of_a_case(facts: Facts, ledger: Ledger) -> None:
    """Whichever are chosen: both values and their places are those of one case, and of two of its sides."""
    site, data, real = facts
    by_indicator: dict[str, list[tuple[str, ...]]] = {}
    for case in (case for case in cases(data) if case.contradiction):
        for side in case.sides:
            for figure in side:
                more = f"，另有 {len(side) - 1} 处" if len(side) > 1 else ""
                plan = data.get("plans", figure["plan_id"], "short_title")
                told = f"{value(data, figure)}{plan}{line(figure)}{more}"
                by_indicator.setdefault(f"indicators/{figure['indicator_id']}.html#differences", []).append(
                    (case.id, str(case.sides.index(side)), told)
                )
    for item in [item for element in site.section("index.html", "disagreements") for item in element.iter("li")]:
        target = link_of("index.html", item)
        shown = [text(part) for part in item[1]]
        known = {told: (case, side) for case, side, told in by_indicator.get(target, [])}
        ledger.rows += 1
        ledger.same(
            "index.html", target, "sides", True, {*shown} <= known.keys() and len({known[side] for side in shown}) == 2
        )
    ledger.close(at_least=4 if real else 1)


def test_busiest_units_on_the_home_page_are_those_with_the_most_tasks(facts: Facts, ledger: Ledger) -> None:
    """What a collective name brings them does not count, nor do classes of units."""
    site, data, real = facts
    counts = {
        unit: len({duty["task_id"] for duty in data.of("task_units", "unit_id")[unit] if duty["inherited"] == "false"})
        for unit, row in data.by_id("units").items()
        if row["type"] != "other"
    }
    busiest = sorted((unit for unit, count in counts.items() if count), key=lambda unit: (-counts[unit], unit))[:8]
    expected = [(f"units/{unit}.html", {"": f"{data.get('units', unit, 'name')}{counts[unit]} 项"}) for unit in busiest]
    items = [item for element in site.section("index.html", "units") for item in element.iter("li")]
    ledger.compare("index.html", "units", expected, [(link_of("index.html", item), {"": text(item)}) for item in items])
    ledger.close(at_least=8 if real else 2)


def test_deadlines_on_the_home_page_are_printed_so(facts: Facts, ledger: Ledger) -> None:
    """Whichever are chosen by the date of the data."""
    site, data, real = facts
    known: dict[str, list[dict[str, str]]] = {}
    for deadline in data.rows("task_deadlines"):
        task = data.by_id("tasks")[deadline["task_id"]]
        told = flat(f"{data.get('plans', task['plan_id'], 'short_title')} · {task['title']}")
        row = {"年份": "", "日期": due(deadline["due"]), "任务": told, "任务→": clause_url(data, task)}
        known.setdefault(flat(deadline["what"]), []).append(row)
    for what, shown in shown_dues("index.html", site.section("index.html", "deadlines")):
        ledger.rows += 1
        ledger.same("index.html", what, "期限", True, shown in known.get(what, []))
    ledger.close(at_least=6 if real else 2)


def test_each_thing_has_a_page_and_each_page_a_thing(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    for table in ("plans", "indicators", "units"):
        pages = {address for address in site.addresses(f"{table}/*.html") if not site.is_redirect(address)} - {
            f"{table}/index.html"
        }
        ledger.rows += len(pages)
        ledger.same(
            f"{table}/",
            table,
            "pages",
            sorted(f"{table}/{identifier}.html" for identifier in data.by_id(table)),
            sorted(pages),
        )
    ledger.close()


def test_data_page_says_how_many_rows_each_table_has(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    address = "data.html"
    for element in site.section(address, "all-tables"):
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                files = [
                    leads_to(address, link) for link in cells["下载"].iter("a") if link.get("href").endswith(".csv")
                ]
                name = (
                    next(file for file in files if not file.endswith(".excel.csv"))
                    .removeprefix("data/")
                    .removesuffix(".csv")
                )
                ledger.rows += 1
                ledger.same(address, name, "行数", str(len(data.rows(name))), text(cells["行数"]))
    ledger.close(at_least=15)
