"""How a document, a clause of it or a page of data is cited, and where a reader tells of an error in it.

The reference follows GB/T 7714-2015 (4.8, electronic resources; Z/OL, other document online): author. title：number,
clause[Z/OL]. gazette, date. edition (data date)[date of citation]. address. A page does not know the day it is read:
the reader, or the page's script, fills it in.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urljoin

from generator.linking.addresses import address_of
from generator.model import Clause, Corpus, Plan, Site
from generator.wording.bibtex import CITED_ON, entry, tex

HOW_TO_REPORT = "about.html#report"
NEW_ISSUE = re.compile(r"/issues/new/?$")


def address(site: Site, target: Any) -> str:
    """Where the target is published; below the site's own root while the site has no address yet."""
    return urljoin(site.address, address_of(target))


def absolute(site: Site, target: Any) -> str:
    """The full address of the target; empty while the site has none."""
    return address(site, target) if site.address else ""


def place(plan: Plan, clause: Clause | None) -> str:
    """Number of the document and the clause in it: 许政〔2022〕23号，四一（二）."""
    return f"{plan.doc_number}，{clause.label}" if clause else plan.doc_number


def gb_t_7714(site: Site, plan: Plan, clause: Clause | None = None) -> str:
    """The reference as far as the address, which follows it."""
    return (
        f"{plan.issuer.name}. {plan.title}：{place(plan, clause)}[Z/OL]. "
        f"{plan.publication}, {plan.day.isoformat()}. {site.publisher}整理改写, {_edition(site)}"
    )


def bibtex(site: Site, plan: Plan, clause: Clause | None = None) -> str:
    """An entry ``@misc`` with the id of the clause for its key."""
    fields = {
        "author": f"{{{tex(plan.issuer.name)}}}",
        "title": tex(f"{plan.title}，{clause.label}" if clause else plan.title),
        "number": tex(plan.doc_number),
        "howpublished": tex(plan.publication),
        "year": str(plan.day.year),
        "month": str(plan.day.month),
        "note": tex(f"{site.publisher}整理改写，数据版本 {site.edition}，原文第 {_line(plan, clause)} 行"),
        "url": address(site, clause or plan),
    }
    return entry((clause or plan).id, fields)


def data_gb_t_7714(site: Site, title: str, target: Any) -> str:
    """The reference of a page of data (DS, dataset) as far as the address, which follows it."""
    return f"{site.publisher}. {title}（{target.id}）[DS/OL]. {site.name}, {_edition(site)}"


def data_bibtex(site: Site, title: str, target: Any) -> str:
    """An entry ``@misc`` for a page of data, with the id of what it shows for its key."""
    return _site_entry(site, target.id, title, target, f"，编号 {target.id}")


def whole_gb_t_7714(site: Site) -> str:
    """The reference of the whole data as far as the address."""
    return f"{site.publisher}. {site.name}[DS/OL]. {_edition(site)}"


def whole_bibtex(site: Site) -> str:
    """An entry ``@misc`` for the whole data, with its version in the key."""
    return _site_entry(site, f"{site.region.id}-plans-{site.version}", site.name, "data.html")


def page_gb_t_7714(site: Site, title: str) -> str:
    """The reference of a page of the site (EB/OL, electronic bulletin) as far as the address."""
    return f"{site.publisher}. {title}[EB/OL]. {site.name}, {_edition(site)}"


def page_bibtex(site: Site, title: str, place: str) -> str:
    """An entry ``@misc`` for the page at the address ``place``, which makes its key."""
    return _site_entry(site, f"{site.region.id}-{place.removesuffix('.html').replace('/', '-')}", title, place)


def _edition(site: Site) -> str:
    return f"数据版本 {site.edition} ({site.day.isoformat()})[{CITED_ON}]. "


def _site_entry(site: Site, key: str, title: str, target: Any, more: str = "") -> str:
    """An entry for something that the site's editors made; ``more`` follows the version."""
    fields = {
        "author": f"{{{tex(site.publisher)}}}",
        "title": tex(title),
        "howpublished": tex(site.name),
        "year": str(site.day.year),
        "note": tex(f"数据版本 {site.edition}{more}"),
        "url": address(site, target),
    }
    return entry(key, fields)


def report(site: Site, plan: Plan, clause: Clause | None = None) -> str:
    """The address that takes a report, with the place already written into it; empty where the site has none."""
    subject = f"{site.name}：{plan.short_title} {clause.label if clause else ''}".strip()
    body = (
        f"{place(plan, clause)}，原文第 {_line(plan, clause)} 行\n{address(site, clause or plan)}\n\n哪里有误：\n依据："
    )
    if site.report_address.startswith("mailto:"):
        return f"{site.report_address}?subject={quote(subject)}&body={quote(body)}"
    if NEW_ISSUE.search(site.report_address):
        return f"{site.report_address}?title={quote(subject)}&body={quote(body)}"
    return site.report_address


def how_to_report(corpus: Corpus) -> str:
    """The section of the site's own pages that says how to report an error; empty where a city wrote none."""
    page, _, anchor = HOW_TO_REPORT.partition(".html#")
    written = {(text_page.id, section.anchor) for text_page in corpus.pages for section in text_page.sections}
    return HOW_TO_REPORT if (page, anchor) in written else ""


def _line(plan: Plan, clause: Clause | None) -> int | None:
    return clause.source_line if clause else plan.source_start
