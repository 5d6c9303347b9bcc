"""The folders of a project → every file that the system reads, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.model.release import Promises
from generator.reading.outline import MarkdownDocument, read_document
from generator.reading.promises import RELEASES, read_promises
from generator.reading.source import SourceText, is_outside, link_outside, missing_folder, read_source, unreadable
from generator.reading.table import CsvTable, read_table
from generator.reading.yaml_tree import Tree, read_json_tree, read_yaml_tree
from generator.remembering import remembered

PLANS, PAGES, DATASETS, SITE_FILE = "content/plans", "content/pages", "datasets", "content/site.yml"
REGISTRY = "registry"


def fields_of(resource: Mapping[str, object]) -> list[dict[str, Any]]:
    """The field descriptors of a resource's own schema; what is no field, or has no name, is left out."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return [
        field
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict) and isinstance(field.get("name"), str)
    ]


@dataclass(frozen=True, slots=True)
class Package:
    """A folder of ``datasets/``: its descriptor, and the tables of its resources that could be read.

    ``complete`` when every resource could be read.
    """

    id: str
    path: str
    source: SourceText
    descriptor: Tree
    tables: Mapping[str, CsvTable]
    complete: bool

    def resource(self, name: str) -> dict[str, object]:
        """The descriptor of the resource called ``name``; empty when there is none."""
        for resource in self.descriptor.value.get("resources", ()):
            if isinstance(resource, dict) and resource.get("name") == name:
                return dict(resource)
        return {}


@dataclass(frozen=True, slots=True)
class ProjectSources:
    """Everything as it was written, by id. What could not be read is missing here and named in the findings."""

    root: Path
    settings: Tree | None
    documents: Mapping[str, MarkdownDocument]
    pages: Mapping[str, MarkdownDocument]
    packages: Mapping[str, Package]
    promises: Promises
    listing: Mapping[str, tuple[str, ...]]
    """Folder → the names in it, whether or not they could be read; without the folders that could not be listed."""

    @property
    def complete(self) -> bool:
        """Whether every document of ``content/`` could be read."""
        listed = [name for folder in (PLANS, PAGES) for name in self.listing.get(folder, ()) if name.endswith(".md")]
        return {PLANS, PAGES} <= set(self.listing) and len(self.documents) + len(self.pages) == len(listed)

    def may_have(self, folder: str, name: str) -> bool:
        """Whether ``name`` is in ``folder``, or that folder could not be listed."""
        return folder not in self.listing or name in self.listing[folder]


def read_project(root: Path) -> tuple[ProjectSources, tuple[Diagnostic, ...]]:
    """All input files of the project; whatever cannot be read is a finding, never an exception."""
    findings: list[Diagnostic] = []
    listing: dict[str, tuple[str, ...]] = {}
    for folder in (PLANS, PAGES, DATASETS):
        names, problems = _names(root, folder)
        findings += problems
        if names is not None:
            listing[folder] = names
    settings = _settings(root, findings)
    documents = _documents(root, PLANS, listing.get(PLANS, ()), findings)
    pages = _documents(root, PAGES, listing.get(PAGES, ()), findings)
    packages = _packages(root, listing.get(DATASETS, ()), findings)
    promises, problems = read_promises(root)
    findings += problems
    return ProjectSources(root, settings, documents, pages, packages, promises, listing), tuple(findings)


def _settings(root: Path, findings: list[Diagnostic]) -> Tree | None:
    source, problems = read_source(root, SITE_FILE)
    findings += problems
    if source is None:
        return None
    tree, problems = read_yaml_tree(source, source.text, scalars_as_text=True)
    findings += problems
    return tree


def _names(root: Path, folder: str) -> tuple[tuple[str, ...] | None, tuple[Diagnostic, ...]]:
    """The names in a folder, sorted; hidden ones and README files are left out. ``None`` when it cannot be listed."""
    try:
        if is_outside(root, folder):
            return None, (link_outside(folder),)
        with os.scandir(root / folder) as entries:
            names = sorted(entry.name for entry in entries)
    except FileNotFoundError:
        return None, (missing_folder(folder),)
    except OSError as error:
        return None, (unreadable(folder, error),)
    return tuple(
        name for name in names if not name.startswith((".", "~$")) and not name.upper().startswith("README")
    ), ()


def _documents(
    root: Path, folder: str, names: tuple[str, ...], findings: list[Diagnostic]
) -> dict[str, MarkdownDocument]:
    documents = {}
    for name in names:
        path = f"{folder}/{name}"
        if not name.endswith(".md"):
            findings.append(_stray(path, "a Markdown file (name.md)", "Markdown 文件（名称.md）"))
            continue
        source, problems = read_source(root, path)
        findings += problems
        if source is None:
            continue
        document, problems = remembered(("document", path), (source,), partial(read_document, source))
        findings += problems
        if document:
            documents[name.removesuffix(".md")] = document
    return documents


def _packages(root: Path, names: tuple[str, ...], findings: list[Diagnostic]) -> dict[str, Package]:
    packages = {}
    for name in names:
        path = f"{DATASETS}/{name}"
        if path == RELEASES:
            continue
        if os.path.isfile(root / path):  # noqa: PTH113  # Path.is_file raises where a folder may not be entered
            findings.append(_stray(path, "a folder per data package", "每个数据包一个文件夹"))
            continue
        package = _package(root, name, path, findings)
        if package:
            packages[name] = package
    return packages


