"""Which folder a command may replace: one that is missing, empty, or contains only files that an earlier run wrote.

It is never a source folder of a project, nor inside or around one (``sources.py``); symbolic links are resolved. Every command that writes
a tree asks here, also for its temporary folders beside the target; ``staging.write_tree`` accepts only an ``OwnFolder``,
and only ``claim`` and ``replacing`` create one.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import reason_of
from generator.writing import refusals
from generator.writing.locks import alone_at, with_parents
from generator.writing.mark import (
    ANY,
    Mark,
    append_to_mark,
    foreign_in,
    is_empty,
    read_mark,
    remove_made,
    write_mark,
)
from generator.writing.publishing import exchange_or_set_aside
from generator.writing.sources import BUILD, PROGRAM, WORK, projects_of, sources_of

SITE, SNAPSHOT = "site", "snapshot"
_PROVEN = object()


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder in which every file is proven to be written by a run. ``claim`` and ``replacing`` create one, nobody else."""

    path: Path
    kind: str
    proof: object

    def __post_init__(self) -> None:
        if self.proof is not _PROVEN:
            raise TypeError(f"{self.path} was not claimed: see generator/writing/guard.py")

    @property
    def is_complete(self) -> bool:
        """Whether the last run that wrote here finished."""
        mark = read_mark(self.path)
        return mark is not None and ANY not in mark.files.values()

    def known(self) -> tuple[str, ...]:
        """The paths in the mark."""
        return tuple(mark.files) if (mark := read_mark(self.path)) else ()

    def will_hold(self, names: Iterable[str]) -> None:
        """Records in the mark that files at ``names`` are about to be written, so that those of a killed run are not
        foreign.
        """
        append_to_mark(self.path, names)

    def holds(self, digests: Mapping[str, str]) -> None:
        """Records that these are the files of the folder, by digest: from now on any other file is foreign."""
        write_mark(self.path, Mark(self.kind, digests))


def claim(folder: Path, kind: str) -> OwnFolder:
    """The folder to work in, created where it is missing; a run may have been killed while it wrote there.

    Raises:
        RefusedError: it is no folder, or contains something that no run wrote as a ``kind``.
    """
    check_helper(folder, kind, read_mark(folder))
    folder.mkdir(parents=True, exist_ok=True)
    own = OwnFolder(folder, kind, _PROVEN)
    if read_mark(folder) is None:
        own.holds({})
    return own


def check_ours(folder: Path, kind: str) -> None:
    """Checks that ``folder`` is missing, empty, or a ``kind`` that a run finished and nobody edited.

    Raises:
        RefusedError: it is anything else.
    """
    _check(folder, kind, _finished_mark(folder))


def check_helper(folder: Path, kind: str, mark: Mark | None) -> None:
    """``check_ours`` for a folder whose name the program chose. With its whole ``mark`` what a killed run was about to write
    counts as ours, too.

    Raises:
        RefusedError: see ``check_ours``; the remedy is for a name that the user did not choose.
    """
    try:
        _check(folder, kind, mark)
    except refusals.RefusedError as refusal:
        raise refusals.in_the_way(folder, refusal.finding) from refusal


def _finished_mark(folder: Path) -> Mark | None:
    mark = read_mark(folder)
    return mark.finished() if mark else None


def _check(folder: Path, kind: str, mark: Mark | None) -> None:
    if folder.is_symlink() or not folder.is_dir():
        if os.path.lexists(folder):
            raise refusals.no_folder(folder)
    elif mark is None:
        if not is_empty(folder):
            raise refusals.not_made_by_us(folder, kind)
    elif mark.kind != kind:
        raise refusals.of_another_kind(folder, mark.kind, kind)
    elif foreign := list(foreign_in(folder, mark)):
        raise refusals.foreign_files(folder, foreign, kind)


def check_place(target: Path, root: Path) -> None:
    """Checks that ``target`` is disjoint from the sources and the working files of the project at ``root``, and of those
    around ``target``, and is not inside a folder that a run made.

    Raises:
        RefusedError: it is, contains or is inside one of them, or contains the current working directory.
    """
    check_clear(target, root)
    projects = projects_of(target, root)
    for project in projects:
        if _contains(target, project / BUILD):
            raise refusals.in_work(target, project / BUILD)
        for name in WORK:
            if _contains(project / name, target):
                raise refusals.in_work(target, project / name)
    for folder in itertools.takewhile(lambda parent: parent not in projects, target.parents):
        if mark := read_mark(folder):
            raise refusals.in_made(target, folder, mark.kind)
    if _contains(target, Path.cwd()):
        raise refusals.stands_in_it(target)


def check_clear(target: Path, root: Path) -> None:
    """Checks that ``target`` is disjoint from the source folders of the program and of ``projects_of`` the target.

    Raises:
        RefusedError: it is not.
    """
    projects = projects_of(target, root)
    sources = (*(source for project in projects for source in sources_of(project)), PROGRAM)
    for source in (*sources, *projects):
        if _contains(target, source):
            raise refusals.holds_sources(target, source)
    for source in sources:
        if _contains(source, target):
            raise refusals.in_sources(target, source)
    if ".git" in target.parts:
        raise refusals.in_sources(target, Path(*target.parts[: target.parts.index(".git") + 1]))


