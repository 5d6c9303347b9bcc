"""The explorers, as a reporter uses them: filter, share, take away exactly that."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit


def records(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8"))))


def titles(page: Page) -> list[str]:
    return page.locator(".gh-x__table tbody th a").all_inner_texts()


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return Path(started.value.path())


def test_reporter_filters_the_tasks_of_a_unit_due_by_a_year_and_shares_them(
    visit: Visit, browser: Browser, site: Path
) -> None:
    page = visit.go("explore/tasks.html")
    page.locator("summary", has_text="单位").first.click()
    page.get_by_label("在“单位”的选项里找").fill("市水利局")
    page.get_by_role("checkbox", name="许昌市水利局").check()
    page.locator("summary", has_text="完成期限").click()
    page.get_by_role("combobox", name="完成期限，到").select_option("2025")
    owed = {row["task_id"] for row in records(site / "data/units/xuchang-water.csv")}
    due = {row["task_id"] for row in records(site / "data/task_deadlines.csv") if "2000" < row["due"][:4] <= "2025"}
    wanted = [row["title"] for row in records(site / "data/tasks.csv") if row["task_id"] in owed & due]
    assert wanted
    assert titles(page) == wanted
    expect(page.get_by_role("status")).to_contain_text(f"筛出 {len(wanted)} 项任务")
    taken = records(downloaded(page, "下载 CSV"))
    assert [row["title"] for row in taken] == wanted
    shared = page.url
    assert "unit=xuchang-water" in shared
    assert "due_to=2025" in shared
    fresh = browser.new_page()
    fresh.goto(shared)
    expect(fresh.locator(".gh-x__table tbody tr")).to_have_count(len(wanted))
    assert titles(fresh) == wanted
    fresh.close()


def test_all_figures_unfiltered_are_the_published_table(visit: Visit, site: Path) -> None:
    page = visit.go("explore/figures.html")
    published = records(site / "data/figures.csv")
    taken = records(downloaded(page, "下载 CSV"))
    whole = [{**row, "url": f"{visit.address}/{row['url']}"} for row in published]
    assert [{name: row[name] for name in published[0]} for row in taken] == whole


def test_words_and_a_column_order_narrow_and_sort(visit: Visit) -> None:
    page = visit.go("explore/figures.html?q=明厨亮灶")
    expect(page.get_by_role("status")).to_contain_text("筛出 4 个数值")
    page.locator(".gh-x__table thead").get_by_role("button", name="数值").click()
    values = page.locator(".gh-x__table td.gh-n")
    assert values.all_inner_texts() == ["76.6%", "90%", "95%以上", "100%"]
    assert "sort=amount" in page.url
    page.get_by_label("在表里找").fill("明厨亮灶 查无此词")
    expect(page.get_by_text("没有符合全部条件的")).to_be_visible()
    page.locator(".gh-empty").get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("共 ")


def test_workbook_holds_what_is_filtered(visit: Visit) -> None:
    page = visit.go("explore/figures.html?q=明厨亮灶")
    expect(page.get_by_role("status")).to_contain_text("筛出 4 个数值")
    (heads, *rows), notes = (
        [*sheet.values] for sheet in load_workbook(BytesIO(downloaded(page, "下载 Excel").read_bytes()))
    )
    at = [heads.index(head) for head in ("数值编号", "原文数值", "数值", "原文行号")]
    assert [tuple(row[place] for place in at) for row in rows] == [
        ("market-regulation-r15-2020", "76.6", 76.6, 160),
        ("market-regulation-r15-2025", "90", 90, 160),
        ("market-regulation-q58", "95%以上", 95, 229),
        ("market-regulation-q59", "100%", 100, 229),
    ]
    assert ("筛选", "“明厨亮灶”") in [row[:2] for row in notes]


def test_without_script_every_row_and_the_files_are_there(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/explore/figures.html")
    page.wait_for_url(f"{address}/explore/figures-all.html")  # a browser without script is sent on to the whole table
    rows = page.locator("article tbody tr").evaluate_all(
        "rows => rows.map(({ cells: [name, value] }) => [name.querySelector('a').href, name.querySelector('a').textContent, value.textContent])"
    )
    names = {row["indicator_id"]: row["name"] for row in records(site / "data/indicators.csv")}
    published = records(site / "data/figures.csv")
    assert [(link, name) for link, name, _ in rows] == [
        (f"{address}/{row['url']}", names[row["indicator_id"]]) for row in published
    ]
    assert all(value.startswith(row["printed"]) for (_, _, value), row in zip(rows, published, strict=True))
    with page.expect_download() as started:
        page.locator("article a[download][href$='data/figures.csv']").click()
    assert Path(started.value.path()).read_bytes() == (site / "data/figures.csv").read_bytes()
    context.close()


def test_explorer_works_from_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'explore/tasks.html').as_uri()}?unit=xuchang-water")
    expect(page.get_by_role("status").first).to_contain_text("筛出")
    assert titles(page)
    page.close()
