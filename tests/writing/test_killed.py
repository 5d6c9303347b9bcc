"""A command that is killed leaves no half: the next one finds the state before it or the state after it.

A few moments of each command here; ``nox -s kills`` goes through all of them (``--moments=0``).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.parallel import PROCESSES
from generator.writing.scratch import scratch
from tests.conftest import REPOSITORY, City
from tests.test_versions import committed
from tests.writing.killing import changes_of, kill, moments
from tests.writing.places import Tree, foreign_folder, tree
from tests.writing.test_commands import GAZETTE


def project(city: City) -> Tree:
    """What belongs to the project, without the folder of helper files."""
    return {path: kept for path, kept in tree(city.root).items() if path.split("/")[0] != "build"}


def prepared_for_promote(city: City) -> None:
    issue = city.root.with_name("issue.txt")
    issue.write_text(GAZETTE, "utf-8")
    assert city.run("import", str(issue)).code == 0


def prepared_for_refresh(city: City) -> None:
    for name in ("green-city", "bike-lanes"):
        file = city.root / f"datasets/{name}/datapackage.json"
        file.write_text(re.sub(r'"title": "[^"]+"', '"title": "别的"', file.read_text("utf-8")), "utf-8")


def prepared_for_promise(city: City) -> None:
    """Addresses are promised from the first release on; a page that came after it is not promised yet."""
    assert city.run("release").code == 0
    page = city.root / "content/pages/extra.md"
    page.write_text("---\ntitle: 附页\ndescription: 附页。\n---\n\n正文。\n", "utf-8")


def nothing(city: City) -> None: ...


def rehearsed(city: City, prepare: Callable[[City], None], *command: str) -> tuple[Path, Tree, Tree, int]:
    """A copy of the prepared city; its project before and after the command, which makes so many changes."""
    prepare(city)
    template = city.root.with_name("template")
    shutil.copytree(city.root, template, symlinks=True)
    before = project(city)
    total = changes_of(city.root, *command, "--project", str(city.root))
    return template, before, project(city), total


@pytest.mark.parametrize(
    ("prepare", "command"),
    [
        (nothing, ("release",)),
        (prepared_for_promise, ("promise",)),
        (prepared_for_promote, ("promote",)),
        (prepared_for_refresh, ("refresh",)),
    ],
    ids=["release", "promise", "promote", "refresh"],
)
def test_project_is_never_left_half_changed(
    new_city: Callable[[str], City], many: int, prepare: Callable[[City], None], command: tuple[str, ...]
) -> None:
    city = new_city("city")
    template, before, after, total = rehearsed(city, prepare, *command)
    assert before != after
    for moment in moments(total, many):
        shutil.rmtree(city.root)
        shutil.copytree(template, city.root, symlinks=True)
        assert kill(city.root, moment, *command, "--project", str(city.root)), moment
        city.run("check")
        assert project(city) in (before, after), f"killed before change {moment} of {total}"
        assert city.run(command[0]).code in (0, 1)
        assert project(city) == after, f"run again after a kill before change {moment} of {total}"


def test_snapshot_is_the_former_or_the_new_one(city: City, tmp_path: Path, many: int) -> None:
    folder = tmp_path / "out/tables"
    command = ("snapshot", "--project", str(city.root), str(folder))
    changes_of(folder.parent, *command)
    former = tree(folder)
    city.edit("datasets/green-city/quantities.csv", "85%", "86%")
    foreign_folder(tmp_path / "out/mine")
    mine = tree(tmp_path / "out/mine")
    total = changes_of(folder.parent, *command)
    new = tree(folder)
    assert former != new
    for moment in moments(total, many):
        city.edit("datasets/green-city/quantities.csv", "86%", "85%")
        assert city.run("snapshot", str(folder)).code == 0
        assert tree(folder) == former
        city.edit("datasets/green-city/quantities.csv", "85%", "86%")
        assert kill(folder.parent, moment, *command), moment
        assert tree(folder) in (former, new), f"killed before change {moment} of {total}"
        assert city.run("snapshot", str(folder)).code == 0
        assert tree(folder) == new
        assert tree(tmp_path / "out/mine") == mine
        assert sorted(path.name for path in folder.parent.iterdir()) == ["mine", "tables"]


def test_draft_is_completed_and_keeps_what_a_person_did(city: City, tmp_path: Path, many: int) -> None:
    (tmp_path / "issue.txt").write_text(GAZETTE, "utf-8")
    (tmp_path / "later.txt").write_text(
        GAZETTE.replace("多种树", "种好树") + "第二章 少砍树\n市林业局少砍树。\n", "utf-8"
    )
    draft, template = tmp_path / "draft", tmp_path / "template"
    command = ("import", "--project", str(city.root), str(tmp_path / "later.txt"), "--out", str(draft))
    assert city.run("import", str(tmp_path / "issue.txt"), "--out", str(draft)).code == 0
    (edited,) = (draft / "datasets").glob("*/datapackage.json")
    edited.write_text(edited.read_text("utf-8") + "\n", "utf-8")
    foreign_folder(draft / "mine")
    shutil.copytree(draft, template, symlinks=True)
    total = changes_of(draft, *command)
    after = tree(draft)
    assert after != tree(template)
    for moment in moments(total, many):
        shutil.rmtree(draft)
        shutil.copytree(template, draft, symlinks=True)
        assert kill(draft, moment, *command), moment
        assert city.run("import", str(tmp_path / "later.txt"), "--out", str(draft)).code == 0
        assert tree(draft) == after, f"killed before change {moment} of {total}"


def test_first_draft_can_be_imported_again(city: City, tmp_path: Path, many: int) -> None:
    (tmp_path / "issue.txt").write_text(GAZETTE, "utf-8")
    draft = tmp_path / "draft"
    command = ("import", "--project", str(city.root), str(tmp_path / "issue.txt"), "--out", str(draft))
    total = changes_of(draft, *command)
    after = tree(draft)
    for moment in moments(total, many):
        shutil.rmtree(draft)
        assert kill(draft, moment, *command), moment
        assert city.run("import", str(tmp_path / "issue.txt"), "--out", str(draft)).code == 0
        assert tree(draft) == after, f"killed before change {moment} of {total}"


def test_page_of_differences_is_the_former_or_the_new_one(city: City, tmp_path: Path, many: int) -> None:
    assert city.run("release").code == 0
    page = tmp_path / "out/page.html"
    page.parent.mkdir()
    command = ("compare", "--project", str(city.root), "0.1.0", ".", "--html", str(page))
    changes_of(page.parent, *command)
    former = page.read_bytes()
    city.edit("datasets/green-city/quantities.csv", "85%", "86%")
    total = changes_of(page.parent, *command)
    new = page.read_bytes()
    assert former != new
    for moment in moments(total, many):
        page.write_bytes(former)
        assert kill(page.parent, moment, *command), moment
        assert page.read_bytes() in (former, new), f"killed before change {moment} of {total}"
        assert city.run(*(word for word in command if word not in ("--project", str(city.root)))).code == 0
        assert tree(page.parent) == {"page.html": new}


def test_site_is_the_former_or_the_new_one(city: City, tmp_path: Path, many: int) -> None:
    template = tmp_path / "template"
    command = ("build", "--project", str(city.root))
    assert city.run("build").code == 0
    former = tree(city.root / "site")
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    shutil.copytree(city.root, template)
    total = changes_of(city.root, *command)
    new = tree(city.root / "site")
    assert former != new
    chosen = (total * 2 // 5, total - 100) if many else range(1, total, total // 60)  # a build takes its time
    for moment in chosen:
        shutil.rmtree(city.root)
        shutil.copytree(template, city.root)
        assert kill(city.root, moment, *command), moment
        assert tree(city.root / "site") in (former, new), f"killed before change {moment} of {total}"
        assert city.run("build").code == 0
        assert tree(city.root / "site") == new
        assert not list(city.root.glob(".site-*"))


@pytest.mark.parametrize(
    ("prepare", "command", "folder"),
    [(nothing, "release", "datasets/releases"), (prepared_for_promote, "promote", "datasets/*")],
    ids=["release", "promote"],
)
def test_killed_run_leaves_no_half_of_a_folder_even_where_caches_are_deleted(
    new_city: Callable[[str], City], many: int, prepare: Callable[[City], None], command: str, folder: str
) -> None:
    city = new_city("city")
    template, before, after, total = rehearsed(city, prepare, command)
    whole = {place.relative_to(city.root): tree(place) for place in city.root.glob(folder)}
    for moment in moments(total, many and many + 6):
        shutil.rmtree(city.root)
        shutil.copytree(template, city.root, symlinks=True)
        assert kill(city.root, moment, command, "--project", str(city.root)), moment
        shutil.rmtree(city.root / "build", ignore_errors=True)
        for place, kept in whole.items():
            if (city.root / place).exists() and place != Path("datasets/registry"):
                assert tree(city.root / place) == kept, f"killed before change {moment} of {total}"
        city.run("check")
        assert project(city) in (before, after), f"killed before change {moment} of {total}"


ASKED_TO_END = """
import os, sys
from generator.cli import main

