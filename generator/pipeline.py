"""The pipeline on one screen: read → link → check → export → compose → index → publish.

The first three are pure functions; the next three add files to those of the site, which are written to a new folder as
they come. A run with errors ends after ``check``; the published site is not touched before the atomic exchange of
``publish``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from generator.composing.stage import Composition
from generator.composing.survey import Survey, compose, composed_at, surveyed
from generator.diagnostics import OnStage, Report, StageError
from generator.linking import link
from generator.model import Corpus
from generator.opendata import Exports, export
from generator.opendata.machines import with_publications
from generator.parallel import give_back_memory
from generator.reading import read_project
from generator.reading.promises import as_release, with_release
from generator.remembering import is_remembering, remembered
from generator.rendering import Engine
from generator.rules import check
from generator.search import build_index, searched
from generator.site_files import HeldFiles, Parcel, SiteFiles
from generator.writing.guard import SITE, publish, replacing
from generator.writing.staging import FolderFiles
from generator.writing.workplace import working_in


def examine(root: Path, progress: OnStage) -> tuple[Corpus, Report]:
    """The linked corpus of the project at ``root``, and all findings."""
    progress("read")
    project, unreadable = read_project(root)
    progress("link")
    corpus, unresolved = link(project)
    progress("check")
    broken = check(project, corpus)
    return corpus, Report.of([*unreadable, *unresolved, *broken])


def as_released(corpus: Corpus, files: Mapping[str, bytes]) -> Corpus:
    """``corpus`` as if the release of its data that consists of ``files`` was published."""
    promises = with_release(corpus.promises, as_release(files))
    return replace(corpus, promises=promises, site=replace(corpus.site, released=True))


def exported(corpus: Corpus, files: SiteFiles, progress: OnStage) -> Exports:
    """Adds all files for programs to ``files``.

    Raises:
        StageError: a published interface would be lost.
    """
    progress("export")
    if not is_remembering():
        return with_publications(corpus, export(corpus, files))
    former = remembered(("exported",), (corpus,), list[tuple[Exports, Parcel]])
    if former and files.are_standing(former[0][1].sums):
        exports, parcel = former[0]
        files.add_parcel(parcel)
        return replace(exports, files=files)
    exports = with_publications(corpus, export(corpus, files))
    parcel = Parcel(sums={address: files.sum(address) for address in files})
    former[:] = [(replace(exports, files=HeldFiles()), parcel)]
    return exports


def prepare(root: Path, corpus: Corpus, progress: OnStage) -> tuple[Exports, Survey]:
    """The exported data files, and what would be on the site, of which nothing is written.

    Raises:
        StageError: a template is broken, or a published address or interface would be lost.
    """
    exports = exported(corpus, HeldFiles(), progress)
    progress("compose")
    return exports, surveyed(Composition(corpus, exports, root), exports)


def make(root: Path, corpus: Corpus, files: SiteFiles, engine: Engine, progress: OnStage) -> Exports:
    """Adds all files of the site to ``files`` but the search index, which is made of them.

    Raises:
        StageError: a stage has failed.
    """
    exports = exported(corpus, files, progress)
    progress("compose")
    composition = Composition(corpus, exports, root)
    compose(composition, exports, engine.frame(composition.nav, corpus.site))
    return exports


def pages_at(
    addresses: Collection[str], root: Path, corpus: Corpus, exports: Exports, engine: Engine
) -> dict[str, bytes]:
    """The pages at these ``addresses`` with their files, and the bundles where one is asked for; no other page is made.

    Raises:
        StageError: a template is broken.
    """
    composition = Composition(corpus, exports, root)
    return composed_at(addresses, composition, engine.frame(composition.nav, corpus.site))


def build(root: Path, site: Path, engine: Engine, progress: OnStage) -> Report:
    """Builds the project at ``root`` into the folder ``site``, unless it has errors; both are absolute paths.

    A stage that fails adds its finding to the report; then, too, the former site is left as it is.

    Raises:
        RefusedError: another run is working in this project or replacing ``site``; or ``site``, or a temporary folder,
            contains something that no build wrote; nothing was changed.
    """
    with working_in(root), replacing(site, SITE, root) as finished:
        corpus, report = examine(root, progress)
        if report:
            return report
        try:
            give_back_memory()  # the project's files have become the corpus
            files = FolderFiles(finished)
            subjects = searched(corpus, make(root, corpus, files, engine, progress))
            del corpus
            give_back_memory()
            progress("index")
            build_index(subjects, files)
            progress("publish")
            files.finish()
            publish(finished, site)
        except StageError as fault:
            report = Report.of([fault.finding])
    return report
