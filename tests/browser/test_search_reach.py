"""Reaching for the search: its script comes when somebody does, and nothing typed or pressed meanwhile is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Visit

PACK = "**/assets/guihua-search.js"


def asked_for(page: Page) -> list[str]:
    """The names of the scripts that the page asks for from now on."""
    scripts: list[str] = []
    page.on(
        "request",
        lambda request: scripts.append(request.url.rpartition("/")[2]) if request.resource_type == "script" else None,
    )
    return scripts


def held_back(page: Page) -> list[Route]:
    """Requests for the search, which wait until they are let go with ``continue_``."""
    waiting: list[Route] = []
    page.route(PACK, lambda route: waiting.append(route))
    return waiting


def test_search_is_loaded_by_the_focus_on_its_link(visit: Visit) -> None:
    scripts = asked_for(visit.page)
    page = visit.go("plans/groundwater.html")
    page.wait_for_load_state("networkidle")
    assert scripts == ["guihua.js"]
    with page.expect_request(PACK):
        page.locator("[data-gh-search]").focus()


def test_click_opens_the_field_while_the_search_is_on_its_way(visit: Visit) -> None:
    page = visit.page
    waiting = held_back(page)
    visit.go("indicators/market-entities.html")
    page.locator("[data-gh-search]").click()
    expect(page.locator("#gh-dialog-q")).to_be_focused()
    expect(page.get_by_role("dialog", name="搜索").get_by_role("status")).to_have_text("正在加载搜索…")
    waiting[0].continue_()
    expect(page.get_by_role("dialog", name="搜索")).to_contain_text("输入任何两个以上连着的字")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="搜索")).to_be_hidden()


def test_what_is_typed_while_the_search_is_on_its_way_is_searched(visit: Visit) -> None:
    page = visit.page
    waiting = held_back(page)
    visit.go("plans/education.html")
    page.keyboard.press("/")
    page.keyboard.type("科学灌溉x")
    page.keyboard.press("Backspace")
    expect(page.locator("#gh-dialog-q")).to_have_value("科学灌溉")
    waiting[0].continue_()
    expect(page.locator(".gh-dialog .gh-result__title a").first).to_have_text("1. 大力推进农业节水", timeout=30_000)
    page.keyboard.type("机")
    expect(page.locator("#gh-dialog-q")).to_have_value("科学灌溉机")


def test_enter_pressed_while_the_search_is_on_its_way_leads_to_the_results(visit: Visit) -> None:
    page = visit.page
    waiting = held_back(page)
    visit.go("index.html")
    page.locator("main").click(position={"x": 5, "y": 5})
    with page.expect_request(PACK):
        page.keyboard.press("/")
    page.keyboard.type("科学灌溉")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*", wait_until="commit")
    page.route(PACK, lambda route: route.continue_())  # `unroute` may lose requests that are under way
    for route in waiting[1:]:
        route.continue_()
    expect(page.locator(".gh-result__title a").first).to_have_text("1. 大力推进农业节水", timeout=30_000)


def test_what_is_typed_on_the_search_page_before_it_is_ready_is_searched(visit: Visit) -> None:
    page = visit.page
    waiting = held_back(page)
    page.goto(f"{visit.address}/search.html?q=地下", wait_until="domcontentloaded")
    expect(page.locator("#gh-page-q")).to_have_value("地下")
    page.locator("#gh-page-q").press("End")
    page.keyboard.type("水")
    waiting[0].continue_()
    expect(page.get_by_role("status")).to_contain_text("找到", timeout=30_000)
    expect(page.locator("#gh-page-q")).to_have_value("地下水")
    expect(page.locator("#gh-page-q")).to_be_focused()
    assert "q=%E5%9C%B0%E4%B8%8B%E6%B0%B4" in page.url


@pytest.mark.parametrize("path", ["index.html", "search.html"])
def test_search_that_does_not_load_says_so_and_comes_with_the_network(visit: Visit, path: str) -> None:
    page = visit.page
    page.route(PACK, lambda route: route.abort())
    visit.go(path)
    if path == "index.html":
        page.locator("[data-gh-search]").click()
    status = page.locator(".gh-status")
    expect(status).to_contain_text("搜索没有加载成功")
    page.unroute(PACK)
    page.locator("input[type=search]:focus").press_sequentially("科学灌溉")
    expect(page.locator(".gh-result__title a").first).to_have_text("1. 大力推进农业节水", timeout=30_000)
    visit.complaints.clear()  # the browser reports what was cut off


def test_words_are_marked_for_who_comes_from_a_result_and_for_nobody_else(visit: Visit) -> None:
    page = visit.go("plans/groundwater.html#c4-1-1")
    page.wait_for_load_state("networkidle")
    assert not page.evaluate("CSS.highlights.has('guihua-found')")
    page = visit.go("plans/groundwater.html?mark=科学灌溉#c4-1-1")
    page.wait_for_function("CSS.highlights.has('guihua-found')")
    assert page.evaluate("[...CSS.highlights.get('guihua-found')].map(String)") == ["科学灌溉"]
    assert page.url.endswith("plans/groundwater.html#c4-1-1")


def test_dialog_of_a_page_from_a_folder_says_what_it_cannot_do(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "plans/groundwater.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("地下水")
    expect(page.locator(".gh-dialog .gh-status")).to_contain_text("直接从文件夹打开时不能搜索")
    page.close()
