"""What a page weighs on the wire. ``nox -s bench`` prints the figures; the budgets are those of a phone on a plain line."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.test_journeys import PAGES

INDICATOR_HTML, INDICATOR_PAGE = 60_000, 14_336
OWN_SCRIPT = 5_000
WITH_MORE_SCRIPT = ("search.html", "explore/figures.html", "explore/tasks.html")
FIRST_VIEW = 220_000
FIRST_QUERY, LATER_QUERY = 60_000, 21_000
INDEX_FILES = 1_500
QUERIES = (
    "地下水", "市水利局", "高新技术企业", "老旧小区改造", "营商环境", "十四五规划", "农村 公路", "新技术企", "学前教育毛入园率", "sjyj",
    "城市公共供水管网漏损率", "2025年", "到2035年", "2022", "25年底", "20", "水", "市 县", "许昌市人民政府", "7552万立方米", "市力水局",
    "谁负责老旧小区改造", "许昌市人均地区生产总值增长目标", "农村人居环境整治提升五年行动方案", "不存在的东西很长的一句话啊啊啊", "GDP增速",
)  # fmt: skip


def responses_to(page: Page) -> list[Response]:
    """What the page receives from now on."""
    received: list[Response] = []
    page.on("response", lambda response: received.append(response))
    return received


def test_indicator_pages_stay_light(site: Path) -> None:
    weights = {
        path.stem: len(gzip.compress(path.read_bytes(), mtime=0)) for path in (site / "indicators").glob("*.html")
    }
    ordered = sorted(weights.items(), key=lambda pair: -pair[1])
    print(f"\nindicator pages, HTML gzipped: {len(ordered)} pages, budget {INDICATOR_HTML:,} bytes")
    for name, weight in [*ordered[:3], ordered[len(ordered) // 2]]:
        print(f"{weight:>9,}  {name}")
    assert ordered[0][1] <= INDICATOR_HTML


def test_indicator_page_is_small_on_average(site: Path) -> None:
    weights = [path.stat().st_size for path in (site / "indicators").glob("*.html") if path.name != "index.html"]
    print(f"\nindicator pages, HTML: {sum(weights) // len(weights):,} bytes on average, budget {INDICATOR_PAGE:,}")
    assert sum(weights) / len(weights) <= INDICATOR_PAGE


def test_pages_run_little_script(browser: Browser, address: str) -> None:
    """What is loaded until the page has come to rest, gzipped; the search and the explorers have more."""
    weights = {}
    for path in PAGES:
        page = browser.new_page()
        answers = responses_to(page)
        page.goto(f"{address}/{path}", wait_until="networkidle")
        scripts = [answer for answer in answers if answer.request.resource_type == "script"]
        weights[path] = sum(len(gzip.compress(script.body(), mtime=0)) for script in scripts)
        page.close()
    ordinary = {path: weight for path, weight in weights.items() if path not in WITH_MORE_SCRIPT}
    print(
        f"\nscript, gzipped: {max(ordinary.values()):,} of {OWN_SCRIPT:,} bytes; {weights['search.html']:,} for the search"
    )
    assert max(ordinary.values()) <= OWN_SCRIPT
    assert min(weight for path, weight in ordinary.items() if path != "404.html") > 1_000


def test_search_fetches_little(browser: Browser, address: str) -> None:
    """Beyond the page: nothing before one searches, then the engine and the pieces and texts that a query needs."""
    page = browser.new_context().new_page()
    answers = responses_to(page)
    page.goto(f"{address}/search.html", wait_until="networkidle")
    assert not [answer.url for answer in answers if "/search/" in answer.url], "nothing before one searches"
    weights: list[int] = []
    for query in QUERIES:
        answers.clear()
        page.locator("#gh-page-q").fill(query)
        expect(page.locator("#gh-search-page .gh-status")).to_contain_text("找到", timeout=10_000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(600)
        weights.append(sum(answer.request.sizes()["responseBodySize"] for answer in answers))
        print(f"{weights[-1]:>8,} {len(answers):>3}  {query}")
    page.context.close()
    print(
        f"\nsearch, transferred: first {weights[0]:,} of {FIRST_QUERY:,} bytes, later at most {max(weights[1:]):,} of {LATER_QUERY:,}"
    )
    assert 10_000 < weights[0] <= FIRST_QUERY  # an answer and the pieces it is made from: less would be another one
    assert max(weights[1:]) <= LATER_QUERY


def test_index_has_few_files(site: Path) -> None:
    files = [path for path in (site / "search").rglob("*") if path.is_file()]
    print(
        f"\nsearch index: {len(files):,} of {INDEX_FILES:,} files, {sum(path.stat().st_size for path in files):,} bytes"
    )
    assert 100 < len(files) <= INDEX_FILES


def test_first_view_of_every_page_type_stays_light(browser: Browser, address: str) -> None:
    """All that a browser with an empty cache fetches until the page has come to rest."""
    weights = {}
    for path in PAGES:
        context = browser.new_context()
        page = context.new_page()
        answers = responses_to(page)
        page.goto(f"{address}/{path}", wait_until="networkidle")
        weights[path] = sum(answer.request.sizes()["responseBodySize"] for answer in answers)
        context.close()
    print(f"\nfirst view, transferred, budget {FIRST_VIEW:,} bytes")
    for path, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        print(f"{weight:>9,}  {path}")
    assert max(weights.values()) <= FIRST_VIEW
    assert min(weights.values()) > 1_000
