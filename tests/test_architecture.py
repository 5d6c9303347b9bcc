"""The house rules that a machine can see."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import REPOSITORY

GENERATOR = REPOSITORY / "generator"
LAYERS = (
    ("diagnostics",),
    ("discovery", "model", "schemas", "figures"),
    ("reading",),
    ("linking",),
    ("tables", "exporters", "databases"),
    ("exporting",),
    ("releases",),
    ("rules", "checking", "refreshing", "publications"),
    ("composing", "charts"),
    ("pages", "writing", "rendering", "reporters"),
    ("search", "importing"),
    ("pipeline",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From the inside out: a module imports from its own layer or from one further in."""
OUTWARD = {("composing", "pages")}
"""The compose stage finds page types by looking into their folder."""


def sources() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py"))


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def part(path: Path) -> str:
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "generator":
            names = [node.module] if "." in node.module else [f"generator.{alias.name}" for alias in node.names]
            found |= {name.split(".")[1] for name in names}
    return found


def test_imports_point_inward() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)} imports generator.{other}"
        for path in sources()
        if part(path) != "__init__"
        for other in imports(path)
        if layer(other) > layer(part(path)) and (part(path), other) not in OUTWARD
    ]
    assert wrong == []


def test_model_knows_nothing_of_how_it_is_read_or_shown() -> None:
    known = {other for path in (GENERATOR / "model").glob("*.py") for other in imports(path)}
    assert known <= {"model", "diagnostics"}


def test_files_stay_small_enough_to_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert median(lengths.values()) < 120
    assert {path.name: length for path, length in lengths.items() if length > 320} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(REPOSITORY))
        for path in sources()
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def tracked_texts() -> list[Path]:
    kinds = {".py", ".md", ".toml", ".yml", ".yaml", ".json", ".css", ".js", ".html", ".j2", ".lock", ".csv", ".txt"}
    skipped = {
        "site",
        "build",
        ".venv",
        ".nox",
        ".git",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    }
    return [
        path
        for path in REPOSITORY.rglob("*")
        if path.suffix in kinds and not skipped & set(path.relative_to(REPOSITORY).parts) and path.is_file()
    ]


@pytest.mark.parametrize(
    "pattern", [r"pypi\.org/simple", r"files\.pythonhosted", r"(?<!--no-emit-)index-url", r"/(root|home)/[a-z]"]
)
def test_no_machine_path_or_registry_is_named(pattern: str) -> None:
    here = Path(__file__)
    found = [
        str(path.relative_to(REPOSITORY))
        for path in tracked_texts()
        if path != here and re.search(pattern, path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_libraries_of_the_pages_are_those_that_are_pinned() -> None:
    pinned = json.loads((REPOSITORY / "site_templates/vendor/package.json").read_text("utf-8"))["dependencies"]
    packed = (REPOSITORY / "site_templates/overrides/assets/vendor").glob("*.js")
    heads = {path.read_text("utf-8").splitlines()[0].removeprefix("/* ").partition(",")[0] for path in packed}
    assert heads == {f"{name} {version}" for name, version in pinned.items()}


def test_scripts_of_pages_are_read_by_older_phones() -> None:
    """Safari before 16.4 takes no look-behind, and then leaves out the whole file that it stands in."""
    scripts = sorted((REPOSITORY / "site_templates").rglob("*.js"))
    assert len(scripts) > 5
    assert [each.name for each in scripts if re.search(r"\(\?<[=!]", each.read_text("utf-8"))] == []
