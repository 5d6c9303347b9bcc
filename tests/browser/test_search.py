"""The search, asked in Chromium on the real site: it finds whatever stands there, and first what people mean."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from generator.search.tokens import pairs, runs
from tests.browser.conftest import Visit
from tests.browser.serving import served
from tests.conftest import REPOSITORY, City

JUDGED = REPOSITORY / "tests/search/judged.csv"
QUERIES = 2000
LEAST_PRECISION = 0.9
UNSEARCHED = ["script", "style", "svg", "nav", "button", "form", "noscript", "template"]
ASK = """async (queries) => {
    const answers = [];
    for (const query of queries) {
        const found = await guihua_search.search(query);
        const heads = await Promise.all(found.results.map(async ({ site, number }) => {
            const { together } = await site.opened();
            return (await site.file(`texts/${Math.floor(number / together)}.json`))[number % together];
        }));
        answers.push({ note: found.note, results: heads.map(([address, title]) => ({ address, title })) });
    }
    return answers;
}"""


@cache
def text_of(page: Path) -> str:
    """What a reader can search on a page: its article but for controls, drawings and what is there to be copied."""
    article = next(html.document_fromstring(page.read_bytes()).iter("article"), None)
    if article is None:
        return ""
    unwanted = [f".//{tag}" for tag in UNSEARCHED]
    unwanted += [f".//*[contains(concat(' ', @class, ' '), ' {each} ')]" for each in ("gh-nosearch", "headerlink")]
    for element in [each for path in unwanted for each in article.xpath(path)]:
        if element.getparent() is not None:
            element.drop_tree()
    told: str = article.text_content()
    return told


def pages_of(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): text_of(path)
        for path in sorted(site.rglob("*.html"))
        if path.name not in ("404.html", "search.html")
    }


@pytest.fixture
def searching(visit: Visit) -> Page:
    return visit.go("search.html")


def titles_of(site: Path) -> dict[str, str]:
    """The title of every result, by its address."""
    heads = [
        head
        for path in site.glob("pagefind/*/texts/*.json")
        if "-" not in path.stem
        for head in json.loads(path.read_text("utf-8"))
    ]
    return {address: title for address, title, *_ in heads}


def answers(page: Page, queries: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for start in range(0, len(queries), 100):
        some = queries[start : start + 100]
        yield from zip(some, page.evaluate(ASK, some), strict=True)


def test_every_string_that_stands_on_a_page_finds_it(
    searching: Page, site: Path, request: pytest.FixtureRequest
) -> None:
    """2,000 strings of two to eight Chinese characters, drawn from the built pages wherever they stand."""
    seed = request.config.getoption("seed")
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    print(f"--seed={seed}")
    drawn = random.Random(seed)  # noqa: S311  # no secret
    stretches = [
        (page, each) for page, text in pages_of(site).items() for each in re.findall("[\u4e00-\u9fff]{2,}", text)
    ]
    chosen = []
    for page, stretch in drawn.choices(stretches, [len(each) for _, each in stretches], k=QUERIES):
        length = min(drawn.randint(2, 8), len(stretch))
        start = drawn.randint(0, len(stretch) - length)
        chosen.append((page, stretch[start : start + length]))
    missed = [
        (page, query)
        for (page, _), (query, answer) in zip(chosen, answers(searching, [each for _, each in chosen]), strict=True)
        if answer["note"] or page not in {each["address"].partition("#")[0] for each in answer["results"]}
    ]
    assert missed == [], f"--seed={seed}"


@pytest.mark.parametrize(
    "query", ["灌溉", "井", "新三板", "明厨亮灶", "市水利局", "规模以上食品", "到2035年", "新技术企"]
)
def test_nothing_is_found_that_does_not_hold_the_string(searching: Page, site: Path, query: str) -> None:
    """The truth is a plain search over the text of every page; names that are only told to the search come on top."""
    ((_, answer),) = answers(searching, [query])
    found = {each["address"].partition("#")[0] for each in answer["results"]}
    held = {page for page, text in pages_of(site).items() if query in re.sub(r"\s|[“”《》（）]", "", text)}
    assert held
    assert held <= found
    assert len(found - held) <= len(held) // 20


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("５Ｇ基站", "5G基站"),
        ("5g基站", "5G基站"),
        ("許昌市水利局", "许昌市水利局"),
        ("“十四五”时期", "十四五时期"),
        ("县（市、区）", "县(市、区)"),
        ("２０２１－２０３５", "2021—2035"),
        ("许政[2022]22号", "许政〔2022〕22号"),
    ],
)
def test_other_ways_to_type_it_find_the_same(searching: Page, typed: str, meant: str) -> None:
    (_, one), (_, other) = answers(searching, [typed, meant])
    assert one["results"] == other["results"] != []


def test_browser_and_index_read_a_text_alike(searching: Page, site: Path) -> None:
    drawn = random.Random(1)  # noqa: S311  # no secret
    lines = [line.strip() for text in pages_of(site).values() for line in text.split("\n") if line.strip()]
    samples = [
        *drawn.sample(lines, 1500),
        "R&D ５Ｇ",
        "2021—2025 2.5% 4-1",
        "县（市、区）、乡",
        "𠮷野家 ㎡ Ⅱ类 ﬁ",
        "a&b&c 1~2 10．5",
    ]
    read = searching.evaluate(
        "(texts) => texts.map((text) => guihua_text.runs(text).map((run) => [run, guihua_text.pairs(run)]))", samples
    )
    for sample, told in zip(samples, read, strict=True):
        assert [[run, [each for each in pairs(run) if len(each) == 8]] for run in runs(sample)] == told, sample


def test_what_people_mean_comes_first(searching: Page, site: Path) -> None:
    """Precision among the first five on the judged queries, and names that are near where nothing is found."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 80
    titles = titles_of(site)
    scores, firsts = [], []
    for row, (query, answer) in zip(rows, answers(searching, [row["query"] for row in rows]), strict=True):
        relevant = {
            address
            for each in row["relevant"].split()
            for address in (
                [a for a, title in titles.items() if each[6:] in title] if each.startswith("title:") else [each]
            )
        }
        assert relevant <= titles.keys(), row
        found = [each["address"] for each in answer["results"]]
        if relevant:
            scores.append(len(relevant.intersection(found[:5])) / min(5, len(relevant)))
        else:
            near = [each["url"] for each in searching.evaluate("(query) => guihua_search.near(query)", query)]
            assert not found
            assert all(any(url.endswith(f"/{each}") for url in near) for each in row["near"].split()), (query, near)
        if row["best"]:
            firsts.append(found[:1] == [row["best"]])
    precision, first = sum(scores) / len(scores), sum(firsts) / len(firsts)
    print(f"P@5 {precision:.3f} on {len(scores)} queries; the best one first on {sum(firsts)} of {len(firsts)}")
    assert precision >= LEAST_PRECISION
    assert first >= LEAST_PRECISION


