"""The page of differences and notes: every case with both of its sides, every note with the figures it speaks of."""

from __future__ import annotations

from tests.page_facts.cases import cases, shown_cases
from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger
from tests.page_facts.noted import notes_expected, notes_shown
from tests.page_facts.reading import leads_to, text
from tests.page_facts.wording import value

ADDRESS = "differences.html"


def test_each_case_stands_with_both_sides(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for anchor, contradiction in (("differences", True), ("other-differences", False)):
        own = [case.row() for case in cases(data) if case.contradiction is contradiction]
        ledger.compare(ADDRESS, anchor, own, shown_cases(ADDRESS, site.section(ADDRESS, anchor)))
    ledger.close(at_least=50 if real else 1)


def test_first_difference_of_a_case_has_its_a_first_and_its_b_on_the_other_side(facts: Facts, ledger: Ledger) -> None:
    """What the test of whole rows takes from the data by a rule, read again without that rule."""
    site, data, _ = facts
    figures = data.by_id("figures")
    for difference in data.rows("differences"):
        if difference["difference_id"] != difference["case_id"]:
            continue
        row = site.place(ADDRESS, difference["case_id"])
        assert row is not None, difference["case_id"]
        items = list(row.iter("li"))
        one = [item for item in items if item.get("class") == items[0].get("class")]
        a, b = (figures[difference[column]] for column in ("figure_id_a", "figure_id_b"))
        ledger.rows += 1
        ledger.same(ADDRESS, difference["case_id"], "printed_a", value(data, a), text(items[0].find("strong")))
        for figure, side in ((a, one), (b, [item for item in items if item not in one])):
            places = [
                span
                for item in side
                for span in item.iterfind("span")
                if f"第 {figure['source_line']} 行" in text(span)
            ]
            values = {text(place.getparent().find("strong")).replace(" ", "") for place in places}
            ledger.same(ADDRESS, figure["figure_id"], "printed", True, value(data, figure).replace(" ", "") in values)
    ledger.close()


def test_each_note_stands_under_its_plan_with_its_figures(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    page = site.page(ADDRESS)
    assert site.place(ADDRESS, "notes") is not None
    for plan in data.rows("plans"):
        notes = data.of("notes", "plan_id")[plan["plan_id"]]
        heading = site.place(ADDRESS, f"plan-{plan['plan_id']}")
        items = [] if heading is None else list(heading.getparent().iter("li"))
        ledger.same(ADDRESS, plan["plan_id"], "文件", plan["short_title"] if notes else "", text(heading))
        ledger.same(
            ADDRESS, plan["plan_id"], "ids", [note["note_id"] for note in notes], [item.get("id") for item in items]
        )
        ledger.compare(ADDRESS, "原文存疑", notes_expected(data, notes), notes_shown(ADDRESS, items))
        for note, item in zip(notes, items, strict=False):
            figures = [data.by_id("figures")[figure_id] for figure_id in note["figure_ids"].split()]
            links = item.xpath("./div/p[starts-with(., '有关数值：')]/a")
            expected = [(figure["url"], {"": value(data, figure)}) for figure in figures]
            ledger.compare(
                ADDRESS, note["note_id"], expected, [(leads_to(ADDRESS, link), {"": text(link)}) for link in links]
            )
    ledger.same(ADDRESS, "notes", "count", len(data.rows("notes")), len(page.xpath(".//section//li")))
    ledger.close(at_least=400 if real else 2)
