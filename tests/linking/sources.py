"""The miniature city as it was read, with a table, a document or the settings put in the place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from generator.diagnostics import Diagnostic
from generator.linking import link
from generator.reading import read_project
from generator.reading.outline import read_document
from generator.reading.project import ProjectSources
from generator.reading.source import SourceText
from generator.reading.table import CsvTable, read_table
from tests.conftest import MINIATURE

QUANTITY = {"id": "q1", "indicator": "street-trees", "role": "target", "period": "2025", "clause": "c1"}
"""What a row of quantities.csv needs beside the printed value."""


@cache
def miniature() -> ProjectSources:
    return read_project(MINIATURE)[0]


def table_of(path: str, rows: Iterable[Mapping[str, str]]) -> CsvTable:
    """A table with the columns of its first row; a cell that a later row lacks is empty."""
    listed = list(rows)
    lines = [",".join(listed[0]), *(",".join(row.get(name, "") for name in listed[0]) for row in listed)]
    source = SourceText(path, "\n".join(lines))
    table, problems = read_table(path.rpartition("/")[2].removesuffix(".csv"), source)
    assert table is not None
    assert not problems
    return table


def with_table(project: ProjectSources, package: str, name: str, *rows: Mapping[str, str]) -> ProjectSources:
    """``project`` with these rows in a table; without the table where there are none."""
    own = project.packages[package]
    tables = dict(own.tables)
    if rows:
        tables[name] = table_of(f"{own.path}/{name}.csv", rows)
    else:
        del tables[name]
    return replace(project, packages={**project.packages, package: replace(own, tables=tables)})


def with_own_table(
    project: ProjectSources, package: str, resource: Mapping[str, Any], *rows: Mapping[str, str]
) -> ProjectSources:
    """``project`` with a further table of a plan's own, described by ``resource``."""
    own = project.packages[package]
    resources = [*own.descriptor.value["resources"], resource]
    descriptor = replace(own.descriptor, value={**own.descriptor.value, "resources": resources})
    described = replace(own, descriptor=descriptor)
    project = replace(project, packages={**project.packages, package: described})
    return with_table(project, package, resource["name"], *rows)


def with_document(project: ProjectSources, plan: str, text: str) -> ProjectSources:
    document, problems = read_document(SourceText(f"content/plans/{plan}.md", text))
    assert document is not None
    assert not problems
    return replace(project, documents={**project.documents, plan: document})


def with_settings(project: ProjectSources, **changes: object) -> ProjectSources:
    assert project.settings is not None
    return replace(project, settings=replace(project.settings, value={**project.settings.value, **changes}))


def findings(project: ProjectSources) -> list[Diagnostic]:
    return list(link(project)[1])


def briefly(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, str, str]]:
    """Code, place and what was found."""
    return [(finding.code, str(finding.where), finding.found) for finding in diagnostics]