def _package(root: Path, folder: str, path: str, findings: list[Diagnostic]) -> Package | None:
    listing, problems = _names(root, path)
    findings += problems
    if listing is None:
        return None
    descriptor = f"{path}/datapackage.json"
    source, problems = read_source(root, descriptor)
    findings += problems
    if source is None:
        return None
    tree, problems = remembered(("descriptor", path), (source,), partial(read_json_tree, source))
    findings += problems
    if tree is None:
        return None
    if not isinstance(tree.value, dict) or not isinstance(tree.value.get("resources"), list):
        findings.append(_no_resources(source))
        return None
    tables = _tables(root, path, tree, listing, findings)
    complete = len(tables) == len(tree.value["resources"])
    make = partial(Package, folder, path, source, tree, tables, complete)
    return remembered(("package", path), (source, tree, *tables.values()), make)


def _tables(
    root: Path, folder: str, descriptor: Tree, listing: tuple[str, ...], findings: list[Diagnostic]
) -> dict[str, CsvTable]:
    """The tables of a descriptor's resources, by name; files that no resource lists are findings."""
    tables: dict[str, CsvTable] = {}
    listed, seen = {"datapackage.json"}, set[str]()
    for index, resource in enumerate(descriptor.value["resources"]):
        where = partial(descriptor.where, ("resources", index, "path"))
        if not isinstance(resource, dict) or not isinstance(resource.get("path"), str) or not resource["path"]:
            findings.append(_no_path(where()))
            continue
        path, name = resource["path"], str(resource.get("name", ""))
        listed.add(path.removeprefix("./"))
        problem = _twice(where(), name) if name in seen else _misplaced(root, folder, path, where, listing)
        seen.add(name)
        if problem:
            findings.append(problem)
            continue
        source, problems = read_source(root, f"{folder}/{path}")
        findings += problems
        table, problems = None, ()
        if source:
            make = partial(read_table, name, source)
            table, problems = remembered(("table", source.path), (name, source), make)
        findings += problems
        if table:
            tables[name] = table
    strays = sorted(set(listing) - listed)
    findings += [_unlisted(f"{folder}/{stray}", f"{folder}/datapackage.json") for stray in strays]
    return tables


def _misplaced(
    root: Path, folder: str, path: str, where: Callable[[], Location], listing: tuple[str, ...]
) -> Diagnostic | None:
    """The finding for a path that is missing, has separators, or is a symbolic link out of the package's folder."""
    plain = not set(path) & set("/\\:")
    if plain and path not in listing:
        return Diagnostic(
            where=where(),
            code="missing-file",
            what=Text("the package lists a file that does not exist", "数据包列出的文件不存在"),
            found=path[:80],
            expected=Text(f"a file in {folder}/", f"{folder}/ 里的文件") + did_you_mean(path, listing),
            fix=Text(
                "restore the file, or take its resource out of datapackage.json",
                "请恢复文件，或从 datapackage.json 里删去这一项",
            ),
        )
    if plain and not is_outside(root / folder, path):
        return None
    return Diagnostic(
        where=where(),
        code="path-outside",
        what=Text(
            "this is not the plain name of a file in the package's own folder",
            "这里要写数据包文件夹里的文件名，不能带路径或指向别处",
        ),
        found=path[:80],
        expected=Text(f"a file inside {folder}/, not a link to elsewhere", f"{folder}/ 里的文件，不能是指向别处的链接"),
        fix=Text("copy the file into the package and name it alone", "请把文件复制到数据包里，只写文件名"),
    )


def _no_resources(source: SourceText) -> Diagnostic:
    return Diagnostic(
        where=source.at(1, 1),
        code="bad-descriptor",
        what=Text("the descriptor has no list of resources", "描述文件里没有 resources 列表"),
        expected=Text('{"name": …, "resources": [ … ]}', '{"name": …, "resources": [ … ]}'),
        fix=Text("copy the descriptor of another package and fill it in", "请从其他数据包复制描述文件再填写"),
    )


def _twice(where: Location, name: str) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="duplicate-id",
        what=Text("two resources have this name", "有两项用了同一个名字"),
        found=name,
        expected=Text("each name once", "名字不重复"),
        fix=Text("rename or delete one of the two", "请改名或删去其中一项"),
    )


def _no_path(where: Location) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="bad-descriptor",
        what=Text("a resource without a path", "有一项没有写文件路径"),
        expected=Text('{"name": "tasks", "path": "tasks.csv"}', '{"name": "tasks", "path": "tasks.csv"}'),
        fix=Text("give the resource the name of its CSV file", "请写上 CSV 文件名"),
    )


def _unlisted(path: str, descriptor: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="unlisted-file",
        what=Text("no resource lists this file, so nobody would see it", "没有任何一项列出这个文件，它不会被发布"),
        expected=Text(f"an entry in {descriptor}", f"{descriptor} 里的一项"),
        fix=Text("add it to the resources, or delete the file", "请加到 resources 里，或删去文件"),
    )


def _stray(path: str, en: str, zh: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="stray-file",
        what=Text("this does not belong here", "这里不该有这个文件"),
        expected=Text(en, zh),
        fix=Text("move or delete it", "请移走或删除"),
    )
