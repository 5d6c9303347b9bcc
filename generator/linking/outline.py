"""A document and its headings → the Plan and its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostic
from generator.linking.registry import Vocabulary
from generator.linking.values import integer, iso_date, member
from generator.model import Clause, Plan, PlanKind, Revision
from generator.reading.outline import MarkdownDocument, Section

HEADING_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[编章节条款篇]|附件\s*\d*[：:]?|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[.．、]|——)"
)

LONGEST_PAGE = 20_000
"""Characters: a longer plan has a page per chapter, so that each is light on a phone."""


def printed_number(title: str) -> str:
    """The number a printed heading begins with: 第三章, 二、, （四）, 3., ——, 附件1; empty when it has none."""
    match = HEADING_NUMBER.match(title)
    return match[0].strip() if match else ""


def short_number(number: str) -> str:
    """A printed number as it stands in a citation: 三、 → 三, 1. → 1; a dash is no number."""
    return "" if number == "——" else number.rstrip("、.．：:")


def link_plan(plan_id: str, document: MarkdownDocument, vocabulary: Vocabulary, findings: list[Diagnostic]) -> Plan:
    """The plan; a fact that is missing or no text is empty or ``None``, which ``rules/facts.py`` reports."""
    tree = document.front_matter

    def fact(key: str) -> str:
        value = tree.value.get(key, "")
        return value if isinstance(value, str) else ""

    start, _, end = fact("source_lines").partition("-")
    return Plan(
        id=plan_id,
        title=fact("title"),
        short_title=fact("short_title"),
        title_en=fact("title_en"),
        doc_number=fact("doc_number"),
        kind=member(PlanKind, fact("kind")),
        issuer=vocabulary.units.get(fact("issuer"), tree.where(("issuer",))),
        issued=iso_date(fact("issued")),
        period_start=integer(fact("period_start")),
        period_end=integer(fact("period_end")),
        outlook=integer(fact("outlook")),
        publication=fact("publication"),
        first_page=integer(fact("first_page")),
        source_start=integer(start),
        source_end=integer(end),
        topic=vocabulary.topics.get(fact("topic"), tree.where(("topic",))),
        summary=fact("summary"),
        summary_en=fact("summary_en"),
        lead=document.lead,
        lead_line=document.lead_line,
        clauses=_clauses(plan_id, document.sections),
        history=tuple(_history(tree.value.get("history"))),
        where=tree.where(()),
        period_where=tree.where(("period_end",)),
    )


def _history(entries: Any) -> Iterator[Revision]:
    """The entries that fit the schema; ``rules/facts.py`` reports the others."""
    for entry in entries if isinstance(entries, list) else ():
        match entry:
            case {"date": str(written), "what": str(what)} if (when := iso_date(written)) is not None:
                yield Revision(day=when, what=what)


def _clauses(plan_id: str, sections: tuple[Section, ...]) -> tuple[Clause, ...]:
    """The clauses in document order, each with its parent; the label concatenates the numbers above it: 三（四）1."""
    clauses: list[Clause] = []
    open_above: list[Clause] = []
    long = sum(len(section.body) for section in sections) > LONGEST_PAGE
    for order, section in enumerate(sections, start=1):
        while open_above and open_above[-1].level >= section.level:
            open_above.pop()
        number = printed_number(section.heading)
        heading = section.heading[len(number) :].strip() if number else section.heading
        path = "".join(short_number(ancestor.number) for ancestor in open_above) + short_number(number)
        clause = Clause(
            id=f"{plan_id}-{section.anchor}",
            plan_id=plan_id,
            anchor=section.anchor,
            order=order,
            level=section.level,
            number=number,
            heading=heading,
            title=section.heading,
            label=" ".join(part for part in (path, heading) if part),
            parent=open_above[-1] if open_above else None,
            chapter=(open_above[0].anchor if open_above else section.anchor) if long else "",
            source_line=integer(section.source_line),
            body=section.body,
            body_line=section.body_line,
            where=section.where,
        )
        clauses.append(clause)
        open_above.append(clause)
    return tuple(clauses)
