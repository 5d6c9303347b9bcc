"""Which folder a command may replace: one that is not there, is empty, or holds nothing but what a run of ours made.

It never is, holds or lies in what a project is written in, and a link counts as the folder that it leads to. Every
command that writes a tree asks here, also for its helper folders beside the target; ``staging.write_tree`` takes nothing
but an ``OwnFolder``, and only ``claim`` and ``replacing`` give one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.writing import refusals
from generator.writing.mark import (
    ANY,
    Mark,
    digest,
    foreign_in,
    is_empty,
    made,
    read_mark,
    remove_made,
    unknown,
    write_mark,
)
from generator.writing.publishing import exchange_or_set_aside

SITE, SNAPSHOT, STAGING, SEARCH = "site", "snapshot", "staging tree", "search index"
SOURCES = ("content", "datasets", "site_templates", "generator", "tests", "mkdocs.yml", ".git", ".github", ".ci")
BUILD, LOCK, JOURNAL = "build", "build/lock", "build/journal.json"
WORK = ("build/docs", "build/search", LOCK, JOURNAL)
"""What runs keep in the project between builds; nothing else goes there."""
PROGRAM = Path(__file__).parents[1]
_PROVEN = object()


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder of which every file is proven to be ours. ``claim`` and ``replacing`` make one, nobody else can."""

    path: Path
    kind: str
    proof: object

    def __post_init__(self) -> None:
        if self.proof is not _PROVEN:
            raise TypeError(f"{self.path} was not claimed: see generator/writing/guard.py")

    @property
    def is_complete(self) -> bool:
        """Whether the last run that wrote here came to its end."""
        mark = read_mark(self.path)
        return mark is not None and ANY not in mark.files.values()

    def will_hold(self, names: Iterable[str]) -> tuple[str, ...]:
        """Writes down that files called ``names`` come, so that a killed run leaves nothing that looks foreign.

        Returns the paths that were known before.
        """
        mark = read_mark(self.path)
        known = tuple(mark.files) if mark else ()
        write_mark(self.path, Mark(self.kind, unknown((*known, *names))))
        return known

    def holds(self, files: Mapping[str, bytes]) -> None:
        """Writes down that these files are in the folder: from now on whatever differs is foreign."""
        write_mark(self.path, Mark(self.kind, {path: digest(content) for path, content in files.items()}))

    def finish(self) -> None:
        """``holds`` for all that is in the folder."""
        write_mark(self.path, made(self.path, self.kind))


def claim(folder: Path, kind: str) -> OwnFolder:
    """The folder, made where it is missing.

    Raises:
        RefusedError: it is no folder, or holds something that no run of ours made as a ``kind``.
    """
    check_ours(folder, kind)
    folder.mkdir(parents=True, exist_ok=True)
    own = OwnFolder(folder, kind, _PROVEN)
    if read_mark(folder) is None:
        own.will_hold(())
    return own


def check_ours(folder: Path, kind: str) -> None:
    """Passes where ``folder`` is missing, empty, or a ``kind`` that a run made and nobody touched.

    Raises:
        RefusedError: it is anything else.
    """
    if folder.is_symlink() or not folder.is_dir():
        if os.path.lexists(folder):
            raise refusals.no_folder(folder)
        return
    mark = read_mark(folder)
    if mark is None:
        if not is_empty(folder):
            raise refusals.not_made_by_us(folder)
    elif mark.kind != kind:
        raise refusals.of_another_kind(folder, mark.kind, kind)
    elif foreign := list(foreign_in(folder, mark)):
        raise refusals.foreign_files(folder, foreign)


def check_place(target: Path, root: Path) -> None:
    """Passes where ``target`` keeps clear of the sources and the work of the project at ``root``.

    Raises:
        RefusedError: it is, holds or lies in one of them, or holds the folder that the user stands in.
    """
    check_clear(target, root)
    if _holds(target, root / BUILD):
        raise refusals.holds_sources(target, root / BUILD)
    for kept in WORK:
        if _holds(root / kept, target):
            raise refusals.in_sources(target, root / kept)
    if _holds(target, Path.cwd()):
        raise refusals.stands_in_it(target)


def check_clear(target: Path, root: Path) -> None:
    """Passes where ``target`` neither is nor holds nor lies in what the project, or the program, is written in.

    Raises:
        RefusedError: it does.
    """
    sources = (*(root / name for name in SOURCES), PROGRAM)
    for source in (*sources, root):
        if _holds(target, source):
            raise refusals.holds_sources(target, source)
    for source in sources:
        if _holds(source, target):
            raise refusals.in_sources(target, source)
    if ".git" in target.parts:
        raise refusals.in_sources(target, Path(*target.parts[: target.parts.index(".git") + 1]))


@contextmanager
def replacing(target: Path, kind: str, root: Path) -> Iterator[OwnFolder]:
    """An empty folder beside ``target`` to fill; ``publish`` puts it there. Left unpublished, it goes without a trace.

    ``target`` and ``root`` are resolved paths.

    Raises:
        RefusedError: ``target`` may not be replaced, or its place cannot be written.
    """
    check_place(target, root)
    fresh, aside = beside(target)
    recover(target, kind)
    check_ours(target, kind)
    for helper in (fresh, aside):
        check_ours(helper, kind)
    _discard(fresh)
    created = [parent for parent in target.parents if not parent.exists()]
    try:
        own = claim(fresh, kind)
    except OSError as error:
        _discard(fresh)
        _remove_folders(created)
        raise refusals.cannot_write(target, error) from error
    try:
        yield own
    finally:
        _discard(fresh)
        _remove_folders(created)


def publish(finished: OwnFolder, target: Path) -> None:
    """Puts ``finished`` at ``target`` in one step, and deletes what it replaces.

    Raises:
        RefusedError: somebody has put files into ``target`` since the run began; it stays as it is.
    """
    finished.finish()
    check_ours(target, finished.kind)
    former = exchange_or_set_aside(finished.path, target, beside(target)[1])
    if former:
        _discard(former)


def recover(target: Path, kind: str) -> None:
    """Puts back what an interrupted run had set aside; deletes it where it was replaced already."""
    aside = beside(target)[1]
    if not aside.exists():
        return
    check_ours(aside, kind)
    if target.exists():
        _discard(aside)
    else:
        aside.rename(target)


def beside(target: Path) -> tuple[Path, Path]:
    """The helper folders of ``target``: for what comes next, and for what stood there before."""
    return target.with_name(f".{target.name}-next"), target.with_name(f".{target.name}-former")


def _discard(folder: Path) -> None:
    """Deletes what a run made in ``folder``, and ``folder`` unless somebody has put files there meanwhile."""
    if folder.is_dir():
        remove_made(folder, read_mark(folder) or Mark("", {}))


def _remove_folders(folders: Iterable[Path]) -> None:
    """Removes those of ``folders`` that were made for nothing, the innermost first."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _holds(outer: Path, inner: Path) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it, whatever names lead there."""
    for one in (inner, inner.resolve()):
        for parent in (one, *one.parents):
            if parent == outer or (parent.exists() and outer.exists() and parent.samefile(outer)):
                return True
    return False
