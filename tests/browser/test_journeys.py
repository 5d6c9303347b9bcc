"""What visitors come for, done with mouse, keyboard and phone."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit

PAGES = (
    "index.html", "plans/index.html", "plans/market-regulation.html", "plans/groundwater.html", "plans/listing-awards.html",
    "indicators/index.html", "indicators/market-entities.html", "indicators/overdraft-reduction.html",
    "units/index.html", "units/xuchang-water.html", "regions/index.html", "regions/yuzhou.html", "measures.html",
    "differences.html", "data.html", "coverage.html", "coverage/groundwater.html", "about.html", "data-guide.html",
    "search.html", "explore/figures.html", "explore/tasks.html", "explore/tasks-all.html", "plans/education.html",
    "indicators/preschool-enrolment.html", "indicators/rd-spending-growth.html", "indicators/5g-coverage-townships.html",
    "units/weidu-government.html", "binding.html", "regions/compare.html", "glossary.html", "method.html",
    "accessibility.html", "404.html",
)  # fmt: skip


def test_home_search_field_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.fill("#gh-home-q", "地下水")
    page.click(".gh-hero__search button")
    assert page.url.startswith(f"{address}/search.html?q=")
    assert "搜索需要 JavaScript" in page.inner_text("article")
    context.close()


def test_reporter_goes_from_an_everyday_word_to_both_clauses_and_the_bytes_of_the_numbers(
    visit: Visit, site: Path
) -> None:
    """“水管漏水” is printed nowhere: it is what people call the leakage of the network, on which plans disagree."""
    page = visit.go("index.html")
    page.fill("#gh-home-q", "水管漏水")
    page.keyboard.press("Enter")
    page.locator(".gh-result__title a", has_text="城市公共供水管网漏损率").click()
    assert "平常也说" in page.inner_text("article")
    rows = page.locator("#differences ~ .gh-scroll tbody tr")
    across = rows.filter(has_text="不同文件间").first
    told = [
        (item.locator("strong").inner_text(), link.get_attribute("href") or "")
        for item in across.locator(".gh-values > li").all()
        for link in item.locator(".gh-cite a").all()
    ]
    assert len({clause.split("#")[0] for _, clause in told}) >= 2
    here = page.url
    for value, clause in told:
        page.locator(f".gh-differences a[href='{clause}']").first.click()
        heading = page.locator(f"[id='{clause.split('#')[1]}']")
        expect(heading).to_be_in_viewport()
        clause_text = heading.locator("xpath=following-sibling::*[1]").inner_text()
        shown = [clause_text, *page.locator(".gh-printed").all_inner_texts()]  # the tables that are printed with it
        number = re.compile(r"\d+(?:\.\d+)?")
        assert set(number.findall(value)) <= set(number.findall("\n".join(shown)))
        page.goto(here)
    with page.expect_download() as started:
        page.locator("#downloads ~ p a.gh-download", has_text="CSV").first.click()
    content = Path(started.value.path()).read_bytes()
    assert content == (site / "data/indicators/pipe-leakage.csv").read_bytes()
    printed = {row["printed"] for row in csv.DictReader(StringIO(content.decode("utf-8")))}
    whole = csv.DictReader((site / "data/figures.csv").open(encoding="utf-8", newline=""))
    assert printed == {row["printed"] for row in whole if row["indicator_id"] == "pipe-leakage"}


def test_figures_of_a_page_come_with_code_that_shows_the_picture_elsewhere(visit: Visit) -> None:
    page = visit.go("indicators/open-kitchens.html")
    page.locator(".gh-embed summary").first.click()
    picture = f"{visit.address}/charts/open-kitchens.svg"
    expect(page.locator(".gh-embed pre").first).to_contain_text(f'src="{picture}"')
    answer = page.request.get(picture)
    assert answer.ok
    root = ElementTree.fromstring(answer.body())  # noqa: S314  # our own file
    assert root.find(".//{http://www.w3.org/2000/svg}desc") is not None
    assert "90%" in answer.text()


def test_wrong_address_leads_back_into_the_site(visit: Visit) -> None:
    page = visit.go("plans/no-such-plan.html")
    visit.complaints.clear()  # the browser reports the 404 itself
    page.get_by_label("在规划、指标和单位里找").fill("地下水")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.address}/search.html?q=*")
    expect(page.locator(".gh-result__title a").first).to_be_visible(timeout=10_000)


def test_topic_of_the_home_page_opens_on_the_index(visit: Visit) -> None:
    page = visit.go("index.html")
    page.locator(".gh-topics a", has_text="水资源").click()
    expect(page.get_by_role("link", name="地下水超采量压减量", exact=True)).to_be_visible()
    expect(page.locator("#water")).to_be_in_viewport()


def test_clause_is_cited_by_copying(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/plans/groundwater.html")
    clause = page.locator("#c4-3-8 + .gh-clause")
    clause.get_by_text("引用", exact=True).click()
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
    page.locator(".gh-timeline .gh-small a", has_text="地下水").first.click()
    assert "plans/groundwater.html#c4-" in page.url


def test_copy_in_a_folder_reads_filters_and_downloads(browser: Browser, site: Path) -> None:
    """Everything but the search works from a disk, and the search says so."""
    page = browser.new_context(locale="zh-CN").new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(  # what is cut off because the visitor moves on has not failed
        "requestfailed",
        lambda request: complaints.append(request.url) if request.failure != "net::ERR_ABORTED" else None,
    )
    for path in PAGES:
        page.goto((site / path).as_uri())
        assert page.locator("h1").count() == 1, path
    page.goto((site / "index.html").as_uri())
    page.locator(".gh-index-list a", has_text="地下水").click()
    page.locator(".gh-clause .gh-duty a", has_text="市水利局").first.click()
    page.get_by_role("link", name="筛选它的任务").click()
    expect(page.locator(".gh-x__table tbody tr").first).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="下载 CSV").click()
    assert "许昌市水利局" in Path(started.value.path()).read_text("utf-8")
    page.goto((site / "search.html").as_uri())
    page.locator("#gh-page-q").fill("地下水")
    expect(page.locator(".gh-status")).to_contain_text("直接从文件夹打开时不能搜索")
    assert complaints == []
    page.context.close()


def test_keyboard_alone_reaches_a_plan_and_its_data(visit: Visit) -> None:
    """From the skip link through the tabs to a download, with a visible mark on whatever has the focus."""
    page = visit.go("plans/groundwater.html")
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate("document.activeElement.textContent")
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const it = document.activeElement, style = getComputedStyle(it), label = it.closest("label, form");
                return [it.textContent.trim() || it.title || it.id, style.outlineStyle !== "none" || !!label]; }"""
        )
        seen.append(focused)
    assert [stop for stop in seen if not stop[1]] == []
    assert {"规划", "指标", "单位", "对照"} <= {stop[0] for stop in seen}
    page.locator(".gh-download--big").first.focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "groundwater.zip"


