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
    ("batches", "deflating", "diagnostics", "discovery", "own_json", "parallel", "schemas", "shipped", "site_files"),
    ("remembering",),
    ("model", "reporters", "templating", "writing"),
    ("figures", "reading"),
    ("linking", "rendering"),
    ("prose", "wording"),
    ("charts", "opendata"),
    ("importing", "pages", "rules", "search"),
    ("composing",),
    ("pipeline",),
    ("serving",),
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
IMPORTERS = frozenset(("collect", "import_module", "__import__"))
"""Functions that import the module whose name they are given."""
CONTRACTS = frozenset(("COMMAND", "FORMAT", "PAGES", "PUBLICATION", "RULE", "TABLE"))
"""Names under which ``discovery`` and ``cli`` look for the one object of a plug-in: every plug-in has its own."""
MEASURES = frozenset(("WIDTH", "HEIGHT", "EDGE", "LEFT", "RIGHT", "ROW"))
"""Names of the measures of a drawing, of which each file of ``charts`` has its own."""
NAMELESS = frozenset(("each", "found"))
"""Names of variables that say nothing of what they hold."""
NO_CODE = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
"""Comments and plain strings of JavaScript; what stands in a template literal counts as code."""


def sources() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py"))


def module_of(path: Path) -> tuple[str, ...]:
    """The dotted name of a source file below ``generator``; a package itself ends in ``__init__``."""
    return path.relative_to(GENERATOR).with_suffix("").parts


def imports(path: Path) -> set[tuple[str, ...]]:
    """The modules that a source file imports or looks into for plug-ins (``collect``), as ``module_of`` names them."""
    return imported(ast.parse(path.read_text("utf-8")), module_of(path))


def imported(tree: ast.Module, here: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The modules of ``generator`` that ``tree``, the source of the module ``here``, imports in any of the ways there are."""
    modules = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                modules |= {_module(alias.name) for alias in aliases if _is_ours(alias.name)}
            case ast.ImportFrom(names=aliases, level=level):
                above = ".".join(("generator", *here[: len(here) - level])) if level else ""
                package = ".".join(filter(None, (above, node.module)))
                if _is_ours(package):
                    modules |= {_module(f"{package}.{alias.name}", package) for alias in aliases}
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if _callee(node) in IMPORTERS and _is_ours(name):
                modules |= {_module(name)}
    return modules


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "generator"


def _callee(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _module(*names: str) -> tuple[str, ...]:
    """The first of ``names`` that is a module or a package."""
    for name in names:
        parts = tuple(name.split(".")[1:])
        if GENERATOR.joinpath(*parts).with_suffix(".py").is_file():
            return parts
        if (GENERATOR.joinpath(*parts) / "__init__.py").is_file():
            return (*parts, "__init__")
    raise AssertionError(f"no module {names}")


@pytest.mark.parametrize(
    "source",
    [
        "from generator.commands import build",
        "from generator.commands.build import COMMAND",
        "from generator.commands.build import *",
        "import generator.commands.build",
        "import os, generator.commands.build as builder",
        "from ..commands import build",
        "from ..commands.build import COMMAND",
        "def later():\n    from ..commands import build",
        "import_module('generator.commands.build')",
        "importlib.import_module('generator.commands.build')",
    ],
)
def test_every_way_to_import_a_module_is_seen(source: str) -> None:
    for here in (("pages", "plan"), ("pages", "__init__")):
        assert imported(ast.parse(source), here) == {("commands", "build")}


def test_relative_imports_are_read_from_where_they_stand() -> None:
    assert imported(ast.parse("from . import plan"), ("pages", "__init__")) == {("pages", "plan")}
    assert imported(ast.parse("from .plan import PAGES"), ("pages", "plans")) == {("pages", "plan")}
    assert imported(ast.parse("from ... import pipeline"), ("importing", "draft", "report")) == {("pipeline",)}
    assert imported(ast.parse("import re, yaml\nfrom pathlib import Path"), ("pages", "plan")) == set()


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


def test_number_of_imports_between_packages_is_documented() -> None:
    """A new pair of packages is a decision: the number in ``generator/README.md`` is changed with it."""
    pairs = {(here[0], there[0]) for path in sources() for here in [module_of(path)] for there in imports(path)}
    number = re.search(
        r"There are (\d+) imports from one package to another", (GENERATOR / "README.md").read_text("utf-8")
    )
    assert number
    assert int(number[1]) == len({(here, there) for here, there in pairs if here != there})


def test_contracts_stand_in_the_init_module_of_their_package() -> None:
    """A module called ``_name`` is its package's own."""
    wrong = [
        f"{'.'.join(here)} imports {'.'.join(there)}"
        for path in sources()
        for here in [module_of(path)]
        for there in imports(path)
        if there[-1].startswith("_") and there[-1] != "__init__" and there[:-1] != here[:-1]
    ]
    assert wrong == []


def origins(tree: ast.Module, module: str) -> dict[str, str]:
    """Every class, alias and constant that ``module`` defines or imports under its own name → the module it comes from.

    Names that are private, or no class's and no constant's, are left out, and type variables.
    """
    origin: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            origin |= {alias.name: node.module for alias in node.names if alias.asname is None}
        elif isinstance(node, ast.ClassDef):
            origin[node.name] = module
    for statement in tree.body:
        match statement:
            case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
                pass
            case ast.Assign(targets=targets):
                origin |= {
                    node.id: module for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                origin[name] = module
    return {name: place for name, place in origin.items() if name[0].isupper() and not name.startswith("_")}


def test_a_name_of_a_class_an_alias_or_a_constant_stands_for_one_idea() -> None:
    """A name is defined in one place, and two modules that import it mean the same."""
    by_module = {
        ".".join(("generator", *module_of(path))).removesuffix(".__init__"): ast.parse(path.read_text("utf-8"))
        for path in sources()
    }
    known = {module: origins(tree, module) for module, tree in by_module.items()}
    where: dict[str, set[str]] = {}
    for module in known:
        for name, place in known[module].items():
            while known.get(place, {}).get(name, place) != place:  # what a package re-exports
                place = known[place][name]
            where.setdefault(name, set()).add(place)
    several = {name: sorted(places) for name, places in where.items() if len(places) > 1}
    drawings = {name for name in MEASURES if all(place.startswith("generator.charts.") for place in where[name])}
    assert several.keys() - CONTRACTS - drawings == set(), several


def test_a_name_of_a_public_function_stands_for_one_idea() -> None:
    """But for what the modules of one package all offer, and for a command, which has the name of what it runs."""
    where: dict[str, set[str]] = {}
    for path in sources():
        package = ".".join(module_of(path)[:-1])
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and package != "commands":
                where.setdefault(node.name, set()).add(package)
    assert {name: sorted(packages) for name, packages in where.items() if len(packages) > 1} == {}


@pytest.mark.parametrize(
    "source", ["A = 1", "A: int = 1", "A, B = 1, 2", "class A: pass", "def of():\n    class A: pass"]
)
def test_every_way_to_define_a_name_is_seen(source: str) -> None:
    assert origins(ast.parse(source), "here")["A"] == "here"


def bound_names(tree: ast.Module) -> dict[str, int]:
    """Every variable, argument and function with the last line that binds its name; fields of classes are not variables."""
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
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
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
        "def found(): pass",
        "if found := 1: pass",
        "with open('') as found: pass",
        "match 1:\n    case each: pass",
        "import re as found",
    ],
)
def test_every_way_to_bind_a_name_is_seen(source: str) -> None:
    assert NAMELESS & bound_names(ast.parse(source)).keys()


