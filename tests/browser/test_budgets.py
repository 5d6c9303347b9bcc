"""What a page weighs on the wire. ``nox -s bench`` prints the figures; the budgets are those of a phone on a plain line."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.browser.test_journeys import PAGES

INDICATOR_HTML, INDICATOR_PAGE = 60_000, 14_336
OWN_SCRIPT = 5_000
WITH_MORE_SCRIPT = ("search.html", "explore/figures.html", "explore/tasks.html")
FIRST_VIEW = 220_000
FIRST_QUERY, LATER_QUERY = 60_000, 15_000
INDEX_FILES = 1_500
QUERIES = (
    "地下水", "市水利局", "高新技术企业", "老旧小区改造", "营商环境", "十四五规划", "农村 公路", "新技术企", "学前教育毛入园率", "sjyj",
    "城市公共供水管网漏损率", "2025年", "到2035年", "2022", "25年底", "20", "水", "市 县", "许昌市人民政府", "7552万立方米", "市力水局",
    "谁负责老旧小区改造", "许昌市人均地区生产总值增长目标", "农村人居环境整治提升五年行动方案", "不存在的东西很长的一句话啊啊啊", "GDP增速",
    "每千人口医生", "劳动年龄人口受教育年限", "千人床位数", "自来水漏水", "亿元GDP死亡率", "義務教育鞏固率", "shijiaoyuju",
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


@dataclass
class Asking:
    """A search page that nobody has asked anything, in a browser with an empty cache."""

    page: Page
    under_way: set[Request] = field(default_factory=set)
    arrived: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.under_way.add(request))
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)

    def _ended(self, request: Request) -> None:
        self.under_way.discard(request)
        if "/images/" not in request.url:  # the icon of the site, which a browser fetches when it likes
            self.arrived.append(request)

    def weight(self, query: str) -> int:
        """The bytes that a query fetches until the page has come to rest."""
        self.arrived.clear()
        status = self.page.locator("#gh-search-page .gh-status")
        status.evaluate("status => (status.textContent = '')")
        self.page.locator("#gh-page-q").fill(query)
        expect(status).to_contain_text("找到", timeout=10_000)
        known = -1
        while self.under_way or known != len(self.arrived):
            known = len(self.arrived)
            self.page.wait_for_timeout(250)
        return sum(request.sizes()["responseBodySize"] for request in self.arrived)


@contextmanager
def unasked(browser: Browser, address: str) -> Iterator[Asking]:
    context = browser.new_context()
    asking = Asking(context.new_page())
    asking.page.goto(f"{address}/search.html", wait_until="networkidle")
    assert not [request.url for request in asking.arrived if "/search/" in request.url], "nothing before one searches"
    yield asking
    context.close()


def test_search_fetches_little(browser: Browser, address: str) -> None:
    """Beyond the page: the pieces of the index and the texts that a query needs, the first and those after it."""
    with unasked(browser, address) as asking:
        weights = {query: asking.weight(query) for query in QUERIES}
    first, *later = weights.values()
    print(
        f"\nsearch, transferred in one visit: first {first:,} of {FIRST_QUERY:,} bytes, {told(dict(list(weights.items())[1:]))}"
    )
    assert 10_000 < first <= FIRST_QUERY  # an answer and the pieces it is made from: less would be another one
    assert max(later) <= LATER_QUERY


def test_second_query_of_a_visit_fetches_little(browser: Browser, address: str) -> None:
    """Each query where hardly anything is there already."""
    weights = {}
    for query in QUERIES[1:]:
        with unasked(browser, address) as asking:
            asking.weight(QUERIES[0])
            weights[query] = asking.weight(query)
    print(f"\nsearch, transferred by the second query of a visit: {told(weights)}")
    assert min(weights.values()) > 1_000
    assert max(weights.values()) <= LATER_QUERY


def told(weights: dict[str, int]) -> str:
    ordered = sorted(weights, key=lambda query: -weights[query])
    dearest = "".join(f"\n{weights[query]:>8,}  {query}" for query in ordered[:8])
    return f"median {weights[ordered[len(ordered) // 2]]:,} of {LATER_QUERY:,} bytes{dearest}"


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
