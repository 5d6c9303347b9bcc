"""Links that are written by hand lead somewhere: to a clause, a plan, a table or a box that exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.linking.addresses import EMBEDDED, INDEX_NAMES, LinkScheme
from generator.model import Corpus, Plan
from generator.reading.project import ProjectSources
from generator.rules import Rule

LINK = re.compile(r"\[[^\]]*\]\(\s*(?P<target>[^)\s]+)")
PARAGRAPH_OF_A_LINK = re.compile(r"\s*\[[^\]]*\]\([^)]*\)\s*")
WEB_SCHEMES = ("http:", "https:", "mailto:", "tel:")


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for plan in corpus.plans:
        for text, first_line in [
            (plan.lead, plan.lead_line),
            *((clause.body, clause.body_line) for clause in plan.clauses),
        ]:
            lines = ["", *text.split("\n"), ""]
            for target, where in _targets(plan.where.path, text, first_line):
                dead = list(_target(project, corpus, plan, target, where))
                yield from dead
                if not dead and LinkScheme.of(target)[0] in EMBEDDED and where.line is not None:
                    yield from _alone(lines[where.line - first_line :][:3], target, where)
    for page in corpus.pages:
        for section in page.sections:
            for target, where in _targets(page.where.path, section.body, section.body_line):
                yield from _target(project, corpus, None, target, where)


def _targets(path: str, text: str, first_line: int) -> Iterator[tuple[str, Location]]:
    """(target, location) of every link written by hand in ``text``, which starts at ``first_line``."""
    for number, line in enumerate(text.split("\n"), start=first_line):
        for match in LINK.finditer(line):
            yield match["target"], Location(path, number, match.start("target") + 1)


def _target(
    project: ProjectSources, corpus: Corpus, plan: Plan | None, target: str, where: Location
) -> Iterator[Diagnostic]:
    scheme, rest = LinkScheme.of(target)
    if target.startswith(WEB_SCHEMES) or _unread(project, scheme, plan):
        return  # what could not be read has a finding of its own
    if target.startswith("#") and plan:
        yield from _known(target[1:], {clause.anchor for clause in plan.clauses}, where, "clause anchor", "条款锚点")
    elif scheme is LinkScheme.PLAN:
        plan_id, _, anchor = rest.partition("#")
        yield from _known(plan_id, corpus.plan_by_id, where, "plan", "规划")
        if anchor and plan_id in corpus.plan_by_id:
            anchors = {clause.anchor for clause in corpus.plan_by_id[plan_id].clauses}
            yield from _known(anchor, anchors, where, "clause anchor", "条款锚点")
    elif scheme is LinkScheme.UNIT:
        yield from _known(rest, corpus.registry.units, where, "unit", "单位")
    elif scheme is LinkScheme.INDICATOR:
        yield from _known(rest, corpus.registry.indicators, where, "indicator", "指标")
    elif scheme is LinkScheme.PAGE:
        yield from _page(corpus, rest, where)
    elif scheme is LinkScheme.TABLE and plan:
        tables = {table.name for table in corpus.data_tables_of_plan.get(plan.id, ())}
        yield from _known(rest, tables, where, "table of this plan", "本规划的表")
    elif scheme is LinkScheme.BOX and plan:
        boxes = {item.box_number for item in corpus.projects_of_plan.get(plan.id, ())}
        yield from _known(rest, boxes, where, "box of this plan", "本规划的专栏")
    else:
        yield _not_a_link(target, where)


def _alone(lines: list[str], target: str, where: Location) -> Iterator[Diagnostic]:
    """A table or a box takes the place of a paragraph; ``lines`` are that of the link, and the ones before and after it."""
    before, line, after = lines
    if before.strip() or after.strip() or not PARAGRAPH_OF_A_LINK.fullmatch(line):
        yield Diagnostic(
            where=where,
            code="dead-link",
            what=Text("a table or a box is put into a sentence", "表或专栏写在了句子里"),
            found=target,
            expected=Text("a paragraph with nothing but this link", "这个链接自成一段"),
            fix=Text(
                "put the link on a line of its own, with an empty line before and after it",
                "请把这个链接单独放在一行，前后各空一行",
            ),
        )


def _unread(project: ProjectSources, scheme: LinkScheme | None, plan: Plan | None) -> bool:
    """Whether what a link of this scheme leads to is not known in full."""
    if scheme is LinkScheme.PLAN:
        return not project.complete
    if scheme in EMBEDDED and plan:
        package = project.packages.get(plan.id)
        return package is None or not package.complete
    return False


def _page(corpus: Corpus, target: str, where: Location) -> Iterator[Diagnostic]:
    """A page by name; the anchors of authored pages are checked too."""
    name, _, anchor = target.partition("#")
    authored = {page.id: {section.anchor for section in page.sections if section.anchor} for page in corpus.pages}
    yield from _known(name, {*authored, *INDEX_NAMES}, where, "page", "页面")
    if anchor and name in authored:
        yield from _known(anchor, authored[name], where, "place on that page", "那一页上的位置")


def _known(name: str, known: Collection[str], where: Location, noun_en: str, noun_zh: str) -> Iterator[Diagnostic]:
    if name in known:
        return
    article = "an" if noun_en == "indicator" else "a"
    yield Diagnostic(
        where=where,
        code="dead-link",
        what=Text(f"the link leads to {article} {noun_en} that does not exist", f"链接指向不存在的{noun_zh}"),
        found=name,
        expected=Text(f"{article} {noun_en} that exists", f"存在的{noun_zh}") + did_you_mean(name, known),
        fix=Text("correct the link", "请改正链接"),
    )


def _not_a_link(target: str, where: Location) -> Diagnostic:
    kinds = "#c3-1, plan:groundwater#c3, unit:…, indicator:…, page:…, table:…, box:…, https://…"
    return Diagnostic(
        where=where,
        code="dead-link",
        what=Text("the link is of no known kind", "看不懂这个链接"),
        found=target,
        expected=Text(kinds, kinds),
        fix=Text("correct the link", "请改正链接"),
    )


RULE = Rule(
    codes=("dead-link",),
    why=Text(
        "A link that leads nowhere is found by a reader, or by us; better by us.",
        "断链不是读者发现，就是我们发现；还是我们先发现好。",
    ),
    check=_check,
)
