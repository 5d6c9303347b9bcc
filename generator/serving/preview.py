"""The building process of the preview: after each edit the pages in view are made first, then all that is on the site."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from generator.composing.bundles import BUNDLES
from generator.diagnostics import Language, Report, StageError
from generator.model import Corpus
from generator.opendata import Exports
from generator.pipeline import examine, make, pages_at
from generator.remembering import Memory, remembered, remembering
from generator.rendering import Engine
from generator.reporters.json import json_report
from generator.search import build_index, searched
from generator.serving.messages import Edited, News
from generator.writing.guard import SITE, rewriting
from generator.writing.refusals import RefusedError, cannot_write
from generator.writing.rewriting import RewrittenFiles
from generator.writing.unchanged import NOT_KNOWN, fingerprint, fingerprint_of, fingerprint_of_looks, remember
from generator.writing.workplace import working_in

AGAIN, BUSY = 1.0, "busy"
"""Seconds after which a project is tried again that another command holds, and the code of the finding that says so."""
MOST_EARLY = 3
"""Pages in view that are made before all others; more are hardly looked at."""


class PreviewBuilder:
    """Follows the edits of the project at ``root`` in the folder ``site``. ``tell`` is told what has come of each: the
    findings, how many files are other than before, and after how many seconds.
    """

    def __init__(
        self, root: Path, site: Path, engine: Engine, server: Connection, tell: Callable[[Report, int, float], None]
    ) -> None:
        self._root, self._site, self._engine, self._server, self._tell = root, site, engine, server, tell
        self._exports: Exports | None = None
        self._looks = NOT_KNOWN
        self._memory: Memory = {}
        self._busy = False
        self._early: Mapping[str, bytes] = {}
        """The pages in view of a project without errors, of which not all could be made before the next edit came."""
        self._in_view: tuple[str, ...] = ()

    def follow(self) -> None:
        """Makes the site when the server begins to watch, and again after each edit, until the server has ended."""
        with suppress(EOFError, BrokenPipeError), remembering(self._memory):
            while True:
                self._hear()
                while not self._made():
                    self._hear()
                if not self._server.poll():
                    _settle()

    def _hear(self) -> None:
        """Waits for an edit; those that come at the same time are one. Where another command holds the project, it is tried
        again after a while.

        Raises:
            EOFError: the server has ended.
        """
        if self._busy and not self._server.poll(AGAIN):
            return
        while True:
            message: Edited = self._server.recv()
            self._in_view = message.in_view
            if not self._server.poll():
                return

    def _made(self) -> bool:
        """Makes the site of the project as it is now; ``False`` where an edit came between."""
        start = perf_counter()
        try:
            inputs = fingerprint(self._root)
            report, changed = self._made_now()
        except _EditedMeanwhileError as edited:
            self._early = edited.early or self._early
            return False
        held = any(finding.code == BUSY for finding in report.diagnostics)
        if held and self._busy:
            return True  # that was told
        self._busy = held
        self._early = self._early if report else {}
        self._server.send(News(early=self._early, changed=changed, findings=json_report(report, Language.ENGLISH)))
        self._tell(report, len(changed), perf_counter() - start)
        if not report:
            remember(self._root, self._site, inputs)
        return True

    def _made_now(self) -> tuple[Report, frozenset[str]]:
        """The findings, and the addresses whose content is another one now.

        Raises:
            _EditedMeanwhileError: see there; the site is as before.
        """
        try:
            with working_in(self._root):
                corpus, report = self._examined()
                if report:
                    return report, frozenset()
                early = self._show(corpus)
                with rewriting(self._site, SITE, self._root) as (standing, beside):
                    files = RewrittenFiles(standing, beside, partial(self._go_on, early))
                    looks = fingerprint_of_looks(self._root)
                    self._exports = make(self._root, corpus, files, self._engine, _quiet)
                    build_index(searched(corpus, self._exports), files)
                    changed = files.finish()
                    self._looks = looks
                    return report, changed
        except (StageError, RefusedError) as fault:
            return Report.of([fault.finding]), frozenset()
        except OSError as error:  # a full disk is no reason to take the pages away that are there
            return Report.of([cannot_write(self._site, error).finding]), frozenset()

    def _examined(self) -> tuple[Corpus, Report]:
        """The corpus and the findings; the same objects as before where neither text nor data have changed."""
        before = self._fingerprint_of_texts()
        former = remembered(("examined",), (before,), list[tuple[Corpus, Report]])
        if not former or before == NOT_KNOWN:
            former[:] = [examine(self._root, _quiet)]
        if self._fingerprint_of_texts() != before:  # edited while it was read; nobody knows what was read
            return former.pop()
        return former[0]

    def _fingerprint_of_texts(self) -> str:
        return fingerprint_of((self._root / "content", self._root / "datasets"))

    def _show(self, corpus: Corpus) -> Mapping[str, bytes]:
        """Shows the pages in view as they are with the downloads of before. A page that needs more waits for the others."""
        if self._exports and self._in_view:
            with suppress(StageError, LookupError):
                looks = () if fingerprint_of_looks(self._root) == self._looks else tuple(BUNDLES)
                wanted = (*self._in_view[:MOST_EARLY], *looks)
                early = pages_at(wanted, self._root, corpus, self._exports, self._engine)
                self._server.send(News(early=early, changed=frozenset(), findings="[]"))
                return early
        return {}

    def _go_on(self, early: Mapping[str, bytes]) -> None:
        """
        Raises:
            _EditedMeanwhileError: see there.
        """
        if self._server.poll():
            raise _EditedMeanwhileError(early)


class _EditedMeanwhileError(Exception):
    """The project was edited while the site was made of it; the ``early`` pages of it are shown."""

    def __init__(self, early: Mapping[str, bytes]) -> None:
        super().__init__()
        self.early = early


def _settle() -> None:
    """Lets go what is kept no longer, once; what is kept is not looked through for garbage again in the next pass."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _quiet(_: str) -> None:
    """Tells nobody which stage is running."""
