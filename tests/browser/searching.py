"""What tests of the search page do again and again."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def titles(page: Page) -> list[str]:
    return [title.strip() for title in page.locator(".gh-result__title a").all_inner_texts()]


def ask(page: Page, query: str) -> None:
    page.locator("#gh-page-q").fill(query)
    expect(page.locator("#gh-search-page .gh-status")).to_contain_text("找到", timeout=10_000)
