"""Atomic changes to several files with a write-ahead journal, which has old and new bytes until every file is written.

A folder that is new is filled under a hidden name and then renamed, so that it is there as a whole or not at all.

A run that is killed before the journal is written has changed nothing; one that is killed later is completed by the next
command. When a file cannot be written, or the run is asked to end, all are rolled back.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.own_json import read_json
from generator.writing import refusals
from generator.writing.spare import is_leftover, replace_file

JOURNAL_BEGINS = b'{"guihua": '
"""How every journal begins."""
Changes = Mapping[str, bytes | None]
"""Path relative to a root → the new bytes of the file; ``None`` deletes it."""


@dataclass(frozen=True, slots=True)
class Journal:
    """``file`` is the path of the journal; only paths in the ``folders`` of ``root`` are ever written."""

    root: Path
    file: Path
    folders: Sequence[str]

    @property
    def spare(self) -> Path:
        """The temporary name of the journal while it is written."""
        return self.file.with_name(f"{self.file.name}-next")

    @property
    def is_interrupted(self) -> bool:
        """Whether a killed run has left its journal, or a part of it."""
        return os.path.lexists(self.file) or is_leftover(self.spare, JOURNAL_BEGINS)

    def apply(self, changes: Changes) -> None:
        """Writes all changes, or none.

        Raises:
            OSError: a file cannot be written; all are as before.
            RefusedError: a path leads out of the folders, or is no regular file.
        """
        pending = {path: content for path, content in changes.items() if self.current(path) != content}
        if not pending:
            return
        former = {path: self.current(path) for path in pending}
        token = secrets.token_hex(4)
        entry = {"guihua": token, "new": _encoded(pending), "former": _encoded(former)}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.file, json.dumps(entry).encode("utf-8"), self.spare, JOURNAL_BEGINS)
        self._carry_out(token, pending, former)

    def complete(self) -> tuple[str, ...]:
        """Completes the changes of a killed run; returns their paths, none where there is no journal. One that was killed
        while it wrote its journal has changed nothing, and what it wrote of that goes.

        Raises:
            OSError: a file cannot be written; all are as before that run.
            RefusedError: the file at the journal's path is no journal, or a file was edited after that run.
        """
        if is_leftover(self.spare, JOURNAL_BEGINS):
            self.spare.unlink()
        if not os.path.lexists(self.file):
            return ()
        try:
            if self.file.is_symlink():
                raise refusals.foreign_journal(self.file)
            entry = read_json(self.file)
            token, pending, former = str(entry["guihua"]), _decoded(entry["new"]), _decoded(entry["former"])
            if not token.isalnum():
                raise refusals.foreign_journal(self.file)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise refusals.foreign_journal(self.file) from error
        edited = [path for path in pending if self.current(path) not in (pending[path], former.get(path))]
        if edited:
            raise refusals.edited_since(self.file, edited)
        self._carry_out(token, pending, former)
        return tuple(pending)

    def _carry_out(self, token: str, pending: Changes, former: Changes) -> None:
        """Writes ``pending``, or rolls back to ``former``, also where the run is asked to end; then deletes the journal."""
        new = self._new_folders(pending)
        try:
            for folder in new:
                self._assemble(folder, pending, token)
            for path, content in pending.items():
                self._put(path, content, token)
        except BaseException:
            for folder in new:
                with suppress(OSError):
                    self._assemble(folder, dict.fromkeys(pending), token)
            for path, content in former.items():
                with suppress(OSError):
                    self._put(path, content, token)
            self.file.unlink(missing_ok=True)
            raise
        self.file.unlink(missing_ok=True)

    def _new_folders(self, pending: Changes) -> tuple[str, ...]:
        """The outermost folders that are not there yet and that files of ``pending`` belong into."""
        new: dict[str, None] = {}
        for path, content in pending.items():
            for folder in list(PurePosixPath(path).parents)[-2::-1] if content is not None else ():
                if folder.as_posix() not in self.folders and not os.path.lexists(self.root / folder):
                    new[folder.as_posix()] = None
                    break
        return tuple(new)

    def _assemble(self, folder: str, pending: Changes, token: str) -> None:
        """Writes the files of a new ``folder`` into a hidden one beside it, and renames that. Without any file there is
        no folder.
        """
        place = PurePosixPath(folder)
        hidden = place.with_name(f".{place.name}.{token}")
        for path, content in pending.items():
            if place in PurePosixPath(path).parents:
                self._put((hidden / PurePosixPath(path).relative_to(place)).as_posix(), content, token)
        if (self.root / hidden).is_dir():
            (self.root / hidden).rename(self.root / folder)

    def _put(self, path: str, content: bytes | None, token: str) -> None:
        """Writes or deletes one file atomically; folders that become empty are removed."""
        file = self._resolved(path)
        spare = file.with_name(f".{file.name}.{token}")
        spare.unlink(missing_ok=True)
        if content is None:
            file.unlink(missing_ok=True)
            for parent in file.parents:
                if parent == self.root or (parent.is_dir() and any(parent.iterdir())):
                    return
                if parent.is_dir():
                    parent.rmdir()
            return
        if self.current(path) == content:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            spare.write_bytes(content)
            if file.exists():
                shutil.copymode(file, spare)
            spare.replace(file)
        except OSError:
            spare.unlink(missing_ok=True)
            raise

    def current(self, path: str) -> bytes | None:
        """The bytes at ``path`` as they stand; ``None`` where there is no file.

        Raises:
            RefusedError: see ``apply``.
        """
        file = self._resolved(path)
        return file.read_bytes() if file.is_file() else None

    def _resolved(self, path: str) -> Path:
        """The file at ``path`` with symbolic links resolved.

        Raises:
            RefusedError: it is outside the folders, or no regular file.
        """
        file = (self.root / path).resolve()
        allowed = [(self.root / folder).resolve() for folder in self.folders]
        within = self.root.resolve()
        inside = any(file.is_relative_to(folder) and folder.is_relative_to(within) for folder in allowed)
        if not inside or file in allowed:
            raise refusals.leads_outside(self.root / path, self.root)
        if file.exists() and not file.is_file():
            raise refusals.no_file(file)
        return file


def _encoded(changes: Changes) -> dict[str, str | None]:
    return {path: None if content is None else b64encode(content).decode("ascii") for path, content in changes.items()}


def _decoded(encoded: Mapping[str, str | None]) -> dict[str, bytes | None]:
    return {path: None if content is None else b64decode(content, validate=True) for path, content in encoded.items()}
