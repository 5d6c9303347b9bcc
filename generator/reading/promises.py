"""``datasets/releases/``, ``content/addresses.txt`` and ``content/redirects.csv``: what was published and must stay."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Text
from generator.model.release import Promises, Redirect, Release
from generator.own_json import parsed, read_plain
from generator.reading.source import SourceText, read_source
from generator.reading.table import read_table

RELEASES, ADDRESSES, REDIRECTS = "datasets/releases", "content/addresses.txt", "content/redirects.csv"
CHANGES = "changes.json"
VERSION = re.compile(r"\d+\.\d+\.\d+")
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\.[a-z0-9]+(#[A-Za-z0-9_.-]+)?")


def read_promises(root: Path) -> tuple[Promises, tuple[Diagnostic, ...]]:
    """What was published. A release that is not as it was published is a finding, and so is a broken redirect."""
    findings: list[Diagnostic] = []
    unsorted = []
    for path in _visible_entries(root / RELEASES):
        release = _release(path, findings)
        if release:
            unsorted.append(release)
    releases = _oldest_first(unsorted)
    addresses = _read(root, ADDRESSES, findings)
    listed = tuple(addresses.text.split()) if addresses else ()
    if releases:
        findings += _broken_chain(releases, addresses)
    return Promises(releases=releases, addresses=listed, redirects=_redirects(root, findings)), tuple(findings)


def _broken_chain(releases: Sequence[Release], addresses: SourceText | None) -> list[Diagnostic]:
    """Findings for a broken hash chain.

    Each release holds the SHA-256 of the previous release's changes.json and that of the address list at its time; the
    list is append-only.
    """
    broken = []
    for before, after in pairwise(releases):
        if after.previous != hashlib.sha256(before.files[CHANGES]).hexdigest():
            broken.append(_rewritten(f"{RELEASES}/{before.version}/{CHANGES}", [CHANGES]))
    lines = addresses.text.splitlines(keepends=True) if addresses else []
    if any(hash_of(lines[:count]) != digest for count, digest in (release.listed for release in releases) if count):
        broken.append(_rewritten(ADDRESSES, [ADDRESSES]))
    return broken


def hash_of(lines: Iterable[str]) -> str:
    """SHA-256 of the lines, joined, in UTF-8; hexadecimal."""
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _visible_entries(folder: Path) -> list[Path]:
    """The entries of ``folder`` without hidden ones and READMEs, sorted; none where it cannot be listed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in entries if not path.name.startswith(".") and not path.name.upper().startswith("README")]


def _read(root: Path, path: str, findings: list[Diagnostic]) -> SourceText | None:
    """The file ``path``; ``None`` where there is none."""
    if not os.path.exists(root / path):  # noqa: PTH110  # Path.exists raises where a folder may not be entered
        return None
    source, problems = read_source(root, path)
    findings += problems
    return source


def _release(path: Path, findings: list[Diagnostic]) -> Release | None:
    """The release in the folder ``path``; ``None`` and a finding when a file does not match its hash."""
    name = f"{RELEASES}/{path.name}"
    try:
        if not VERSION.fullmatch(path.name):
            raise ValueError(path.name)
        files = {file.name: read_plain(file) for file in sorted(path.iterdir()) if not file.name.startswith(".")}
        told = parsed(files[CHANGES])
        changed = [
            file
            for file, digest in told["sha256"].items()
            if file not in files or hashlib.sha256(files[file]).hexdigest() != digest
        ]
        changed += sorted(files.keys() - told["sha256"].keys() - {CHANGES})
        if changed:
            findings.append(_rewritten(f"{name}/{changed[0]}", changed))
            return None
        if told["version"] != path.name:
            raise ValueError(told["version"])
        return as_release(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        findings.append(_no_release(name))
        return None


def as_release(files: Mapping[str, bytes]) -> Release:
    """The release that consists of ``files``, by name.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: changes.json is not as a release has it.
    """
    told = parsed(files[CHANGES])
    return Release(
        version=str(told["version"]),
        day=date.fromisoformat(told["date"]),
        note=told["note"],
        previous=str(told["previous"]),
        listed=(int(told["addresses"]["count"]), str(told["addresses"]["sha256"])),
        interface={str(thing): dict(parts) for thing, parts in told["interface"].items()},
        changes=tuple(Text(change["en"], change["zh"]) for change in told["changes"]),
        files=files,
    )


def with_release(promises: Promises, release: Release) -> Promises:
    """``promises`` as if ``release`` was published, too."""
    return replace(promises, releases=_oldest_first((*promises.releases, release)))


def _oldest_first(releases: Iterable[Release]) -> tuple[Release, ...]:
    return tuple(sorted(releases, key=lambda release: tuple(map(int, release.version.split(".")))))


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
    """The redirects in file order. Chains are findings: a redirect target must not be redirected itself."""
    source = _read(root, REDIRECTS, findings)
    table, problems = read_table("redirects", source) if source else (None, ())
    findings += problems
    if table is None:
        return ()
    if table.header != ("old", "new"):
        findings.append(
            _bad(table.source.at(1), ",".join(table.header), Text("old,new in the first line", "第一行是 old,new"))
        )
        return ()
    kept: dict[str, Redirect] = {}
    moved = {row["old"] for row in table.records}
    for row in table.records:
        for column in ("old", "new"):
            if not PLAIN_ADDRESS.fullmatch(row[column]):
                expected = Text(
                    "an address from the site's root, like plans/old.html", "从网站根写起的网址，如 plans/old.html"
                )
                findings.append(_bad(row.where(column), row[column], expected))
        if row["old"] in kept:
            findings.append(_bad(row.where("old"), row["old"], Text("each old address once", "旧网址不重复")))
        elif row["new"] in moved:
            expected = Text(
                "the address where it is now, which has not moved itself", "现在的网址；它自己不能又是搬走了的"
            )
            findings.append(_bad(row.where("new"), row["new"], expected))
        else:
            kept[row["old"]] = Redirect(old=row["old"], new=row["new"], line=row.line)
    return tuple(kept.values())


def _bad(where: Location, written: str, expected: Text) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="bad-redirect",
        what=Text("this redirect cannot be", "这条转向写得不对"),
        found=written,
        expected=expected,
        fix=Text("correct the line, or delete it", "请改正或删去这一行"),
    )
