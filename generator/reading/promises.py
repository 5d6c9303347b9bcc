"""``datasets/releases/``, ``content/addresses.txt`` and ``content/redirects.csv``: what was published and must stay."""

from __future__ import annotations

import hashlib
import json
import os
import re
from datetime import date
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Text
from generator.model.release import Promises, Redirect, Release
from generator.reading.source import SourceText, read_source
from generator.reading.table import read_table

RELEASES, ADDRESSES, REDIRECTS = "datasets/releases", "content/addresses.txt", "content/redirects.csv"
CHANGES = "changes.json"
VERSION = re.compile(r"\d+\.\d+\.\d+")


def read_promises(root: Path) -> tuple[Promises, tuple[Diagnostic, ...]]:
    findings: list[Diagnostic] = []
    releases = []
    for path in _inside(root / RELEASES):
        release = _release(path, findings)
        if release:
            releases.append(release)
    releases.sort(key=lambda each: tuple(map(int, each.version.split("."))))
    addresses = _read(root, ADDRESSES, findings)
    listed = tuple(addresses.text.split()) if addresses else ()
    return Promises(releases=tuple(releases), addresses=listed, redirects=_redirects(root, findings)), tuple(findings)


def _inside(folder: Path) -> list[Path]:
    """What is in ``folder``, in order; nothing where it is missing. One that may not be listed is named elsewhere."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in found if not path.name.startswith(".") and not path.name.upper().startswith("README")]


def _read(root: Path, path: str, findings: list[Diagnostic]) -> SourceText | None:
    """The file ``path``; ``None`` where there is none."""
    if not os.path.exists(root / path):  # noqa: PTH110  # Path.exists raises where a folder may not be entered
        return None
    source, problems = read_source(root, path)
    findings += problems
    return source


def _release(path: Path, findings: list[Diagnostic]) -> Release | None:
    """The release in the folder ``path``; one that is not as it was published is a finding."""
    name = f"{RELEASES}/{path.name}"
    try:
        if not VERSION.fullmatch(path.name):
            raise ValueError(path.name)
        files = {file.name: file.read_bytes() for file in sorted(path.iterdir()) if not file.name.startswith(".")}
        told = json.loads(files[CHANGES])
        changed = [
            file
            for file, digest in told["sha256"].items()
            if file not in files or hashlib.sha256(files[file]).hexdigest() != digest
        ]
        changed += sorted(files.keys() - told["sha256"].keys() - {CHANGES})
        if changed:
            findings.append(_rewritten(f"{name}/{changed[0]}", changed))
        return Release(
            version=path.name,
            day=date.fromisoformat(told["date"]),
            note=told["note"],
            changes=tuple(Text(each["en"], each["zh"]) for each in told["changes"]),
            files=files,
        )
    except (OSError, ValueError, KeyError, TypeError):
        findings.append(_no_release(name))
        return None


def _rewritten(where: str, changed: list[str]) -> Diagnostic:
    return Diagnostic(
        where=Location(where),
        code="release-changed",
        what=Text("a file of a published release is not as it was published", "已发布版本里的文件被改动了"),
        found=", ".join(changed[:5]),
        expected=Text("the bytes that its changes.json names", "与 changes.json 里的校验值一致"),
        fix=Text(
            "restore it from git; a correction belongs into the data, for the next version",
            "请用 git 恢复；要更正，请改数据，随下一个版本发布",
        ),
    )


def _no_release(where: str) -> Diagnostic:
    return Diagnostic(
        where=Location(where),
        code="release-changed",
        what=Text("this is no release as guihua release makes it", "这不是 guihua release 生成的版本"),
        expected=Text("a folder 1.2.3/ with changes.json and its tables", "文件夹 1.2.3/，内有 changes.json 和各表"),
        fix=Text("restore it from git, or move it elsewhere", "请用 git 恢复，或移到别处"),
    )


def _redirects(root: Path, findings: list[Diagnostic]) -> tuple[Redirect, ...]:
    source = _read(root, REDIRECTS, findings)
    table, problems = read_table("redirects", source) if source else (None, ())
    findings += problems
    return tuple(
        Redirect(old=row.values.get("old", ""), new=row.values.get("new", ""), line=row.line)
        for row in (table.records if table else ())
    )
