"""What the search shows: results by kind, filters, notes, snippets, where one lands, several cities."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.searching import ask, titles
from tests.browser.serving import served
from tests.conftest import City


def test_results_come_by_kind_with_counts_and_are_narrowed(searching: Page) -> None:
    ask(searching, "地下水")
    kinds = searching.get_by_role("group", name="种类")
    buttons = kinds.get_by_role("button").all_inner_texts()
    counts = {match[1]: int(match[2]) for label in buttons if (match := re.fullmatch(r"(\D+?)\s*(\d+)", label))}
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
    """Results that are seen come at once, and more when the list is read on."""
    ask(searching, "地下水")
    shared = searching.url
    assert "?q=" in shared
    fresh = browser.new_page()
    fresh.goto(shared)
    for page in (searching, fresh):
        expect(page.locator(".gh-result__title a").nth(2)).to_be_visible(timeout=10_000)
    assert titles(fresh)[:3] == titles(searching)[:3]
    assert fresh.locator(".gh-status").inner_text() == searching.locator(".gh-status").inner_text()
    fresh.close()


def test_words_that_stand_nowhere_together_are_looked_for_one_by_one_with_a_note(visit: Visit) -> None:
    page = visit.go("search.html?q=钧瓷 自备井")
    expect(page.locator(".gh-status")).to_contain_text("没有一处同时有这几个词", timeout=10_000)
    expect(page.locator(".gh-result__title a").nth(3)).to_be_visible()


def test_words_typed_without_a_space_are_parted_with_a_note(visit: Visit) -> None:
    page = visit.go("search.html?q=水利局地下水")
    expect(page.locator(".gh-status")).to_contain_text("同时有“水利局”和“地下水”", timeout=10_000)
    assert "许昌市水利局" in titles(page)[:5]


def test_word_that_nobody_wrote_gets_names_that_are_near(visit: Visit) -> None:
    page = visit.go("search.html?q=失业率")
    expect(page.locator(".gh-status")).to_contain_text("没有找到“失业率”", timeout=10_000)
    expect(page.locator(".gh-status")).to_have_attribute("role", "status")
    expect(page.get_by_role("link", name="退役军人就业率")).to_be_visible()
    expect(page.locator(".gh-nothing").get_by_role("link", name="单位", exact=True)).to_be_visible()


def test_snippet_shows_the_match_also_deep_in_a_long_page(searching: Page) -> None:
    ask(searching, "水源置换")
    rows = searching.locator(".gh-result:has(.gh-result__title)")
    for row in rows.all():
        assert "水源置换" in row.inner_text().replace("\n", ""), row.inner_text()


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
        assert any(place.startswith("桂城规划") for place in places)
        assert any(place.startswith("许昌规划") for place in places)
        page.locator(".gh-narrow summary").click()
        page.get_by_label("网站").select_option("许昌规划")
        expect(page.locator(".gh-result__title small").first).to_contain_text("许昌规划")
        assert all(place.startswith("许昌规划") for place in page.locator(".gh-result__title small").all_inner_texts())
        page.locator(".gh-result__title a").first.click()
        page.wait_for_url("**/xuchang/**")
        assert not [complaint for complaint in visit.complaints if "404" not in complaint]
        page.close()


def test_snippet_begins_where_a_sentence_does(searching: Page) -> None:
    ask(searching, "粮食产量")
    first = searching.locator(".gh-result__text").first.inner_text()
    assert re.match("…?[\u4e00-\u9fff]", first), first


def test_filters_without_a_word_ask_for_one_and_hold(visit: Visit) -> None:
    page = visit.go("search.html?plan=groundwater")
    status = page.locator("#gh-search-page .gh-status")
    expect(status).to_have_text("输入要找的词，就在选定的范围里找。")
    page.locator("#gh-page-q").fill("节水")
    expect(status).to_contain_text("找到", timeout=10_000)
    expect(page.locator("#gh-plan")).to_have_value("groundwater")
    assert "plan=groundwater" in page.url


def test_document_number_is_marked_in_the_results_and_where_one_lands(visit: Visit) -> None:
    page = visit.go("search.html?q=许政〔2022〕22号")
    first = page.locator(".gh-result").first
    expect(first.locator("mark").first).to_have_text("许政〔2022〕22号", timeout=10_000)
    first.locator(".gh-result__title a").click()
    page.wait_for_url("**/plans/groundwater.html")
    assert "许政〔2022〕22号" in page.evaluate("[...CSS.highlights.get('guihua-found')].map(String)")


@pytest.mark.parametrize("width", [390, 1280])
def test_who_lands_on_a_long_clause_sees_the_mark(visit: Visit, width: int) -> None:
    page = visit.go("search.html?q=漏损率&kind=c")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("a[href*='#c2-3-1']").first.click(timeout=10_000)
    page.wait_for_url("**/plans/business-environment.html#c2-3-1")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    tops = page.evaluate("[...CSS.highlights.get('guihua-found')].map((range) => range.getBoundingClientRect().top)")
    assert any(0 <= top < 900 for top in tops), tops


def test_filter_can_be_changed_for_another(visit: Visit) -> None:
    page = visit.go("search.html?q=地下水")
    page.locator(".gh-narrow summary").click(timeout=10_000)
    expect(page.locator("#gh-plan option")).not_to_have_count(1)
    offered = page.locator("#gh-plan option").all_inner_texts()
    page.locator("#gh-plan").select_option("groundwater")
    expect(page.locator("#gh-unit option").nth(1)).to_be_attached()
    expect(page.locator("#gh-plan option")).to_have_text(offered)
    page.locator("#gh-plan").select_option(index=len(offered) - 1)
    expect(page.locator(".gh-status")).to_have_text(f"找到 {re.findall('（([0-9]+)）', offered[-1])[-1]} 条")
