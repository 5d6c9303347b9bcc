"""Every command that takes a path, at every place that it must not touch, and at those where it must work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from generator.importing.draft.review import DRAFT_LOCK
from generator.writing.guard import SITE, claim
from generator.writing.staging import write_tree
from tests.conftest import REPOSITORY, City, Ran
from tests.writing.places import Tree, foreign_folder, occupy, tree

GAZETTE = """许昌市人民政府公报
许政〔2022〕15号
许昌市人民政府
关于印发许昌市“十四五”绿化规划的通知
各县（市、区）人民政府：
现将规划印发给你们。
2022年3月1日
第一章 多种树
市林业局负责种树。
"""

WRITES = {
    "build": ("build", "--out"),
    "snapshot": ("snapshot",),
    "import": ("import", "{gazette}", "--out"),
    "compare": ("compare", ".", ".", "--html"),
}
READS = {
    "promote": ("promote", "--from"),
    "verify": ("verify",),
    "import SOURCE": ("import",),
}


@pytest.fixture
def here(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the city, in which the user stands, with places that are nobody's to write."""
    (city.root / ".git").mkdir()
    (city.root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    foreign_folder(tmp_path / "规划 docs")
    (tmp_path / "link to docs").symlink_to(tmp_path / "规划 docs")
    (tmp_path / "a file").write_text("a file")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gazette.txt").write_text(GAZETTE, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GUIHUA_LANG", "en")
    return tmp_path


def run(city: City, here: Path, how: tuple[str, ...], place: str) -> Ran:
    command, *rest = (part.format(gazette=here / "gazette.txt") for part in how)
    arguments = [*rest, place]
    return city.run(command, *arguments) if command != "verify" else city.run_plain(command, *arguments)


CLOSED = {
    "the project": "city",
    "its parent": ".",
    "the root": "/",
    "plans": "city/content",
    "plans, below": "city/content/plans/new",
    "data": "city/datasets",
    "data, below": "city/datasets/new",
    "templates": "city/site_templates",
    "templates, below": "city/site_templates/new",
    "git": "city/.git",
    "git, below": "city/.git/new",
    "a foreign folder": "规划 docs",
    "a link to one": "link to docs",
    "a file": "a file",
    "below a file": "a file/site",
    "a place that cannot be written": "/proc/guihua/site",
    "a loop of links": "loop",
}


def without_lock(there: Tree) -> Tree:
    """All but the lock, which every command that writes into the project takes first."""
    return {path: kept for path, kept in there.items() if path not in ("city/build", "city/build/lock")}


@pytest.mark.parametrize("how", WRITES.values(), ids=WRITES)
def test_place_that_is_not_ours_is_refused_and_kept(city: City, here: Path, how: tuple[str, ...]) -> None:
    before = tree(here)
    for what, place in CLOSED.items():
        if how[0] == "compare" and what == "templates, below":
            place = "city/content/site.yml"  # a page is a file
        ran = run(city, here, how, place)
        told = ran.out + ran.err
        assert ran.code == 2, (what, told)
        assert without_lock(tree(here)) == before, what
        assert Path(place).name in told or str(Path(place).resolve()) in told, what
        assert re.search(r"choose|name |give|move|Give|Free|go to", told), (what, told)
        assert "Traceback" not in told, what


@pytest.mark.parametrize("how", READS.values(), ids=READS)
def test_place_that_is_only_read_stays_as_it_is(city: City, here: Path, how: tuple[str, ...]) -> None:
    before = tree(here)
    for what, place in CLOSED.items():
        ran = run(city, here, how, place)
        finding = os.path.isdir(place) if how[0] == "verify" else how == ("import",) and what == "a file"  # noqa: PTH112
        assert ran.code == (1 if finding else 2), what
        assert without_lock(tree(here)) == before, what
        assert "Traceback" not in ran.out + ran.err, what
        assert len((ran.out + ran.err).strip()) > 40, what


COMMANDS = ("build", "check", "compare", "import", "promise", "promote", "refresh", "release", "serve", "snapshot")