def names_in_script(text: str) -> dict[str, int]:
    """Every word of a script's code with the last line that it stands on; comments and plain strings are not code."""
    code = NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return {word: number for number, line in enumerate(code.splitlines(), 1) for word in re.findall(r"[\w$]+", line)}


@pytest.mark.parametrize(
    ("source", "is_code"),
    [
        ("for (const each of rows) go();", True),
        ("const { found: places } = text;", True),
        ("return `${each.name}`;", True),
        ("answer.found.length", True),
        ("go('found'); // each", False),
        ('go("\\"each");', False),
        ("/** { found,\n * each } */", False),
    ],
)
def test_names_of_a_script_are_seen_outside_comments_and_strings(source: str, is_code: bool) -> None:
    assert bool(NAMELESS & names_in_script(source).keys()) is is_code


def test_names_name_the_thing() -> None:
    """``each`` and ``found`` name nothing: a loop over tables has a ``table``, a search for a match has a ``match``."""
    tests = [*(REPOSITORY / "tests").rglob("*.py")]
    programs = [*sources(), *sorted(tests), REPOSITORY / "noxfile.py"]
    names = {path: bound_names(ast.parse(path.read_text("utf-8"))) for path in programs}
    scripts = sorted((REPOSITORY / "site_templates/scripts").rglob("*.js"))
    names |= {path: names_in_script(path.read_text("utf-8")) for path in scripts}
    nameless = [
        f"{path.relative_to(REPOSITORY)}:{bound[name]} {name}"
        for path, bound in names.items()
        for name in sorted(NAMELESS & bound.keys())
    ]
    assert len(scripts) > 10
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
    places = [
        str(path.relative_to(REPOSITORY))
        for path in tracked_texts()
        if path != here and re.search(pattern, path.read_text("utf-8", errors="replace"))
    ]
    assert places == []


def test_libraries_of_the_pages_are_those_that_are_pinned() -> None:
    pinned = json.loads((REPOSITORY / "site_templates/vendor/package.json").read_text("utf-8"))["dependencies"]
    packed = (REPOSITORY / "site_templates/overrides/assets/vendor").glob("*.js")
    heads = {path.read_text("utf-8").splitlines()[0].removeprefix("/* ").partition(",")[0] for path in packed}
    assert heads == {f"{name} {version}" for name, version in pinned.items()}


def test_scripts_of_pages_are_read_by_older_phones() -> None:
    """Safari before 16.4 takes no look-behind, and then leaves out the whole file that it stands in."""
    scripts = sorted((REPOSITORY / "site_templates").rglob("*.js"))
    assert len(scripts) > 5
    assert [script.name for script in scripts if re.search(r"\(\?<[=!]", script.read_text("utf-8"))] == []
