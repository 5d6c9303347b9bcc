"""The whole project: the order of its plans, and what its settings say of the site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.linking import link
from generator.model import Site
from generator.model.release import Promises
from tests.linking.sources import miniature, with_document, with_settings
from tests.released import a_release

BARE = "---\ntitle: {id}\nissuer: guicheng-government\ntopic: green\n{facts}---\n"


def order(**facts: str) -> list[str]:
    """The plans with these facts, in the order of the print."""
    project = replace(miniature(), documents={}, packages={"registry": miniature().packages["registry"]})
    for name, text in facts.items():
        lines = "".join(f"{fact}\n" for fact in text.split("; ") if fact)
        project = with_document(project, name, BARE.format(id=name, facts=lines))
    return [plan.id for plan in link(project)[0].plans]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("publication: 公报第1期; first_page: 9", "publication: 公报第2期; first_page: 1"),
        (
            "publication: 公报; first_page: 1; source_lines: 50-60",
            "publication: 公报; first_page: 2; source_lines: 1-9",
        ),
        ("first_page: 9", "first_page: 10"),
        ("source_lines: 20-60", "first_page: 1; source_lines: 10-20"),
        ("first_page: 3; source_lines: 9-9", "first_page: 3; source_lines: 10-12"),
        ("first_page: 3", "first_page: 3; source_lines: 1-9"),
    ],
)
def test_plans_are_in_the_order_of_the_print_and_those_without_a_page_or_line_first(first: str, second: str) -> None:
    assert order(a=first, z=second) == ["a", "z"]
    assert order(z=first, a=second) == ["z", "a"]


def test_plans_printed_nowhere_are_in_the_order_of_their_ids() -> None:
    assert order(m="", a="", z="") == ["a", "m", "z"]


def site(**settings: object) -> Site:
    return link(with_settings(miniature(), **settings))[0].site


def test_settings_are_facts_of_the_site() -> None:
    own = site(tagline="一句话。")
    assert (own.name, own.name_en, own.tagline) == ("桂城规划", "Guicheng Plans", "一句话。")
    assert (own.region.id, str(own.where)) == ("guicheng", "content/site.yml:6:1")
    assert own.released is False


def test_setting_that_is_no_text_is_as_good_as_missing() -> None:
    own = site(name=["桂城规划"], region={"id": "guicheng"}, data_date="2026-02-31")
    assert (own.name, own.region.id, own.data_date) == ("", "", None)


def test_project_without_settings_has_a_site_without_facts() -> None:
    corpus, unresolved = link(replace(miniature(), settings=None))
    assert unresolved == ()
    assert (corpus.site.name, corpus.site.region.id, corpus.site.data_version) == ("", "", "")


@pytest.mark.parametrize(
    ("written", "told", "address"),
    [
        ("https://a.example/", "", "https://a.example/"),
        ("https://a.example/", "https://b.example/", "https://a.example/"),
        ("", "https://b.example/", "https://b.example/"),
        ("", "", ""),
    ],
)
def test_address_in_the_settings_goes_before_that_of_the_build(
    monkeypatch: pytest.MonkeyPatch, written: str, told: str, address: str
) -> None:
    monkeypatch.setenv("GUIHUA_ADDRESS", told)
    own = site(address=written)
    assert (own.address, own.own_address) == (address, written)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ([{"name": "松城", "address": "../songcheng/"}, {"name": "柏城", "address": "../baicheng/"}], ["松城", "柏城"]),
        ([{"name": "松城"}, "柏城", {"name": "柏城", "address": "../baicheng/"}], ["柏城"]),
        ({"name": "松城", "address": "../songcheng/"}, []),
        ("松城", []),
        (None, []),
    ],
)
def test_sites_searched_together_are_those_with_name_and_address(written: object, names: list[str]) -> None:
    assert [sister.name for sister in site(search_also=written).search_also] == names


@pytest.mark.parametrize(("version", "released"), [("0.1.0", True), ("0.0.9", False), ("0.1.1", False)])
def test_version_is_released_once_it_is_among_the_promises(version: str, released: bool) -> None:
    corpus, _ = link(replace(miniature(), promises=Promises(releases=(a_release(version, {}),))))
    assert corpus.site.released is released


def test_page_of_text_has_its_lead_above_all_headings() -> None:
    (page,) = link(miniature())[0].pages
    assert (page.id, page.title) == ("about", "关于")
    assert [(section.level, section.heading) for section in page.sections] == [(0, ""), (1, "许可")]
    assert "这里说明" in page.sections[0].body