@pytest.mark.parametrize("command", COMMANDS)
def test_folder_that_is_no_project_is_told_in_both_languages(here: Path, command: str) -> None:
    before = tree(here)
    for place in ("规划 docs", "link to docs", "a file", "a file/x", "nowhere", "loop", "city/content", "/proc/guihua"):
        ran = City(Path(place)).run(command)
        assert ran.code == 2, place
        assert re.search(r"[\u4e00-\u9fff]{4}", ran.err), place
        assert re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", ran.err), place
    assert tree(here) == before


def test_refusal_is_told_in_the_language_that_was_asked_for(city: City, here: Path) -> None:
    assert "请换一个文件夹" in city.run("build", "--out", "规划 docs", "--lang", "zh").out
    assert "choose another folder" in city.run("build", "--out", "规划 docs", "--lang", "en").out
    assert '"code": "foreign-folder"' in city.run("build", "--out", "规划 docs", "--format", "json").out


def test_relative_paths_are_those_of_the_folder_that_the_user_stands_in(city: City, here: Path) -> None:
    """A project named from outside, and a target with spaces and Chinese, named from there too."""
    (here / "for 网站").mkdir()
    os.chdir(here / "for 网站")
    ran = City(Path("../city")).run("build", "--out", "我的 网站")
    assert ran.code == 0, ran.out + ran.err
    assert (here / "for 网站/我的 网站/index.html").exists()
    assert sorted(path.name for path in here.joinpath("for 网站").iterdir()) == ["我的 网站"]
    assert not (city.root / "site").exists()


def test_default_target_is_the_project_s_own(city: City, here: Path) -> None:
    assert City(Path("city")).run("build").code == 0
    assert (city.root / "site/index.html").exists()
    (city.root / "site/CNAME").write_text("plans.example\n")
    ran = City(Path("city")).run("build")
    assert (ran.code, "CNAME" in ran.out) == (2, True)
    assert (city.root / "site/CNAME").read_text() == "plans.example\n"
    (city.root / "site/CNAME").unlink()
    assert City(Path("city")).run("build").code == 0


@pytest.mark.parametrize("folder", ["build/preview", ".site-next", ".site-former"])
def test_foreign_folder_in_the_place_of_a_helper_stops_the_build(city: City, here: Path, folder: str) -> None:
    foreign_folder(city.root / folder)
    before = tree(city.root / folder)
    command = ("serve", "--port", "0") if folder == "build/preview" else ("build",)
    ran = city.run(*command)
    assert (ran.code, "foreign-folder" in ran.out) == (2, True)
    assert tree(city.root / folder) == before
    assert not (city.root / "site").exists()


def test_work_folder_that_is_something_else_stops_the_build(city: City, here: Path) -> None:
    (city.root / "build").symlink_to(here / "a file")
    before = tree(here)
    assert city.run("build").code == 2
    assert tree(here) == before


def test_nothing_is_touched_where_the_work_folder_is_elsewhere(city: City, here: Path) -> None:
    (city.root / "build").symlink_to(here / "link to docs")
    before = tree(here)
    assert city.run("build").code == 0
    after = {name: content for name, content in tree(here).items() if not name.startswith("city/site")}
    assert after.pop("规划 docs/lock") == b""
    assert b'"guihua-built"' in after.pop("规划 docs/built.json")
    assert after == before


def test_work_folder_that_leads_into_the_sources_stops_every_command(city: City, here: Path) -> None:
    (city.root / "build").symlink_to(city.root / "content")
    before = tree(here)
    for command in (("build",), ("refresh",), ("release",), ("promise",), ("import", "gazette.txt")):
        ran = city.run(*command)
        assert (ran.code, "source-folder" in ran.out) == (2, True), command
    assert tree(here) == before


def test_snapshot_replaces_a_snapshot(city: City, here: Path) -> None:
    for _ in range(2):
        assert city.run("snapshot", "我的 表").code == 0
    assert (here / "我的 表/figures.csv").exists()
    assert city.run_plain("verify", "我的 表").code == 0
    assert "not, 0 not in this copy" in city.run_plain("verify", "我的 表", "--complete").err
    (here / "我的 表/figures.csv").write_text("mine")
    ran = city.run("snapshot", "我的 表")
    assert (ran.code, "figures.csv" in ran.out) == (2, True)
    assert (here / "我的 表/figures.csv").read_text() == "mine"


