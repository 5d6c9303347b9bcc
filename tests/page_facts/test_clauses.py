"""A clause of a plan, on the plan's page or its chapter's: its heading, its line in the print, who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, text
from tests.page_facts.tasking import expected_duties, shown_duties
from tests.page_facts.wording import flat, label

NAMES = ".//a[" + " or ".join(f"contains(@class, 'gh-name--{kind}')" for kind in ("unit", "indicator", "region")) + "]"


def body_of(site: BuiltSite, clause: Record) -> tuple[HtmlElement, HtmlElement] | None:
    """Heading and text of a clause at its published address."""
    address, _, anchor = clause["url"].partition("#")
    heading = site.place(address, anchor)
    body = None if heading is None else heading.getnext()
    return None if body is None else (heading, body)


def expected_clause(data: Published, clause: Record) -> dict[str, str]:
    plan, printed = data.by_id("plans")[clause["plan_id"]], clause["source_line"]
    place = f"{plan['doc_number']}，{label(data, clause['clause_id'])}"
    duties = [
        part
        for task in data.of("tasks", "clause_id")[clause["clause_id"]]
        for part in expected_duties(data, data.of("task_units", "task_id")[task["task_id"]])
    ]
    return {
        "标题": re.sub(r"\s", "", clause["number"] + clause["heading"]),
        "单位": " | ".join(duties),
        "原文": f"原文第 {printed} 行",
        "引用": f"{place}，公报文字版第 {printed} 行",
        "GB/T 7714": flat(f"{plan['title']}：{place}[Z/OL]. {plan['publication']}, {plan['issued']}."),
        "BibTeX": f"原文第 {printed} 行",
        "链接": clause["url"],
    }


def shown_clause(address: str, heading: HtmlElement, body: HtmlElement) -> dict[str, str]:
    origin = body.find("details[last()]")
    reference = text(origin.xpath("./p[strong='GB/T 7714']/span")[0])
    noted = re.search(r"note = \{.*(原文第 \d+ 行)\}", origin.find("pre").text_content())
    return {
        "标题": re.sub(r"\s", "", text(heading)),
        "单位": " | ".join(shown_duties(address, body)),
        "原文": re.sub("引用.*", "", text(origin.find("summary"))),
        "引用": text(origin.find("p")).partition("。")[0],
        "GB/T 7714": " ".join(re.findall(r"^[^.]+\. (.*\d{4}-\d\d-\d\d\.) .*数据版本", reference)),
        "BibTeX": noted[1] if noted else "",
        "链接": leads_to(address, origin.xpath("./p/a[@data-copy='链接']")[0]),
    }


def test_each_clause_stands_with_its_line_in_the_print_and_its_units(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for clause in data.rows("clauses"):
        address = clause["url"].partition("#")[0]
        body = body_of(site, clause)
        shown = [(clause["clause_id"], shown_clause(address, *body))] if body else []
        ledger.compare(address, "条款", [(clause["clause_id"], expected_clause(data, clause))], shown)
    ledger.close(at_least=1100 if real else 5)


def pages_of_plans(site: BuiltSite) -> Iterator[str]:
    yield from (address for address in site.addresses("plans/**/*.html") if address != "plans/index.html")


def test_no_clause_is_shown_that_the_data_do_not_have(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    known = {clause["url"] for clause in data.rows("clauses")}
    shown = {
        leads_to(address, link)
        for address in pages_of_plans(site)
        for link in site.page(address).xpath(".//details/p/a[@data-copy='链接']")
    }
    ledger.rows += len(known)
    ledger.same("plans/", "clauses", "url", sorted(known), sorted(shown))
    ledger.close()


def test_figures_that_a_text_quotes_are_printed_so(facts: Facts, ledger: Ledger) -> None:
    """A number in a sentence that leads to a figure is that figure's, of the same plan."""
    site, data, real = facts
    by_url = {figure["url"]: figure for figure in data.rows("figures")}
    for address in pages_of_plans(site):
        for link in site.page(address).xpath(".//a[contains(@class, 'gh-name--figure')]"):
            figure = by_url.get(leads_to(address, link))
            ledger.rows += 1
            ledger.same(address, text(link), "figure", True, figure is not None)
            if figure:
                row = figure["figure_id"]
                ledger.same(address, row, "plan_id", address.split("/")[1].removesuffix(".html"), figure["plan_id"])
                ledger.same(address, row, "printed", amounts(figure["printed"]), amounts(text(link)))
    ledger.close(at_least=700 if real else 1)


def amounts(printed: str) -> list[str]:
    """The numbers in a printed value, whose unit and hedges a sentence may put elsewhere; the words where it has none."""
    return re.findall(r"\d+(?:\.\d+)?", printed) or ["".join(printed.split())]


def test_names_lead_to_what_the_registry_calls_so(facts: Facts, ledger: Ledger) -> None:
    """Names of units, indicators and regions in our text, on whatever page: a plan's own meaning of a name comes first."""
    site, data, real = facts
    known: dict[str, set[str]] = {}
    for table, folder in (("units", "units"), ("indicators", "indicators"), ("regions", "regions")):
        for row_id, row in data.by_id(table).items():
            known.setdefault(f"{folder}/{row_id}.html", set()).add(row["name"])
    for row in data.rows("unit_names"):
        known[f"units/{row['unit_id']}.html"].add(row["name"])
    for row in data.rows("indicator_names"):
        known[f"indicators/{row['indicator_id']}.html"].add(row["name"])
    for address in site.addresses("**/*.html"):
        if address == "404.html" or site.is_redirect(address):
            continue
        for link in site.page(address).xpath(NAMES):
            target = leads_to(address, link)
            ledger.rows += 1
            ledger.same(address, target, text(link), True, text(link) in known.get(target, ()))
    ledger.close(at_least=600 if real else 3)
