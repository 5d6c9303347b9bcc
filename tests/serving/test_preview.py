"""After any edit the preview is what a cold build of the same project would be, and only files that differ are written."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.serving.messages import Edited
from generator.writing.guard import SITE, claim
from generator.writing.mark import append_to_mark
from generator.writing.refusals import cannot_write
from generator.writing.staging import FolderFiles
from generator.writing.workplace import working_in
from tests.conftest import REPOSITORY, City
from tests.serving.follower import Follower, cold, inodes
from tests.writing.killing import PREVIEW, changes_of, kill, moments
from tests.writing.places import tree

PLAN = "plans/green-city.html"
MARK = ".guihua"


@pytest.fixture
def follower(city: City) -> Follower:
    made = Follower(city)
    made.follow()
    assert made.findings() == []
    return made


def test_first_pass_is_a_cold_build(city: City, follower: Follower, tmp_path: Path) -> None:
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_only_files_that_differ_are_written(city: City, follower: Follower) -> None:
    contents, before = tree(follower.site), inodes(follower.site)
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    news = follower.follow()
    other, after = tree(follower.site), inodes(follower.site)
    kept = {path for path, content in contents.items() if path in before and other.get(path) == content}
    assert {path for path in kept if before[path] == after[path]} == kept
    differing = {path for path in {*contents, *other} if contents.get(path) != other.get(path) and path != MARK}
    assert news.changed == {path for path in differing if "folder" not in (contents.get(path), other.get(path))}
    assert PLAN in news.changed
    assert "about.html" in kept
    assert follower.told[-1][1] == len(news.changed)


def test_page_in_view_is_shown_before_all_others_are_made(city: City, follower: Follower) -> None:
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    follower.follow(PLAN, "no-such-page.html")
    early, last = follower.line.sent
    assert PLAN in early.early
    assert "index.html" not in early.early
    assert "每月碰头一次" in early.early[PLAN].decode("utf-8")
    assert early.early[PLAN] == (follower.site / PLAN).read_bytes()
    assert (last.early, PLAN in last.changed) == ({}, True)


def test_edit_with_an_error_leaves_the_last_good_site_with_the_finding(city: City, follower: Follower) -> None:
    before = tree(follower.site)
    city.edit("content/plans/green-city.md", "kind: plan\n", "kind: plam\n")
    news = follower.follow(PLAN)
    assert follower.findings() == ["bad-value"]
    assert (news.changed, news.early) == (frozenset(), {})
    assert [diagnostic.code for diagnostic in follower.told[-1][0].diagnostics] == ["bad-value"]
    assert tree(follower.site) == before
    city.edit("content/plans/green-city.md", "kind: plam\n", "kind: plan\n")
    follower.follow(PLAN)
    assert follower.findings() == []
    assert tree(follower.site) == before


def test_good_edit_that_was_shown_stays_where_a_wrong_one_comes_before_all_is_made(
    city: City, follower: Follower
) -> None:
    before = tree(follower.site)
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    follower.line.on_edit = lambda: city.edit("content/plans/green-city.md", "kind: plan\n", "kind: plam\n")
    follower.line.polls, follower.line.edit_after = 0, 20
    news = follower.follow(PLAN)
    assert follower.findings() == ["bad-value"]
    assert "每月碰头一次" in news.early[PLAN].decode("utf-8")
    assert tree(follower.site) == before


def test_full_disk_leaves_the_last_good_site_and_is_told(
    city: City, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(follower.site)
    with monkeypatch.context() as full:
        full.setattr(FolderFiles, "finish", disk_is_full)
        city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
        follower.follow()
    assert follower.findings() == [cannot_write(follower.site, OSError(errno.ENOSPC, "")).finding.code]
    assert tree(follower.site) == before
    assert PLAN in follower.follow().changed


def disk_is_full(_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


TEMPLATES = {
    "a page's": ("pages/unit.html.j2", "{{ nothing.here }}"),
    "all pages'": ("overrides/main.html", "{% if %}"),
    "a script": ("scripts/99-own.js", "let = ;"),
    "a dead link": ("pages/text.html.j2", '<a href="nowhere.html">没有</a>'),
}


@pytest.mark.parametrize(("name", "fault"), TEMPLATES.values(), ids=TEMPLATES)
def test_broken_template_leaves_the_last_good_site(city: City, follower: Follower, name: str, fault: str) -> None:
    before = tree(follower.site)
    shipped, own = REPOSITORY / "site_templates" / name, city.root / "site_templates" / name
    own.parent.mkdir(parents=True)
    own.write_text((shipped.read_text("utf-8") if shipped.exists() else "") + fault, "utf-8")
    news = follower.follow("about.html")
    assert follower.findings() == ["template"]
    assert (news.changed, news.early) == (frozenset(), {})
    assert tree(follower.site) == before
    own.unlink()
    follower.follow()
    assert follower.findings() == []
    assert tree(follower.site) == before


@pytest.mark.parametrize("questions", [1, 2, 40, 150])
def test_edit_that_comes_meanwhile_is_the_one_that_is_made(
    city: City, follower: Follower, tmp_path: Path, questions: int
) -> None:
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    follower.line.polls, follower.line.edit_after = 0, questions
    follower.follow()
    assert follower.line.polls >= questions
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_site_that_a_killed_preview_left_half_moved_is_mended(city: City, follower: Follower, tmp_path: Path) -> None:
    """It was killed when one file was moved and another one not yet."""
    append_to_mark(follower.site, [PLAN, "new.html"])
    (follower.site / PLAN).write_text("half")
    beside = claim(follower.site.with_name(".preview-next"), SITE)
    append_to_mark(beside.path, ["new.html"])
    (beside.path / "new.html").write_text("new")
    Follower(city).follow()
    assert tree(follower.site) == cold(city, tmp_path / "cold")
    assert not beside.path.exists()


def test_pass_that_is_killed_at_any_moment_is_made_up_for(
    city: City, follower: Follower, tmp_path: Path, many: int
) -> None:
    """A few moments here; ``nox -s kills`` goes through all."""
    edited = tmp_path / "edited"
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    (city.root / "content/pages/about.md").rename(city.root / "content/pages/about-us.md")
    after = cold(city, tmp_path / "cold")
    shutil.copytree(city.root, edited)
    total = changes_of(city.root, PREVIEW, str(city.root))
    assert tree(follower.site) == after
    for moment in moments(total, many):
        shutil.rmtree(city.root)
        shutil.copytree(edited, city.root)
        assert kill(city.root, moment, PREVIEW, str(city.root)), moment
        Follower(city).follow()
        assert tree(follower.site) == after, f"killed before change {moment} of {total}"
        assert not (city.root / "build/.preview-next").exists()


def test_project_that_another_command_held_is_tried_again_without_a_further_edit(
    city: City, follower: Follower, tmp_path: Path
) -> None:
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    told = len(follower.told)
    with ExitStack() as another:
        another.enter_context(working_in(city.root))
        waits = iter((lambda: None, another.close))
        follower.line.on_wait = lambda: next(waits)()
        news = follower.follow(PLAN)
    reports = [report for report, *_ in follower.told[told:]]
    assert [[finding.code for finding in report.diagnostics] for report in reports] == [["busy"], []]
    assert PLAN in news.changed
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_file_of_somebody_in_the_preview_is_told_and_kept(city: City, follower: Follower) -> None:
    (follower.site / "mine.txt").write_text("mine")
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    follower.follow()
    assert follower.findings() == ["foreign-files"]
    assert (follower.site / "mine.txt").read_text() == "mine"


def test_preview_that_was_deleted_is_made_again(city: City, follower: Follower, tmp_path: Path) -> None:
    shutil.rmtree(follower.site)
    follower.follow()
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_command_without_a_server_ends(city: City) -> None:
    follower = Follower(city)
    follower.line.waiting.append(Edited(()))
    follower.follow()
    assert not follower.line.waiting
