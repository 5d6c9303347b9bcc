"""Docs are tested: what a user can meet stands in them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.opendata.formats import all_formats
from generator.rules import all_rules
from generator.schemas import json_schema, table_names, table_schema
from tests.conftest import REPOSITORY, City
from tests.test_rules import codes_in_the_source


def text(path: str) -> str:
    return (REPOSITORY / path).read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_both_readmes_and_helps_in_both_languages(command: str) -> None:
    assert f"`guihua {command}`" in text("README.md")
    assert f"`guihua {command}`" in text("README.zh.md")
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert re.search(r"[\u4e00-\u9fff]", result.stdout)
    assert re.search(r"[A-Z][a-z]+ [a-z]+", result.stdout)


def test_help_names_every_command_and_the_exit_codes() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    for command in main.commands:
        assert command in shown
    assert "0 clean" in shown
    assert "1 findings" in shown
    assert "2 usage" in shown


def test_every_finding_is_explained_to_maintainers() -> None:
    explained = text("datasets/README.md")
    codes = codes_in_the_source() | {code for rule in all_rules() for code in rule.codes}
    assert [code for code in sorted(codes) if f"`{code}`" not in explained] == []


def test_every_rule_says_why_in_both_languages() -> None:
    for rule in all_rules():
        assert rule.why.en.endswith(".")
        assert rule.why.zh.endswith("。")


def test_every_format_is_documented() -> None:
    for download_format in all_formats():
        assert f"`{download_format.suffix}`" in text("generator/README.md")


def test_every_key_of_a_plan_stands_in_the_guide() -> None:
    guide = text("content/README.md")
    assert [key for key in json_schema("plan")["properties"] if key not in guide] == []


def test_every_authored_table_stands_in_the_guide() -> None:
    guide = text("datasets/README.md")
    assert [name for name in table_names("authored") if f"`{name}.csv`" not in guide] == []


@pytest.mark.parametrize("kind", ["authored", "published"])
def test_every_column_has_a_title(kind: str) -> None:
    for name in table_names(kind):
        for field in (table_schema(kind, name) or {})["fields"]:
            assert field["title"], (name, field["name"])


def test_readmes_give_the_same_two_commands() -> None:
    commands = re.findall(r"```sh\n(.+?)\n```", text("README.md"))
    assert len(commands) == 2
    assert commands == re.findall(r"```sh\n(.+?)\n```", text("README.zh.md"))
    assert commands[0].endswith("nox -s site")
    assert commands[1].endswith("nox -s tests")


def test_pictures_and_files_that_docs_show_exist() -> None:
    for path in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", text(path)):
            assert (REPOSITORY / target).exists(), (path, target)


def test_refresh_restores_a_schema_and_touches_nothing_else(city: City) -> None:
    path = "datasets/green-city/datapackage.json"
    before = (city.root / path).read_text("utf-8")
    city.edit(path, '"title": "原文序号"', '"title": "别的"')
    assert "[schema-differs]" in city.run("check").out
    ran = city.run("refresh", "--lang", "en")
    assert ran.out.split() == [path]
    assert (city.root / path).read_text("utf-8") == before
    assert city.run("refresh").out == ""


def _pattern(address: str) -> re.Pattern[str]:
    """``data/<table>.csv`` as an expression: a placeholder stands for one part of a path, without dots but in versions."""
    parts = {"<version>": r"\d+\.\d+\.\d+", "<file>": r"[^/]+"}
    return re.compile("".join(parts.get(part, r"[^/.]+") if part.startswith("<") else re.escape(part)
                              for part in re.split(r"(<\w+>)", address)))  # fmt: skip


def published_for_programs(site: Path) -> list[str]:
    folders = (site / name for name in ("data", "api", "feeds"))
    return [path.relative_to(site).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_everything_published_for_programs_is_documented(site: Path, city: City) -> None:
    """Of the real site, and of the small city with a release, which the real one may not have yet."""
    patterns = {
        address: _pattern(address)
        for address in re.findall(r"(?m)^\| `([^`]+)` \|", text("datasets/README.published.md"))
    }
    assert city.run("release").code == 0
    assert city.run("build").code == 0
    published = {*published_for_programs(site), *published_for_programs(city.root / "site")}
    met = {address: [name for name, pattern in patterns.items() if pattern.fullmatch(address)] for address in published}
    assert [address for address, names in met.items() if not names] == []
    assert patterns.keys() - {name for names in met.values() for name in names} == set()


def test_glossary_names_what_is_in_the_code_and_all_of_the_model() -> None:
    words = set(re.findall(r"`([A-Z]\w+)`", text("generator/GLOSSARY.md")))
    defined = {
        path: {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef)}
        for path in (REPOSITORY / "generator").rglob("*.py")
    }
    assert words - set().union(*defined.values()) == set()
    model = set().union(*(names for path, names in defined.items() if path.parent.name == "model"))
    assert model - words == set()


def test_drawing_of_the_architecture_shows_every_package() -> None:
    drawing = re.search(r"```mermaid\n(.+?)```", text("generator/README.md"), re.S)
    assert drawing
    packages = {path.parent.name for path in (REPOSITORY / "generator").glob("*/__init__.py")}
    assert {package for package in packages if f"{package}/" not in drawing[1]} == set()
