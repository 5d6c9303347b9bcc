"""References that others can use, and reports that say where the error is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.model import Clause, Corpus, Plan
from generator.wording import citing
from tests.conftest import MINIATURE, REPOSITORY, City, linked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(MINIATURE)


@pytest.fixture
def plan(corpus: Corpus) -> Plan:
    return corpus.plan_by_id["green-city"]


@pytest.fixture
def clause(corpus: Corpus) -> Clause:
    return corpus.clause_by_id["green-city-c2-1"]


def test_reference_names_author_document_clause_gazette_and_edition(corpus: Corpus, plan: Plan, clause: Clause) -> None:
    site = corpus.site
    assert citing.gb_t_7714(site, plan, clause) == (
        f"{plan.issuer.name}. {plan.title}：{plan.doc_number}，{clause.label}[Z/OL]. "
        f"{plan.publication}, {plan.issued.isoformat()}. "
        f"{site.publisher}整理改写, 数据版本 {site.edition} ({site.data_date.isoformat()})[引用日期]. "
    )


def test_bibtex_entry_has_the_clauses_id_and_line(corpus: Corpus, plan: Plan, clause: Clause) -> None:
    entry = citing.bibtex(corpus.site, plan, clause)
    assert entry.startswith("@misc{green-city-c2-1,\n  author = {{" + plan.issuer.name + "}},\n")
    assert f"原文第 {clause.source_line} 行" in entry
    assert entry.count("{") == entry.count("}")


def test_signs_of_tex_are_escaped(corpus: Corpus, plan: Plan) -> None:
    entry = citing.bibtex(corpus.site, replace(plan, title="树与水_100%的{绿}\\城~^"))
    assert r"title = {树与水\_100\%的\{绿\}\textbackslash{}城\textasciitilde{}\textasciicircum{}}" in entry


def test_address_is_the_sites_own_where_it_has_one(corpus: Corpus, clause: Clause) -> None:
    site = replace(corpus.site, address="https://example.org/guicheng/")
    assert citing.address(site, clause) == "https://example.org/guicheng/plans/green-city.html#c2-1"
    assert citing.address(replace(site, address=""), clause) == "plans/green-city.html#c2-1"


@pytest.mark.parametrize("address", ["mailto:plans@example.org", "https://example.org/city/plans/issues/new"])
def test_report_says_where_the_error_is(corpus: Corpus, plan: Plan, clause: Clause, address: str) -> None:
    target = citing.report(replace(corpus.site, report_address=address), plan, clause)
    assert target.startswith(f"{address}?")
    given = parse_qs(urlsplit(target).query)
    assert clause.label in (given.get("title") or given["subject"])[0]
    assert f"{plan.doc_number}，{clause.label}，原文第 {clause.source_line} 行" in given["body"][0]


def test_report_goes_to_a_form_as_it_is_and_nowhere_without_an_address(corpus: Corpus, plan: Plan) -> None:
    form = "https://example.org/form"
    assert citing.report(replace(corpus.site, report_address=form), plan) == form
    assert citing.report(replace(corpus.site, report_address=""), plan) == ""


def test_page_says_how_to_report_where_the_city_wrote_it_down(corpus: Corpus, city: City) -> None:
    assert citing.how_to_report(corpus) == ""
    Path(city.root / "content/pages/about.md").write_text(
        "---\ntitle: 关于\ndescription: 本站说明。\n---\n\n## 报告错误 {#report}\n\n写信给我们。\n", "utf-8"
    )
    assert city.run("build").code == 0
    page = (city.root / "site/plans/green-city.html").read_text("utf-8")
    assert '<a href="../about.html#report">怎样报告错误</a>' in page


def test_every_page_says_how_to_cite_it(site: Path) -> None:
    """A reference with version, address and room for the day of access; BibTeX; beside a package its file for programs."""
    pages = [path for path in site.rglob("*.html") if path.relative_to(site).as_posix() != "404.html"]
    assert len(pages) > 1200
    version = linked(REPOSITORY).site.data_version
    for page in pages:
        text = page.read_text("utf-8")
        name = page.relative_to(site).as_posix()
        assert "[引用日期]" in text, name
        assert "@misc{" in text, name
        if not name.startswith(("indicators/", "units/")) or name.endswith("/index.html"):
            assert "CITATION.cff" in text, name
        assert f"数据版本 {version}" in text, name
