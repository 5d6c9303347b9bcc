"""Commands that run at the same time: what one has read is what it writes about."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.commands import promise, release
from generator.importing import promoting
from generator.writing.sources import SCRATCH
from tests.conftest import REPOSITORY, City, Ran
from tests.writing.places import tree
from tests.writing.test_commands import GAZETTE

ADDRESSES = "content/addresses.txt"


def beside(city: City, *arguments: str) -> Ran:
    """``guihua <arguments>`` in another process, as another person would run it."""
    ran = subprocess.run(
        [sys.executable, "-m", "generator", arguments[0], "--project", str(city.root), *arguments[1:], "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def then(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], object]) -> None:
    """After ``module.name`` has done its work, ``act`` is called before anything else happens."""
    original = getattr(module, name)

    def interrupted(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        act()
        return result

    monkeypatch.setattr(module, name, interrupted)


@pytest.fixture
def released(city: City) -> City:
    """A city with one release, and a page and a version that are newer."""
    assert city.run("release").code == 0
    page = city.root / "content/pages/contact.md"
    page.write_text("---\ntitle: 联系\ndescription: 联系。\n---\n\n正文。\n", "utf-8")
    city.edit("content/site.yml", "data_version: 0.1.0", "data_version: 0.1.1")
    return city


def test_no_release_comes_between_what_promise_reads_and_writes(
    released: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Ran] = []
    then(monkeypatch, promise, "sound", lambda: ran.append(beside(released, "release")))
    assert released.run("promise").code == 0
    assert (ran[0].code, "error[busy]" in ran[0].out) == (2, True)
    assert "contact.html\n" in (released.root / ADDRESSES).read_text("utf-8")
    assert released.run("release").code == 0
    assert released.run("check").code == 0


def test_release_is_of_the_data_that_was_checked(released: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is saved meanwhile is of the next release, in all its parts."""
    late = released.root / "content/pages/late.md"
    ran: list[Ran] = []

    def meanwhile() -> None:
        shutil.copy(released.root / "content/pages/contact.md", late)
        ran.append(beside(released, "promise"))

    then(monkeypatch, release, "sound", meanwhile)
    assert released.run("release").code == 0
    assert (ran[0].code, "error[busy]" in ran[0].out) == (2, True)
    assert "contact.html\n" in (released.root / ADDRESSES).read_text("utf-8")
    assert "late.html\n" not in (released.root / ADDRESSES).read_text("utf-8")
    late.unlink()
    assert released.run("check").code == 0


def test_draft_that_is_imported_anew_while_it_is_promoted_is_not_taken_over(
    city: City, new_city: Callable[[str], City], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "issue.txt").write_text(GAZETTE, "utf-8")
    (tmp_path / "later.txt").write_text(GAZETTE.replace("多种树", "种好树"), "utf-8")
    draft, other = tmp_path / "draft", new_city("other")
    assert city.run("import", str(tmp_path / "issue.txt"), "--out", str(draft)).code == 0
    before = tree(city.root / "content")
    ran: list[Ran] = []
    anew = ("import", str(tmp_path / "later.txt"), "--out", str(draft))
    then(monkeypatch, promoting, "_registry", lambda: ran.append(beside(other, *anew)))
    refused = city.run("promote", "--from", str(draft), "--lang", "en")
    assert ran[0].code == 0, ran
    assert (refused.code, "error[busy]" in refused.out, str(draft) in refused.out) == (2, True, True), refused
    assert tree(city.root / "content") == before


def test_full_disk_is_told_of_the_place_that_is_full(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "elsewhere/tables"
    target.parent.mkdir()
    original = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if target.parent in path.parents:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = city.run("snapshot", str(target), "--lang", "en")
    assert (ran.code, "the disk is full" in ran.out) == (2, True), ran
    assert str(target.parent) in ran.out.partition(":")[0]


def test_what_the_program_of_a_revision_left_goes_with_the_next_run(city: City) -> None:
    """Its parent was killed, and it wrote on; what it wrote bears its own mark."""
    dead = city.root / SCRATCH / "dead"
    written = dead / "tree/.snapshot-of-this-revision"
    written.mkdir(parents=True)
    (city.root / SCRATCH / "dead.lock").touch()
    (dead / ".guihua").write_text(json.dumps({"guihua": "scratch folder", "files": {"tree/a.csv": ""}}))
    (dead / "tree/a.csv").write_text("a")
    (written / "b.csv").write_text("b")
    (written / ".guihua").write_text(json.dumps({"guihua": "snapshot", "files": {"b.csv": ""}}))
    assert city.run("refresh").code == 0
    assert not (city.root / SCRATCH).exists()


@pytest.mark.parametrize("content", ["123\nhost\nmy notes\n", "remember\n"])
def test_note_is_no_lock(city: City, tmp_path: Path, content: str) -> None:
    note = tmp_path / ".tables-lock"
    note.write_text(content)
    ran = city.run("snapshot", str(tmp_path / "tables"))
    assert (ran.code, note.read_text()) == (2, content)


@pytest.mark.parametrize("path", [5, None])
def test_descriptor_with_a_path_that_is_no_text_is_told(city: City, tmp_path: Path, path: object) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"path": path, "hash": "sha256:00"}]}))
    ran = city.run_plain("verify", str(tmp_path), "--lang", "zh")
    assert (ran.code, "这个文件里没有校验值" in ran.err) == (1, True), ran
