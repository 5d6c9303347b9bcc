"""The system on one screen: read → link → check → compose → export → write → render → index → publish.

Stages are pure up to ``write``. A run that has errors ends after ``check``; nothing that is already published
is touched before the last line.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from generator.composing.stage import Staged, compose
from generator.diagnostics import Report, StageError
from generator.linking import link
from generator.model import Corpus
from generator.opendata import Exports, export
from generator.opendata.machines import with_publications
from generator.reading import read_project
from generator.rendering import Engine
from generator.rules import check
from generator.search import build_index
from generator.writing.publishing import publish, recover
from generator.writing.staging import write_tree

Progress = Callable[[str], None]
TEMPLATES = "site_templates"


def examine(root: Path, progress: Progress) -> tuple[Corpus, Report]:
    """The project at ``root``, linked, and everything that is wrong with it."""
    progress("read")
    project, unreadable = read_project(root)
    progress("link")
    corpus, unresolved = link(project)
    progress("check")
    broken = check(project, corpus)
    return corpus, Report.of([*unreadable, *unresolved, *broken])


def prepare(root: Path, corpus: Corpus, progress: Progress) -> tuple[Exports, Staged]:
    """The files of data, and the tree of pages for the engine.

    Raises:
        StageError: a template is broken, or something that was published would be lost.
    """
    progress("export")
    exports = with_publications(corpus, export(corpus))
    progress("compose")
    return exports, compose(corpus, exports, root / TEMPLATES)


def build(root: Path, site: Path, engine: Engine, progress: Progress) -> tuple[Corpus, Report]:
    """Builds the project at ``root`` into the folder ``site``, unless it has errors.

    A stage that cannot go on reports what stopped it; then, too, the former site stands.

    Raises:
        filelock.Timeout: another build of this project is running.
    """
    work = root / "build"
    work.mkdir(exist_ok=True)
    finished, aside = site.with_name(f".{site.name}-next"), site.with_name(f".{site.name}-former")
    with FileLock(work / "lock", timeout=0):
        recover(site, aside)
        corpus, report = examine(root, progress)
        if report:
            return corpus, report
        try:
            exports, staged = prepare(root, corpus, progress)
            progress("write")
            write_tree(work / "docs", staged.files)
            shutil.rmtree(finished, ignore_errors=True)
            progress("render")
            engine.render(work / "docs", finished, staged.nav, corpus.site)
            progress("index")
            build_index(finished, work / "search", corpus, exports)
            progress("publish")
            publish(finished, site, aside)
        except StageError as fault:
            report = Report.of([fault.finding])
        finally:
            shutil.rmtree(finished, ignore_errors=True)
    return corpus, report