def titles(page: Page) -> list[str]:
    return [each.strip() for each in page.locator(".gh-result__title a").all_inner_texts()]


def ask(page: Page, query: str) -> None:
    page.locator("#gh-page-q").fill(query)
    expect(page.locator("#gh-search-page .gh-status")).to_contain_text("找到", timeout=10_000)


def test_results_come_by_kind_with_counts_and_are_narrowed(searching: Page) -> None:
    ask(searching, "地下水")
    kinds = searching.get_by_role("group", name="种类")
    buttons = kinds.get_by_role("button").all_inner_texts()
    counts = {found[1]: int(found[2]) for each in buttons if (found := re.fullmatch(r"(\D+?)\s*(\d+)", each))}
    assert counts["全部"] == sum(count for name, count in counts.items() if name != "全部")
    assert {"规划", "指标", "单位", "任务", "条款", "数据"} <= counts.keys()
    kinds.get_by_role("button", name="条款").click()
    expect(searching.locator(".gh-status")).to_contain_text(f"找到 {counts['条款']} 条")
    assert set(searching.locator(".gh-result .gh-tag").all_inner_texts()) == {"条款"}
    assert kinds.get_by_role("button", name="条款").get_attribute("aria-pressed") == "true"
    searching.locator(".gh-narrow summary").click()
    searching.get_by_label("规划", exact=True).select_option("groundwater")
    expect(searching.locator(".gh-status")).not_to_contain_text(f"找到 {counts['条款']} 条")
    assert {"q=", "kind=c", "plan=groundwater"} <= set(re.findall(r"q=|kind=c|plan=groundwater", searching.url))