def test_keyboard_alone_filters_the_explorer(visit: Visit, site: Path) -> None:
    page = visit.go("explore/tasks.html")
    page.locator("summary", has_text="单位").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("市水利局")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="许昌市水利局")).to_be_checked()
    with (site / "data/units/xuchang-water.csv").open(encoding="utf-8", newline="") as file:
        owed = list(dict.fromkeys(row["title"] for row in csv.DictReader(file)))
    expect(page.locator(".gh-x__table tbody th a")).to_have_text(owed)


def test_page_enlarged_to_200_percent_loses_nothing(browser: Browser, address: str) -> None:
    """A window of 1280 px at 200 % gives the page 640 px; text alone may double as well."""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{address}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
        page.add_style_tag(content="html { font-size: 250% !important; }")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, f"{path}, text doubled"
    context.close()


def test_motion_stops_where_the_visitor_asked_for_it(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/index.html")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            return [style.transitionDuration, style.animationDuration].some((time) => time.split(", ").some((part) => parseFloat(part) > 0.001))
                && style.transitionProperty !== "none";
        }).length"""
    )
    assert moving == 0
    context.close()


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


def test_menu_on_a_phone_opens_and_closes_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/plans/groundwater.html")
    expect(page.locator(".md-sidebar--primary a").first).not_to_be_visible()
    menu = page.get_by_role("button", name="菜单")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary").get_by_role("link", name="首页")).to_be_focused()
    for _ in range(12):  # focus stays in the menu, and what has it can be seen
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const at = document.activeElement, box = at.getBoundingClientRect();"
            " return [!!at.closest('.md-sidebar--primary'), at === document.elementFromPoint(box.x + 4, box.y + 4)]; }"
        )
        assert seen == [True, True]
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator(".md-sidebar--primary a").first).not_to_be_visible()
    context.close()


def test_outline_at_the_side_marks_the_part_that_is_read(visit: Visit) -> None:
    page = visit.go("plans/groundwater.html")
    page.locator(".md-sidebar--secondary").get_by_role("link", name="（二）科学优化配置水资源").click()
    expect(page.locator(".md-sidebar--secondary [aria-current]")).to_have_text("（二）科学优化配置水资源")


def test_light_or_dark_is_chosen_once_and_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/index.html")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="切换到深色").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto(f"{address}/plans/groundwater.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    context.close()
