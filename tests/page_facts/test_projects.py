"""Items of boxes (专栏): in the text of their plan, and on the pages of their units and regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, link_of, text
from tests.page_facts.test_plan_tables import pages_of
from tests.page_facts.wording import flat, line


def expected_items(data: Published, plan: str) -> Iterator[Row]:
    for item in data.of("projects", "plan_id")[plan]:
        units = item["unit_ids"].split()
        names = " ".join(data.get("units", unit, "name") for unit in units)
        yield (
            item["project_id"],
            {
                "专栏": flat(f"专栏{item['box_number']} {item['box_title']}"),
                "分组": flat(item["item_group"]),
                "名称": flat(f"{item['name']} {names}"),
                "单位→": " ".join(f"units/{unit}.html" for unit in units),
                "说明": flat(f"{item['summary']} {line(item)}") if item["summary"] else "",
            },
        )


def shown_items(address: str, box: HtmlElement) -> Iterator[Row]:
    title, group = text(box[0]), ""
    for element in box[1:]:
        if element.tag == "p":
            group = text(element)
        for item in element if element.tag in ("dl", "ul") else ():
            if item.tag in ("dt", "li"):
                follows = item.getnext() if item.tag == "dt" else None
                yield (
                    item.get("id"),
                    {
                        "专栏": title,
                        "分组": group,
                        "名称": text(item),
                        "单位→": " ".join(leads_to(address, link) for link in item.iterfind("a")),
                        "说明": text(follows) if follows is not None and follows.tag == "dd" else "",
                    },
                )


def boxes_of(site: BuiltSite, plan: str) -> Iterator[tuple[str, HtmlElement]]:
    for address in pages_of(site, plan):
        for box in site.page(address).xpath(".//aside[starts-with(@aria-label, '专栏')]"):
            yield address, box


def test_each_item_stands_in_its_box(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.by_id("plans"):
        shown = [row for address, box in boxes_of(site, plan) for row in shown_items(address, box)]
        expected = list(expected_items(data, plan))
        ledger.compare(f"plans/{plan}.html", "专栏", sorted(expected, key=first), sorted(shown, key=first))
    ledger.close(at_least=390 if real else 2)


def first(row: Row) -> str:
    return row[0]


def test_items_of_a_box_stand_in_their_order(facts: Facts, ledger: Ledger) -> None:
    """Groups in the order in which they first come, items of a group in the order of the print."""
    site, data, _ = facts
    for plan in data.by_id("plans"):
        for address, box in boxes_of(site, plan):
            shown = [row_id for row_id, _ in shown_items(address, box)]
            number = text(box[0]).split()[0].removeprefix("专栏")
            items = [item for item in data.of("projects", "plan_id")[plan] if item["box_number"] == number]
            groups = list(dict.fromkeys(item["item_group"] for item in items))
            items.sort(key=lambda item: (groups.index(item["item_group"]), int(item["order"])))
            ledger.rows += 1
            ledger.same(address, f"专栏{number}", "order", [item["project_id"] for item in items], shown)
    ledger.close()


def expected_list(site: BuiltSite, items: Iterable[Record]) -> Iterator[Row]:
    for item in items:
        yield (
            item["project_id"],
            {
                "": flat(f"{item['name']}：{item['summary']}" if item["summary"] else item["name"]),
                "项目→": f"{page_with(site, item)}#{item['project_id']}",
            },
        )


def page_with(site: BuiltSite, item: Record) -> str:
    """Its plan's page, or that of a chapter: wherever the item stands."""
    return next(
        (page for page in pages_of(site, item["plan_id"]) if site.place(page, item["project_id"]) is not None), ""
    )


def shown_list(site: BuiltSite, address: str) -> Iterator[Row]:
    for element in site.section(address, "projects"):
        for item in element.iter("li"):
            target = link_of(address, item)
            yield target.partition("#")[2], {"": text(item), "项目→": target}


def test_items_stand_on_the_pages_of_their_units(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for unit in data.by_id("units"):
        own = [project for project in data.rows("projects") if unit in project["unit_ids"].split()]
        address = f"units/{unit}.html"
        ledger.compare(address, "专栏项目", expected_list(site, own), shown_list(site, address))
    ledger.close(at_least=3 if real else 1)


def test_items_stand_on_the_pages_of_their_regions(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for address in site.addresses("regions/*.html"):
        region = address.removeprefix("regions/").removesuffix(".html")
        if region in data.by_id("regions"):
            own = data.of("projects", "region_id")[region]
            ledger.compare(address, "专栏项目", expected_list(site, own), shown_list(site, address))
    shown = {project["region_id"] for project in data.rows("projects")} - {"", data.city}
    ledger.same(
        "regions/",
        "projects",
        "pages",
        set(),
        {region for region in shown if not (site.root / f"regions/{region}.html").exists()},
    )
    ledger.close(at_least=20 if real else 2)
