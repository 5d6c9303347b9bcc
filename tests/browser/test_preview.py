"""The preview in a browser: the page in view follows edits by itself, and a mistake is told over it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import City
from tests.serving.test_serve import free_port, preview, says

PATIENCE = 60_000
"""Milliseconds; nothing here is measured."""
PLAN = "content/plans/green-city.md"


@pytest.fixture(params=[(1280, "zh-CN"), (390, "en")], ids=["1280 zh", "390 en"])
def page(request: pytest.FixtureRequest, browser: Browser, city: City) -> Iterator[Page]:
    """A plan's page as the preview shows it."""
    width, locale = request.param
    port = free_port()
    with preview(city, port) as process:
        assert says(process, "edits are followed")
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
        shown = context.new_page()
        shown.goto(f"http://127.0.0.1:{port}/plans/green-city.html")
        yield shown
        context.close()


def test_page_in_view_follows_an_edit_and_tells_a_mistake(page: Page, city: City) -> None:
    expect(page.locator("body")).to_contain_text("每季碰头一次")
    city.edit(PLAN, "每季碰头一次。", "每周碰头一次。")
    expect(page.locator("body")).to_contain_text("每周碰头一次", timeout=PATIENCE)
    city.edit(PLAN, "kind: plan\n", "kind: plam\n")
    findings = page.get_by_role("alert")
    expect(findings).to_contain_text(f"{PLAN}:", timeout=PATIENCE)
    expect(findings).to_contain_text("plam")
    expect(findings).to_contain_text(re.compile("有 1 处要改|1 to mend"))
    expect(findings).to_contain_text(re.compile("怎么改|what to do"))
    expect(page.locator("body")).to_contain_text("每周碰头一次")
    box = findings.bounding_box()
    assert box
    assert page.viewport_size
    assert box["width"] <= page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(findings).to_contain_text("plam", timeout=PATIENCE)
    page.get_by_role("button", name=re.compile("关闭|Close")).click()
    expect(findings).to_be_hidden()
    city.edit(PLAN, "kind: plam\n", "kind: plan\n")
    city.edit(PLAN, "每周碰头一次。", "每天碰头一次。")
    expect(page.locator("body")).to_contain_text("每天碰头一次", timeout=PATIENCE)
    expect(findings).to_have_count(0)


def test_style_is_seen_at_once(page: Page, city: City) -> None:
    styles = city.root / "site_templates/styles"
    styles.mkdir(parents=True)
    (styles / "99-own.css").write_text("h1#title { color: rgb(1, 2, 3) !important }", "utf-8")
    expect(page.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)", timeout=PATIENCE)
