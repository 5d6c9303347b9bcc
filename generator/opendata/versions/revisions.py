"""The files of a release for a released version, a git revision, or the working tree (``.``)."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import NOTHING, Report, Text
from generator.linking import link
from generator.opendata.versions.making import snapshot
from generator.opendata.versions.snapshot import VersionTable, tables_in
from generator.opendata.versions.version import FORM
from generator.own_json import read_plain
from generator.reading import read_project
from generator.reading.promises import RELEASES
from generator.writing.guard import OwnFolder
from generator.writing.scratch import scratch

REVISION = re.compile(r"[\w][\w./~^@{}-]*")
INDEX, TREE, OUT = "index", "tree", ".snapshot-of-this-revision"
"""The index and the files of a revision in a scratch folder, and what its own program writes, which may not lie in the
working files of the project around it.
"""


class CannotReadError(Exception):
    """A revision has no readable data; ``what`` says why, and ``fault`` is the first of its faults, with its place."""

    def __init__(self, what: Text, fault: Text = NOTHING) -> None:
        super().__init__(what.en)
        self.what = what
        self.fault = fault


class NoRevisionError(CannotReadError):
    """There is no such version or revision."""


def files_at(root: Path, name: str, own_program: bool) -> Mapping[str, bytes]:
    """The files by name. No code of a revision is executed, unless its ``own_program`` is asked to read its data.

    Raises:
        CannotReadError: its data has errors.
        NoRevisionError: there is no such version or revision.
    """
    if name == ".":
        return _in_place(root)
    released = root / RELEASES / name
    if FORM.fullmatch(name) and released.is_dir():
        try:
            return {path.name: read_plain(path) for path in sorted(released.iterdir())}
        except OSError as error:
            raise _no_release(name) from error
    if not REVISION.fullmatch(name):
        raise NoRevisionError(
            Text(f"“{name}” is no version and no git revision", f"“{name}”不是版本号，也不是 git 修订")
        )
    with scratch(root) as work:
        return _of_revision(root, name, work, own_program)


def tables_at(root: Path, name: str, own_program: bool) -> Mapping[str, VersionTable]:
    """The tables of a version or revision by name.

    Raises:
        CannotReadError: see ``files_at``; or its files are not as a release has them.
    """
    try:
        return tables_in(files_at(root, name, own_program))
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise _no_release(name) from error


def _no_release(name: str) -> CannotReadError:
    return CannotReadError(
        Text(
            f"the files of {name} are not as a release has them; run guihua check, which names what is wrong",
            f"{name} 的文件不是定版时的样子；请运行 guihua check，它会指出问题",
        )
    )


def _in_place(root: Path) -> Mapping[str, bytes]:
    project, unreadable = read_project(root)
    corpus, unresolved = link(project)
    for finding in Report.of([*unreadable, *unresolved]).diagnostics:
        fault = Text(f"{finding.where}: {finding.what.en}", f"{finding.where}：{finding.what.zh}")
        told = Text("; run guihua check, which says what to do", "；请运行 guihua check，它会说明怎样改")
        raise CannotReadError(fault + told, fault)
    return snapshot(corpus)


def _of_revision(root: Path, name: str, work: OwnFolder, own_program: bool) -> Mapping[str, bytes]:
    """The data of a git revision, checked out into ``work`` and read by the current program or by its own."""
    tree = work.path / TREE
    top = _run(["git", "-C", str(root), "rev-parse", "--show-toplevel"]).stdout.strip()
    prefix = _run(["git", "-C", str(root), "rev-parse", "--show-prefix"]).stdout.strip()
    if not top:
        raise NoRevisionError(
            Text(
                f"{root} is in no git repository, and no version {name} has been released; name a released version",
                f"{root} 不在 git 仓库里，也没有定版 {name}；请写已有的版本号",
            )
        )
    if not _checked_out(Path(top), name, work):
        raise NoRevisionError(
            Text(
                f"git has no revision “{name}” in {top}; git log --oneline shows which there are",
                f"{top} 的 git 里没有“{name}”；git log --oneline 会列出有哪些",
            )
        )
    project = tree / prefix
    if not own_program:
        return _by_todays_program(project, name)
    if not (tree / "generator/commands/snapshot.py").is_file():
        raise NoRevisionError(Text(f"{name} has no program of its own", f"{name} 里没有程序"))
    out = project / OUT
    ran = _run(
        [sys.executable, "-m", "generator", "snapshot", "--project", str(project), str(out)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if ran.returncode:
        raise CannotReadError(
            Text(f"the data of {name} has errors", f"{name} 的数据有错")
            + Text(f": {ran.stderr[-300:]}", f"：{ran.stderr[-300:]}")
        )
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


def _checked_out(top: Path, name: str, work: OwnFolder) -> bool:
    """Writes the files of a revision into ``work`` with a separate git index: the repository is not touched, no hook runs.

    Returns whether there is such a revision.
    """
    work.will_hold((INDEX, f"{INDEX}.lock"))
    env = {**os.environ, "GIT_INDEX_FILE": str(work.path / INDEX)}
    read = _run(["git", "-C", str(top), "read-tree", name], env=env)
    if read.returncode:
        return False
    names = _run(["git", "-C", str(top), "ls-files", "-z"], env=env).stdout.split("\0")
    work.will_hold(f"{TREE}/{name}" for name in names if name)
    prefix = f"--prefix={work.path / TREE}/"
    return not _run(["git", "-C", str(top), "checkout-index", "--all", prefix], env=env).returncode


def _by_todays_program(project: Path, name: str) -> Mapping[str, bytes]:
    try:
        return _in_place(project)
    except CannotReadError as error:
        raise CannotReadError(
            Text(
                f"the data of {name} cannot be read: {error.fault.en}. If it is the form of those days, "
                "--with-its-own-program lets the program of that revision read it: use it only if you trust that program",
                f"{name} 的数据读不了：{error.fault.zh}。如果那是当时的写法，可以用 --with-its-own-program "
                "让那一版自己的程序来读，请只在信得过时使用",
            )
        ) from error


def _run(
    command: list[str], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603
            command, capture_output=True, encoding="utf-8", errors="replace", check=False, cwd=cwd, env=env
        )
    except FileNotFoundError as error:
        raise NoRevisionError(Text("git is not installed", "没有安装 git")) from error
