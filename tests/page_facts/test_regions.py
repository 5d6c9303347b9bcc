"""A region's page, and the regions beside one another: every figure under its region, its time and its part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.indicator_rows import by_indicator
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, link_of, rows_of, text
from tests.page_facts.wording import REGION_TYPES, ROLES, cited, clause_url, flagged, flat, says, when, years


def regions_with_pages(data: Published) -> list[str]:
    """Those of the city, and those around it for which something is printed."""
    printed = {figure["region_id"] for figure in data.rows("figures")} - {data.city}
    return [
        region_id
        for region_id, region in data.by_id("regions").items()
        if region["parent_region_id"] == data.city or region_id in printed
    ]


def expected_figures(data: Published, region: str) -> Iterator[Row]:
    for figure in sorted(
        data.of("figures", "region_id")[region], key=lambda figure: data.plan_order[figure["plan_id"]]
    ):
        yield (
            figure["url"],
            {
                "文件": data.get("plans", figure["plan_id"], "short_title"),
                "指标": flat(data.get("indicators", figure["indicator_id"], "name")),
                "指标→": f"indicators/{figure['indicator_id']}.html",
                "数值": flagged(data, figure),
                "时期": when(figure),
                "分项": flat(figure["component"]),
                "出处": cited(data, figure),
                "条款→": clause_url(data, figure),
            },
        )


def shown_figures(site: BuiltSite, address: str) -> Iterator[Row]:
    plan = ""
    for element in site.section(address, "figures"):
        plan = text(element) if element.tag == "h3" else plan
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                yield (
                    link_of(address, cells["数值"]),
                    {
                        "文件": plan,
                        **{name: text(cell) for name, cell in cells.items()},
                        "指标→": link_of(address, cells["指标"]),
                        "条款→": link_of(address, cells["出处"]),
                    },
                )


def test_each_figure_stands_on_the_page_of_its_region(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for region in regions_with_pages(data):
        address = f"regions/{region}.html"
        page = site.page(address)
        row = data.by_id("regions")[region]
        code = f"行政区划代码 {row['gb_code']}" if row["gb_code"] else ""
        ledger.same(address, region, "名称", row["name"], text(page.find("h1")))
        ledger.same(
            address,
            region,
            "类型",
            flat(f"{REGION_TYPES[row['type']]}{row['name_en']}{code}"),
            text(page.xpath("./h1/following-sibling::p[1]")[0]),
        )
        units = [(unit["url"], {"": unit["name"]}) for unit in data.of("units", "region_id")[region]]
        chips = page.xpath("./p[span[1]='单位']/a")
        ledger.compare(address, "单位", units, [(leads_to(address, chip), {"": text(chip)}) for chip in chips])
        ledger.compare(address, "数值", expected_figures(data, region), shown_figures(site, address))
    ledger.close(at_least=180 if real else 4)


def test_index_of_regions_counts_their_figures_and_units(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    address = "regions/index.html"
    expected = [
        (
            f"regions/{region}.html",
            {
                "地区": data.get("regions", region, "name"),
                "类型": REGION_TYPES[data.get("regions", region, "type")],
                "行政区划代码": data.get("regions", region, "gb_code"),
                "数值": str(len(data.of("figures", "region_id")[region])),
                "单位": str(len(data.of("units", "region_id")[region])),
            },
        )
        for region in regions_with_pages(data)
    ]
    table = next(site.page(address).iter("table"))
    shown = [
        (link_of(address, cells["地区"]), {name: text(cell) for name, cell in cells.items()})
        for _, cells in rows_of(table)
    ]
    ledger.compare(address, "地区", expected, shown)
    ledger.close()


def same_matter(figure: Record) -> tuple[str, ...]:
    return figure["plan_id"], figure["role"], figure["period"], figure["component"]


def at(figure: Record) -> str:
    time = (years(figure["period"]) if figure["period"] else "") + ROLES[figure["role"]]
    return f"{time}，{flat(figure['component'])}" if figure["component"] else time


def compared(figures: Iterable[Record], regions: list[str]) -> Iterator[dict[str, Record]]:
    """Of each matter that is printed for two of the regions or more: the first figure of each region."""
    groups: dict[tuple[str, ...], dict[str, Record]] = {}
    for figure in figures:
        if figure["region_id"] in regions and says(figure):
            groups.setdefault(same_matter(figure), {}).setdefault(figure["region_id"], figure)
    yield from (group for group in groups.values() if len(group) > 1)


def shown_value(data: Published, figure: Record | None) -> str:
    return flagged(data, figure) if figure else "未印"


def around(data: Published) -> list[str]:
    regions, at_region = [], data.city
    while at_region := data.get("regions", at_region, "parent_region_id"):
        regions.append(at_region)
    return regions


def expected_around(data: Published) -> list[Row]:
    groups = [
        (indicator, group)
        for indicator, own in by_indicator(data.rows("figures")).items()
        for group in compared(own, [data.city, *around(data)])
    ]
    columns = [data.city, *(region for region in around(data) if any(region in group for _, group in groups))]
    return [
        (
            " ".join(group[region]["url"] if region in group else "-" for region in columns),
            {
                "指标": flat(data.get("indicators", indicator, "name")),
                "时期": at(next(iter(group.values()))),
                **{data.get("regions", region, "name"): shown_value(data, group.get(region)) for region in columns},
                "见于": cited(data, next(group[region] for region in columns if region in group)),
            },
        )
        for indicator, group in groups
    ]


def shown_around(address: str, elements: list[HtmlElement]) -> Iterator[Row]:
    for element in elements:
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                numbers = [cell for name, cell in cells.items() if name not in ("指标", "时期", "见于")]
                links = " ".join(link_of(address, cell) or "-" for cell in numbers)
                yield links, {name: text(cell) for name, cell in cells.items()}


def test_figures_of_city_and_province_stand_beside_each_other(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    address = "regions/compare.html"
    ledger.compare(address, "around", expected_around(data), shown_around(address, site.section(address, "around")))
    ledger.close(at_least=20 if real else 0)


def expected_inside(data: Published, belongs: Callable[[Record], bool], whole: str) -> Iterator[Row]:
    """A row for each region that prints any of what is printed for two; the city's where it prints the same: ``whole``."""
    regions = [region_id for region_id, row in data.by_id("regions").items() if belongs(row)]
    for indicator, own in by_indicator(data.rows("figures")).items():
        groups = list(compared(own, regions))
        matters = [same_matter(next(iter(group.values()))) for group in groups]
        city = [
            next((figure for figure in own if figure["region_id"] == data.city and same_matter(figure) == matter), None)
            for matter in matters
        ]
        rows = [
            (region, [group.get(region) for group in groups])
            for region in regions
            if any(region in group for group in groups)
        ]
        for region, figures in rows + ([(data.city, city)] if any(city) else []):
            name = data.get("regions", region, "name") if region != data.city else whole
            columns = [(at(next(iter(group.values()))), figure) for group, figure in zip(groups, figures, strict=True)]
            yield (
                f"{indicator} {name}",
                {
                    "指标": flat(data.get("indicators", indicator, "name")),
                    "数值": "；".join(
                        f"{column} {shown_value(data, figure)} {figure['url'] if figure else ''}"
                        for column, figure in columns
                    ),
                },
            )