def test_draft_goes_through_a_link_and_keeps_whatever_else_is_there(city: City, here: Path) -> None:
    (here / "草 稿").mkdir()
    (here / "link").symlink_to("草 稿")
    assert city.run("import", "gazette.txt", "--out", "link").code == 0
    foreign_folder(here / "草 稿/mine")
    foreign_folder(here / "草 稿/.git")
    (here / "草 稿/run").write_text("#!/bin/sh\n")
    (here / "草 稿/run").chmod(0o750)
    mine = tree(here / "草 稿/mine"), tree(here / "草 稿/.git")
    assert city.run("import", "gazette.txt", "--out", "link").code == 0
    before = tree(here / "草 稿")
    assert city.run("import", "gazette.txt", "--out", "link").code == 0
    assert tree(here / "草 稿") == before
    assert (tree(here / "草 稿/mine"), tree(here / "草 稿/.git")) == mine
    assert (here / "草 稿/run").stat().st_mode & 0o777 == 0o750
    shutil.rmtree(here / "草 稿/content")
    (here / "草 稿/content").symlink_to(here / "规划 docs")
    before = tree(here)
    ran = city.run("import", "gazette.txt", "--out", "link")
    assert (ran.code, "leads out" in ran.out) == (2, True)
    assert tree(here) == before
    assert not (here / "规划 docs/plans").exists()


def test_site_is_no_place_for_a_draft_or_a_snapshot(city: City, here: Path) -> None:
    assert city.run("snapshot", "tables").code == 0
    before = tree(here / "tables")
    for command in (("build", "--out"), ("import", "gazette.txt", "--out")):
        assert city.run(*command, "tables").code == 2
    assert tree(here / "tables") == before


def test_page_of_differences_replaces_an_earlier_one_and_nothing_else(city: City, here: Path) -> None:
    for _ in range(2):
        assert city.run("compare", ".", ".", "--html", "变动 page.html").code == 0
    page = here / "变动 page.html"
    page.write_text(page.read_text("utf-8").replace("没有变化", "没有大变化"), "utf-8")
    ran = city.run("compare", ".", ".", "--html", "变动 page.html")
    assert (ran.code, "foreign-files" in ran.out) == (2, True)
    assert "没有大变化" in page.read_text("utf-8")


def test_project_with_a_link_that_leads_out_is_not_written(city: City, here: Path) -> None:
    city.run("import", "gazette.txt", "--out", "draft")
    shutil.move(city.root / "datasets/registry", here / "registry")
    (city.root / "datasets/registry").symlink_to(here / "registry")
    before = tree(here / "registry")
    ran = city.run("promote", "--from", "draft")
    assert (ran.code, "leads out" in ran.out) == (2, True)
    assert tree(here / "registry") == before


@pytest.mark.parametrize("report", ["review.txt", "review.html"])
def test_review_that_somebody_has_written_into_is_kept_and_named(city: City, here: Path, report: str) -> None:
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    assert city.run("import", "gazette.txt", "--out", "draft").out == ""
    file = here / "draft" / report
    file.write_text(file.read_text("utf-8") + "第三条已核对\n", "utf-8")
    mine = file.read_bytes()
    for _ in range(2):
        ran = city.run("import", "gazette.txt", "--out", "draft")
        assert (ran.code, report in ran.out, "-第三条已核对" in ran.out) == (0, True, True)
        assert "1 edited files kept" in ran.err
        assert file.read_bytes() == mine


def test_review_that_no_import_wrote_is_kept(city: City, here: Path) -> None:
    (here / "draft").mkdir()
    (here / "draft/.imported.json").write_text("{}")
    (here / "draft/review.txt").write_text("mine")
    ran = city.run("import", "gazette.txt", "--out", "draft")
    assert (ran.code, "review.txt" in ran.out) == (0, True)
    assert (here / "draft/review.txt").read_text() == "mine"


