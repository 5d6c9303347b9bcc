"""The built site as a visitor's browser finds it: links that lead somewhere, and nothing fetched from elsewhere."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

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
        for found in CSS_ADDRESS.findall(path.read_text("utf-8"))
        for address in found
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


def test_unit_page_lists_every_duty_and_deadline(site: Path) -> None:
    text = (site / "units/xuchang-water.html").read_text("utf-8")
    with (site / "data/task_units.csv").open(encoding="utf-8") as file:
        tasks = {row["task_id"] for row in csv.DictReader(file) if row["unit_id"] == "xuchang-water"}
    assert text.count("gh-tasks__title") == len(tasks) > 10
    assert "2023年" in text
    assert re.search(r"regions/jianan.html.*建安区</a>、<a.*鄢陵县</a>的<a.*南水北调农村供水工程</a>完工", text)


def test_quoted_figure_links_to_its_indicator(site: Path) -> None:
    text = (site / "plans/market-regulation.html").read_text("utf-8")
    assert 'href="../indicators/household-to-enterprise.html#market-regulation-q04"' in text


def test_every_clause_tells_its_place_and_how_to_cite_it(site: Path) -> None:
    text = (site / "plans/groundwater.html").read_text("utf-8")
    clauses = len(re.findall(r'class="gh-clause\b', text))
    assert clauses > 20
    for part in ('class="gh-origin', ">GB/T 7714</strong>", "@misc{groundwater-", 'data-copy="链接"', "报告错误"):
        assert text.count(part) >= clauses, part
    assert "许政〔2022〕22号，四（三）8" in text


def test_two_percentages_are_so_many_points_apart(site: Path) -> None:
    text = " ".join((site / "differences.html").read_text("utf-8").split())
    assert "5 个百分点</td>" in text
    assert "5 %" not in text


def test_no_markdown_is_left_on_a_page(site: Path, pages: dict[str, Page]) -> None:
    left = [page for page in pages if "**" in re.sub("(?s)<script.*?</script>", "", (site / page).read_text("utf-8"))]
    assert left == []


def test_outline_of_a_page_follows_its_headings(site: Path) -> None:
    text = (site / "units/index.html").read_text("utf-8")
    assert re.search(r'<h2 id="government">[^<]+<a class="headerlink" href="#government"', text)
    outline = re.search(r'<nav [^>]*aria-label="目录">.*?</nav>', text, re.DOTALL)
    assert outline
    assert '<a href="#government">' in outline[0]
    assert '<a href="#title" class="md-skip">跳到正文</a>' in text
