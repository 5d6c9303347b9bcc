"""The search fetches what a reader sees and what an answer needs, and no more, and answers as if it had everything."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import ask, titles


def fetched_from(page: Page, folder: str) -> list[str]:
    """The files of the index that the page asks for from now on."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url) if f"/search/{folder}/" in request.url else None)
    return urls


@pytest.mark.parametrize("size", [(1280, 720), (390, 844), (320, 256)])
def test_results_are_there_as_far_as_their_titles_are_seen(browser: Browser, address: str, size: Sequence[int]) -> None:
    """The list goes on where it is scrolled to, and what is read already stays where it is."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{address}/search.html")
    ask(page, "义务教育巩固率")
    rows = page.locator(".gh-result:has(.gh-result__title)")
    expect(rows.nth(2)).to_be_visible()
    page.wait_for_load_state("networkidle")
    place = rows.first.bounding_box()
    shown = rows.count()
    below = rows.nth(shown - 2).bounding_box()
    assert place
    assert below
    assert shown < 10
    assert shown == 3 or below["y"] < size[1]
    for _ in range(10):
        rows.last.scroll_into_view_if_needed()
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(100)
    expect(rows).to_have_count(10)
    page.evaluate("scrollTo(0, 0)")
    assert rows.first.bounding_box() == place
    assert len(set(titles(page))) == len(titles(page))
    page.close()


def test_four_characters_need_one_piece_of_the_index_and_eight_need_two(searching: Page) -> None:
    ask(searching, "地下水")
    fetched = fetched_from(searching, "grams")
    for query, count in (("钧瓷", 1), ("海绵城市", 1), ("学前教育毛入园率", 2)):
        fetched.clear()
        searching.evaluate("query => guihua_search.search(query)", query)
        assert len(fetched) == count, query


def test_what_is_known_to_be_nowhere_is_not_looked_for(searching: Page) -> None:
    """The first characters stand nowhere: no part of the query that has them is asked for, and the others are not either."""
    ask(searching, "地下水")
    fetched = fetched_from(searching, "grams")
    answer = searching.evaluate("guihua_search.search('啊啊啊啊老旧小区')")
    assert answer["results"] == []
    assert len(fetched) == 1


def test_words_typed_without_a_space_are_parted_where_they_can_be(searching: Page) -> None:
    """Parts that are known to be nowhere are passed over, and so few are left that the right ones are tried."""
    answer = searching.evaluate("guihua_search.search('创新每万人口')")
    assert "同时有“创新”和“每万人口”" in answer["note"]
    assert answer["results"]


def test_beginning_of_a_name_is_not_taken_for_the_name(searching: Page) -> None:
    """Three characters are read from the grams of four that begin with them, of which some end a name."""
    exact = "async (name) => [...await (await guihua_search.sites())[0].exact([name])].length"
    assert searching.evaluate(exact, "粮食产量") > 0
    assert searching.evaluate(exact, "粮食产") == 0
    assert searching.evaluate(exact, "魏都区") > 0


def test_long_stretch_that_stands_nowhere_is_looked_for_by_its_ends(searching: Page) -> None:
    answer = searching.evaluate("guihua_search.search('劳动年龄人口受教育年限')")
    assert "同时有“劳动年龄”和“教育年限”" in answer["note"]
    ask(searching, "劳动年龄人口受教育年限")
    assert titles(searching)[0] == "劳动年龄人口平均受教育年限"


def test_names_that_are_near_are_the_short_ones_that_share_most(searching: Page) -> None:
    near = searching.evaluate("guihua_search.near('市力水局')")
    assert near[0]["title"] == "许昌市水利局"
    assert len(near) <= 3
