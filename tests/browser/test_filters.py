"""Lists that a few typed characters narrow: what a person still sees, row by row, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

INDICATORS = ("indicators/index.html", "找指标", ".gh-names-list > li")
UNITS = ("units/index.html", "找单位", ".gh-index tbody > tr")
DIFFERENCES = ("differences.html", "只看", ".gh-differences tbody > tr, .gh-notes > li")


def seen(rows: Locator) -> list[str]:
    """The text of the rows that can be seen, without the white space of the page."""
    return ["".join(entry.split()) for entry in rows.locator("visible=true").all_text_contents()]


def narrowed(page: Page, label: str, rows: Locator, words: str) -> list[str]:
    page.get_by_label(label).fill(words)
    expect(page.locator(".gh-filter output")).not_to_have_text("")
    return seen(rows)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("path", "label", "entries", "word"),
    [(*INDICATORS, "漏损"), (*UNITS, "水利"), (*DIFFERENCES, "明厨亮灶"), (*DIFFERENCES, "地下水")],
)
def test_list_shows_only_what_holds_the_word_and_all_again_without_it(
    visit: Visit, width: int, path: str, label: str, entries: str, word: str
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.go(path)
    rows = page.locator(entries)
    whole = ["".join(entry.split()) for entry in rows.all_text_contents()]
    folded = seen(rows)
    wanted = [entry for entry in whole if word in entry]
    assert 0 < len(wanted) < len(whole)
    assert narrowed(page, label, rows, word) == wanted
    expect(page.locator(".gh-filter output")).to_have_text(f"{len(wanted)} 条")
    page.get_by_label(label).fill("")
    expect(page.locator(".gh-filter output")).to_have_text("")
    assert seen(rows) == folded


@pytest.mark.parametrize(("path", "label", "entries"), [INDICATORS, UNITS, DIFFERENCES])
def test_list_without_the_word_is_empty_and_says_so(visit: Visit, path: str, label: str, entries: str) -> None:
    page = visit.go(path)
    assert narrowed(page, label, page.locator(entries), "查无此词") == []
    expect(page.locator(".gh-filter output")).to_have_text("没有")


def test_two_words_must_both_be_there_and_headings_without_entries_go(visit: Visit) -> None:
    path, label, entries = INDICATORS
    page = visit.go(path)
    assert page.locator("article h2:visible").count() > 1
    kept = narrowed(page, label, page.locator(entries), "管网 漏损")
    assert [entry for entry in kept if "城市公共供水管网漏损率" in entry] == kept
    assert kept
    expect(page.locator("article h2:visible")).to_have_count(1)
