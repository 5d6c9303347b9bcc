"""What an indicator's page says around its figures: what it is, what introduces it, what is in doubt, what was reported."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.page_facts.cases import cases, shown_cases
from tests.page_facts.conftest import Facts
from tests.page_facts.introducing import introduction
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.noted import notes_expected, notes_shown
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, link_of, rows_of, text
from tests.page_facts.wording import BINDINGS, DIRECTIONS, ROLES, STATUSES, flat, symbol, value, years


def expected_facts(data: Published, indicator: Record) -> Iterator[Row]:
    """The list at the foot: measure, direction, id, count, reason, and the indicators near it in both directions."""
    own = indicator["indicator_id"]
    figures = data.of("figures", "indicator_id")[own]
    measure = indicator["measure_id"]
    yield (
        "计量单位",
        {
            "": symbol(data, measure) or "原文没有印单位",
            "→": f"measures.html#{measure}" if measure else "",
        },
    )
    yield "方向", {"": DIRECTIONS[indicator["direction"]], "→": ""}
    yield "编号", {"": own, "→": ""}
    yield "数值", {"": f"{len(figures)} 个，出自 {len({figure['plan_id'] for figure in figures})} 份文件", "→": ""}
    if indicator["reason"]:
        yield "合并理由", {"": flat(indicator["reason"]), "→": ""}
    for pair in data.rows("near_indicators"):
        ids = (pair["indicator_id"], pair["near_id"])
        if own in ids:
            other = ids[1 - ids.index(own)]
            name = data.get("indicators", other, "name")
            yield "相近指标", {"": flat(f"{name}：{pair['what']}"), "→": f"indicators/{other}.html"}


def shown_facts(site: BuiltSite, address: str) -> Iterator[Row]:
    for element in site.section(address, "about"):
        for fact in element.iterfind("div"):
            yield text(fact[0]), {"": text(fact[1]), "→": link_of(address, fact)}


def expected_head(data: Published, indicator: Record) -> dict[str, str]:
    names = indicator["everyday_names"]
    return {
        "名称": flat(indicator["name"]),
        "主题": data.get("topics", indicator["topic"], "name"),
        "英文": flat(indicator["name_en"]),
        "定义": flat(indicator["definition"]),
        "平常也说": names,
    }


def shown_head(page: HtmlElement) -> dict[str, str]:
    names = page.xpath("./p[span[1]='平常也说']/span[position() > 1]")
    eyebrow = page.xpath("./h1/following-sibling::p[1]")[0]
    return {
        "名称": text(page.find("h1")),
        "主题": text(eyebrow.find("a")),
        "英文": text(eyebrow.find("span")),
        "定义": text(page.xpath("./h1/following-sibling::p[2]")[0]),
        "平常也说": "、".join(map(text, names)),
    }


def test_name_topic_definition_and_facts_are_those_of_the_indicator(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    for indicator in data.rows("indicators"):
        address = indicator["url"]
        ledger.compare(address, "关于这个指标", expected_facts(data, indicator), shown_facts(site, address))
        head = expected_head(data, indicator)
        ledger.compare(address, "页头", [(address, head)], [(address, shown_head(site.page(address)))])
    ledger.close()


def expected_headline(data: Published, indicator: str) -> Iterator[Row]:
    """What it was and what is promised, and what other places print that cannot hold beside it."""
    past, promise, parts = introduction(data, data.of("figures", "indicator_id")[indicator])
    if past:
        yield (
            "已有",
            {
                "时期": f"{years(past['period'])} · {ROLES[past['role']]}",
                "数值": value(data, past),
                "属性": "",
                "别处": elsewhere(data, past),
            },
        )
    if promise:
        standard = promise["role"] == "standard"
        component = f" · {promise['component']}" if promise["component"] else ""
        yield (
            "目标",
            {
                "时期": ("标准" if standard else f"{years(promise['period'])} · 目标") + component,
                "数值": value(data, promise),
                "属性": BINDINGS[promise["binding"]],
                "别处": elsewhere(data, promise),
            },
        )
    if parts:
        yield "分项", {"": f"原文只印了分项，共 {parts} 项，没有总数。"}


def elsewhere(data: Published, figure: Record) -> str:
    others: list[str] = []
    for case in cases(data):
        if case.contradiction and figure["figure_id"] in case.figures:
            for side in case.sides:
                if figure not in side:
                    wordings = {value(data, figure).replace(" ", ""): value(data, figure) for figure in reversed(side)}
                    others.append("、".join(list(wordings.values())[::-1]))
    return f"别处印{'、'.join(others)}" if others else ""


def shown_headline(page: HtmlElement) -> Iterator[Row]:
    for number, box in enumerate(page.xpath("./div[@class='gh-headline']/div")):
        told = {part.tag: text(part) for part in box if part.get("class") is None}
        goal = number > 0 or "目标" in told["span"] or told["span"].startswith("标准")
        yield (
            "目标" if goal else "已有",
            {
                "时期": told["span"],
                "数值": told["strong"],
                "属性": text(box.find("span[@class]")),
                "别处": text(box.find("a")),
            },
        )
    for paragraph in page.xpath("./p[starts-with(., '原文只印了分项')]"):
        yield "分项", {"": text(paragraph)}


def test_headline_is_what_the_data_say_it_was_and_will_be(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for indicator in data.rows("indicators"):
        shown = shown_headline(site.page(indicator["url"]))
        ledger.compare(indicator["url"], "页头数字", expected_headline(data, indicator["indicator_id"]), shown)
    ledger.close(at_least=1000 if real else 3)


def test_notes_on_its_figures_stand_on_the_page(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for indicator in data.rows("indicators"):
        address = indicator["url"]
        figures = data.of("figures", "indicator_id")[indicator["indicator_id"]]
        notes = {note["note_id"]: note for figure in figures for note in data.notes_of_figure[figure["figure_id"]]}
        items = [item for element in site.section(address, "notes") for item in element.iter("li")]
        ledger.compare(address, "存疑之处", notes_expected(data, notes.values()), notes_shown(address, items))
    ledger.close(at_least=100 if real else 1)


def test_differences_stand_on_the_pages_of_their_indicators_with_both_sides(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for indicator in data.rows("indicators"):
        address = indicator["url"]
        for anchor, contradiction in (("differences", True), ("other-differences", False)):
            own = [
                case.row()
                for case in cases(data)
                if case.contradiction is contradiction and indicator["indicator_id"] in case.indicators
            ]
            ledger.compare(address, anchor, own, shown_cases(address, site.section(address, anchor)))
    ledger.close(at_least=50 if real else 1)


def expected_observations(data: Published, indicator: str) -> Iterator[Row]:
    observations = data.of("observations", "indicator_id")[indicator]
    elsewhere = any(observation["region_id"] != data.city for observation in observations)
    for observation in observations:
        place = (
            "全市" if observation["region_id"] == data.city else data.get("regions", observation["region_id"], "name")
        )
        yield (
            observation["source_url"],
            {
                "时期": years(observation["period"]),
                "数值": f"{value(data, observation)} {STATUSES[observation['status']]}".strip(),
                "来源": f"{flat(observation['source_title'])} {observation['published']}",
                **({"地区": place} if elsewhere else {}),
            },
        )


def shown_observations(site: BuiltSite, address: str) -> Iterator[Row]:
    for element in site.section(address, "observations"):
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                link = cells["来源"].find("a")
                yield link.get("href"), {name: text(cell) for name, cell in cells.items()}


def test_what_was_reported_later_stands_on_the_page(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for indicator in data.rows("indicators"):
        address = indicator["url"]
        expected = list(expected_observations(data, indicator["indicator_id"]))
        ledger.compare(address, "实绩", expected, shown_observations(site, address))
        said = [
            text(element) for element in site.section(address, "observations") if text(element).startswith("还没有查到")
        ]
        ledger.same(address, indicator["indicator_id"], "实绩", not expected, bool(said))
    ledger.close(at_least=0 if real else 2)


def test_indicators_alike_are_those_of_its_measure_and_topic(facts: Facts, ledger: Ledger) -> None:
    """The lists are cut where they grow long; what is shown is of the same measure or topic, and the counts are whole."""
    site, data, _ = facts
    for indicator in data.rows("indicators"):
        address = indicator["url"]
        for column, opening in (("measure_id", "也用“"), ("topic", "同一主题的其他指标")):
            others = [other for other in data.of("indicators", column)[indicator[column]] if other is not indicator]
            others = others if indicator[column] else []
            all_of = {
                "measure_id": f"全部 {len(others) + 1} 个 measures.html#{indicator['measure_id']}",
                "topic": f"这个主题的全部数值 explore/figures.html?topic={indicator['topic']}",
            }
            lists = site.page(address).xpath("./details[starts-with(summary, $opening)]", opening=opening)
            ledger.rows += 1
            ledger.same(address, opening, "列出", bool(others), bool(lists))
            for details in lists:
                ledger.same(
                    address, opening, "个数", f"（{len(others)}）", text(details[0])[-len(f"（{len(others)}）") :]
                )
                chips = details.xpath(".//nav//a[not(contains(@class, 'gh-more'))]")
                known = {other["url"]: flat(other["name"]) for other in others}
                for chip in chips:
                    target = leads_to(address, chip)
                    ledger.same(address, target, opening, known.get(target), text(chip))
                ledger.same(address, opening, "不重复", len(chips), len({leads_to(address, chip) for chip in chips}))
                more = [
                    f"{text(link)} {leads_to(address, link)}"
                    for link in details.xpath(".//nav//a")
                    if link not in chips
                ]
                ledger.same(address, opening, "更多", [all_of[column]] if len(others) > len(chips) else [], more)
    ledger.close()
