"""A person's edits of a draft are kept: a repeated import reports a diff instead of overwriting the file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Text
from generator.own_json import read_json
from generator.writing.journal import JOURNAL_BEGINS, Journal
from generator.writing.locks import alone_at, is_lock, with_parents
from generator.writing.mark import LITTER, entries
from generator.writing.refusals import RefusedError, no_folder
from generator.writing.spare import is_leftover

MANIFEST, DRAFT_JOURNAL, DRAFT_LOCK = ".imported.json", ".importing.json", ".importing-lock"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the draft as a person left it; ``difference`` is a unified diff to what the import would write."""

    path: str
    content: bytes
    difference: str


def draft_journal_of(draft: Path) -> Journal:
    """The journal of the import that writes into ``draft``."""
    return Journal(draft, draft / DRAFT_JOURNAL, (".",))


@contextmanager
def alone_in(draft: Path) -> Iterator[None]:
    """A context in which no other run, be it that of another project, writes into ``draft``. The lock is in the folder,
    not beside it: a draft may be the only folder that this account can write to.

    Raises:
        RefusedError: another run does, or the folder is not writable.
    """
    lock = draft / DRAFT_LOCK
    with with_parents(lock, draft), alone_at(draft, lock):
        yield


def check_draft(out: Path) -> None:
    """Passes where ``out`` is missing, empty, or the draft of an earlier import, be it an interrupted one.

    Raises:
        RefusedError: it is no folder, or holds files and no import made them.
    """
    if os.path.lexists(out) and not out.is_dir():
        raise no_folder(out)
    if out.is_dir() and not {MANIFEST, DRAFT_JOURNAL} & {path.name for path in out.iterdir()}:
        spare, lock = draft_journal_of(out).spare, out / DRAFT_LOCK
        leftovers = {spare.name: is_leftover(spare, JOURNAL_BEGINS), lock.name: is_lock(lock)}
        # of an import that was killed before its first file
        if any(path.name not in LITTER and not leftovers.get(path.name) for path in out.iterdir()):
            raise no_draft(out, Text("choose another folder with --out", "请用 --out 换一个文件夹"))


def keep_reviewed(out: Path, files: Mapping[str, bytes]) -> tuple[Kept, ...]:
    """The files in ``out`` that no import wrote as they are; of hidden files and links those in the place of one of ``files``
    or of the last import's.
    """
    written = _written(out)
    there = {path for path, file in entries(out) if path in written or not _is_hidden(path, file)}
    kept = []
    for path in sorted((there | files.keys()) - written_in(out)):
        if not (out / path).is_file():
            continue
        content, new = (out / path).read_bytes(), files.get(path)
        if content != new:
            kept.append(Kept(path, content, "" if new is None else difference(path, content, new, "import")))
    return tuple(kept)


def _is_hidden(path: str, file: Path) -> bool:
    return file.is_symlink() or any(part.startswith(".") for part in Path(path).parts)


def written_in(out: Path) -> set[str]:
    """The paths in ``out`` of files that are as the last import wrote them: these alone are replaced or deleted."""
    written = _written(out)
    return {
        path
        for path, file in entries(out)
        if path in written and file.is_file() and not file.is_symlink() and _hash(file.read_bytes()) == written[path]
    }


def _written(out: Path) -> dict[str, str]:
    """The manifest: path → SHA-256 of what the last import wrote; empty where there was none.

    Raises:
        RefusedError: the manifest cannot be parsed.
    """
    if not (out / MANIFEST).is_file():
        return {}
    try:
        told = read_json(out / MANIFEST)
        return {str(path): str(digest) for path, digest in told.items()}
    except (ValueError, AttributeError) as error:
        fix = Text("delete the draft and import again, or choose another folder", "请删去草稿重新导入，或换一个文件夹")
        raise no_draft(out / MANIFEST, fix) from error


def manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The manifest file of an import: path → SHA-256 of every file that it wrote."""
    hashes = {path: _hash(content) for path, content in sorted(files.items())}
    return {MANIFEST: (json.dumps(hashes, indent=1) + "\n").encode("utf-8")}


def difference(path: str, mine: bytes, other: bytes, other_name: str) -> str:
    """A unified diff from ``mine`` to ``other`` with one line of context; bytes that are no UTF-8 are replaced."""
    lines = unified_diff(
        mine.decode("utf-8", "replace").splitlines(), other.decode("utf-8", "replace").splitlines(),
        path, f"{path} ({other_name})", "", "", 1, "",
    )  # fmt: skip
    return "\n".join(lines)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def no_draft(folder: Path, fix: Text) -> RefusedError:
    """The refusal of a folder that no import made."""
    return RefusedError(
        Diagnostic(
            where=Location(str(folder)),
            code="not-a-draft",
            what=Text("no import made this folder", "这个文件夹不是导入生成的"),
            expected=Text("an empty folder, or the draft of an earlier import", "空文件夹，或以前导入的草稿"),
            fix=fix,
        )
    )
