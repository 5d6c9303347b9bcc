"""What visitors come for, done with mouse, keyboard and phone."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit

PAGES = (
    "index.html", "plans/index.html", "plans/market-regulation.html", "plans/groundwater.html", "plans/listing-awards.html",
    "indicators/index.html", "indicators/market-entities.html", "indicators/overdraft-reduction.html",
    "units/index.html", "units/xuchang-water.html", "regions/index.html", "regions/yuzhou.html", "measures.html",
    "differences.html", "data.html", "coverage.html", "coverage/groundwater.html", "about.html", "data-guide.html",
    "search.html", "explore/figures.html", "explore/tasks.html",
)  # fmt: skip


def found(visit: Visit) -> list[str]:
    return [title.strip() for title in visit.page.locator(".gh-result__title a").all_inner_texts()]


def ask(visit: Visit, query: str) -> None:
    visit.page.locator("#gh-page-q").fill(query)
    expect(visit.page.locator("#gh-search-page .gh-status")).to_contain_text("找到", timeout=10_000)


@pytest.mark.parametrize("query", ["灌溉", "井", "新三板", "明厨亮灶", "市水利局", "规模以上食品", "到2035年"])
def test_search_finds_exactly_the_pages_that_hold_the_words(visit: Visit, site: Path, query: str) -> None:
    """The truth is a plain substring search over the text of every indexed page."""
    visit.go("search.html")
    ask(visit, query)
    counted = int(
        "".join(each for each in visit.page.locator("#gh-search-page .gh-status").inner_text() if each.isdigit())
    )
    texts = visit.page.evaluate(
        """async (paths) => Promise.all(paths.map(async (path) => {
            const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
            const article = page.querySelector("article");
            article?.querySelectorAll("script, style, svg, nav, button, form, noscript, .headerlink, .gh-nosearch").forEach((each) => each.remove());
            return article ? article.textContent.replace(/\\s+/g, "") : "";
        }))""",
        [
            path.relative_to(site).as_posix()
            for path in sorted(site.rglob("*.html"))
            if path.name not in ("404.html", "search.html")
        ],
    )
    assert counted == sum(query in text for text in texts) > 0


def test_page_called_like_the_query_comes_first(visit: Visit) -> None:
    visit.go("search.html")
    ask(visit, "市水利局")
    assert found(visit)[0] == "许昌市水利局"


def test_address_holds_the_query_and_a_fresh_browser_finds_the_same(
    visit: Visit, browser: Browser, address: str
) -> None:
    visit.go("search.html")
    ask(visit, "地下水")
    first = found(visit)
    shared = visit.page.url
    assert "?q=" in shared
    fresh = browser.new_page()
    fresh.goto(shared)
    expect(fresh.locator(".gh-result__title a").first).to_be_visible(timeout=10_000)
    assert [each.strip() for each in fresh.locator(".gh-result__title a").all_inner_texts()] == first
    fresh.close()


def test_slash_opens_search_and_the_keyboard_leads_to_a_clause(visit: Visit) -> None:
    page = visit.go("plans/groundwater.html")
    page.keyboard.press("/")
    page.keyboard.type("地下水水源置换")
    expect(page.locator(".gh-dialog .gh-result__title a").first).to_be_visible(timeout=10_000)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "地下水水源置换" in page.inner_text("article")


def test_word_that_nobody_wrote_gets_a_helpful_answer(visit: Visit) -> None:
    page = visit.go("search.html?q=量子纠缠")
    expect(page.locator(".gh-status")).to_contain_text("没有找到“量子纠缠”", timeout=10_000)


def test_home_search_field_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.fill("#gh-home-q", "地下水")
    page.click(".gh-hero__search button")
    assert page.url.startswith(f"{address}/search.html?q=")
    assert "搜索需要 JavaScript" in page.inner_text("article")
    context.close()


def test_reporter_goes_from_a_disagreement_to_both_clauses_and_the_numbers(visit: Visit) -> None:
    page = visit.go("indicators/open-kitchens.html")
    row = page.locator(".gh-differences tbody tr")
    assert "90%" in row.inner_text()
    assert "95%以上" in row.inner_text()
    clauses = [link.get_attribute("href") or "" for link in row.locator(".gh-cite a").all()]
    assert len(clauses) == 2
    for clause in clauses:
        page.goto(f"{visit.address}/indicators/{clause}")
        assert page.locator(f"[id='{clause.split('#')[1]}']").is_visible()
    page = visit.go("data.html")
    with page.expect_download() as started:
        page.locator("a[href='data/figures.csv']").first.click()
    content = Path(started.value.path()).read_bytes()
    rows = list(csv.DictReader(StringIO(content.decode("utf-8"))))
    assert {row["printed"] for row in rows if row["indicator_id"] == "open-kitchens"} == {"76.6", "90", "95%以上"}


def test_clause_is_cited_by_copying(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/plans/groundwater.html")
    clause = page.locator("#c4-3-8 + .gh-clause")
    clause.get_by_text("引用、报错").click()
    here = f"{address}/plans/groundwater.html#c4-3-8"
    today = page.evaluate("new Intl.DateTimeFormat('sv-SE').format(new Date())")
    copied = []
    buttons = clause.locator(".gh-copy")
    expect(buttons).to_have_count(3)
    assert buttons.all_inner_texts() == ["复制链接", "复制引文", "复制BibTeX"]
    for button in buttons.all():
        button.click()
        expect(button).to_have_text("已复制")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    link, reference, entry = copied
    assert link == here
    assert reference.endswith(f"[{today}]. {here}")
    assert f"url = {{{here}}}" in entry
    assert f"urldate = {{{today}}}" in entry
    context.close()


def test_outline_stays_at_hand_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/plans/manufacturing.html")
    page.evaluate("window.scrollTo(0, 9000)")
    outline = page.locator("details.gh-outline")
    expect(outline).to_be_in_viewport()
    outline.locator("summary").tap()
    outline.get_by_role("link", name="六、保障措施").tap()
    heading = page.locator("#c6")
    expect(heading).to_be_in_viewport()
    expect(outline).to_be_in_viewport()
    expect(outline).not_to_have_attribute("open", "")
    bar, text = outline.bounding_box(), heading.bounding_box()
    assert bar
    assert text
    assert bar["y"] + bar["height"] <= text["y"]
    context.close()


def test_names_lead_from_a_plan_to_a_unit_and_back(visit: Visit) -> None:
    page = visit.go("plans/groundwater.html")
    page.locator(".gh-clause .gh-duty a", has_text="市水利局").first.click()
    assert page.inner_text("h1").strip().startswith("许昌市水利局")
    page.locator(".gh-timeline .gh-small a").first.click()
    assert "plans/groundwater.html#c4-" in page.url


@pytest.mark.parametrize("width", [360, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_type_is_quiet_and_fits(browser: Browser, address: str, width: int, scheme: str) -> None:
    """No console error, no failed or foreign request, nothing wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), address)
    for path in PAGES:
        page = visit.go(path)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
        assert page.locator("h1").count() == 1, path
    context.close()
    assert visit.complaints == []
