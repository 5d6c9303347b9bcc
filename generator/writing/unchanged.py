"""Whether a site is what a build would make once more: a fingerprint of all that a build reads, and one of what it has made.

A record that is missing, damaged or of another version costs a build, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import zlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from generator.own_json import read_json
from generator.shipped import PLACE, SETTINGS, TEMPLATES
from generator.writing.sources import BUILD, PROGRAM, theme_folder
from generator.writing.spare import replace_file

BUILT, SPARE_OF_BUILT = f"{BUILD}/built.json", f"{BUILD}/built.json-next"
BUILT_BEGINS = b'{"guihua-built": '
READ_OF_A_PROJECT = ("content", "datasets", TEMPLATES, SETTINGS)
"""What a build reads of a project."""
LIBRARIES = (
    "deflate", "frictionless", "icalendar", "Jinja2", "lxml", "Markdown", "markdown-it-py", "MarkupSafe", "minify-go", "mkdocs",
    "mkdocs-material", "numpy", "pillow", "pyarrow", "pypinyin", "PyYAML", "XlsxWriter",
)  # fmt: skip
"""Whose output, or part of it, is published."""
ADDRESS_GIVEN = "GUIHUA_ADDRESS"
NOT_KNOWN = ""
"""The fingerprint of what cannot be read, or may change without being seen; it is equal to none."""


def fingerprint(root: Path) -> str:
    """The digest of all that a build of the project at ``root`` reads: its files, the program, and the libraries' versions."""
    digest = hashlib.sha256()
    versions = [platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, sqlite3.sqlite_version, *map(_version, LIBRARIES)]
    digest.update(repr((str(root), versions, os.environ.get(ADDRESS_GIVEN))).encode())
    return _with_files(digest, [*(root / name for name in READ_OF_A_PROJECT), PROGRAM, *looks_of(root)])


def fingerprint_of_looks(root: Path) -> str:
    """The digest of all templates and settings."""
    return fingerprint_of([root / TEMPLATES, root / SETTINGS, *looks_of(root)])


def fingerprint_of(places: Iterable[Path]) -> str:
    """The digest of these files, and of all files in these folders."""
    return _with_files(hashlib.sha256(), places)


def _with_files(digest: Any, places: Iterable[Path]) -> str:
    try:
        for place in places:
            _add(digest, place)
    except (OSError, _LinkedFolderError):
        return NOT_KNOWN
    return str(digest.hexdigest())


def looks_of(root: Path) -> tuple[Path, ...]:
    """What a build reads outside of the project, or of folders that the project names: templates, settings, a theme."""
    theme = theme_folder(root)
    return (PLACE / TEMPLATES, PLACE / SETTINGS, *([theme] if theme else []))


def is_current(root: Path, site: Path, inputs: str) -> bool:
    """Whether ``site`` stands as a build of ``inputs`` left it."""
    try:
        return inputs != NOT_KNOWN and _records(root)[str(site)] == {"inputs": inputs, "outputs": _outline(site)}
    except (OSError, KeyError):
        return False


def remember(root: Path, site: Path, inputs: str) -> None:
    """Records that a build of ``inputs`` has made ``site``; not where the project was edited meanwhile.

    Raises:
        OSError: the record cannot be written.
        RefusedError: there is a foreign file in its place.
    """
    if inputs != NOT_KNOWN and inputs == fingerprint(root):
        kept = {place: record for place, record in _records(root).items() if os.path.isdir(place)}  # noqa: PTH112
        content = {"guihua-built": {**kept, str(site): {"inputs": inputs, "outputs": _outline(site)}}}
        replace_file(
            root / BUILT, json.dumps(content, ensure_ascii=False).encode("utf-8"), root / SPARE_OF_BUILT, BUILT_BEGINS
        )


class _LinkedFolderError(Exception):
    """A link to a folder, in which something may change without being seen."""


def _add(digest: Any, place: Path | None) -> None:
    """Adds names and bytes of a file, or of all files in a folder; what is missing adds nothing."""
    if place is None or not place.exists():
        return
    if place.is_file():
        digest.update(f"{place.name}\0{place.stat().st_size}\0".encode() + place.read_bytes())
        return
    for folder, folders, names in os.walk(place, onerror=_raise):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        if any(os.path.islink(os.path.join(folder, name)) for name in folders):  # noqa: PTH114, PTH118
            raise _LinkedFolderError(folder)
        digest.update("\0".join((*folders, "")).encode("utf-8", "surrogateescape"))  # one may be empty
        for name in sorted(names):
            path = Path(folder, name)
            content = path.read_bytes() if path.is_file() else b""
            digest.update(f"{path.relative_to(place)}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)


def _raise(error: OSError) -> None:
    raise error


def _outline(site: Path) -> str:
    """The digest of the names, sizes and times of all files in ``site``; their bytes are not read."""
    digest = hashlib.sha256()
    waiting = [os.fspath(site)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                facts = entry.stat(follow_symlinks=False)
                digest.update(f"{entry.path}\0{facts.st_mode}\0".encode("utf-8", "surrogateescape"))
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    digest.update(f"{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ino}\0".encode())
    return digest.hexdigest()


def is_damaged(root: Path) -> bool:
    """Whether there is a record that cannot be read."""
    return os.path.lexists(root / BUILT) and _read_records(root) is None


def _records(root: Path) -> dict[str, Any]:
    return _read_records(root) or {}


def _read_records(root: Path) -> dict[str, Any] | None:
    try:
        records = read_json(root / BUILT)["guihua-built"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    sound = isinstance(records, dict) and all(isinstance(record, dict) for record in records.values())
    return records if sound else None


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
