"""What a feed reader shows: each entry with its own date, title, text, link and an id that stays."""

from __future__ import annotations

import json
import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from generator.pipeline import examine, prepare
from tests.conftest import City

GREEN_PAGE, BIKE_PAGE = "../plans/green-city.html", "../plans/bike-lanes.html"
ATOM = "{http://www.w3.org/2005/Atom}"
GREEN, BIKE = "桂政〔2022〕1号《桂城市“十四五”绿化规划》", "桂政办〔2022〕2号《桂城市自行车道办法》"


def feed_of(city: City, name: str) -> ElementTree.Element:
    corpus, report = examine(city.root, lambda _: None)
    assert not report
    exports, _ = prepare(city.root, corpus, lambda _: None)
    return ElementTree.fromstring(exports.files[f"feeds/{name}.atom"])  # noqa: S314  # our own file


def address(entry: ElementTree.Element) -> str:
    return next(link.attrib["href"] for link in entry.findall(f"{ATOM}link") if link.attrib["rel"] == "alternate")


def entries(feed: ElementTree.Element, *of: str) -> list[ElementTree.Element]:
    """The entries whose pages are below one of the addresses ``of``; all without one."""
    return [entry for entry in feed.findall(f"{ATOM}entry") if address(entry).startswith(of or "")]


def shown(feed: ElementTree.Element, *of: str) -> list[tuple[str | None, ...]]:
    """Date, title, link and text of each entry, in the order of the feed."""
    return [
        (
            entry.findtext(f"{ATOM}updated"),
            entry.findtext(f"{ATOM}title"),
            address(entry),
            entry.findtext(f"{ATOM}content"),
        )
        for entry in entries(feed, *of)
    ]


def ids(feed: ElementTree.Element, *of: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}id") for entry in entries(feed, *of)]


def id_of(key: str) -> str:
    """Ids are names made from what an entry is about (RFC 9562, version 5): whoever has seen one sees it again."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'guihua:guicheng:{key}')}"


def with_a_second_plan(city: City) -> City:
    """The miniature city, where the measures for bicycle lanes, issued on another day, set a deadline too."""
    green, bike = (city.root / "datasets" / name for name in ("green-city", "bike-lanes"))
    resources = json.loads((green / "datapackage.json").read_text("utf-8"))["resources"]
    descriptor = json.loads((bike / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [resource for resource in resources if resource["name"] in ("tasks", "deadlines")]
    (bike / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    tables = {
        "tasks": "id,clause,number,title,summary,responsible,lead,support,source_line\nt01,c1,,修车道,修路。,市水务局,,,64\n",
        "deadlines": "task,due,due_printed,what,source_line\nt01,2024-06-30,2024年6月30日前,车道修好,64\n",
    }
    for name, text in tables.items():
        (bike / f"{name}.csv").write_text(text, "utf-8")
    return city


def test_deadlines_come_by_date_each_dated_by_its_own_document(city: City) -> None:
    """What is due every year has no date and no entry."""
    feed = feed_of(with_a_second_plan(city), "deadlines")
    planting = "各县（区）人民政府、东县人民政府"
    assert shown(feed, GREEN_PAGE, BIKE_PAGE) == [
        (
            "2022-01-10T00:00:00Z",
            "2023-06：种一半",
            "../plans/green-city.html#c2-1",
            f"{GREEN}种树。原文“2023年6月底前”，第 22 行。责任单位：市园林局、{planting}。",
        ),
        (
            "2022-03-01T00:00:00Z",
            "2024-06-30：车道修好",
            "../plans/bike-lanes.html#c1",
            f"{BIKE}修车道。原文“2024年6月30日前”，第 64 行。责任单位：市水务局。",
        ),
        (
            "2022-01-10T00:00:00Z",
            "2025：树都种完",
            "../plans/green-city.html#c2-1",
            f"{GREEN}种树。原文“到2025年”，第 22 行。责任单位：市园林局、{planting}。",
        ),
    ]


def test_entries_of_deadlines_keep_their_ids(city: City) -> None:
    """Neither another wording nor another day of the data makes an entry new."""
    expected = [id_of("deadline:green-city-t01:2"), id_of("deadline:green-city-t01:3")]
    assert ids(feed_of(city, "deadlines"), GREEN_PAGE) == expected
    city.edit("datasets/green-city/deadlines.csv", "种一半", "先种一半")
    city.edit("content/site.yml", "data_date: 2026-01-02", "data_date: 2026-05-06")
    feed = feed_of(city, "deadlines")
    assert ids(feed, GREEN_PAGE) == expected
    assert [(row[0], row[1]) for row in shown(feed, GREEN_PAGE)] == [
        ("2022-01-10T00:00:00Z", "2023-06：先种一半"),
        ("2022-01-10T00:00:00Z", "2025：树都种完"),
    ]


def test_feed_says_whose_it_is(city: City) -> None:
    feed = feed_of(city, "deadlines")
    assert [feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "rights")] == [
        id_of("feeds/deadlines.atom"),
        "桂城规划：期限",
        "2026-01-02T00:00:00Z",
        "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
    ]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "桂城测试组"
    assert [link.attrib for link in feed.findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/atom+xml", "href": "deadlines.atom"},
        {"rel": "alternate", "type": "text/html", "href": "../index.html"},
    ]


def release(city: City, version: str, day: str, note: str) -> None:
    settings = city.root / "content/site.yml"
    text = re.sub(r"(?m)^data_version: .*$", f"data_version: {version}", settings.read_text("utf-8"))
    settings.write_text(re.sub(r"(?m)^data_date: .*$", f"data_date: {day}", text), "utf-8")
    assert city.run("release", "--note", note).code == 0


def test_releases_come_newest_first_each_with_its_own_day(city: City) -> None:
    release(city, "0.1.0", "2026-01-02", "第一版")
    city.edit("datasets/green-city/projects.csv", "再修一座。", "又修一座。")
    release(city, "0.1.1", "2026-02-03", "更正项目")
    feed = feed_of(city, "changes")
    assert feed.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00Z"
    assert shown(feed) == [
        (
            "2026-02-03T00:00:00Z",
            "数据版本 0.1.1",
            "../changes.html#v0-1-1",
            "更正项目\nprojects（专栏项目）：更正 1 行里的 1 个值：green-city-p02 summary '再修一座。' → '又修一座。'",
        ),
        ("2026-01-02T00:00:00Z", "数据版本 0.1.0", "../changes.html#v0-1-0", "第一版"),
    ]
    assert ids(feed) == [id_of("release:0.1.1"), id_of("release:0.1.0")]