@contextmanager
def replacing(target: Path, kind: str, root: Path) -> Iterator[OwnFolder]:
    """A context with an empty folder beside ``target`` to fill; ``publish`` exchanges the two. What is not published is
    deleted on exit.

    ``target`` and ``root`` are resolved paths.

    Raises:
        RefusedError: ``target`` may not be replaced, another run is replacing it, or its parent folder is not writable.
    """
    check_place(target, root)
    with suppress(OSError):  # told by the first thing that is written
        if target.is_mount():
            raise refusals.mount_point(target)
    with with_parents(target, target), alone_at(target):
        fresh = _begin(target, kind)
        try:
            with naming(target):
                yield fresh
        except BaseException:
            with suppress(OSError):  # what went wrong first is what the user has to know
                _discard(fresh.path)
            raise
        _discard(fresh.path)


def clear_unfinished(target: Path, kind: str, root: Path) -> None:
    """Deletes ``target`` where a run was killed while it rewrote it file by file.

    Raises:
        RefusedError: it contains something else, too.
    """
    mark = read_mark(target)
    if mark and mark.kind == kind and mark.finished() != mark:
        with rewriting(target, kind, root):
            _clear_away(target, target)


@contextmanager
def rewriting(target: Path, kind: str, root: Path) -> Iterator[tuple[OwnFolder, OwnFolder]]:
    """A context with the folder ``target`` and an empty one beside it, which is deleted on exit; what is in ``target`` may be
    replaced file by file, and may be what a run left there that was killed when it did so.

    Raises:
        RefusedError: see ``replacing``.
    """
    check_place(target, root)
    with with_parents(target, target), alone_at(target), naming(target):
        standing, fresh = claim(target, kind), beside(target)[0]
        check_helper(fresh, kind, read_mark(fresh))
        _clear_away(fresh, target)
        try:
            yield standing, claim(fresh, kind)
        finally:
            _discard(fresh)


@contextmanager
def naming(place: Path) -> Iterator[None]:
    """Says in an error of the system which ``place`` it is about where it does not: a full disk names no file."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(place)
        raise


def _begin(target: Path, kind: str) -> OwnFolder:
    """The empty folder beside ``target``, once what killed runs left there is cleared away.

    Raises:
        RefusedError: see ``replacing``.
    """
    fresh, aside = beside(target)
    try:
        recover(target, kind)
        check_ours(target, kind)
        check_helper(fresh, kind, read_mark(fresh))
        check_helper(aside, kind, _finished_mark(aside))
        _clear_away(fresh, target)
        return claim(fresh, kind)
    except OSError as error:
        with suppress(OSError):
            _discard(fresh)
        raise refusals.cannot_write(target, error) from error


def publish(finished: OwnFolder, target: Path) -> None:
    """Exchanges ``finished`` with ``target`` atomically, and deletes the former content. What is in it was
    recorded by whoever filled it (``OwnFolder.holds``).

    Raises:
        RefusedError: somebody has put files into ``target`` since the run began; it is left as it is. Or the exchange is
            done, and the former content could not be deleted.
    """
    check_ours(target, finished.kind)
    former = exchange_or_set_aside(finished.path, target, beside(target)[1])
    if not former:
        return
    try:
        _discard(former)
    except OSError as error:
        raise refusals.former_is_left(target, former, reason_of(error)) from error
    if mark := read_mark(former):
        raise refusals.former_is_left(target, former, refusals.PUT_IN, list(foreign_in(former, mark)))


def recover(target: Path, kind: str) -> None:
    """Completes the exchange of a killed run: restores the former folder it had set aside, or deletes it where the new one
    is in place.

    Raises:
        RefusedError: what was set aside is not ours, or cannot be deleted.
    """
    aside = beside(target)[1]
    if not aside.exists():
        return
    check_helper(aside, kind, _finished_mark(aside))
    if target.exists():
        _clear_away(aside, target)
    else:
        aside.rename(target)


def beside(target: Path) -> tuple[Path, Path]:
    """The temporary folders of ``target``: for the next content, and for the former one while they are exchanged."""
    return target.with_name(f".{target.name}-next"), target.with_name(f".{target.name}-former")


def _discard(folder: Path) -> None:
    """Deletes what a run wrote into ``folder``, and ``folder`` itself unless it contains foreign files."""
    if folder.is_dir():
        remove_made(folder, read_mark(folder) or Mark("", {}))


def _clear_away(folder: Path, target: Path) -> None:
    """Deletes what an earlier run left in ``folder``, beside ``target``.

    Raises:
        RefusedError: the system does not let it.
    """
    try:
        _discard(folder)
    except OSError as error:
        raise refusals.leftover(target, folder, reason_of(error)) from error


def _contains(outer: Path, inner: Path) -> bool:
    """Whether ``inner`` is ``outer`` or inside it, also through symbolic links and other names of one folder."""
    for path in (inner, inner.resolve()):
        for parent in (path, *path.parents):
            if parent == outer or (parent.exists() and outer.exists() and parent.samefile(outer)):
                return True
    return False
