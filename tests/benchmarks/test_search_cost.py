"""What a search fetches and how long it takes, today and at ten times the size, beside mkdocs-material's own search.

Prints; decides nothing (``tests/browser/test_budgets.py`` holds the bytes). The pages at ten times the size are ten
cities: each has the real texts with its rarer characters exchanged for others as rare, so that new words come in as
they would. Material's search gets the same texts as pages of its own site, with jieba, which it needs for Chinese.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Page, Response

from generator.opendata import export
from generator.search.entities import entities
from generator.search.index import FORMAT, UNSEARCHED_PAGES, indexed, records
from generator.search.records import SearchRecord
from generator.search.store import facet_names
from generator.site_files import HeldFiles
from tests.benchmarks.conftest import seconds
from tests.browser.serving import served
from tests.browser.test_search import JUDGED
from tests.conftest import REPOSITORY, linked

QUERIES = (
    "地下水",
    "市水利局",
    "高新技术企业",
    "十四五规划",
    "老旧小区改造",
    "5G基站",
    "营商环境",
    "sjyj",
    "新技术企",
    "农村 公路",
    "2025年",
    "到2035年",
    "2022",
    "水",
    "市 县",
    "许昌市人民政府",
    "7552万立方米",
    "城市公共供水管网漏损率",
    "市力水局",
    "谁负责老旧小区改造",
    "农村人居环境整治提升五年行动方案",
    "不存在的东西很长的一句话啊啊啊",
)
TIMES = 10
FREQUENT, BLOCK = 300, 100
OURS = """async (query) => {
    const input = document.querySelector("#gh-page-q"), status = document.querySelector("#gh-search-page .gh-status");
    status.textContent = "";
    const start = performance.now();
    const answered = new Promise((resolve) => {
        new MutationObserver((_, seen) => /找到|没有/.test(status.textContent) && (seen.disconnect(), resolve())).observe(status, { childList: true });
    });
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await answered;
    return performance.now() - start;
}"""
MATERIAL = """async (query) => {
    const input = document.querySelector("[data-md-component=search-query]");
    const meta = document.querySelector(".md-search-result__meta");
    const start = performance.now();
    const answered = new Promise((resolve, reject) => {
        const told = () => /\\d|没有/.test(meta.textContent) && meta.dataset.asked !== meta.textContent;
        const seen = new MutationObserver(() => told() && (seen.disconnect(), resolve()));
        seen.observe(meta, { childList: true, characterData: true, subtree: true });
        setTimeout(() => reject(new Error("no answer")), 60000);
    });
    meta.textContent = "";
    input.focus();
    input.value = query;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "x" }));
    await answered;
    return performance.now() - start;
}"""


@dataclass(frozen=True)
class Cost:
    """Bytes and milliseconds: of the first query, of each later one."""

    first: int
    first_ms: float
    later: dict[str, int]
    ms: list[float]


def grown(made: Sequence[SearchRecord], times: int) -> list[SearchRecord]:
    """``made`` for ``times`` cities, the first as it is."""
    counts = Counter("".join(record.text for record in made))
    rare = [character for character, _ in counts.most_common() if "\u4e00" <= character <= "\u9fff"][FREQUENT:]
    records = list(made)
    for city in range(1, times):
        exchanged: dict[int, str] = {}
        for start in range(0, len(rare), BLOCK):
            block = rare[start : start + BLOCK]
            exchanged |= {ord(old): new for old, new in zip(block, block[city:] + block[:city], strict=True)}
        for record in made:
            entity = replace(
                record.entity,
                address=f"{city}/{record.entity.address}",
                title=record.entity.title.translate(exchanged),
                names=tuple(name.translate(exchanged) for name in record.entity.names),
            )
            headings = tuple(heading.translate(exchanged) for heading in record.headings)
            records.append(SearchRecord(entity=entity, headings=headings, text=record.text.translate(exchanged)))
    return records


def texts(made: Sequence[SearchRecord]) -> dict[str, str]:
    """The text of each page, as Material is given it."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for record in made:
        pages[record.entity.address.partition("#")[0]].append(
            f"<h2>{escape(record.entity.title)}</h2><p>{escape(record.text)}</p>"
        )
    return {address: "\n".join(parts) for address, parts in pages.items()}


def our_site(site: Path, made: Sequence[SearchRecord], root: Path) -> float:
    """A site with nothing but the search page and the index of ``made``; returns the seconds that the index took."""
    root.mkdir()
    shutil.copy(site / "search.html", root)
    shutil.copytree(site / "assets", root / "assets")
    with seconds() as taken:
        files = indexed(made, facet_names(linked(REPOSITORY)))
    for name, content in files.items():
        path = root / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    entry = {"format": FORMAT, "index": next(name for name in files if name.startswith("index-"))}
    (root / "search/entry.json").write_text(json.dumps(entry), "utf-8")
    return taken()


def material_site(pages: dict[str, str], root: Path) -> float:
    """The same pages with Material's own search; returns the seconds that the build took."""
    docs = root / "docs"
    for address, text in pages.items():
        path = docs / address.replace(".html", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (docs / "index.md").write_text("# x\n", "utf-8")
    settings = {
        "site_name": "x", "use_directory_urls": False, "nav": [{"x": "index.md"}], "validation": {"nav": {"omitted_files": "ignore"}},
        "theme": {"name": "material", "language": "zh", "font": False}, "plugins": [{"search": {"lang": "zh"}}],
    }  # fmt: skip
    (root / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml")]
    with seconds() as taken:
        subprocess.run(command, check=True, capture_output=True)  # our own arguments
    return taken()


@contextmanager
def counting(page: Page) -> Iterator[list[Response]]:
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))
    yield answers


