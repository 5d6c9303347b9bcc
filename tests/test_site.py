"""The built site as a visitor's browser finds it: links that lead somewhere, and nothing fetched from elsewhere."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html
from lxml.html import HtmlElement

FETCHED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("video", "src"),
           ("audio", "src"), ("embed", "src"), ("object", "data"), ("use", "href"), ("form", "action")}  # fmt: skip
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class Page(HTMLParser):
    """The ids, links and fetched addresses of a page, and the links that stand inside links or headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.repeated: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.nested: list[str] = []
        self.in_headings: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            (self.repeated if given["id"] in self.ids else self.ids).add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
            if "a" in self.open:
                self.nested.append(given["href"])
            if "gh-name" in given.get("class", "") and {"h1", "h2", "h3", "h4", "h5"} & set(self.open):
                self.in_headings.append(given["href"])
        canonical = tag == "link" and given.get("rel") in ("canonical", "license")
        self.fetched += [given[name] for of, name in FETCHED if of == tag and name in given and not canonical]
        if tag in ("a", "h1", "h2", "h3", "h4", "h5"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()


def pages_of(site: Path) -> dict[str, Page]:
    return {path.relative_to(site).as_posix(): Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return pages_of(site)


def target_of(page: str, link: str) -> tuple[str, str]:
    """The file below the site's root that a relative link means, and the place on it."""
    address, fragment = urldefrag(link)
    path = unquote(urlsplit(address).path)
    if not path:
        return page, unquote(fragment)
    parts = page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts), unquote(fragment)


def test_every_internal_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken, checked, anchors = broken_links(site, pages)
    assert broken == []
    assert len(pages) > 100
    assert checked > 2000
    assert anchors > 500


def broken_links(site: Path, pages: dict[str, Page]) -> tuple[list[str], int, int]:
    """Links that lead nowhere, and how many links and anchors were followed."""
    broken, checked, anchors = [], 0, 0
    for name, page in pages.items():
        if name == "404.html":
            continue  # a server shows it under any address
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            checked += 1
            target, fragment = target_of(name, link)
            if not (site / target).is_file():
                broken.append(f"{name} → {link}")
            elif fragment and target in pages:
                anchors += 1
                if fragment not in pages[target].ids:
                    broken.append(f"{name} → {link}")
    return broken, checked, anchors


def test_no_page_asks_anything_of_a_third_party(site: Path, pages: dict[str, Page]) -> None:
    """Scripts, styles, pictures, fonts and forms are the site's own; only links a reader may follow lead out."""
    fetched = [
        f"{name}: {address}" for name, page in pages.items() for address in page.fetched if urlsplit(address).netloc
    ]
    styles = list(site.rglob("*.css"))
    from_styles = [
        f"{path.name}: {address}"
        for path in styles
        for groups in CSS_ADDRESS.findall(path.read_text("utf-8"))
        for address in groups
        if urlsplit(address).netloc
    ]
    assert sum(len(page.fetched) for page in pages.values()) > 300
    assert styles
    assert (fetched, from_styles) == ([], [])


def test_every_file_that_pages_load_from_is_asked_for_by_one(site: Path) -> None:
    """Nothing of the theme or of ours is published that no page, style or script names."""
    texts = [path.read_text("utf-8") for path in (*site.glob("*.html"), *(site / "assets").rglob("*.[cj]s*"))]
    texts += [path.read_text("utf-8") for folder in ("plans", "indicators", "units", "explore")
              for path in sorted((site / folder).glob("*.html"))[:5]]  # fmt: skip
    published = [path for path in sorted((site / "assets").rglob("*")) if path.is_file()]
    assert len(published) > 8
    assert [path.name for path in published if not any(path.name in text for text in texts)] == []


def test_no_page_has_one_id_twice(pages: dict[str, Page]) -> None:
    assert {name: sorted(page.repeated) for name, page in pages.items() if page.repeated} == {}


def test_no_link_stands_in_a_link_and_no_name_links_in_a_heading(pages: dict[str, Page]) -> None:
    assert {name: page.nested for name, page in pages.items() if page.nested} == {}
    assert {name: page.in_headings for name, page in pages.items() if page.in_headings} == {}


def test_every_page_says_what_it_is_in_chinese(site: Path, pages: dict[str, Page]) -> None:
    for name in pages:
        text = (site / name).read_text("utf-8")
        assert '<html lang="zh"' in text, name
        assert len(re.findall(r"<h1[ >]", text)) == 1, name
        assert re.search(r'<meta name="description" content="[^"]*[\u4e00-\u9fff]', text), name


def test_plan_page_has_its_parts(site: Path) -> None:
    text = (site / "plans/groundwater.html").read_text("utf-8")
    for part in (
        "许政〔2022〕22号",
        'id="c4-1-1"',
        'id="indicators"',
        'id="tasks"',
        'id="notes"',
        'id="downloads"',
        "责任单位",
        "data/plans/groundwater.zip",
    ):
        assert part in text, part


def test_document_without_box_makes_a_page_without_an_empty_section(site: Path) -> None:
    text = (site / "plans/listing-awards.html").read_text("utf-8")
    assert "150万元" in text
    assert "专栏项目" not in text


def read(path: Path) -> HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def said(element: HtmlElement) -> str:
    """The text of an element as a person reads it, without the page's white space."""
    return "".join(element.text_content().split())


def published(site: Path, name: str) -> list[dict[str, str]]:
    with (site / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_unit_page_lists_every_duty_and_deadline(site: Path) -> None:
    page = read(site / "units/xuchang-water.html")
    clauses = {row["clause_id"]: f"../{row['url']}" for row in published(site, "clauses")}
    tasks = {row["task_id"]: row for row in published(site, "tasks")}
    own = [row["task_id"] for row in published(site, "task_units") if row["unit_id"] == "xuchang-water"]
    duties = sorted("".join(f"{tasks[task_id]['number']}{tasks[task_id]['title']}".split()) for task_id in own)
    shown = [item.xpath("./p[1]/a") for item in page.xpath("//h2[@id='tasks']/following-sibling::ol[li/p]/li")]
    assert len(duties) > 10
    assert sorted(said(link) for (link,) in shown) == duties
    assert sorted(link.get("href") for (link,) in shown) == sorted(
        clauses[tasks[task_id]["clause_id"]] for task_id in own
    )
    due = {row["what"] for row in published(site, "task_deadlines") if row["task_id"] in own}
    assert due
    text = said(page)
    assert {deadline for deadline in due if "".join(deadline.split()) not in text} == set()
    named = page.xpath("//*[a[. = '建安区'] and a[. = '鄢陵县'] and a[. = '南水北调农村供水工程']]")
    assert {said(element) for element in named} == {"建安区、鄢陵县的南水北调农村供水工程完工"}


def test_quoted_figure_links_to_its_indicator(site: Path) -> None:
    text = (site / "plans/market-regulation.html").read_text("utf-8")
    assert 'href="../indicators/household-to-enterprise.html#market-regulation-q04"' in text


def test_every_clause_tells_its_place_and_how_to_cite_it(site: Path) -> None:
    page = read(site / "plans/groundwater.html")
    clauses = [row for row in published(site, "clauses") if row["plan_id"] == "groundwater"]
    assert len(clauses) > 20
    for clause in clauses:
        anchor = clause["url"].partition("#")[2]
        (body,) = page.xpath(f"//*[@id='{anchor}']/following-sibling::*[1]")
        (origin,) = body.xpath("./details")
        assert said(origin).startswith(f"原文第{clause['source_line']}行"), anchor
        for part in ("许政〔2022〕22号", "GB/T7714", f"@misc{{groundwater-{anchor}", "本条的链接", "报告错误"):
            assert part in said(origin), (anchor, part)
    (origin,) = page.xpath("//*[@id='c4-3-8']/following-sibling::*[1]/details")
    assert "许政〔2022〕22号，四（三）8" in said(origin)


def test_two_percentages_are_so_many_points_apart(site: Path) -> None:
    text = " ".join((site / "differences.html").read_text("utf-8").split())
    assert "5 个百分点</td>" in text
    assert "5 %" not in text


def test_no_markdown_is_left_on_a_page(site: Path, pages: dict[str, Page]) -> None:
    left = [page for page in pages if "**" in re.sub("(?s)<script.*?</script>", "", (site / page).read_text("utf-8"))]
    assert left == []


def test_outline_of_a_page_follows_its_headings(site: Path) -> None:
    page = read(site / "units/index.html")
    headings = [heading.get("id") for heading in page.xpath("//article//h2[@id]")]
    outline = [link.get("href") for link in page.xpath("//*[contains(@aria-label, '目录')]//a")]
    assert "government" in headings
    assert [heading for heading in headings if f"#{heading}" not in outline] == []
    assert page.xpath("//h2[@id='government']//a/@href") == ["#government"]
    assert "#title" in page.xpath("//a[contains(., '跳到正文')]/@href")
