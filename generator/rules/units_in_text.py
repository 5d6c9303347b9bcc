"""A body that a text names has a page: names that look like a municipal body must resolve to a unit."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.linking.names import name_index, unknown_bodies
from generator.model import Corpus
from generator.reading.project import REGISTRY, ProjectSources
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    registry = project.packages.get(REGISTRY)
    if not registry or "unit_names" not in registry.tables:
        return  # the names are not known, because their file could not be read
    known = [unit_name.name for unit_name in corpus.registry.unit_names]
    for plan in corpus.plans:
        index = name_index(corpus.registry, corpus.plans, plan.id)
        for text, first_line in [
            (plan.lead, plan.lead_line),
            *((clause.body, clause.body_line) for clause in plan.clauses),
        ]:
            for number, line in enumerate(text.split("\n"), start=first_line):
                for start, name in unknown_bodies(index, line):
                    yield _unknown(Location(plan.where.path, number, start + 1), name, known)


def _unknown(where: Location, name: str, known: list[str]) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="unknown-unit",
        what=Text("the text names a body that is no unit of the registry", "正文提到的单位不在登记表里"),
        found=name,
        expected=Text("a name in datasets/registry/unit_names.csv", "datasets/registry/unit_names.csv 里的名称")
        + did_you_mean(name, known),
        fix=Text("correct the name, or add it there with the unit it means", "请改正名称，或在那里补上它指的单位"),
    )


RULE = Rule(
    codes=("unknown-unit",),
    why=Text(
        "Whoever owes something must be findable: a body without a page has no list of duties.",
        "谁承担任务，就要查得到谁：没有页面的单位，看不到它的任务清单。",
    ),
    check=_check,
)
