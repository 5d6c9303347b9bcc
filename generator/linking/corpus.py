"""The whole project → the Corpus."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.diagnostics import Diagnostic, Text
from generator.linking.differences import differences
from generator.linking.figures import LinkedFigures, link_figures
from generator.linking.names import NamesOfPlans
from generator.linking.outline import link_plan
from generator.linking.package import PackageLinker
from generator.linking.registry import Vocabulary, link_registry
from generator.linking.resolver import NOWHERE, Resolver
from generator.linking.values import iso_date
from generator.model import (
    Clause,
    Corpus,
    DataTable,
    LeftOut,
    Note,
    Plan,
    Project,
    Region,
    SisterSite,
    Site,
    Task,
    TextPage,
    TextSection,
    Unit,
)
from generator.model.release import Promises
from generator.reading.outline import MarkdownDocument, Section
from generator.reading.project import REGISTRY, Package, ProjectSources
from generator.reading.yaml_tree import Tree
from generator.remembering import remembered

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinkedPackage:
    """What the package of a plan says, but for its citations, which may be of any plan."""

    figures: LinkedFigures
    data_tables: tuple[DataTable, ...]
    tasks: tuple[Task, ...]
    projects: tuple[Project, ...]
    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]


def link(project: ProjectSources) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Everything that could be linked, and every reference that could not."""
    registry = project.packages.get(REGISTRY)
    vocabulary, told = remembered(("vocabulary",), (registry,), partial(_vocabulary, registry))
    linking = _Linking(vocabulary)
    linking.findings[:] = told
    site = _site(project.settings, vocabulary, project.promises)
    documents = project.documents.items()
    plans = tuple(sorted((linking.plan(name, document) for name, document in documents), key=_print_order))
    known_plans: Resolver[Plan | None] = Resolver(
        Text("plan", "规划"),
        "content/plans/",
        {plan.id: plan for plan in plans},
        lambda _: None,
        linking.findings,
        project.complete,
    )
    linkers = [
        PackageLinker(project.packages[plan.id], plan, known_plans, vocabulary, linking.findings)
        for plan in plans
        if plan.id in project.packages
    ]
    linked = [linking.package(linker, site.region) for linker in linkers]
    figures = tuple(figure for own in linked for figure in own.figures.figures)
    notes = tuple(note for own in linked for note in own.notes)
    names = NamesOfPlans(vocabulary.registry, plans)
    corpus = Corpus(
        site=site,
        registry=vocabulary.registry,
        plans=plans,
        figures=figures,
        figure_tables=tuple(table for own in linked for table in own.figures.tables),
        data_tables=tuple(table for own in linked for table in own.data_tables),
        tasks=tuple(task for own in linked for task in own.tasks),
        projects=tuple(item for own in linked for item in own.projects),
        citations=tuple(citation for linker in linkers for citation in linker.citations()),
        notes=notes,
        left_out=tuple(number for own in linked for number in own.left_out),
        differences=differences(figures, notes, vocabulary.registry.near_indicators),
        pages=tuple(
            remembered(("text page", name), (document,), partial(_text_page, name, document))
            for name, document in project.pages.items()
        ),
        mentions=linking.mentions(plans, names),
        names=names,
        promises=project.promises,
    )
    return corpus, tuple(linking.findings)


def _vocabulary(registry: Package | None) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """The vocabulary, and the findings about it."""
    findings: list[Diagnostic] = []
    vocabulary = link_registry(registry, findings)
    return vocabulary, tuple(findings)


class _Linking:
    """What is linked plan by plan, and remembered so, with the findings that come of it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.findings = vocabulary.findings

    def plan(self, name: str, document: MarkdownDocument) -> Plan:
        make = partial(link_plan, name, document, self.vocabulary, self.findings)
        return self._remembered(("plan", name), (document, self.vocabulary), make)

    def package(self, linker: PackageLinker, city: Region) -> LinkedPackage:
        inputs = (linker.package, linker.plan, self.vocabulary, city)
        return self._remembered(("linked package", linker.plan.id), inputs, partial(_linked, linker, city))

    def mentions(self, plans: tuple[Plan, ...], names: NamesOfPlans) -> dict[str, tuple[Clause, ...]]:
        """Unit id → the clauses whose text names the unit, in document order."""
        titles = "\n".join(title for plan in plans for title in (plan.id, plan.title, plan.short_title))
        by_unit: defaultdict[str, list[Clause]] = defaultdict(list)
        for plan in plans:
            make = partial(_mentions, names, plan)
            inputs = (plan, self.vocabulary.registry, titles)
            for unit_id, clauses in self._remembered(("mentions", plan.id), inputs, make).items():
                by_unit[unit_id] += clauses
        return {unit_id: tuple(clauses) for unit_id, clauses in by_unit.items()}

    def _remembered(self, key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
        made, told = remembered(key, inputs, partial(self._with_findings, make))
        self.findings += told
        return made

    def _with_findings(self, make: Callable[[], T]) -> tuple[T, tuple[Diagnostic, ...]]:
        before = len(self.findings)
        made = make()
        told = tuple(self.findings[before:])
        del self.findings[before:]
        return made, told


def _linked(linker: PackageLinker, city: Region) -> LinkedPackage:
    figures = link_figures(linker, city)
    by_id = {figure.id: figure for figure in figures.figures}
    return LinkedPackage(
        figures=figures,
        data_tables=tuple(linker.data_tables()),
        tasks=tuple(linker.tasks()),
        projects=tuple(linker.projects()),
        notes=tuple(linker.notes(by_id, complete=figures.complete)),
        left_out=tuple(linker.left_out()),
    )


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


def _mentions(names: NamesOfPlans, plan: Plan) -> dict[str, tuple[Clause, ...]]:
    """Unit id → the clauses of ``plan`` whose text names the unit, in document order."""
    by_unit: defaultdict[str, dict[str, Clause]] = defaultdict(dict)
    for clause in plan.clauses:
        for mention in names[plan.id].find(clause.body):
            if isinstance(mention.target, Unit):
                by_unit[mention.target.id][clause.id] = clause
    return {unit_id: tuple(clauses.values()) for unit_id, clauses in by_unit.items()}
