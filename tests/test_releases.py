"""Versions of the data: what a change asks for, releases that stay, comparing and verifying copies."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, City

FIGURES = "datasets/green-city/quantities.csv"


@pytest.fixture
def released(city: City) -> City:
    """The miniature city with its first release."""
    assert city.run("release", "--note", "第一版").code == 0
    return city


def version(city: City, text: str) -> None:
    settings = city.root / "content/site.yml"
    settings.write_text(
        re.sub(r"(?m)^data_version: .*$", f"data_version: {text}", settings.read_text("utf-8")), "utf-8"
    )


def test_corrected_value_asks_for_a_patch(released: City) -> None:
    released.edit(FIGURES, "85%", "86%")
    ran = released.run("check", "--lang", "en")
    assert ran.code == 1
    assert "[data-version]" in ran.out
    assert "at least 0.1.1: patch" in ran.out
    version(released, "0.1.1")
    assert released.run("check").code == 0


def test_breaking_change_is_blocked_without_a_new_major_version(released: City) -> None:
    released.edit(FIGURES, "q02,survival-rate", "q09,survival-rate")
    for text in ("0.1.1", "0.2.0"):
        version(released, text)
        ran = released.run("check", "--lang", "en")
        assert ran.code == 1
        assert "ids gone: green-city-q02" in ran.out
        assert "at least 1.0.0: major" in ran.out
        assert released.run("build").code == 1
    version(released, "1.0.0")
    assert released.run("check").code == 0


def test_release_is_served_for_good_beside_the_current_data(released: City) -> None:
    stored = {path.name: path.read_bytes() for path in (released.root / "datasets/releases/0.1.0").iterdir()}
    released.edit(FIGURES, "85%", "86%")
    version(released, "0.1.1")
    assert released.run("build").code == 0
    data = released.root / "site/data"
    served = {path.name: path.read_bytes() for path in (data / "0.1.0").iterdir()}
    assert served.pop("guicheng-plans-0.1.0.zip")
    assert served == stored
    with zipfile.ZipFile(data / "0.1.0/guicheng-plans-0.1.0.zip") as archive:
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {name: archive.read(name) for name in archive.namelist()} == stored
    assert "85%" in (data / "0.1.0/figures.csv").read_text("utf-8")
    assert "86%" in (data / "figures.csv").read_text("utf-8")
    assert json.loads((data / "versions.json").read_text("utf-8")) == {
        "current": {"version": "0.1.1-dev", "date": "2026-01-02", "path": "datapackage.json"},
        "released": [{"version": "0.1.0", "date": "2026-01-02", "path": "0.1.0/datapackage.json"}],
    }


def test_second_release_says_what_changed_on_its_page_and_in_the_feed(released: City) -> None:
    released.edit(FIGURES, "85%", "86%")
    version(released, "0.1.1")
    ran = released.run("release", "--note", "更正成活率", "--lang", "en")
    assert (ran.code, "0.1.1: datasets/releases/0.1.1 written" in ran.err) == (0, True)
    told = json.loads((released.root / "datasets/releases/0.1.1/changes.json").read_text("utf-8"))
    assert told["level"] == "patch"
    assert any("'85%' → '86%'" in change["zh"] for change in told["changes"])
    assert released.run("build").code == 0
    page = (released.root / "site/changes.html").read_text("utf-8")
    feed = (released.root / "site/feeds/changes.atom").read_text("utf-8")
    for text in ("更正成活率", "第一版", "更正 1 行里的"):
        assert text in page
        assert text in feed
    assert page.index("0.1.1") < page.index('id="v0-1-0"')


def test_version_is_released_once(released: City) -> None:
    before = (released.root / "datasets/releases/0.1.0/figures.csv").read_bytes()
    ran = released.run("release", "--lang", "en")
    assert ran.code == 1
    assert "released already" in ran.err
    assert (released.root / "datasets/releases/0.1.0/figures.csv").read_bytes() == before


def test_release_of_a_changed_description_is_a_patch_and_not_the_first(released: City) -> None:
    settings = released.root / "content/site.yml"
    settings.write_text(settings.read_text("utf-8").replace("桂城测试组", "桂城数据组"), "utf-8")
    version(released, "0.1.1")
    assert released.run("release").code == 0
    told = json.loads((released.root / "datasets/releases/0.1.1/changes.json").read_text("utf-8"))
    assert told["level"] == "patch"
    assert "说明变了" in told["changes"][0]["zh"]
    assert released.run("build").code == 0
    assert (released.root / "site/changes.html").read_text("utf-8").count("这是第一个定版") == 1


def test_host_may_be_named_without_changing_the_data(released: City, monkeypatch: pytest.MonkeyPatch) -> None:
    assert released.run("build").code == 0
    data = released.root / "site/data"
    files = ("0.1.0/README.txt", "indicators/datapackage.json", "datapackage.json", "README.txt", "figures.xlsx")
    before = {name: (data / name).read_bytes() for name in files}
    monkeypatch.setenv("GUIHUA_ADDRESS", "https://plans.example/guicheng/")
    assert released.run("check").code == 0
    assert released.run("build").code == 0
    assert {name: (data / name).read_bytes() for name in files} == before
    assert "https://plans.example/guicheng/" in (data / "catalog.jsonld").read_text("utf-8")


def test_property_that_programs_read_cannot_go_without_a_major_version(released: City) -> None:
    told = released.root / "datasets/releases/0.1.0/changes.json"
    kept = json.loads(told.read_text("utf-8"))
    assert kept["interface"]["api/v1/openapi.json#unit"]["duties"] == "array of object"
    assert "printed" in kept["interface"]["data/indicators/<id>.csv"]
    kept["interface"]["api/v1/openapi.json#unit"]["telephone"] = "string"
    told.write_text(json.dumps(kept), "utf-8")
    released.edit(FIGURES, "85%", "86%")
    version(released, "0.2.0")
    ran = released.run("build", "--lang", "en")
    assert (ran.code, "[data-version]" in ran.out, "#unit telephone" in ran.out) == (1, True, True)
    assert "at least 1.0.0: major" in ran.out
    version(released, "1.0.0")
    assert released.run("build").code == 0


def test_data_that_may_still_change_has_a_version_of_its_own(released: City) -> None:
    released.edit(FIGURES, "85%", "86%")
    version(released, "0.1.1")
    assert released.run("build").code == 0
    data = released.root / "site/data"
    assert json.loads((data / "datapackage.json").read_text("utf-8"))["version"] == "0.1.1-dev"
    assert json.loads((data / "../api/v1/index.json").read_text("utf-8"))["edition"]["version"] == "0.1.1-dev"
    assert released.run("release").code == 0
    assert released.run("build").code == 0
    assert json.loads((data / "datapackage.json").read_text("utf-8"))["version"] == "0.1.1"


def test_project_with_errors_is_not_released(city: City) -> None:
    city.edit(FIGURES, "q03,survival-rate", "q02,survival-rate")
    ran = city.run("release", "--lang", "en")
    assert (ran.code, "[duplicate-id]" in ran.out) == (1, True)
    assert not (city.root / "datasets/releases").exists()


def test_release_cannot_be_changed_together_with_its_check_sums(released: City) -> None:
    """The next release vouches for it."""
    released.edit(FIGURES, "85%", "86%")
    version(released, "0.1.1")
    assert released.run("release").code == 0
    folder = released.root / "datasets/releases/0.1.0"
    readme = folder / "README.txt"
    before = hashlib.sha256(readme.read_bytes()).hexdigest()
    readme.write_bytes(readme.read_bytes() + b"x")
    told = (folder / "changes.json").read_text("utf-8")
    after = hashlib.sha256(readme.read_bytes()).hexdigest()
    (folder / "changes.json").write_text(told.replace(before, after), "utf-8", newline="")
    ran = released.run("check", "--lang", "en")
    assert (ran.code, "[release-changed]" in ran.out) == (1, True)


def test_other_licence_under_the_same_number_is_a_finding(released: City) -> None:
    settings = released.root / "content/site.yml"
    settings.write_text(settings.read_text("utf-8").replace("CC-BY-4.0", "CC-BY-NC-4.0"), "utf-8")
    ran = released.run("check", "--lang", "en")
    assert ran.code == 1
    assert "the rows are the same, but not what is said of them" in ran.out
    assert "at least 0.1.1" in ran.out


@pytest.mark.parametrize("text", ["0.1.0-beta", "0.2", "1", "00.1.0"])
def test_version_of_another_form_is_a_finding(released: City, text: str) -> None:
    version(released, text)
    ran = released.run("check", "--lang", "en")
    assert (ran.code, "data_version" in ran.out) == (1, True)


def test_file_missing_from_a_release_is_a_finding(released: City) -> None:
    (released.root / "datasets/releases/0.1.0/figures.csv").unlink()
    ran = released.run("check", "--lang", "en")
    assert (ran.code, "[release-changed]" in ran.out) == (1, True)


@pytest.mark.parametrize("name", ["", "..", "/", "C:/", "--help-me", "a b"])
def test_what_is_no_revision_is_told_plainly(released: City, name: str) -> None:
    ran = released.run("compare", "--lang", "en", "--", name)
    assert ran.code == 2
    assert "no version and no git revision" in ran.err or "git has no revision" in ran.err


def test_data_that_is_not_released_says_so_where_it_is_cited(city: City) -> None:
    assert city.run("build").code == 0
    page = (city.root / "site/plans/green-city.html").read_text("utf-8")
    assert "数据版本 0.1.0（未定版）" in page
    assert "（未定版）" in (city.root / "site/data/README.txt").read_text("utf-8")
    assert city.run("release").code == 0
    assert city.run("build").code == 0
    assert "未定版" not in (city.root / "site/plans/green-city.html").read_text("utf-8")
    assert "未定版" not in (city.root / "site/data/0.1.0/README.txt").read_text("utf-8")


def test_id_stays_when_the_title_changes(released: City) -> None:
    released.edit("datasets/registry/indicators.csv", "成活率", "苗木成活率")
    released.edit(FIGURES, "q02,survival-rate,成活率", "q02,survival-rate,苗木成活率")
    version(released, "0.1.1")
    ran = released.run("check", "--lang", "en")
    assert ran.code == 0, ran.out
    assert released.run("build").code == 0


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.email=a@example.org", "-c", "user.name=a", *arguments],
        check=True,
        capture_output=True,
    )


def test_two_revisions_are_compared_in_words_and_row_by_row(city: City, tmp_path: Path) -> None:
    git(city.root, "init", "--quiet")
    git(city.root, "add", "-A")
    git(city.root, "commit", "--quiet", "-m", "one")
    city.edit(FIGURES, "85%", "86%")
    page = tmp_path / "changes.html"
    ran = city.run("compare", "HEAD", "--lang", "zh", "--table", "figures", "--html", str(page))
    assert ran.code == 0
    assert "[修订号（更正）] figures（数值）：更正 1 行里的 2 个值" in ran.out
    assert re.search(r"(?m)^->\t.*85%->86%", ran.out)
    assert "85%" in page.read_text("utf-8")
    assert "合起来：修订号（更正）" in ran.err
    git(city.root, "commit", "--quiet", "-am", "two")
    assert "更正 1 行里的" in city.run("compare", "HEAD~1", "HEAD", "--lang", "zh").out
    assert city.run("compare", "HEAD", "HEAD").out == ""
    assert "git has no revision" in city.run("compare", "nonesuch", "--lang", "en").err
    ran = city.run("compare", "HEAD", "--table", "figurs")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no table figurs – did you mean “figures”?" in ran.err
    assert "没有 figurs 这张表。是不是“figures”？" in ran.err
    assert re.search(r"(?m)^Tables of these two versions · 这两版里的表: citations, .*, figures, ", ran.err), ran.err
    assert "there is no table zzz.\n没有 zzz 这张表。\n" in city.run("compare", "HEAD", "--table", "zzz").err
    worktrees = subprocess.run(
        ["git", "-C", str(city.root), "worktree", "list"], capture_output=True, encoding="utf-8", check=True
    )
    assert len(worktrees.stdout.splitlines()) == 1


def test_program_of_a_revision_runs_only_when_asked_for(city: City, tmp_path: Path) -> None:
    trace = tmp_path / "it ran"
    program = city.root / "generator"
    (program / "commands").mkdir(parents=True)
    told = f"import pathlib, sys\npathlib.Path({str(trace)!r}).write_text('ran')\n"
    for name in ("__init__.py", "__main__.py", "cli.py", "commands/__init__.py", "commands/snapshot.py"):
        (program / name).write_text(told)
    (program / "__main__.py").write_text(
        told + "out = pathlib.Path(sys.argv[-1])\nout.mkdir()\n"
        "(out / 'datapackage.json').write_text('{\"resources\": []}')\n(out / '.mark').write_text('')\n"
    )
    (city.root / "conftest.py").write_text(told)
    (city.root / "sitecustomize.py").write_text(told)
    git(city.root, "init", "--quiet")
    git(city.root, "add", "-A")
    git(city.root, "commit", "--quiet", "-m", "a pull request")
    hook = city.root / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    hook.chmod(0o755)
    city.edit(FIGURES, "85%", "86%")
    process = subprocess.run(
        [sys.executable, "-m", "generator", "compare", "--project", str(city.root), "HEAD", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert process.returncode == 0, process.stderr
    assert "figures" in process.stdout
    assert not trace.exists()
    ran = city.run("compare", "HEAD", "--with-its-own-program", "--lang", "en")
    assert (ran.code, trace.exists()) == (0, True)
    assert "figures" in ran.out


def test_revision_that_todays_program_cannot_read_names_the_way_out(city: City) -> None:
    (city.root / "datasets/green-city/datapackage.json").write_text("{")
    git(city.root, "init", "--quiet")
    git(city.root, "add", "-A")
    git(city.root, "commit", "--quiet", "-m", "one")
    ran = city.run("compare", "HEAD", "--lang", "en")
    assert ran.code == 1
    assert "--with-its-own-program" in ran.err


def test_snapshot_is_what_a_release_would_hold(released: City, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert released.run("snapshot", str(out)).code == 0
    stored = released.root / "datasets/releases/0.1.0"
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != ".guihua"} == {
        path.name: path.read_bytes() for path in stored.iterdir() if path.name != "changes.json"
    }


def test_copy_is_verified(released: City, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from generator.cli import main

    assert released.run("build").code == 0
    copy = tmp_path / "copy"
    shutil.copytree(released.root / "site/data", copy)

    def verify(folder: Path, *more: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["verify", str(folder), "--lang", "en", *more])
        return ran.exit_code, ran.stderr

    code, said = verify(released.root / "site")
    assert (code, "0 not, 0 not in this copy" in said) == (0, True)
    code, said = verify(copy)
    assert (code, " 0 not, " in said) == (0, True)
    rows = list(csv.reader((copy / "figures.csv").open(encoding="utf-8", newline="")))
    assert len(rows) > 5
    (copy / "figures.csv").write_text("tampered", "utf-8")
    code, said = verify(copy)
    assert code == 1
    assert "figures.csv: not as published" in said
    code, said = verify(tmp_path)
    assert (code, "there is no list of check sums" in said) == (1, True)
    code, said = verify(released.root / "site/data/0.1.0")
    assert (code, " 0 not, 0 not in this copy" in said) == (0, True)
    with zipfile.ZipFile(released.root / "site/data/guicheng-plans.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    code, said = verify(tmp_path / "unpacked")
    assert said.endswith("2 have no check sum and were not compared: CITATION.cff, README.txt\n")
    assert (code, " 0 not, 0 not in this copy" in said) == (0, True)
    (tmp_path / "unpacked/figures.csv").unlink()
    assert verify(tmp_path / "unpacked")[0] == 0
    assert verify(tmp_path / "unpacked", "--complete")[0] == 1
    (tmp_path / "SHA256SUMS").write_text("<html>404</html>\n\n", "utf-8")
    assert verify(tmp_path)[0] == 1


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.csv", "data/../../outside.csv", "linked.csv", "a\0b"])
def test_list_of_check_sums_leads_nowhere_out_of_the_copy(city: City, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (tmp_path / "outside.csv").write_text("outside")
    (copy / "linked.csv").symlink_to(tmp_path / "outside.csv")
    (copy / "figures.csv").write_text("inside")
    sums = {"figures.csv": hashlib.sha256(b"inside").hexdigest(), name: hashlib.sha256(b"outside").hexdigest()}
    (copy / "SHA256SUMS").write_text("".join(f"{digest}  {path}\n" for path, digest in sums.items()))
    ran = city.run_plain("verify", str(copy), "--lang", "en")
    assert (ran.code, "no place in a copy; it was not read" in ran.err) == (1, True)
    assert "1 files as published, 0 not, 0 not in this copy" in ran.err


@pytest.mark.parametrize("name", ["x" * 5000, "x/" * 5000 + "x"])
def test_name_that_no_file_can_have_is_not_in_the_copy(city: City, tmp_path: Path, name: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
    ran = city.run_plain("verify", str(tmp_path), "--lang", "en")
    assert (ran.code, "0 not, 1 not in this copy" in ran.err) == (1, True)


@pytest.mark.parametrize("name", ["data", "xuchang"])
def test_copy_of_the_data_is_verified_whatever_it_is_called(settled_city: City, tmp_path: Path, name: str) -> None:
    copy = tmp_path / name
    shutil.copytree(settled_city.root / "site/data", copy)
    ran = settled_city.run_plain("verify", str(copy), "--lang", "en")
    files = sum(1 for path in copy.rglob("*") if path.is_file()) - 1  # the list itself
    others = len((copy / "SHA256SUMS").read_text("utf-8").splitlines()) - files
    assert others > 10
    told = f"{files} files as published, 0 not, {others} not in this copy; 0 have no check sum and were not compared\n"
    assert (ran.code, ran.err) == (0, told)
    assert settled_city.run_plain("verify", str(copy), "--complete").code == 1


def test_data_of_a_site_is_verified_where_it_stands(settled_city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settled_city.root / "site/data")
    ran = settled_city.run_plain("verify", "--lang", "en")
    assert (ran.code, "no place in a copy" in ran.err) == (0, False), ran.err
    for folder in ("indicators", "units", "plans/green-city"):
        ran = settled_city.run_plain("verify", folder, "--lang", "en")
        assert (ran.code, " 0 not, 0 not in this copy; " in ran.err) == (0, True), ran.err


@pytest.mark.parametrize("path", ["../../etc/passwd", "data/../../../etc/passwd", "api/../../secret.json"])
def test_copy_called_data_is_not_left_either(city: City, tmp_path: Path, path: str) -> None:
    copy = tmp_path / "data"
    copy.mkdir()
    (tmp_path / "secret.json").write_text("outside")
    (copy / "figures.csv").write_text("inside")
    sums = {"data/figures.csv": hashlib.sha256(b"inside").hexdigest(), path: hashlib.sha256(b"outside").hexdigest()}
    (copy / "SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    ran = city.run_plain("verify", str(copy), "--lang", "en")
    assert (ran.code, "no place in a copy; it was not read" in ran.err) == (1, True)
    assert "1 files as published, 0 not, 0 not in this copy" in ran.err


def test_pages_of_a_copy_are_said_to_be_not_compared(settled_city: City, tmp_path: Path) -> None:
    """They have no check sum: nobody may take an edited one for verified."""
    copy = tmp_path / "copy"
    shutil.copytree(settled_city.root / "site", copy)
    (copy / "index.html").write_text("edited")
    listed = len((copy / "data/SHA256SUMS").read_text("utf-8").splitlines())
    files = [path for path in copy.rglob("*") if path.is_file() and path.name != ".guihua"]
    others = len(files) - 1 - listed
    ran = settled_city.run_plain("verify", str(copy), "--lang", "en")
    assert ran.code == 0
    told = f"0 not in this copy; {others} have no check sum and were not compared: 404.html, "
    assert (told in ran.err.splitlines()[-1], ran.err.endswith(" …\n")) == (True, True), ran.err
    told = f"0 个不在这份拷贝里；{others} 个没有校验值，没有核对：404.html、"
    assert told in settled_city.run_plain("verify", str(copy), "--lang", "zh").err.splitlines()[-1]


A_SUM = "0" * 64


@pytest.mark.parametrize(
    ("name", "content", "english", "chinese"),
    [
        ("SHA256SUMS", b"", "there are no check sums in this file", "这个文件里没有校验值"),
        ("SHA256SUMS", "校验".encode("gb18030"), "this is no text in UTF-8", "这不是 UTF-8 文本"),
        ("data/SHA256SUMS", b"<html>404</html>", "line 1 is no check sum with a path", "第 1 行不是"),
        ("SHA256SUMS", f"{A_SUM}  a.csv\n{A_SUM[:9]}".encode(), "line 2 is no check sum with a path", "第 2 行不是"),
        ("changes.json", b"{}", "there are no check sums in this file", "这个文件里没有校验值"),
        ("datapackage.json", b'{"resources": []}', "there are no check sums in this file", "这个文件里没有校验值"),
        ("datapackage.json", b'{"resources": [{"path": "a"}]}', "there are no check sums in this", "没有校验值"),
        ("datapackage.json", b"\xff", "this is no text in UTF-8", "这不是 UTF-8 文本"),
    ],
)
def test_damaged_list_of_check_sums_is_named_with_the_remedy(
    city: City, tmp_path: Path, name: str, content: bytes, english: str, chinese: str
) -> None:
    copy = tmp_path / "copy"
    (copy / "data").mkdir(parents=True)
    (copy / name).write_bytes(content)
    ran = city.run_plain("verify", str(copy), "--lang", "en")
    assert (ran.code, ran.err.startswith(f"{copy / name}: {english}")) == (1, True), ran.err
    assert ran.err.endswith("nothing was compared. Download it again from where the copy comes from\n")
    ran = city.run_plain("verify", str(copy), "--lang", "zh")
    assert (f"{copy / name}：" in ran.err, chinese in ran.err, "重新下载" in ran.err) == (True, True, True), ran.err


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_list_of_check_sums_that_windows_has_saved_is_read(city: City, tmp_path: Path, bom: str) -> None:
    (tmp_path / "figures.csv").write_text("inside")
    digest = hashlib.sha256(b"inside").hexdigest()
    (tmp_path / "SHA256SUMS").write_bytes(f"{bom}{digest} *data/figures.csv\r\n".encode())
    assert city.run_plain("verify", str(tmp_path), "--complete").code == 0


def test_folder_without_a_list_says_which_folders_have_one(city: City, tmp_path: Path) -> None:
    ran = city.run_plain("verify", str(tmp_path), "--lang", "en")
    assert ran.code == 1
    assert "Name the folder that was downloaded (the site, its data/, an unpacked ZIP)" in ran.err
    ran = city.run_plain("verify", str(tmp_path), "--lang", "zh")
    assert "请写下载的那个文件夹（整个网站、其中的 data/，或解压的 ZIP）" in ran.err


def test_verify_speaks_the_language_of_the_system(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "里没有校验值" in city.run_plain("verify", str(tmp_path)).err
    monkeypatch.setenv("GUIHUA_LANG", "en")
    assert "no list of check sums" in city.run_plain("verify", str(tmp_path)).err


def test_release_that_is_nested_too_deep_or_a_pipe_is_a_finding(released: City, tmp_path: Path) -> None:
    told = released.root / "datasets/releases/0.1.0/changes.json"
    told.write_text("[" * 200_000)
    ran = released.run("check", "--lang", "en")
    assert (ran.code, "[release-changed]" in ran.out) == (1, True)
    (tmp_path / "changes.json").write_text("[" * 200_000)
    assert released.run_plain("verify", str(tmp_path)).code == 1
    told.unlink()
    os.mkfifo(told)
    ran = released.run("check", "--lang", "en")
    assert (ran.code, "[release-changed]" in ran.out) == (1, True)
    assert released.run("compare", "0.1.0").code == 1
    told.unlink()
    (told.parent / "datapackage.json").write_text("[" * 200_000)
    ran = released.run("compare", "0.1.0", "--lang", "zh")
    assert (ran.code, "0.1.0 的文件不是定版时的样子" in ran.err) == (1, True)