def shown_inside(address: str, elements: list[HtmlElement]) -> Iterator[Row]:
    indicator = name = ""
    for element in elements:
        if element.tag == "h3":
            indicator, name = element.get("id").removeprefix("sibling-"), text(element)
        for table in element.iter("table"):
            columns = [text(heading) for heading in table.iterfind("thead/tr/th")][1:]
            for row in table.iterfind("tbody/tr"):
                cells = [
                    f"{column} {text(cell)} {link_of(address, cell)}"
                    for column, cell in zip(columns, row[1:], strict=True)
                ]
                yield f"{indicator} {text(row[0])}", {"指标": name, "数值": "；".join(cells)}


def test_figures_of_counties_stand_beside_each_other(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    address, parent = "regions/compare.html", data.get("regions", data.city, "parent_region_id")
    inside = expected_inside(data, lambda region: region["parent_region_id"] == data.city, "全市")
    ledger.compare(address, "inside", inside, shown_inside(address, site.section(address, "inside")))
    siblings = expected_inside(
        data,
        lambda region: region["parent_region_id"] == parent and region["region_id"] != data.city,
        data.get("regions", data.city, "name"),
    )
    ledger.compare(address, "siblings", siblings, shown_inside(address, site.section(address, "siblings")))
    ledger.close(at_least=30 if real else 3)
