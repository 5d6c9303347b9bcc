"""What a person has changed in a draft stays: an import that comes again shows the difference instead."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text

MANIFEST = ".imported.json"
REPORTS = {"review.txt", "review.html"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the draft as a person left it; ``difference`` leads from it to what the import would write."""

    path: str
    content: bytes
    difference: str


def keep_reviewed(out: Path, files: Mapping[str, bytes]) -> tuple[Kept, ...]:
    """The files in ``out`` that are not as an import wrote them.

    Raises:
        StageError: ``out`` holds files, and no import made them.
    """
    if not out.exists() or not any(out.iterdir()):
        return ()
    if not (out / MANIFEST).is_file():
        raise StageError(_no_draft(out))
    written: dict[str, str] = json.loads((out / MANIFEST).read_text("utf-8"))
    kept = []
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        path = file.relative_to(out).as_posix()
        content = file.read_bytes()
        if path == MANIFEST or path in REPORTS or _hash(content) == written.get(path) or content == files.get(path):
            continue
        kept.append(Kept(path, content, _difference(path, content, files.get(path))))
    return tuple(kept)


def manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The file that remembers what an import wrote."""
    hashes = {path: _hash(content) for path, content in sorted(files.items())}
    return {MANIFEST: (json.dumps(hashes, indent=1) + "\n").encode("utf-8")}


def _difference(path: str, mine: bytes, new: bytes | None) -> str:
    if new is None:
        return ""
    lines = unified_diff(
        mine.decode("utf-8", "replace").splitlines(),
        new.decode("utf-8").splitlines(),
        path,
        f"{path} (import)",
        "",
        "",
        1,
        "",
    )
    return "\n".join(lines)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _no_draft(out: Path) -> Diagnostic:
    return Diagnostic(
        where=Location(str(out)),
        code="not-a-draft",
        what=Text("this folder holds files that no import made", "这个文件夹里有不是导入生成的文件"),
        expected=Text("an empty folder, or the draft of an earlier import", "空文件夹，或以前导入的草稿"),
        fix=Text("choose another folder with --out", "请用 --out 换一个文件夹"),
    )
