"""The search under the hand: keys, dialog, back, and a network that is slow or fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.searching import ask, titles
from tests.browser.serving import served
from tests.conftest import City


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


def test_search_recovers_when_the_network_does(visit: Visit) -> None:
    page = visit.go("search.html")
    page.route("**/search/**", lambda route: route.abort())
    page.locator("#gh-page-q").fill("地下水")
    expect(page.locator(".gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    page.unroute("**/search/**")
    page.route("**/grams/*.bin", lambda route: route.abort())
    page.locator("#gh-page-q").fill("")
    expect(page.locator(".gh-status")).to_have_text("")
    page.locator("#gh-page-q").fill("水利局")
    expect(page.locator(".gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    page.unroute("**/grams/*.bin")
    page.locator("#gh-page-q").fill("水利")
    expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
    page.locator("#gh-page-q").fill("水利局")
    expect(page.locator(".gh-result__title").first).to_contain_text("许昌市水利局")
    visit.complaints.clear()  # the browser reports what was cut off


def test_last_thing_typed_is_what_is_shown(visit: Visit) -> None:
    """Answers may come in another order than they were asked for."""
    page = visit.go("search.html?q=地下水")
    expect(page.locator(".gh-status")).to_contain_text("找到", timeout=10_000)
    page.route("**/grams/*.bin", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.locator("#gh-page-q").fill("城市公共供水管网漏损率")
    page.wait_for_timeout(60)
    page.locator("#gh-page-q").fill("地下水")
    page.wait_for_timeout(4000)
    assert "地下水" in titles(page)[0]
    assert "q=%E5%9C%B0%E4%B8%8B%E6%B0%B4" in page.url


def test_nothing_is_fetched_before_one_searches(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.go("plans/groundwater.html").wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url]


def bfcache_off(page: Page) -> None:
    """Back reloads the page, as it does wherever the browser has not cached it."""
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
    page.locator("#gh-page-q").fill("教育")
    expect(page.get_by_role("button", name="再看")).to_be_visible()
    assert page.evaluate("history.state.results") is None, "a new query begins at its top"


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
    searching.route("**/grams/*.bin", lambda route: (searching.wait_for_timeout(900), route.continue_()))
    searching.locator("#gh-page-q").fill("地下水")
    status = searching.locator("#gh-search-page .gh-status")
    expect(status).to_have_text("正在搜索…", timeout=5_000)
    expect(status).to_contain_text("找到", timeout=10_000)


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
    page.route("**/search/**", lambda route: route.abort())
    page.locator("#gh-page-q").fill("教育公平")
    expect(page.locator("#gh-search-page .gh-status")).to_contain_text("没有加载成功", timeout=10_000)
    expect(page.locator(".gh-result")).to_have_count(0)
    visit.complaints.clear()  # the browser reports the missing files itself


@pytest.mark.parametrize("missing", ["facets-*.bin", "traditional-*.bin"])
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


def test_page_that_is_open_while_the_site_is_built_again_finds_what_is_there_now(city: City, browser: Browser) -> None:
    """The index that the page has read names files that are gone: it takes the new one, and mixes nothing of the two."""
    assert city.run("build").code == 0
    with served(city.root / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}/search.html")
        ask(page, "自行车")
        text = "城区道路都修自行车道。"
        city.edit("content/plans/bike-lanes.md", text, f"{text}桥上也修非机动车坡道。" * 40)
        assert city.run("build").code == 0
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        ask(page, "非机动车坡道")
        expect(page.locator(".gh-result__text").first).to_contain_text("非机动车坡道")
        assert any(url.endswith("/search/entry.json") for url in asked)
        page.close()
