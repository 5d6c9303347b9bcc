"""Every finding the system can make has an example: dropping a folder into ``tests/rules/<code>/`` is the test.

``bad*`` folders are laid over the miniature city and must give exactly ``expected.en.txt`` and
``expected.zh.txt``, the messages a person sees; ``good*`` folders come close to the fault and must be clean.
``removed.txt`` lists paths that are taken away first. A folder ``released`` within it is laid over before, and what
comes of it is released: the case is what happened to the data since.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.rules import all_rules
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


def codes_in_the_source() -> set[str]:
    sources = [path for path in (REPOSITORY / "generator").rglob("*.py") if path.parent.name != "figures"]
    return {code for path in sources for code in re.findall(r'code="([a-z0-9-]+)"', path.read_text("utf-8"))}


def test_every_code_has_a_bad_example() -> None:
    """``table-form`` is what the table library might say and we do not know: it has no example."""
    declared = {code for rule in all_rules() for code in rule.codes}
    examples = {case.parent.name for case in cases("bad")}
    in_bad_files = {"unreadable", "too-large"}
    in_build = {"template", "engine", "search-index", "lost-address"}
    in_importing = {"not-importable", "no-document", "not-a-draft", "not-in-draft", "already-there"}
    elsewhere = {"table-form", *in_bad_files, *in_build, *in_importing}
    assert (codes_in_the_source() | declared) - elsewhere == examples


def test_every_rule_has_a_good_example() -> None:
    examples = {case.parent.name for case in cases("good")}
    without = [rule.codes for rule in all_rules() if not examples & set(rule.codes)]
    assert without == []
