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
    ("diagnostics", "discovery", "own_json", "schemas", "shipped"),
    ("model", "reporters", "templating", "writing"),
    ("figures", "reading"),
    ("linking", "rendering"),
    ("prose", "wording"),
    ("charts", "opendata"),
    ("importing", "pages", "rules", "search"),
    ("composing",),
    ("pipeline",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a package imports only from layers below its own, so that no import runs back."""
LAYERS_WITHIN = {
    "opendata": (
        ("tables",),
        ("editions", "files"),
        ("formats",),
        ("packages",),
        ("stage",),
        ("__init__",),
        ("versions",),
        ("machines",),
    ),
    "importing": (("structure", "formats"), ("findings",), ("draft",), ("promoting", "stage"), ("__init__",)),
}
"""The same within packages that have packages of their own."""
NAMELESS = frozenset(("each", "found"))
"""Names of variables that say nothing of what they hold."""


def sources() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py"))


def module_of(path: Path) -> tuple[str, ...]:
    """The dotted name of a source file below ``generator``; a package's face ends in ``__init__``."""
    return path.relative_to(GENERATOR).with_suffix("").parts


def imports(path: Path) -> set[tuple[str, ...]]:
    """The modules that a source file imports or looks into for plug-ins (``collect``), as ``module_of`` names them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "generator":
            found |= {_module(f"{node.module}.{alias.name}", node.module) for alias in node.names}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "collect":
            name = ast.literal_eval(node.args[0]) if isinstance(node.args[0], ast.Constant) else ""
            found |= {_module(name)} if name else set()
    return found


def _module(*names: str) -> tuple[str, ...]:
    """The first of ``names`` that is a module or a package."""
    for name in names:
        parts = tuple(name.split(".")[1:])
        if GENERATOR.joinpath(*parts).with_suffix(".py").is_file():
            return parts
        if (GENERATOR.joinpath(*parts) / "__init__.py").is_file():
            return (*parts, "__init__")
    raise AssertionError(f"no module {names}")


def layer(layers: tuple[tuple[str, ...], ...], name: str) -> int:
    return next(number for number, names in enumerate(layers) if name in names)


def test_no_import_runs_back() -> None:
    wrong = []
    layers: tuple[tuple[str, ...], ...]
    for path in sources():
        here = module_of(path)
        for there in imports(path):
            if here[0] != there[0]:
                layers, a, b = LAYERS, here[0], there[0]
            elif here[0] in LAYERS_WITHIN and here[1] != there[1]:
                layers, a, b = LAYERS_WITHIN[here[0]], here[1], there[1]
            else:
                continue
            if layer(layers, b) >= layer(layers, a):
                wrong.append(f"{'.'.join(here)} imports {'.'.join(there)}")
    assert wrong == []


def test_contracts_stand_in_the_face_of_their_package() -> None:
    """A module called ``_name`` is its package's own."""
    wrong = [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for path in sources()
        for here in [module_of(path)]
        for there in imports(path)
        if there[-1].startswith("_") and there[-1] != "__init__" and there[:-1] != here[:-1]
    ]
    assert wrong == []


def test_a_name_of_a_class_stands_for_one_idea() -> None:
    where: dict[str, list[str]] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(".".join(module_of(path)))
    assert {name: places for name, places in where.items() if len(places) > 1} == {}


def bound_names(tree: ast.Module) -> dict[str, int]:
    """Every variable, loop variable and argument with the last line that binds it; fields of classes are not variables."""
    fields = {
        id(statement.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
    }
    bound: dict[str, int] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if id(node) not in fields:
                bound[name] = node.lineno
            case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                bound[name] = node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                bound[name] = node.lineno
            case ast.alias(asname=str(name)):
                bound[name] = node.lineno
    return bound


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "for each in (): pass",
        "[each for each in ()]",
        "lambda each: 0",
        "def of(*, found): pass",
        "if found := 1: pass",
        "with open('') as found: pass",
        "match 1:\n    case each: pass",
        "import re as found",
    ],
)
def test_every_way_to_bind_a_name_is_seen(source: str) -> None:
    assert NAMELESS & bound_names(ast.parse(source)).keys()


def test_names_name_the_thing() -> None:
    """``each`` and ``found`` name nothing: a loop over tables has a ``table``, a search for a match has a ``match``."""
    nameless = [
        f"{path.relative_to(REPOSITORY)}:{bound[name]} {name}"
        for path in sources()
        for bound in [bound_names(ast.parse(path.read_text("utf-8")))]
        for name in sorted(NAMELESS & bound.keys())
    ]
    assert nameless == []


def test_model_knows_nothing_of_how_it_is_read_or_shown() -> None:
    known = {other[0] for path in (GENERATOR / "model").glob("*.py") for other in imports(path)}
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
