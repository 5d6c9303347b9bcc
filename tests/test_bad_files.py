"""Faults that cannot be kept in a folder of examples: rights, sizes, wrong use of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Language
from generator.pipeline import examine
from generator.reporters.text import text_report
from tests.conftest import City

NOBODY = 65534


@contextmanager
def without_root() -> Iterator[None]:
    """Root may read everything: step down while it matters."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def make_reachable(path: Path) -> None:
    for folder in (path, *path.parents):
        if folder.owner() == "root" and str(folder).startswith("/tmp/"):  # noqa: S108
            folder.chmod(0o755)


@pytest.mark.parametrize(
    "path", ["datasets/green-city", "datasets/green-city/tasks.csv", "content/plans", "datasets", "content"]
)
def test_what_may_not_be_read_is_named(city: City, path: str) -> None:
    examine(city.root, lambda _: None)  # whatever Python loads on the way, it loads while it may
    make_reachable(city.root)
    target = city.root / path
    mode = target.stat().st_mode
    target.chmod(0)
    try:
        with without_root():
            _, report = examine(city.root, lambda _: None)
    finally:
        target.chmod(mode)
    named = f"{path}/site.yml" if path == "content" else path
    message = text_report(report, Language.ENGLISH)
    assert f"{named}: error[unreadable] it cannot be read: this account may not read it\n" in message
    assert "to fix:   put it back as it was, or give yourself the right to read it" in message
    assert f"{named}: 错误[unreadable] 无法读取：当前账户没有读取权限" in text_report(report, Language.CHINESE)


@pytest.mark.parametrize("path", ["content/site.yml", "content/pages/about.md", "datasets/green-city/tasks.csv"])
def test_pipe_or_folder_in_place_of_a_file_is_named(city: City, path: str) -> None:
    """A pipe that nobody writes to would be waited for without end."""
    (city.root / path).unlink()
    os.mkfifo(city.root / path)
    assert f"{path}: error[unreadable] it cannot be read: it is a pipe or a device\n" in city.run("check").out
    (city.root / path).unlink()
    (city.root / path).mkdir()
    assert f"{path}: 错误[unreadable] 无法读取：是文件夹\n" in city.run("check", "--lang", "zh").out


def test_package_that_is_a_link_out_of_the_project_is_refused(city: City, tmp_path: Path) -> None:
    (city.root / "datasets/green-city").rename(tmp_path / "elsewhere")
    (city.root / "datasets/green-city").symlink_to(tmp_path / "elsewhere")
    assert "datasets/green-city: error[path-outside] this is a link" in city.run("check").out


@pytest.mark.parametrize("name", ["x" * 5000 + ".csv", "a\\u0000b.csv", ""])
def test_impossible_path_of_a_resource_is_named(city: City, name: str) -> None:
    city.edit("datasets/green-city/datapackage.json", '"tasks.csv"', f'"{name}"')
    ran = city.run("check")
    assert ran.out.startswith("datasets/green-city/datapackage.json:306:7: error[")


def test_file_larger_than_any_plan_is_refused(city: City) -> None:
    with (city.root / "datasets/green-city/notes.csv").open("ab") as file:
        file.truncate(30_000_000)
    ran = city.run("check", "--lang", "en")
    assert ran.code == 1
    assert "datasets/green-city/notes.csv: error[too-large] the file is larger than any plan can be" in ran.out


def test_findings_of_a_run_are_reported_together_in_file_order(city: City) -> None:
    city.edit("content/plans/green-city.md", "kind: plan", "kind: plans")
    city.edit("datasets/green-city/tasks.csv", "市园林局、市水务局", "市园林局、市水物局")
    city.edit("datasets/green-city/trees.csv", "10k-trees,7,", "10k-trees,8,")
    city.edit("content/site.yml", "data_date: 2026-01-02", "data_date: 2026-01-32")
    ran = city.run("check", "--lang", "en")
    places = [line.split(":")[0] for line in ran.out.splitlines() if "error[" in line]
    assert places == [
        "content/plans/green-city.md",
        "content/site.yml",
        "datasets/green-city/tasks.csv",
        "datasets/green-city/trees.csv",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--project", "/nowhere-at-all"], "/nowhere-at-all is no folder; give the path of one"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["publish"], "No such command"),
        (["build", "--loud"], "No such option"),
    ],
)
def test_wrong_use_ends_with_two(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_folder_that_is_no_project_is_refused_in_both_languages(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--project", str(tmp_path)])
    assert result.exit_code == 2
    assert "is no Guihua project" in result.stderr
    assert "这里不是 Guihua 项目" in result.stderr


def test_clean_project_ends_with_zero_and_says_so(city: City) -> None:
    ran = city.run("check", "--lang", "zh")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("没有问题：3 份文件，39 个数值，5 项任务")
