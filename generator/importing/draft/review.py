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
        raise StageError(no_draft(out, Text("choose another folder with --out", "请用 --out 换一个文件夹")))
    written: dict[str, str] = json.loads((out / MANIFEST).read_text("utf-8"))
    kept = []
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        path = file.relative_to(out).as_posix()
        content = file.read_bytes()
        if path == MANIFEST or path in REPORTS or _hash(content) == written.get(path) or content == files.get(path):
            continue
        new = files.get(path)
        kept.append(Kept(path, content, "" if new is None else difference(path, content, new, "import")))
    return tuple(kept)


def manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The file that remembers what an import wrote."""
    hashes = {path: _hash(content) for path, content in sorted(files.items())}
    return {MANIFEST: (json.dumps(hashes, indent=1) + "\n").encode("utf-8")}


def difference(path: str, mine: bytes, other: bytes, other_name: str) -> str:
    """What leads from ``mine`` to ``other``, as a unified diff."""
    lines = unified_diff(
        mine.decode("utf-8", "replace").splitlines(), other.decode("utf-8", "replace").splitlines(),
        path, f"{path} ({other_name})", "", "", 1, "",
    )  # fmt: skip
    return "\n".join(lines)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def no_draft(folder: Path, fix: Text) -> Diagnostic:
    """The finding for a folder that no import made."""
    return Diagnostic(
        where=Location(str(folder)),
        code="not-a-draft",
        what=Text("no import made this folder", "这个文件夹不是导入生成的"),
        expected=Text("an empty folder, or the draft of an earlier import", "空文件夹，或以前导入的草稿"),
        fix=fix,
    )