def test_file_that_a_draft_s_manifest_lists_with_another_digest_is_kept(city: City, here: Path) -> None:
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    foreign_folder(here / "draft/mine")
    (here / "draft/.git").mkdir()
    for name in (".env", ".git/HEAD", "notes.txt"):
        (here / "draft" / name).write_text("mine")
    listed = json.loads((here / "draft/.imported.json").read_text("utf-8"))
    listed |= dict.fromkeys((".env", ".git/HEAD", "notes.txt", "mine/to the thesis", "../a file"), "0" * 64)
    (here / "draft/.imported.json").write_text(json.dumps(listed), "utf-8")
    reports = {f"draft/{name}" for name in ("review.txt", "review.html", ".imported.json")}
    before = {path: kept for path, kept in tree(here).items() if path not in reports}
    ran = city.run("import", "gazette.txt", "--out", "draft")
    assert ran.code == 0
    assert all(name in ran.out for name in (".env", ".git/HEAD", "notes.txt"))
    assert without_lock({path: kept for path, kept in tree(here).items() if path not in reports}) == without_lock(
        before
    )


def test_link_in_a_draft_is_not_written_through(city: City, here: Path) -> None:
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    (plan,) = (here / "draft/content/plans").glob("*.md")
    (here / "draft/notes.md").write_text("mine")
    plan.unlink()
    plan.symlink_to("../../notes.md")
    ran = city.run("import", "gazette.txt", "--out", "draft")
    assert (ran.code, plan.name in ran.out) == (0, True)
    assert (here / "draft/notes.md").read_text() == "mine"


def test_name_in_a_draft_that_is_no_utf_8_is_named(city: City, here: Path) -> None:
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    Path(os.fsdecode(os.fsencode(here / "draft") + b"/caf\xe9.txt")).write_text("mine")
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    assert "caf\\udce9.txt" in (here / "draft/review.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "place", ["build", "build/scratch", "build/scratch/new.html", "build/built.json", "build/lock"]
)
def test_page_of_differences_does_not_stand_in_the_program_s_way(city: City, here: Path, place: str) -> None:
    ran = city.run("compare", ".", ".", "--html", str(city.root / place))
    assert (ran.code, "[source-folder]" in ran.out) == (2, True)
    assert not (city.root / "build").exists()
    journal = city.root / ".guihua-journal.json"
    assert city.run("compare", ".", ".", "--html", str(journal)).code == 2
    assert not journal.exists()


@pytest.mark.parametrize("content", ["mine", "<!-- a page of mine -->"])
def test_foreign_file_in_the_place_of_a_page_that_is_written_is_kept(city: City, here: Path, content: str) -> None:
    (here / ".c.html.guihua-next").write_text(content)
    ran = city.run("compare", ".", ".", "--html", "c.html")
    assert (ran.code, "move it elsewhere" in ran.out) == (2, True)
    assert (here / ".c.html.guihua-next").read_text() == content
    (here / ".c.html.guihua-next").write_text("<!-- guihua compare 0123")
    assert city.run("compare", ".", ".", "--html", "c.html").code == 0
    assert not (here / ".c.html.guihua-next").exists()


@pytest.mark.parametrize("thing", ["a link", "a folder", "a note", "a pipe"])
def test_what_stands_in_the_place_of_the_lock_is_kept_and_the_remedy_is_about_it(
    city: City, here: Path, thing: str
) -> None:
    lock = city.root / "build/lock"
    lock.parent.mkdir()
    occupy(lock, thing, here / "a file")
    ran = city.run("build")
    assert (ran.code, str(lock) in ran.out) == (2, True)
    assert "move it elsewhere, or delete it, and run the command again" in ran.out
    assert (here / "a file").read_text() == "a file"
    assert thing != "a note" or lock.read_text() == "remember the milk"


def test_usage_mistakes_end_with_two(city: City, here: Path) -> None:
    for arguments in (
        ("import", "nope.txt"),
        ("import", ""),
        ("import", "city/content"),
        ("compare", "nope"),
        ("promote", "--from", "nowhere"),
    ):
        assert city.run(*arguments).code == 2, arguments


