"""Every heading of a plan has a stable anchor of its own and the line of the print it stands on; pages have text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Text
from generator.model import Clause, Corpus, Plan
from generator.reading.outline import MarkdownDocument, Section
from generator.reading.project import ProjectSources
from generator.rules import Rule

ANCHOR = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for plan in corpus.plans:
        yield from _plan(plan)
    for document in project.pages.values():
        yield from _page(document)


def _plan(plan: Plan) -> Iterator[Diagnostic]:
    if not plan.clauses:
        yield _finding(
            plan.where, "no-outline", "the plan has no heading", "正文没有标题", "", "## 一、… {#c1 line=…}",
            "write the printed outline as headings", "请按原文目录写标题",
        )  # fmt: skip
    seen: dict[str, Clause] = {}
    above = 0
    unplaced = plan.source_start is None or plan.source_end is None  # the finding is that of rules/facts.py
    for clause in plan.clauses:
        if not ANCHOR.match(clause.anchor):
            yield _unclean(clause.where, clause.title, clause.anchor, "{#c3-1 line=171}")
        elif clause.anchor in seen:
            yield _taken(clause.where, clause.anchor, seen[clause.anchor].where.line)
        seen.setdefault(clause.anchor, clause)
        if not 1 <= clause.level <= above + 1:
            yield _finding(
                clause.where, "heading-level", f"the heading “{clause.title}” skips a level",
                f"标题“{clause.title}”跳了级", "#" * (clause.level + 1), "#" * (above + 2),
                "use one # more than the heading it belongs to; the first level is ##",
                "比上级标题多一个 #，第一级用 ##",
            )  # fmt: skip
        above = clause.level
        if not (unplaced or plan.holds_line(clause.source_line)):
            yield _finding(
                clause.where, "source-line", f"the heading “{clause.title}” gives no line within the document",
                f"标题“{clause.title}”没有写本文件范围内的原文行号", str(clause.source_line or ""),
                f"line={plan.source_start}…{plan.source_end}",
                "write the line of the source on which the heading stands", "请写标题在公报文本中的行号",
            )  # fmt: skip


def _page(document: MarkdownDocument) -> Iterator[Diagnostic]:
    """A page of our own has no print to follow: it has text, headings below its title, and no anchor twice."""
    if not document.lead.strip() and not document.sections:
        yield _finding(
            document.source.at(1), "no-text", "the page has no text", "页面没有正文", "", "",
            "write the text below the second ---, or delete the file", "请在第二个 --- 下面写正文，或删去文件",
        )  # fmt: skip
    seen: dict[str, Section] = {}
    for section in document.sections:
        if section.level < 1:
            yield _finding(
                section.where, "heading-level", "a heading of the first level stands in the text",
                "正文里用了一级标题", f"# {section.heading}"[:80], f"## {section.heading}"[:80],
                "write ##: the page's title stands in “title” already", "请改用 ##：页面标题已写在 title 里",
            )  # fmt: skip
        first = seen.setdefault(section.anchor, section)
        if section.anchor and not ANCHOR.match(section.anchor):
            yield _unclean(section.where, section.heading, section.anchor, "{#privacy}")
        elif section.anchor and first is not section:
            yield _taken(section.where, section.anchor, first.where.line)


def _unclean(where: Location, title: str, anchor: str, example: str) -> Diagnostic:
    return _finding(
        where, "clause-anchor", f"the heading “{title}” has no proper anchor", f"标题“{title}”没有合格的锚点",
        anchor, example,
        "end the heading with {#anchor line=source line}: small letters, digits and hyphens",
        "请在标题末尾写 {#锚点 line=原文行号}，锚点用小写字母、数字和连字符",
    )  # fmt: skip


def _taken(where: Location, anchor: str, line: int | None) -> Diagnostic:
    return _finding(
        where, "clause-anchor", f"the anchor is taken by the heading in line {line}",
        f"第 {line} 行的标题已经用了这个锚点", anchor, "",
        "give this heading an anchor of its own", "请换一个不重复的锚点",
    )  # fmt: skip


def _finding(
    where: Location, code: str, en: str, zh: str, written: str, expected: str, fix_en: str, fix_zh: str
) -> Diagnostic:
    return Diagnostic(
        where=where,
        code=code,
        what=Text(en, zh),
        found=written,
        expected=Text(expected, expected),
        fix=Text(fix_en, fix_zh),
    )


RULE = Rule(
    codes=("no-outline", "no-text", "clause-anchor", "heading-level", "source-line"),
    why=Text(
        "Clauses are cited: their addresses must not change, and each must lead back to the print.",
        "条款会被引用：地址不能变，还要能回到原文。",
    ),
    check=_check,
)
