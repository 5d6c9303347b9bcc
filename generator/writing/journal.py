"""Changes to several files, all or none: what is to be written is kept in a journal until every file is in place.

A run that is killed before the journal is there has changed nothing; after that, the next command completes what it
began. When a file cannot be written, all are put back as they were.
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
from pathlib import Path

from generator.writing import refusals

Changes = Mapping[str, bytes | None]
"""Path below a root → what the file is to hold; ``None`` deletes it."""


@dataclass(frozen=True, slots=True)
class Journal:
    """``file`` is where the journal is kept, below ``root``; only paths in ``folders`` of ``root`` are ever written."""

    root: Path
    file: Path
    folders: Sequence[str]

    def apply(self, changes: Changes) -> None:
        """Writes the changes; when one cannot be written, all is as before.

        Raises:
            OSError: a file cannot be written.
            RefusedError: a path leads out of the folders, or something other than a file stands there.
        """
        wanted = {path: content for path, content in changes.items() if self._now(path) != content}
        if not wanted:
            return
        former = {path: self._now(path) for path in wanted}
        token = secrets.token_hex(4)
        told = {"guihua": token, "new": _encoded(wanted), "former": _encoded(former)}
        spare = self.file.with_name(f"{self.file.name}-next")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        spare.unlink(missing_ok=True)
        with spare.open("w", encoding="utf-8") as stream:
            json.dump(told, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())
        spare.replace(self.file)
        self._carry_out(token, wanted, former)

    def complete(self) -> tuple[str, ...]:
        """Completes what an interrupted run had begun; returns the paths, none where nothing was left.

        Raises:
            OSError: a file cannot be written; all is as it was before that run.
            RefusedError: another file stands where the journal would be.
        """
        if not os.path.lexists(self.file):
            return ()
        try:
            if self.file.is_symlink():
                raise refusals.foreign_journal(self.file)
            told = json.loads(self.file.read_text("utf-8"))
            token, wanted, former = str(told["guihua"]), _decoded(told["new"]), _decoded(told["former"])
            if not token.isalnum():
                raise refusals.foreign_journal(self.file)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise refusals.foreign_journal(self.file) from error
        for path in wanted:
            self._place(path)
        self._carry_out(token, wanted, former)
        return tuple(wanted)

    def _carry_out(self, token: str, wanted: Changes, former: Changes) -> None:
        try:
            for path, content in wanted.items():
                self._put(path, content, token)
        except OSError:
            for path, content in former.items():
                with suppress(OSError):
                    self._put(path, content, token)
            self.file.unlink(missing_ok=True)
            raise
        self.file.unlink(missing_ok=True)

    def _put(self, path: str, content: bytes | None, token: str) -> None:
        file = self._place(path)
        spare = file.with_name(f".{file.name}.{token}")
        spare.unlink(missing_ok=True)
        if content is None:
            file.unlink(missing_ok=True)
            for parent in file.parents:
                if parent == self.root or not parent.is_dir() or any(parent.iterdir()):
                    return
                parent.rmdir()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        spare.write_bytes(content)
        if file.exists():
            shutil.copymode(file, spare)
        spare.replace(file)

    def _now(self, path: str) -> bytes | None:
        file = self._place(path)
        return file.read_bytes() if file.is_file() else None

    def _place(self, path: str) -> Path:
        """The file ``path``, after links.

        Raises:
            RefusedError: it lies outside, or is no file.
        """
        file = (self.root / path).resolve()
        allowed = [(self.root / folder).resolve() for folder in self.folders]
        within = self.root.resolve()
        if not any(file.is_relative_to(each) and each.is_relative_to(within) for each in allowed) or file in allowed:
            raise refusals.leads_outside(self.root / path, self.root)
        if file.exists() and not file.is_file():
            raise refusals.no_file(file)
        return file


def _encoded(changes: Changes) -> dict[str, str | None]:
    return {path: None if content is None else b64encode(content).decode("ascii") for path, content in changes.items()}


def _decoded(told: Mapping[str, str | None]) -> dict[str, bytes | None]:
    return {path: None if content is None else b64decode(content, validate=True) for path, content in told.items()}
