"""The files of a release for a released version, a git revision, or the files as they stand (``.``)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Text
from generator.linking import link
from generator.opendata.versions.making import snapshot
from generator.opendata.versions.version import FORM
from generator.reading import read_project
from generator.reading.promises import RELEASES

REVISION = re.compile(r"[\w][\w./~^@{}-]*")


class CannotReadError(Exception):
    """``what`` says why a revision has no data to compare."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def files_of(root: Path, name: str) -> Mapping[str, bytes]:
    """The files by name.

    Raises:
        CannotReadError: there is no such version or revision, or its data has errors.
    """
    if name == ".":
        return _in_place(root)
    released = root / RELEASES / name
    if FORM.fullmatch(name) and released.is_dir():
        return {path.name: path.read_bytes() for path in sorted(released.iterdir())}
    if not REVISION.fullmatch(name):
        raise CannotReadError(
            Text(f"“{name}” is no version and no git revision", f"“{name}”不是版本号，也不是 git 修订")
        )
    with tempfile.TemporaryDirectory() as work:
        return _of_revision(root, name, Path(work))


def _in_place(root: Path) -> Mapping[str, bytes]:
    project, unreadable = read_project(root)
    corpus, unresolved = link(project)
    if unreadable or unresolved:
        raise CannotReadError(Text("the project has errors; run guihua check", "内容有错，请先运行 guihua check"))
    return snapshot(corpus)


def _of_revision(root: Path, name: str, work: Path) -> Mapping[str, bytes]:
    """Checked out beside the project and read by the rules of its own time, where it has a generator of its own."""
    tree, out = work / "tree", work / "out"
    added = _run(["git", "-C", str(root), "worktree", "add", "--detach", "--quiet", str(tree), name])
    if added.returncode:
        raise CannotReadError(Text(f"git has no revision “{name}”", f"git 里没有“{name}”"))
    try:
        prefix = _run(["git", "-C", str(root), "rev-parse", "--show-prefix"]).stdout.strip()
        project = tree / prefix
        own = (tree / "generator/commands/snapshot.py").is_file()
        if not own:
            return _in_place(project)
        ran = _run(
            [sys.executable, "-m", "generator", "snapshot", "--project", str(project), str(out)],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree)},
        )
        if ran.returncode:
            raise CannotReadError(
                Text(f"the data of {name} has errors", f"{name} 的数据有错")
                + Text(f": {ran.stderr[-300:]}", f"：{ran.stderr[-300:]}")
            )
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}
    finally:
        _run(["git", "-C", str(root), "worktree", "remove", "--force", str(tree)])
        shutil.rmtree(tree, ignore_errors=True)


def _run(
    command: list[str], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=env)  # noqa: S603
    except FileNotFoundError as error:
        raise CannotReadError(Text("git is not installed", "没有安装 git")) from error