def test_reason_of_the_system_is_told_in_chinese_too(city: City, here: Path) -> None:
    for command in (("build", "--out"), ("snapshot",), ("compare", ".", ".", "--html")):
        for name in ("长" * 100, "长" * 84, "x" * 248):
            ran = city.run(*command, name, "--lang", "zh")
            assert (ran.code, "名称太长" in ran.out + ran.err, "too long" in ran.out + ran.err) == (2, True, False)
            assert "guihua-next" not in ran.out + ran.err
            assert "-former" not in ran.out + ran.err


INSIDE = {
    "build": ("build", "--out", "site/sub"),
    "snapshot": ("snapshot", "site/sub/tables"),
    "import": ("import", "gazette.txt", "--out", "site/x"),
    "compare": ("compare", ".", ".", "--html", "site/x.html"),
}


@pytest.mark.parametrize("how", INSIDE.values(), ids=INSIDE)
def test_nothing_goes_into_a_folder_that_a_command_made(city: City, here: Path, how: tuple[str, ...]) -> None:
    """It would be foreign there, and stop the next run."""
    site = claim(here / "site", SITE)
    write_tree(site, {"index.html": b"one"})
    before = tree(here)
    for lang, told in (("en", "name a place outside it"), ("zh", "请另写一个不在它里面的地方")):
        ran = city.run(*how, "--lang", lang)
        assert (ran.code, "[made-folder]" in ran.out, str(here / "site") in ran.out, told in ran.out) == (
            2, True, True, True
        )  # fmt: skip
    assert without_lock(tree(here)) == before


def test_page_of_differences_is_written_by_one_run_at_a_time(city: City, here: Path) -> None:
    with FileLock(here / ".c.html-lock"):
        ran = city.run("compare", ".", ".", "--html", "c.html")
        assert (ran.code, "[busy]" in ran.out, str(here / "c.html") in ran.out) == (2, True, True)
        assert not (here / "c.html").exists()
    assert city.run("compare", ".", ".", "--html", "c.html").code == 0
    assert not list(here.glob(".c.html*"))


def test_page_of_differences_makes_no_folders(city: City, here: Path) -> None:
    ran = city.run("compare", ".", ".", "--html", "nowhere/c.html")
    assert (ran.code, "[no-place]" in ran.out, str(here / "nowhere/c.html") in ran.out) == (2, True, True)
    assert not (here / "nowhere").exists()


def test_draft_is_written_by_one_run_at_a_time(city: City, here: Path) -> None:
    """Also where the other run is that of another project."""
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    before = tree(here / "draft")
    with FileLock(here / "draft" / DRAFT_LOCK):
        ran = city.run("import", "gazette.txt", "--out", "draft")
        assert (ran.code, "[busy]" in ran.out, str(here / "draft") in ran.out) == (2, True, True)
        (here / "draft/.importing.json").write_text("{}")  # as while the other run writes
        ran = city.run("promote", "--from", "draft")
        assert (ran.code, "[busy]" in ran.out, str(here / "draft") in ran.out) == (2, True, True)
        (here / "draft/.importing.json").unlink()
    assert city.run("import", "gazette.txt", "--out", "draft").code == 0
    assert tree(here / "draft") == before


def test_import_that_finds_no_document_leaves_no_folder(city: City, here: Path) -> None:
    (here / "empty.txt").write_text("nothing")
    assert city.run("import", "empty.txt", "--out", "a/draft").code == 1
    assert not (here / "a").exists()


def test_snapshots_at_once_leave_one_of_them_whole(city: City, here: Path) -> None:
    command = [sys.executable, "-m", "generator", "snapshot", "--project", str(city.root), "tables"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(4)
    ]
    told = [(run.communicate(timeout=300), run.returncode) for run in runs]
    assert any(code == 0 for _, code in told), told
    assert all(code == 0 or (code == 2 and "[busy]" in out) for (out, _), code in told), told
    assert city.run_plain("verify", "tables").code == 0
    assert not list(here.glob(".tables-*"))
