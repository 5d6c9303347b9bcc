"""Places where the account may not write or read: the message names the place in both languages, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, City, Ran
from tests.test_versions import committed
from tests.writing.places import tree
from tests.writing.test_commands import GAZETTE

AS_ANYBODY = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else []
)
"""The superuser may do everything; without these rights it is as anybody else."""
WRITES = {
    "build": ("build", "--out", "{closed}/site"),
    "snapshot": ("snapshot", "{closed}/tables"),
    "import": ("import", "{gazette}", "--out", "{closed}/draft"),
    "compare": ("compare", ".", ".", "--html", "{closed}/changes.html"),
}


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that can be read and not written."""
    folder = tmp_path / "只读"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    (tmp_path / "gazette.txt").write_text(GAZETTE, "utf-8")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


NO_EXCHANGE = "from generator.writing import publishing; publishing.CALLS.clear(); "
"""As on a system that cannot exchange two folders in one call."""


def run(city: City, *arguments: str, lang: str = "en", exchanges: bool = True) -> Ran:
    command, *rest = arguments
    program = f"import sys; {'' if exchanges else NO_EXCHANGE}from generator.cli import main; main(sys.argv[1:])"
    project = [] if command == "verify" else ["--project", str(city.root)]
    ran = subprocess.run(
        [*AS_ANYBODY, sys.executable, "-c", program, command, *project, *rest, "--lang", lang],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("how", WRITES.values(), ids=WRITES)
def test_place_that_cannot_be_written_is_named_and_kept(city: City, closed: Path, how: tuple[str, ...]) -> None:
    before = tree(closed)
    arguments = [part.format(closed=closed, gazette=closed.parent / "gazette.txt") for part in how]
    for lang, told in (("en", "this account may not do that here"), ("zh", "当前账户没有这里的权限")):
        ran = run(city, *arguments, lang=lang)
        assert (ran.code, told in ran.out, str(closed) in ran.out) == (2, True, True), ran
        assert "Traceback" not in ran.err
        assert tree(closed) == before


@pytest.mark.parametrize("folders", [("content",), ("datasets",), ("content", "datasets")])
def test_release_of_a_project_that_cannot_be_written_names_the_project(city: City, folders: tuple[str, ...]) -> None:
    before = tree(city.root)
    for name in folders:
        for path in (city.root / name, *(city.root / name).rglob("*")):
            path.chmod(path.stat().st_mode & ~0o222)
    ran = run(city, "release")
    for name in folders:
        for path in (city.root / name, *(city.root / name).rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
    assert (ran.code, str(city.root) in ran.out) == (2, True), ran
    assert {path: content for path, content in tree(city.root).items() if path in before} == before
    assert not (city.root / "datasets/releases").exists()
    assert not (city.root / "content/addresses.txt").exists()


def test_project_that_cannot_be_written_can_be_compared(city: City) -> None:
    committed(city.root)
    before = tree(city.root)
    city.root.chmod(0o555)
    ran = run(city, "compare", "HEAD")
    city.root.chmod(0o755)
    assert (ran.code, ran.out, "together: " in ran.err) == (0, "", True), ran
    assert tree(city.root) == before


def test_project_that_cannot_be_read_is_told(city: City) -> None:
    city.root.chmod(0)
    ran = run(city, "check")
    city.root.chmod(0o755)
    assert (ran.code, "this account may not do that here; give another folder" in ran.err) == (2, True), ran
    assert "当前账户没有这里的权限，请换一个文件夹" in ran.err


@pytest.mark.parametrize("name", ["data/figures.csv", "data/SHA256SUMS"])
def test_copy_with_a_file_that_cannot_be_read_is_told(settled_city: City, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(settled_city.root / "site", copy)
    (copy / name).chmod(0)
    ran = run(settled_city, "verify", str(copy))
    (copy / name).chmod(0o644)
    assert (ran.code, f"{copy / name}: this account may not do that here" in ran.err) == (1, True), ran
    assert "Copy it again" in ran.err


def test_refusal_is_written_for_programs_as_findings_are(city: City) -> None:
    assert city.run("build").code == 0
    city.edit("content/plans/bike-lanes.md", "城区道路都修自行车道。", "城区道路都修。")
    work = city.root / "build"
    work.chmod(0o555)
    ran = run(city, "build", "--format", "json")
    work.chmod(0o755)
    (finding,) = json.loads(ran.out)
    assert (ran.code, finding["code"], Path(finding["path"]).parent) == (2, "cannot-use", work), ran
    assert finding["what"] == {"en": "this account may not do that here", "zh": "当前账户没有这里的权限"}


def test_style_that_leads_nowhere_is_a_finding(city: City) -> None:
    styles = city.root / "site_templates/styles"
    styles.mkdir(parents=True)
    (styles / "99-own.css").symlink_to("nowhere.css")
    ran = city.run("build", "--lang", "en")
    assert (ran.code, "site_templates/styles/99-own.css: error[template]" in ran.out) == (1, True), ran


@pytest.mark.parametrize("exchanges", [True, False])
def test_former_folder_that_cannot_be_removed_is_named_and_the_new_one_is_in_place(
    city: City, tmp_path: Path, exchanges: bool
) -> None:
    folder = tmp_path / "tables"
    assert city.run("snapshot", str(folder)).code == 0
    former = tmp_path / (".tables-next" if exchanges else ".tables-former")
    for lang, value, in_place, again in (
        ("en", "86%", "the new content is in place", "what an earlier run left"),
        ("zh", "87%", "新的内容已经就位", "以前留下的"),
    ):
        city.edit("datasets/green-city/quantities.csv", {"86%": "85%", "87%": "86%"}[value], value)
        folder.chmod(0o555)
        ran = run(city, "snapshot", str(folder), lang=lang, exchanges=exchanges)
        assert (ran.code, in_place in ran.out, f"{folder}: " in ran.out, str(former) in ran.out) == (
            2,
            True,
            True,
            True,
        )
        assert ("this account may not do that here" if lang == "en" else "当前账户没有这里的权限") in ran.out
        assert "as it was" not in ran.out
        assert "没有动" not in ran.out
        assert value in (folder / "figures.csv").read_text("utf-8")
        ran = run(city, "snapshot", str(folder), lang=lang, exchanges=exchanges)
        assert (ran.code, again in ran.out, str(former) in ran.out, "Traceback" in ran.err) == (2, True, True, False), (
            ran
        )
        assert value in (folder / "figures.csv").read_text("utf-8")
        former.chmod(0o755)
        assert run(city, "snapshot", str(folder), lang=lang, exchanges=exchanges).code == 0
        assert not former.exists()
    assert city.run_plain("verify", str(folder)).code == 0


def test_lock_of_another_account_is_told(city: City, tmp_path: Path) -> None:
    lock = tmp_path / ".tables-lock"
    lock.touch()
    lock.chmod(0)
    for lang, told in (("en", "another account"), ("zh", "别的账户")):
        ran = run(city, "snapshot", str(tmp_path / "tables"), lang=lang)
        assert (ran.code, told in ran.out, str(lock) in ran.out) == (2, True, True), ran
        assert lock.exists()
        assert not (tmp_path / "tables").exists()


def test_draft_in_a_folder_that_cannot_be_written_is_imported_again(city: City, closed: Path) -> None:
    draft = closed / "draft"
    closed.chmod(0o755)
    draft.mkdir()
    closed.chmod(0o555)
    for _ in range(2):
        ran = run(city, "import", str(closed.parent / "gazette.txt"), "--out", str(draft))
        assert ran.code == 0, ran
    assert sorted(path.name for path in draft.iterdir() if "lock" in path.name) == []
