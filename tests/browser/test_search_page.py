"""The search as people use it: the page, the dialog, filters, keyboard, several cities."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import served
from tests.conftest import City


@pytest.fixture
def searching(visit: Visit) -> Page:
    return visit.go("search.html")


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


def bfcache_off(page: Page) -> None:
    """Back loads the page anew, as it does wherever the browser has not kept it."""
    page.evaluate("addEventListener('unload', () => {})")


def test_back_from_a_result_finds_the_list_as_it_was(visit: Visit) -> None:
    page = visit.go("search.html?q=地下水")
    page.get_by_role("button", name="再看").click(timeout=10_000)
    link = page.locator(".gh-result__title a").nth(15)
    link.scroll_into_view_if_needed()
    bfcache_off(page)
    before = page.evaluate("scrollY")
    assert before > 300
    link.click()
    page.wait_for_url(lambda url: "search.html" not in url)
    page.go_back()
    expect(page.locator(".gh-result__title a").nth(15)).to_be_in_viewport(timeout=10_000)
    assert abs(page.evaluate("scrollY") - before) < 200


def test_back_from_a_result_of_the_dialog_finds_it_open(visit: Visit) -> None:
    page = visit.go("plans/education.html")
    page.keyboard.press("/")
    page.locator("#gh-dialog-q").fill("科学灌溉")
    bfcache_off(page)
    page.locator(".gh-dialog .gh-result__title a").first.click(timeout=10_000)
    page.wait_for_url("**/plans/groundwater.html#**")
    page.go_back()
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()
    expect(page.locator("#gh-dialog-q")).to_have_value("科学灌溉")
    expect(page.locator(".gh-dialog .gh-result__title a").first).to_be_visible(timeout=10_000)
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_role("dialog", name="搜索")).to_be_hidden()


@pytest.mark.parametrize("key", ["/", "、", "Process"])
def test_key_of_the_slash_opens_the_search_under_an_input_method(visit: Visit, key: str) -> None:
    page = visit.go("index.html")
    page.evaluate(
        "(key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: 'Slash', bubbles: true, cancelable: true }))",
        key,
    )
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()


def test_arrows_walk_through_the_results_of_the_page(searching: Page) -> None:
    ask(searching, "地下水")
    searching.locator("#gh-page-q").press("ArrowDown")
    expect(searching.locator(".gh-result__title a").first).to_be_focused()
    searching.keyboard.press("ArrowDown")
    expect(searching.locator(".gh-result__title a").nth(1)).to_be_focused()
    searching.keyboard.press("ArrowUp")
    searching.keyboard.press("ArrowUp")
    expect(searching.locator("#gh-page-q")).to_be_focused()


def test_slow_network_is_told(searching: Page) -> None:
    searching.route("**/*.pf_index", lambda route: (searching.wait_for_timeout(900), route.continue_()))
    searching.locator("#gh-page-q").fill("地下水")
    status = searching.locator("#gh-search-page .gh-status")
    expect(status).to_have_text("正在搜索…", timeout=5_000)
    expect(status).to_contain_text("找到", timeout=10_000)


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
    page = visit.go("search.html?q=地下水&plan=groundwater")
    expect(page.locator("#gh-plan")).to_have_value("groundwater", timeout=10_000)
    others = page.locator("#gh-plan option").all_inner_texts()
    assert len(others) > 3
    told = others[2]
    page.locator("#gh-plan").select_option(index=2)
    expect(page.locator(".gh-status")).to_have_text(f"找到 {re.findall('（([0-9]+)）', told)[-1]} 条")


def test_tap_into_the_dialog_leaves_it_open_and_one_beside_it_closes_it(visit: Visit) -> None:
    page = visit.go("index.html")
    dialog = page.get_by_role("dialog", name="搜索")
    page.keyboard.press("/")
    expect(dialog.get_by_text("拼音首字母")).to_be_visible()
    box = dialog.bounding_box()
    assert box
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 8)
    expect(dialog).to_be_visible()
    page.mouse.click(box["x"] - 20, box["y"] + 20)
    expect(dialog).to_be_hidden()


def test_old_results_do_not_stay_below_a_failure(visit: Visit) -> None:
    page = visit.go("search.html")
    ask(page, "地下水")
    page.route("**/pagefind/**", lambda route: route.abort())
    page.locator("#gh-page-q").fill("教育公平")
    expect(page.locator("#gh-search-page .gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    expect(page.locator(".gh-result")).to_have_count(0)
    visit.complaints.clear()  # the browser reports the missing files itself


@pytest.mark.parametrize("missing", ["facets.json", "traditional.json"])
def test_piece_that_is_missing_costs_only_what_it_is_for(visit: Visit, missing: str) -> None:
    page = visit.go("search.html")
    page.route(f"**/{missing}", lambda route: route.abort())
    for query in ("水利局 地下水", "市水利局地下水"):
        page.locator("#gh-page-q").fill(query)
        expect(page.locator(".gh-result__title a").first).to_be_visible(timeout=10_000)
    visit.complaints.clear()  # the browser reports the missing file itself


def test_page_that_is_missing_has_the_keys_of_the_search(visit: Visit) -> None:
    page = visit.go("plans/no-such-plan.html")
    visit.complaints.clear()  # the browser reports the 404 itself
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