def weight(answers: Sequence[Response]) -> int:
    """Bytes, without those of the site's icon, which a browser fetches when it likes."""
    return sum(answer.request.sizes()["responseBodySize"] for answer in answers if "/images/" not in answer.url)


def asked(browser: Browser, site: Path, page_name: str, script: str, *, eager: str = "") -> Cost:
    """What the queries cost in one visit: the first with what is fetched before anybody asks."""
    with served(site) as address:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        with counting(page) as answers:
            page.goto(f"{address}/{page_name}", wait_until="networkidle")
            before = weight([answer for answer in answers if eager and eager in answer.url])
            costs, times = [], []
            for query in QUERIES:
                answers.clear()
                times.append(page.evaluate(script, query))
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(150)
                costs.append(weight(answers))
        context.close()
    return Cost(
        first=costs[0] + before, first_ms=times[0], later=dict(zip(QUERIES[1:], costs[1:], strict=True)), ms=times[1:]
    )


@pytest.mark.parametrize("times", [1, TIMES])
def test_cost_of_the_search(browser: Browser, site: Path, tmp_path: Path, times: int) -> None:
    corpus = linked(REPOSITORY)
    start = perf_counter()
    files = HeldFiles({path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")})
    pages = sorted(files.keys() - UNSEARCHED_PAGES)
    made = records(files, pages, entities(corpus, export(corpus, HeldFiles())))
    reading = perf_counter() - start
    many = grown(made, times)
    indexing = our_site(site, many, tmp_path / "ours")
    size = sum(path.stat().st_size for path in (tmp_path / "ours/search").rglob("*") if path.is_file())
    print(
        f"\n{times} x: {len(many)} results from {len(pages) * times} pages; read in {reading:.1f} s (once), indexed in {indexing:.1f} s, {size / 1e6:.1f} MB"
    )
    ours = asked(browser, tmp_path / "ours", "search.html", OURS)
    tell("this search", ours)
    tell_later(later(browser, tmp_path / "ours"))
    if importlib.util.find_spec("jieba") is None:
        print("  Material's search needs jieba for Chinese: nox -s bench installs it")
        return
    building = material_site(texts(many), tmp_path / "material")
    theirs = asked(browser, tmp_path / "material/site", "index.html", MATERIAL, eager="search")
    tell("Material's", theirs)
    print(
        f"  Material's build {building:.1f} s; Material : this, bytes {theirs.first / ours.first:.1f}, "
        f"time {median(theirs.ms) / median(ours.ms):.1f}"
    )


ALONE = """async (query) => {
    const { forget, sites, search, shown, near } = guihua_search;
    forget();
    const [site] = await sites();
    await site.opened();
    await site.warm();
    performance.clearResourceTimings();
    const { results, all, reread } = await search(query);
    await shown(results.slice(0, 3));
    if (!all.length || (reread && results.length < 3)) await near(query);
    const fetched = {};
    for (const { name, encodedBodySize } of performance.getEntriesByType("resource")) {
        const folder = new URL(name).pathname.split("/").at(-2);
        fetched[folder] = (fetched[folder] ?? 0) + encodedBodySize;
    }
    return fetched;
}"""


def later(browser: Browser, site: Path) -> dict[str, dict[str, int]]:
    """Query → folder → bytes, of each judged query and each of ``QUERIES`` as if it were the second one that a page is asked."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        judged = [row["query"] for row in csv.DictReader(file)]
    with served(site) as address:
        page = browser.new_page()
        page.goto(f"{address}/search.html", wait_until="networkidle")
        page.evaluate("performance.setResourceTimingBufferSize(1000)")
        fetched = {query: page.evaluate(ALONE, query) for query in dict.fromkeys([*QUERIES, *judged])}
        page.close()
    return fetched


def tell_later(fetched: dict[str, dict[str, int]]) -> None:
    """The dearest, and what they fetch: shards of long and short grams, of names, texts."""
    weights = {query: sum(parts.values()) for query, parts in fetched.items()}
    ordered = sorted(weights, key=lambda query: -weights[query])
    print(f"  each of {len(weights)} queries after another one: median {median(weights.values()) / 1000:.1f} KB, "
          f"above 15 KB {sum(weight > 15_000 for weight in weights.values())}, above 20 KB {sum(weight > 20_000 for weight in weights.values())}")  # fmt: skip
    for query in ordered[:8]:
        print(f"    {weights[query] / 1000:5.1f} KB  {query}  {fetched[query]}")


def tell(name: str, cost: Cost) -> None:
    dearest = max(cost.later, key=cost.later.__getitem__)
    print(
        f"  {name:12} first query {cost.first / 1000:7.1f} KB {cost.first_ms:6.0f} ms; later median "
        f"{median(cost.later.values()) / 1000:.1f} KB {median(cost.ms):.0f} ms, at most {cost.later[dearest] / 1000:.1f} KB "
        f"({dearest}), {max(cost.ms):.0f} ms"
    )
