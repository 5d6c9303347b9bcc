"""The whole project → the Corpus."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text
from generator.linking.differences import differences
from generator.linking.figures import link_figures
from generator.linking.names import name_index
from generator.linking.outline import link_plan
from generator.linking.package import PackageLinker
from generator.linking.registry import Vocabulary, link_registry
from generator.linking.resolver import NOWHERE, Resolver
from generator.linking.values import iso_date
from generator.model import Clause, Corpus, Plan, Registry, SisterSite, Site, TextPage, TextSection, Unit
from generator.model.release import Promises
from generator.reading.outline import MarkdownDocument, Section
from generator.reading.project import REGISTRY, ProjectSources
from generator.reading.yaml_tree import Tree


def link(project: ProjectSources) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Everything that could be linked, and every reference that could not."""
    findings: list[Diagnostic] = []
    vocabulary = link_registry(project.packages.get(REGISTRY), findings)
    site = _site(project.settings, vocabulary, project.promises)
    plans = _plans(project, vocabulary, findings)
    known_plans: Resolver[Plan | None] = Resolver(
        Text("plan", "规划"),
        "content/plans/",
        {plan.id: plan for plan in plans},
        lambda _: None,
        findings,
        project.complete,
    )
    linkers = [
        PackageLinker(project.packages[plan.id], plan, known_plans, vocabulary, findings)
        for plan in plans
        if plan.id in project.packages
    ]
    linked = [(linker, link_figures(linker, site.region)) for linker in linkers]
    figures = tuple(figure for _, own in linked for figure in own.figures)
    notes = tuple(
        note
        for linker, own in linked
        for note in linker.notes({figure.id: figure for figure in own.figures}, complete=own.complete)
    )
    corpus = Corpus(
        site=site,
        registry=vocabulary.registry,
        plans=plans,
        figures=figures,
        figure_tables=tuple(table for _, own in linked for table in own.tables),
        data_tables=tuple(table for linker in linkers for table in linker.data_tables()),
        tasks=tuple(task for linker in linkers for task in linker.tasks()),
        projects=tuple(item for linker in linkers for item in linker.projects()),
        citations=tuple(citation for linker in linkers for citation in linker.citations()),
        notes=notes,
        left_out=tuple(number for linker in linkers for number in linker.left_out()),
        differences=differences(figures, notes, vocabulary.registry.near_indicators),
        pages=tuple(_text_page(name, document) for name, document in project.pages.items()),
        mentions=_mentions(vocabulary.registry, plans),
        promises=project.promises,
    )
    return corpus, tuple(findings)


def _plans(project: ProjectSources, vocabulary: Vocabulary, findings: list[Diagnostic]) -> tuple[Plan, ...]:
    plans = [link_plan(name, document, vocabulary, findings) for name, document in project.documents.items()]
    return tuple(sorted(plans, key=_print_order))


def _print_order(plan: Plan) -> tuple[str, int, int, str]:
    """The sort key of the print's order; plans without page or line come first."""
    return plan.publication, plan.first_page or 0, plan.source_start or 0, plan.id


def _site(settings: Tree | None, vocabulary: Vocabulary, promises: Promises) -> Site:
    tree = settings or Tree({}, dict)
    values = tree.value if isinstance(tree.value, dict) else {}

    def fact(key: str) -> str:
        value = values.get(key, "")
        return value if isinstance(value, str) else ""

    where = tree.where(("region",)) if settings else NOWHERE
    region = vocabulary.regions.get_if_given(fact("region"), where) or vocabulary.regions.stand_in("")
    return Site(
        name=fact("name"),
        name_en=fact("name_en"),
        tagline=fact("tagline"),
        description=fact("description"),
        description_en=fact("description_en"),
        address=fact("address") or os.environ.get("GUIHUA_ADDRESS", ""),
        own_address=fact("address"),
        region=region,
        publisher=fact("publisher"),
        publication=fact("publication"),
        report_address=fact("report_address"),
        search_also=tuple(_sisters(values.get("search_also"))),
        data_version=fact("data_version"),
        data_date=iso_date(fact("data_date")),
        licence_name=fact("licence_name"),
        licence_title=fact("licence_title"),
        licence_address=fact("licence_address"),
        released=fact("data_version") in {release.version for release in promises.releases},
        where=where,
    )


def _sisters(value: object) -> Iterator[SisterSite]:
    """The entries that fit the schema; ``rules/facts.py`` reports the others."""
    for entry in value if isinstance(value, list) else ():
        match entry:
            case {"name": str(name), "address": str(address)}:
                yield SisterSite(name=name, address=address)


def _text_page(name: str, document: MarkdownDocument) -> TextPage:
    facts = document.front_matter.value
    lead = TextSection(level=0, heading="", anchor="", body=document.lead, body_line=document.lead_line)
    return TextPage(
        id=name,
        title=str(facts.get("title", "")),
        description=str(facts.get("description", "")),
        sections=(lead, *(_text_section(section) for section in document.sections)),
        where=document.front_matter.where(()),
    )


def _text_section(section: Section) -> TextSection:
    return TextSection(
        level=section.level,
        heading=section.heading,
        anchor=section.anchor,
        body=section.body,
        body_line=section.body_line,
    )


def _mentions(registry: Registry, plans: tuple[Plan, ...]) -> dict[str, tuple[Clause, ...]]:
    """Unit id → the clauses whose text names the unit, in document order."""
    by_unit: defaultdict[str, dict[str, Clause]] = defaultdict(dict)
    for plan in plans:
        index = name_index(registry, plans, plan.id)
        for clause in plan.clauses:
            for mention in index.find(clause.body):
                if isinstance(mention.target, Unit):
                    by_unit[mention.target.id][clause.id] = clause
    return {unit_id: tuple(clauses.values()) for unit_id, clauses in by_unit.items()}
