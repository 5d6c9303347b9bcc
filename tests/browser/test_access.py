"""Every page type by axe: WCAG 2.2 A and AA and its best practices, both widths, both themes, everything unfolded."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_journeys import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = ("search.html?q=地下水&topic=water", "search.html?q=市卫健委", "search.html?q=钧瓷 自备井")
"""The search with results narrowed, with nothing but near names, with a note."""
UNFOLD = """
document.querySelectorAll("details").forEach((details) => { details.open = true; });
document.querySelectorAll(".gh-later").forEach((element) => { element.style.contentVisibility = "visible"; });
"""
"""Everything that a reader may open, as it is when it is on the screen."""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_type_shuts_anybody_out(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    barriers = []
    for path in (*PAGES, *ASKED):
        page.goto(f"{address}/{path}")
        if path in ASKED:
            page.locator(".gh-result a").first.wait_for()
        page.evaluate(UNFOLD)
        violations = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
        barriers += [f"{path}: {violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations]
    context.close()
    assert barriers == []
