"""A plan that is too long for a phone: a page per chapter, and every earlier address still leads there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import City
from tests.test_site import broken_links, pages_of

LONG = "树要浇水，也要修枝。" * 2100


@pytest.fixture
def long_site(city: City) -> Path:
    city.edit(
        "content/plans/green-city.md", "市园林局和市水务局每季碰头一次。", f"市园林局和市水务局每季碰头一次。\n\n{LONG}"
    )
    ran = city.run("build", "--lang", "en")
    assert ran.code == 0, ran.out
    return city.root / "site"


def test_long_plan_has_a_light_page_and_one_for_each_chapter(long_site: Path) -> None:
    plan = (long_site / "plans/green-city.html").read_text("utf-8")
    chapter = (long_site / "plans/green-city/c2.html").read_text("utf-8")
    assert "树要浇水" not in plan
    assert "树要浇水" in chapter
    assert "树要浇水" not in (long_site / "plans/green-city/c1.html").read_text("utf-8")
    assert 'href="green-city/c2.html#c2-1"' in plan, "the outline leads to the chapter"
    assert 'href="../green-city.html"' in chapter, "and back"
    assert 'rel="prev"' in chapter
    assert "百园工程" in chapter, "a box stands where the text wants it"


def test_every_link_and_every_former_address_still_leads_somewhere(long_site: Path) -> None:
    pages = pages_of(long_site)
    assert broken_links(long_site, pages)[0] == []
    assert {"c1", "c2", "c2-1", "c2-2"} <= pages["plans/green-city.html"].ids
    assert not any(page.repeated for page in pages.values())


def test_published_clauses_name_the_page_they_stand_on(long_site: Path) -> None:
    with (long_site / "data/clauses.csv").open(encoding="utf-8-sig", newline="") as lines:
        urls = {row["clause_id"]: row["url"] for row in csv.DictReader(lines)}
    assert urls["green-city-c2-1"].endswith("plans/green-city/c2.html#c2-1")
    assert urls["bike-lanes-c1"].endswith("plans/bike-lanes.html#c1")
