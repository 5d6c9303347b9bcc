"""Plans and their packages, names of files, and addresses."""

from __future__ import annotations

import shutil

import pytest

from generator.diagnostics import Text
from generator.rules.packages import RULE
from tests.checking.hamlet import PAGE, VOCABULARY, Hamlet, plan_text


def told(hamlet: Hamlet) -> list[tuple[str, str]]:
    """Place and code."""
    return [(place, code) for place, code, _ in hamlet.brief(RULE)]


def add_plan(hamlet: Hamlet, *names: str) -> None:
    for name in names:
        hamlet.write(f"content/plans/{name}.md", plan_text("## 一、修渠 {#c1 line=12}"))


def test_plan_and_package_of_one_name_belong_together(hamlet: Hamlet) -> None:
    add_plan(hamlet, "alder")
    hamlet.describe("alder")
    assert told(hamlet) == []


def test_every_plan_without_a_package_is_named(hamlet: Hamlet) -> None:
    """One whose descriptor cannot be read has that as its finding."""
    add_plan(hamlet, "alder", "birch", "cedar", "dike")
    hamlet.write("datasets/birch/datapackage.json", "{")
    assert told(hamlet) == [(f"content/plans/{name}.md", "no-package") for name in ("alder", "cedar", "dike")]
    path = "datasets/alder/datapackage.json"
    assert hamlet.told(RULE)[0].expected == Text(path, path)


def test_every_package_without_a_plan_is_named(hamlet: Hamlet) -> None:
    """One whose text cannot be read has that as its finding."""
    for name in ("alder", "birch", "cedar", "dike"):
        hamlet.describe(name)
    hamlet.write("content/plans/birch.md", "no front matter")
    assert told(hamlet) == [(f"datasets/{name}", "no-plan") for name in ("alder", "cedar", "dike")]
    assert hamlet.told(RULE)[0].expected == Text("content/plans/alder.md", "content/plans/alder.md")


def test_name_meant_is_proposed_on_both_sides(hamlet: Hamlet) -> None:
    add_plan(hamlet, "weirs")
    hamlet.describe("wiers")
    assert [(finding.code, finding.expected) for finding in hamlet.told(RULE)] == [
        (
            "no-package",
            Text(
                "datasets/weirs/datapackage.json – did you mean “wiers”?",
                "datasets/weirs/datapackage.json。是不是“wiers”？",
            ),
        ),
        ("no-plan", Text("content/plans/wiers.md – did you mean “weirs”?", "content/plans/wiers.md。是不是“weirs”？")),
    ]


def test_name_that_has_both_its_halves_is_not_proposed(hamlet: Hamlet) -> None:
    add_plan(hamlet, "brooks")
    hamlet.describe("broo")
    assert [finding.expected.zh.partition("。")[2] for finding in hamlet.told(RULE)] == [
        "是不是“broo”？",
        "是不是“brooks”？",
    ]
    shutil.rmtree(hamlet.root / "datasets/broo")
    path = "datasets/brooks/datapackage.json"
    assert hamlet.told(RULE)[0].expected == Text(path, path)


def test_registry_that_is_missing_is_named_and_one_that_cannot_be_read_is_not(hamlet: Hamlet) -> None:
    hamlet.write("datasets/registry/datapackage.json", "{")
    assert told(hamlet) == []
    shutil.rmtree(hamlet.root / "datasets/registry")
    assert told(hamlet) == [("datasets/registry", "no-package")]


def test_nothing_is_missing_in_a_folder_that_is_missing_itself(hamlet: Hamlet) -> None:
    shutil.rmtree(hamlet.root / "datasets")
    assert told(hamlet) == []


@pytest.mark.parametrize("folder", ["plans", "pages"])
@pytest.mark.parametrize("name", ["Weirs", "a_b", "a--b", "-a", "a-", "a.b", "堰", "con", "com0", "lpt9"])
def test_name_that_makes_no_plain_address_is_named(hamlet: Hamlet, folder: str, name: str) -> None:
    (hamlet.root / PAGE).rename(hamlet.root / f"content/{folder}/{name}.md")
    if folder == "plans":
        hamlet.describe(name)
    assert [finding for finding in hamlet.brief(RULE) if finding[1] != "no-plan"] == [
        (f"content/{folder}/{name}.md", "bad-name", name)
    ]


@pytest.mark.parametrize("folder", ["plans", "pages"])
@pytest.mark.parametrize("name", ["weirs", "a-b", "2021-2025", "7", "com10", "conn"])
def test_plain_name_is_a_good_address(hamlet: Hamlet, folder: str, name: str) -> None:
    (hamlet.root / PAGE).rename(hamlet.root / f"content/{folder}/{name}.md")
    if folder == "plans":
        hamlet.describe(name)
    assert told(hamlet) == []


def test_every_bad_name_is_named(hamlet: Hamlet) -> None:
    for name in ("A", "b", "C"):
        hamlet.write(f"content/pages/{name}.md", "---\ntitle: 一\n---\n二\n")
    assert told(hamlet) == [("content/pages/A.md", "bad-name"), ("content/pages/C.md", "bad-name")]


@pytest.mark.parametrize("name", ["measures", "data", "404", "index"])
def test_page_may_not_take_the_address_of_a_generated_one(hamlet: Hamlet, name: str) -> None:
    (hamlet.root / PAGE).rename(hamlet.root / f"content/pages/{name}.md")
    (finding,) = hamlet.told(RULE)
    assert (finding.where.path, finding.code, finding.found) == (
        f"content/pages/{name}.md",
        "same-address",
        f"{name}.html",
    )
    assert finding.expected.en == "an address of its own; this one belongs to site_templates/pages"


def test_addresses_that_differ_only_in_case_are_one(hamlet: Hamlet) -> None:
    rows = "".join(f"{name},渠{name},,长,km,up,water,,\n" for name in ("Dike", "dike", "DIKE"))
    hamlet.table("indicators", VOCABULARY["indicators"] + rows, package="registry")
    path = "datasets/registry/indicators.csv"
    assert hamlet.brief(RULE) == [
        (f"{path}:4", "same-address", "indicators/dike.html"),
        (f"{path}:5", "same-address", "indicators/DIKE.html"),
    ]
    first = f"this one belongs to {path}:3"
    assert [finding.expected.en.rpartition("; ")[2] for finding in hamlet.told(RULE)] == [first, first]


def test_tables_of_two_plans_may_not_have_one_address(hamlet: Hamlet) -> None:
    add_plan(hamlet, "brook-old")
    fields = {"fields": [{"name": "id", "type": "string"}]}
    hamlet.table("old_weirs", "id\n", schema=fields)
    hamlet.table("weirs", "id\n", package="brook-old", schema=fields)
    (finding,) = hamlet.told(RULE)
    assert (finding.code, finding.found) == ("same-address", "data/brook-old-weirs.csv")
