"""The mark: a manifest ``.guihua`` in each folder that a run wrote, with the kind of folder and the digest of each file.

A file that the mark does not list, or whose digest differs, is foreign: somebody put it there, or edited it. Foreign
files are never deleted. A digest may be missing (``ANY``) only in a folder that a run works in, where it was
killed while it wrote; their paths are appended to the mark, a line each. The mark has no absolute paths and no timestamps, so that builds are reproducible; as a hidden
file it does not disturb on a static host.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.own_json import parsed_first, read_plain
from generator.remembering import remembered
from generator.site_files import Sum
from generator.writing.spare import is_leftover, remove_leftover, replace_file

NAME = ".guihua"
SPARE = f"{NAME}-next"
"""The temporary name of a mark while it is written."""
MARK_BEGINS = b'{\n"guihua": '
"""How every mark begins."""
NOTE = "Guihua made this folder and replaces it as a whole. Files of your own do not belong here. 本文件夹由 Guihua 生成，会整个换掉，请勿放入自己的文件。"
LITTER = frozenset({".DS_Store", "Thumbs.db"})
"""Files that file managers create in every folder they show; they count as absent."""
ANY = ""
"""In place of a digest: the file is being written, and may have any content."""


@dataclass(frozen=True, slots=True)
class Mark:
    """``kind`` is that of the folder (site, snapshot, …); ``files`` maps a relative path to the digest of its bytes."""

    kind: str
    files: Mapping[str, str]

    def finished(self) -> Mark:
        """The mark without the files that were being written: nothing tells whose they are."""
        return Mark(self.kind, {path: digest for path, digest in self.files.items() if digest != ANY})


def read_mark(folder: Path) -> Mark | None:
    """The mark in ``folder``; ``None`` where there is none, or another file of that name. Paths out of the folder are left
    out.
    """
    try:
        if (folder / NAME).is_symlink():
            return None
        content, appended = parsed_first(read_plain(folder / NAME).decode("utf-8"))
        files = {str(path): str(digest) for path, digest in content["files"].items() if _is_inside(path)}
        files.update((path, ANY) for path in _appended(appended) if _is_inside(path))
        return Mark(str(content["guihua"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_mark(folder: Path, mark: Mark) -> None:
    """Replaces the mark atomically: a killed run leaves the former or the new one."""
    content = {"guihua": mark.kind, "note": NOTE, "files": dict(sorted(mark.files.items()))}
    text = json.dumps(content, ensure_ascii=False, indent=0) + "\n"
    replace_file(folder / NAME, text.encode("utf-8"), folder / SPARE, MARK_BEGINS)


def append_to_mark(folder: Path, names: Iterable[str]) -> None:
    """Adds files that are about to be written, on a new line each: where a run was killed, the last line may be cut off."""
    lines = "".join(f"\n{json.dumps(name)}" for name in names).encode("ascii")
    with (folder / NAME).open("ab", buffering=0) as stream:  # at one go, between those of other processes
        stream.write(lines)


def _appended(text: str) -> Iterator[str]:
    for line in text.splitlines():
        with suppress(ValueError):
            if isinstance(path := json.loads(line), str):
                yield path


def foreign_in(folder: Path, mark: Mark) -> Iterator[str]:
    """The relative paths of foreign files in ``folder``: not listed in ``mark``, or with another digest.

    A symbolic link is always foreign, and so is an empty folder in which no listed file was.
    """
    folders = _folders_of(mark.files)
    known = remembered(("digests", os.fspath(folder)), (), dict[str, tuple[object, str]])
    before = dict(known)
    known.clear()
    for path, file in entries(folder):
        if not _is_listed(path, file, mark, partial(_digest_again, path, before, known)) and not (
            path in folders and file.is_dir() and not file.is_symlink()
        ):
            yield path


def _digest_again(
    path: str, before: Mapping[str, tuple[object, str]], known: dict[str, tuple[object, str]], file: Path
) -> str:
    """The digest of a file, which is read only where it is not the one of ``before``."""
    facts = file.lstat()
    state = facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
    former = before.get(path)
    known[path] = former if former and former[0] == state else (state, digest_of(file))
    return known[path][1]


def _folders_of(paths: Iterable[str]) -> set[str]:
    """The folders in which files at these relative paths are, and those around them."""
    folders: set[str] = set()
    for path in paths:
        inside = path.rpartition("/")[0]
        while inside and inside not in folders:
            folders.add(inside)
            inside = inside.rpartition("/")[0]
    return folders


def remove_made(folder: Path, mark: Mark) -> bool:
    """Deletes the files that ``mark`` lists, and ``folder`` when it is empty then. Foreign files are left.

    Returns whether the folder is deleted.
    """
    for path, file in list(entries(folder)):
        if _is_listed(path, file, mark):
            file.unlink()
    for place, _, _ in os.walk(folder, topdown=False):
        if place != str(folder):
            _remove_empty(Path(place), LITTER)
    if next(entries(folder), None) is None:
        if read_mark(folder):
            (folder / NAME).unlink()
        remove_leftover(folder / SPARE, MARK_BEGINS)
        _remove_empty(folder, LITTER)
    return not folder.exists()


def _remove_empty(folder: Path, ignored: frozenset[str]) -> None:
    """Deletes ``folder`` if it contains nothing but files of the ``ignored`` names."""
    left = list(folder.iterdir())
    if all(path.name in ignored and not path.is_dir() for path in left):
        for path in left:
            path.unlink()
        folder.rmdir()


def is_empty(folder: Path) -> bool:
    """Whether ``folder`` contains neither files nor a mark; litter and the spare file of a killed run do not count."""
    return next(entries(folder), None) is None and not os.path.lexists(folder / NAME)


def entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """(relative path, path) of every file, symbolic link and empty folder in ``folder``, sorted, without the
    mark, the spare file of a killed run, and litter.

    Raises:
        OSError: a folder cannot be listed.
    """
    if not os.path.lexists(folder):
        return
    top = len(os.fspath(folder))
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        inside = place[top:].strip(os.sep).replace(os.sep, "/")
        for name in sorted((*files, *(name for name in folders if os.path.islink(os.path.join(place, name))))):  # noqa: PTH114, PTH118
            path = f"{inside}/{name}" if inside else name
            file = Path(place, name)
            if name not in LITTER and path != NAME and not (path == SPARE and is_leftover(file, MARK_BEGINS)):
                yield path, file
        if inside and not folders and not files:
            yield inside, Path(place)


def _raise(error: OSError) -> None:
    raise error


def digest_of(file: Path) -> str:
    """The digest of a file's bytes, in hexadecimal."""
    return digest(file.read_bytes())


def digest(content: bytes) -> str:
    """The digest of ``content`` in a mark (``Sum``)."""
    return Sum.of(content).mark


def _is_inside(path: str) -> bool:
    """Whether a relative path stays in its folder."""
    return not path.startswith("/") and ".." not in path.split("/")


def _is_listed(path: str, file: Path, mark: Mark, digested: Callable[[Path], str] = digest_of) -> bool:
    listed = mark.files.get(path)
    try:
        return listed is not None and stat.S_ISREG(file.lstat().st_mode) and listed in (ANY, digested(file))
    except FileNotFoundError:
        return False