number, event_name, name = int(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)

def ask(event, arguments, asked=[]):
    if event == event_name and name in str(arguments[0]) and not asked:
        asked.append(event)
        os.kill(os.getpid(), number)

sys.addaudithook(ask)
main(sys.argv[1:])
"""


def asked_to_end(number: int, event: str, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``guihua <arguments>``, which gets the signal before it first does ``event`` to a file whose path holds ``name``. It does
    all work in one process, so that the signal is the command's.
    """
    return subprocess.run(
        [sys.executable, "-c", ASKED_TO_END, str(number), event, name, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", PROCESSES: "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


STOPPED = {
    "en": "stopped. Nothing is half done: what stood here stands, or was replaced as a whole already\n",
    "zh": "已停止。没有做到一半的东西：原来的都还在，或者已经整个换成了新的\n",
}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("begun", ["-next", "-next/assets"], ids=["at the beginning", "while pages are rendered"])
def test_build_that_is_asked_to_end_clears_away_what_it_began(
    city: City, tmp_path: Path, number: int, begun: str
) -> None:
    target = tmp_path / "docs"
    arguments = ("build", "--project", str(city.root), "--out", str(target))
    ran = asked_to_end(number, "os.mkdir", begun, *arguments, "--lang", "zh")
    assert (ran.returncode, ran.stderr) == (128 + number, STOPPED["zh"] if number == signal.SIGINT else "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city"]
    assert city.run_plain(*arguments).code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("event", "name"), [("os.rename", "datasets/.releases."), ("os.rename", ".addresses.txt")])
def test_release_that_is_asked_to_end_leaves_the_project_as_it_was(
    city: City, number: int, event: str, name: str
) -> None:
    before = project(city)
    ran = asked_to_end(number, event, name, "release", "--project", str(city.root), "--lang", "en")
    assert (ran.returncode, ran.stderr) == (128 + number, STOPPED["en"] if number == signal.SIGINT else "")
    assert project(city) == before
    assert city.run("release").code == 0


def test_check_of_a_copy_that_is_asked_to_end_says_so_too(city: City, tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  figures.csv\n")
    (tmp_path / "figures.csv").write_text("")
    ran = asked_to_end(signal.SIGINT, "open", "figures.csv", "verify", str(tmp_path), "--lang", "en")
    assert (ran.returncode, ran.stderr) == (130, STOPPED["en"])


def test_command_that_is_asked_to_end_while_it_is_loaded_says_so_in_both_languages(city: City) -> None:
    ran = asked_to_end(signal.SIGINT, "import", "generator.pipeline", "check", "--project", str(city.root))
    assert (ran.returncode, ran.stderr) == (130, "stopped 已停止\n")


def test_comparison_that_is_killed_leaves_nothing_that_the_next_command_does_not_clear(
    city: City, tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the project nor in the system's temporary folder, also of a revision that holds links."""
    (city.root / "notes.md").symlink_to("content/plans/green-city.md")
    (city.root / "later").symlink_to("content")
    committed(city.root)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    command = ("compare", "HEAD", "--project", str(city.root))
    before = project(city)
    assert city.run("compare", "HEAD").code == 0
    total = changes_of(city.root, *command)
    assert tree(city.root / "build") == {}
    for number, moment in enumerate(moments(total, many and many + 4)):
        assert kill(city.root, moment, *command), moment
        following = ("compare", "HEAD") if number % 2 else ("refresh",)
        assert city.run(*following).code == 0
        left = sorted(tree(city.root / "build/scratch"))
        assert left == [], f"killed before change {moment} of {total}"
    assert project(city) == before
    assert [path for path in temporary.iterdir() if (path / "tree").exists()] == []


def test_scratch_folder_of_a_run_that_goes_on_is_left_and_so_is_what_somebody_put_into_a_dead_one(
    city: City, tmp_path: Path
) -> None:
    with scratch(city.root) as work:
        work.will_hold(["ours.txt"])
        (work.path / "ours.txt").write_text("ours")
        dead = work.path.with_name("dead")
        shutil.copytree(work.path, dead)
        (dead / "thesis.txt").write_text("three years of work")
        dead.with_name("dead.lock").touch()
        assert city.run("promise").code in (0, 1)
        assert (work.path / "ours.txt").read_text() == "ours"
    assert not work.path.exists()
    assert {path: kept for path, kept in tree(city.root / "build/scratch").items() if path != "dead/.guihua"} == {
        "dead": "folder", "dead.lock": b"", "dead/thesis.txt": b"three years of work",
    }  # fmt: skip


def test_release_writes_nothing_into_the_temporary_folder(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    assert changes_of(temporary, "release", "--project", str(city.root)) == 0
    assert (city.root / "datasets/releases/0.1.0").is_dir()