@pytest.mark.parametrize(
    ("facet", "value"), [("unit", "xuchang-water"), ("topic", "water"), ("year", "2025"), ("plan", "groundwater")]
)
def test_filters_narrow_and_can_be_taken_off(visit: Visit, facet: str, value: str) -> None:
    page = visit.go("search.html?q=地下水")
    expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
    everything = page.locator(".gh-status").inner_text()
    page.goto(f"{visit.address}/search.html?q=地下水&{facet}={value}")
    expect(page.locator(f"#gh-{facet}")).to_have_value(value, timeout=10_000)
    expect(page.locator(".gh-status")).to_contain_text("找到")
    assert page.locator(".gh-status").inner_text() != everything
    page.locator(f"#gh-{facet}").select_option("")
    expect(page.locator(".gh-status")).to_have_text(everything)
    assert facet not in page.url


def test_filter_that_leaves_nothing_says_so_and_can_be_taken_off(visit: Visit) -> None:
    page = visit.go("search.html?q=幼儿园&topic=water")
    expect(page.get_by_role("status")).to_contain_text("有“幼儿园”，但都在筛选的范围之外", timeout=10_000)
    expect(page.locator("#gh-topic option:checked")).to_contain_text("水资源")
    page.get_by_role("button", name="去掉筛选").click()
    expect(page.locator(".gh-result__title a").first).to_be_visible()
    assert "topic" not in page.url


def test_address_holds_the_query_and_a_fresh_browser_finds_the_same(searching: Page, browser: Browser) -> None:
    ask(searching, "地下水")
    first = titles(searching)
    shared = searching.url
    assert "?q=" in shared
    fresh = browser.new_page()
    fresh.goto(shared)
    expect(fresh.locator(".gh-result__title a").first).to_be_visible(timeout=10_000)
    assert titles(fresh) == first
    fresh.close()


def test_slash_opens_search_and_the_keyboard_leads_to_a_clause_with_its_words_marked(visit: Visit) -> None:
    page = visit.go("plans/education.html")
    page.keyboard.press("/")
    page.keyboard.type("科学灌溉")
    expect(page.locator(".gh-dialog .gh-result__title a").first).to_be_visible(timeout=10_000)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plans/groundwater.html#c4-1-1")
    expect(page.locator("#c4-1-1")).to_be_in_viewport()
    marked = page.evaluate("[...CSS.highlights.get('guihua-found')].map(String)")
    assert marked == ["科学灌溉"]
    assert "mark" not in page.url


def test_ctrl_k_opens_search_and_escape_closes_it(visit: Visit) -> None:
    page = visit.go("index.html")
    page.locator("main").click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="搜索")).to_be_hidden()


def test_words_between_spaces_must_all_be_there(searching: Page) -> None:
    (_, both), (_, one), (_, other) = answers(searching, ["水利局 地下水", "水利局", "地下水"])
    addresses = [{each["address"] for each in answer["results"]} for answer in (both, one, other)]
    assert addresses[1] & addresses[2] <= addresses[0]
    assert all(re.fullmatch(r"plans/[^#]+", each) for each in addresses[0] - (addresses[1] & addresses[2]))
    assert both["note"] == ""


@pytest.mark.parametrize("query", ["河南证监 印发", "公租房 电梯"])
def test_plan_is_found_by_words_of_its_clauses(searching: Page, query: str) -> None:
    ((_, answer),) = answers(searching, [query])
    assert any(each["address"].startswith("plans/") and "#" not in each["address"] for each in answer["results"])
    assert answer["note"] == ""


@pytest.mark.parametrize("query", ["钧瓷，自备井", "地下水、自备井，钧瓷"])
def test_words_between_commas_are_relaxed_as_well(searching: Page, query: str) -> None:
    ((_, answer),) = answers(searching, [query])
    assert answer["results"]


def test_note_is_written_as_people_write(searching: Page) -> None:
    ((_, answer),) = answers(searching, ["R&D经费投入"])
    assert "r&d" in answer["note"]


def test_reader_composing_a_word_is_not_disturbed(visit: Visit) -> None:
    page = visit.go("index.html")
    page.keyboard.press("/")
    page.locator("#gh-dialog-q").fill("地下水")
    expect(page.locator(".gh-dialog .gh-result__title a").first).to_be_visible(timeout=10_000)
    kept = page.evaluate(
        """() => {
            const input = document.querySelector("#gh-dialog-q");
            const event = new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true, cancelable: true });
            input.dispatchEvent(event);
            return !event.defaultPrevented && document.activeElement === input;
        }"""
    )
    assert kept


