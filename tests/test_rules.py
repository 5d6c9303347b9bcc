"""Every finding the system can make has an example: dropping a folder into ``tests/rules/<code>/`` is the test.

``bad*`` folders are laid over the miniature city and must give exactly ``expected.en.txt`` and
``expected.zh.txt``, the messages a person sees; ``good*`` folders come close to the fault and must be clean.
``removed.txt`` lists paths that are taken away first. A folder ``released`` within it is laid over before, and what
comes of it is released: the case is what happened to the data since.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.linking import link
from generator.reading import read_project
from generator.rules import all_rules, check
from generator.rules._patterns import in_words
from tests.conftest import MINIATURE, REPOSITORY, City, found_city

CASES = Path(__file__).parent / "rules"
NOT_LAID_OVER = ("expected.en.txt", "expected.zh.txt", "removed.txt", "released", ".gitkeep")


def cases(kind: str) -> list[Path]:
    return sorted(path for path in CASES.glob(f"*/{kind}*") if path.is_dir())


def named(case: Path) -> str:
    return case.relative_to(CASES).as_posix()


def lay_over(case: Path, root: Path) -> City:
    city = found_city(root / "city")
    if (released := case / "released").is_dir():
        shutil.copytree(released, city.root, dirs_exist_ok=True)
        assert city.run("release").code == 0
        shutil.copytree(MINIATURE, city.root, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for path in removed.read_text("utf-8").split() if removed.exists() else ():
        target = city.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    shutil.copytree(case, city.root, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns(*NOT_LAID_OVER))
    return city


@pytest.mark.parametrize("case", cases("bad"), ids=named)
def test_bad_example_gives_its_message_in_both_languages(case: Path, tmp_path: Path) -> None:
    city = lay_over(case, tmp_path)
    for language in ("en", "zh"):
        ran = city.run("check", "--lang", language)
        assert ran.out == (case / f"expected.{language}.txt").read_text("utf-8")
        assert ran.code == 1
        assert f"[{case.parent.name}]" in ran.out


@pytest.mark.parametrize("case", cases("good"), ids=named)
def test_good_example_is_clean(case: Path, tmp_path: Path) -> None:
    ran = lay_over(case, tmp_path).run("check")
    assert (ran.code, ran.out) == (0, "")


def patterns_in(schema: object) -> set[str]:
    """Every regular expression of a schema."""
    if isinstance(schema, list):
        return set().union(*map(patterns_in, schema))
    if not isinstance(schema, dict):
        return set()
    own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
    return own | set().union(*map(patterns_in, schema.values()))


def test_no_message_shows_a_regular_expression() -> None:
    """What a clerk may write wrongly has its form told in words."""
    schemas = [
        *(REPOSITORY / "generator/schemas").glob("*.json"),
        *(REPOSITORY / "generator/schemas/authored").iterdir(),
    ]
    patterns = set().union(*(patterns_in(json.loads(path.read_text("utf-8"))) for path in schemas))
    assert r"^\d{6}$" in patterns
    assert {pattern for pattern in patterns if pattern in in_words(pattern).en} == set()


def names_refused(city: City, name: str) -> list[tuple[str, str]]:
    """Code and place of what is found when the page of the city is called ``name``."""
    project, _ = read_project(city.root)
    renamed = replace(project, pages={name: project.pages["about"]})
    return [(finding.code, str(finding.where)) for finding in check(renamed, link(renamed)[0])]


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt0", "lpt1", "lpt9"])
def test_no_page_is_called_like_a_device_of_windows(city: City, name: str) -> None:
    """No folder of examples: a repository with such a file cannot be checked out there."""
    assert names_refused(city, name) == [("bad-name", f"content/pages/{name}.md")]


@pytest.mark.parametrize("name", ["console", "com", "com10", "lpt-1", "nul-1"])
def test_a_page_may_be_called_nearly_like_a_device(city: City, name: str) -> None:
    assert names_refused(city, name) == []


def codes_in_the_source() -> set[str]:
    sources = [path for path in (REPOSITORY / "generator").rglob("*.py") if path.parent.name != "figures"]
    return {code for path in sources for code in re.findall(r'code="([a-z0-9-]+)"', path.read_text("utf-8"))}


def test_every_code_has_a_bad_example() -> None:
    """``table-form`` is what the table library might say and we do not know: it has no example."""
    declared = {code for rule in all_rules() for code in rule.codes}
    examples = {case.parent.name for case in cases("bad")}
    in_bad_files = {"unreadable", "too-large"}
    in_build = {"template", "engine", "search-index", "lost-address"}
    in_writing = {"cannot-use"}  # tests/writing/test_rights.py
    in_importing = {"not-importable", "no-document", "not-a-draft", "not-in-draft", "already-there"}
    elsewhere = {"table-form", *in_bad_files, *in_build, *in_writing, *in_importing}
    assert (codes_in_the_source() | declared) - elsewhere == examples


def test_every_rule_has_a_good_example() -> None:
    examples = {case.parent.name for case in cases("good")}
    without = [rule.codes for rule in all_rules() if not examples & set(rule.codes)]
    assert without == []