def test_words_that_stand_nowhere_together_are_looked_for_one_by_one_with_a_note(visit: Visit) -> None:
    page = visit.go("search.html?q=钧瓷 自备井")
    expect(page.locator(".gh-status")).to_contain_text("没有一处同时有这几个词", timeout=10_000)
    assert len(titles(page)) > 3


def test_words_typed_without_a_space_are_parted_with_a_note(visit: Visit) -> None:
    page = visit.go("search.html?q=水利局地下水")
    expect(page.locator(".gh-status")).to_contain_text("同时有“水利局”和“地下水”", timeout=10_000)
    assert "许昌市水利局" in titles(page)[:5]


def test_word_that_nobody_wrote_gets_names_that_are_near(visit: Visit) -> None:
    page = visit.go("search.html?q=市卫健委")
    expect(page.locator(".gh-status")).to_contain_text("没有找到“市卫健委”", timeout=10_000)
    expect(page.locator(".gh-status")).to_have_attribute("role", "status")
    expect(page.get_by_role("link", name="许昌市卫生健康委员会")).to_be_visible()
    expect(page.locator(".gh-nothing").get_by_role("link", name="单位", exact=True)).to_be_visible()


def test_snippet_shows_the_match_also_deep_in_a_long_page(searching: Page) -> None:
    ask(searching, "水源置换")
    rows = searching.locator(".gh-result:has(.gh-result__title)")
    for row in rows.all():
        assert "水源置换" in row.inner_text().replace("\n", ""), row.inner_text()


def test_search_recovers_when_the_network_does(visit: Visit) -> None:
    page = visit.go("search.html")
    page.route("**/pagefind/**", lambda route: route.abort())
    page.locator("#gh-page-q").fill("地下水")
    expect(page.locator(".gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    page.unroute("**/pagefind/**")
    page.route("**/*.pf_index", lambda route: route.abort())
    page.locator("#gh-page-q").fill("")
    expect(page.locator(".gh-status")).to_have_text("")
    page.locator("#gh-page-q").fill("水利局")
    expect(page.locator(".gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    page.unroute("**/*.pf_index")
    page.locator("#gh-page-q").fill("水利")
    expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
    page.locator("#gh-page-q").fill("水利局")
    expect(page.locator(".gh-result__title").first).to_contain_text("许昌市水利局")
    visit.complaints.clear()  # the browser reports what was cut off


def test_last_thing_typed_is_what_is_shown(visit: Visit) -> None:
    """Answers may come in another order than they were asked for."""
    page = visit.go("search.html?q=地下水")
    expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
    page.route("**/*.pf_index", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.locator("#gh-page-q").fill("城市公共供水管网漏损率")
    page.wait_for_timeout(60)
    page.locator("#gh-page-q").fill("地下水")
    page.wait_for_timeout(4000)
    assert "地下水" in titles(page)[0]
    assert "q=%E5%9C%B0%E4%B8%8B%E6%B0%B4" in page.url


def test_nothing_is_fetched_before_one_searches(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda each: asked.append(each.url))
    visit.go("plans/groundwater.html").wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url]


def test_one_site_searches_two_cities(site: Path, city: City, browser: Browser) -> None:
    """Two built sites side by side; the small one is the portal."""
    settings = city.root / "content/site.yml"
    also = "search_also:\n  - name: 许昌规划\n    address: ../xuchang/\n"
    settings.write_text(settings.read_text("utf-8") + also, "utf-8")
    settings.write_text(settings.read_text("utf-8") + "  - name: 没有的城市\n    address: ../gone/\n", "utf-8")
    assert city.run("build").code == 0
    with served(site, {"guicheng": city.root / "site"}) as address:
        visit = Visit(browser.new_page(), address.removesuffix("/xuchang"))
        page = visit.go("guicheng/search.html?q=公园绿地")
        expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
        places = page.locator(".gh-result__title small").all_inner_texts()
        assert "没有回应：没有的城市" in page.locator(".gh-status").inner_text()
        assert any(each.startswith("桂城规划") for each in places)
        assert any(each.startswith("许昌规划") for each in places)
        page.locator(".gh-narrow summary").click()
        page.get_by_label("网站").select_option("许昌规划")
        expect(page.locator(".gh-result__title small").first).to_contain_text("许昌规划")
        assert all(each.startswith("许昌规划") for each in page.locator(".gh-result__title small").all_inner_texts())
        page.locator(".gh-result__title a").first.click()
        page.wait_for_url("**/xuchang/**")
        assert not [each for each in visit.complaints if "404" not in each]
        page.close()
