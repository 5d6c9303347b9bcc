"""Pagefind: its scripts, and proof that they read what we write.

Its search runs in the browser. Its indexer only makes a specimen, of one small document: the index is our own
(``packing.py``), since the words that a query asks for are more than those that a text is cut into. The specimen shows
that both write alike; a Pagefind that does otherwise stops the build, so that no search is broken unseen.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cbor2

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.search.packing import CHUNKS, LANGUAGE, META, packed, unpressed

SCRIPTS = ("pagefind.js", "wasm.unknown.pagefind")
ENTRY = "pagefind-entry.json"
DOCUMENT = f'<html lang="{LANGUAGE}"><body><main data-pagefind-body><p>abab baba abab</p></main></body></html>'
"""In a language that Pagefind does not know: it cuts at spaces and stems nothing."""
WORDS = [["abab", [[0, [-25, 0, 2], []]], []], ["baba", [[0, [-25, 1], []]], []]]


@dataclass(frozen=True)
class PagefindFiles:
    """What searches: ``scripts`` by name, and the ``entry`` that they begin with."""

    entry: Mapping[str, Any]
    scripts: Mapping[str, bytes]

    @property
    def version(self) -> str:
        return str(self.entry["version"])

    def files(self, records: int) -> dict[str, bytes]:
        """All that stands beside an index of so many ``records``."""
        language = {**self.entry["languages"][LANGUAGE], "hash": LANGUAGE, "page_count": records}
        entry = {**self.entry, "languages": {LANGUAGE: language}}
        return {**self.scripts, ENTRY: json.dumps(entry, separators=(",", ":")).encode("utf-8")}


def pagefind(work: Path) -> PagefindFiles:
    """The engine that is installed; ``work`` is a folder for its specimen.

    Raises:
        StageError: it fails, or its index has another form than ours.
    """
    try:
        made = _specimen(work)
        engine = PagefindFiles(json.loads(made[ENTRY]), {name: made[name] for name in SCRIPTS})
        if _form(made) != _form(packed([WORDS], 1, engine.version)):
            raise StageError(_failed(f"pagefind {engine.version}: unknown form"))
    except (OSError, LookupError, ValueError, TypeError, cbor2.CBORDecodeError) as fault:
        raise StageError(_failed(f"pagefind: {fault!r}")) from fault
    return engine


def _specimen(work: Path) -> dict[str, bytes]:
    """What Pagefind makes of the document, by name."""
    documents, output = work / "specimen", work / "made"
    documents.mkdir(parents=True)
    (documents / "index.html").write_text(DOCUMENT, "utf-8")
    command = (sys.executable, "-m", "pagefind", "--site", documents, "--output-path", output, "--quiet")
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
        if done.returncode != 0:
            raise StageError(_failed((done.stderr or done.stdout).strip()))
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    finally:
        shutil.rmtree(documents)
        shutil.rmtree(output, ignore_errors=True)


def _form(files: Mapping[str, bytes]) -> Any:
    """What an index says, but for the names of its files and the length of its pages."""
    (meta,) = (unpressed(content) for name, content in files.items() if name.endswith(META))
    version, pages, table, *rest = meta
    chunks = [unpressed(files[f"{CHUNKS.format(name)}"]) for _, _, name in table]
    return version, [len(page) for page in pages], [(first, last) for first, last, _ in table], rest, chunks


def _failed(said: str) -> Diagnostic:
    return Diagnostic(
        where=Location("requirements.lock"),
        code="search-index",
        what=Text("the search indexer failed", "搜索索引程序出错"),
        found=said[-400:],
        fix=Text(
            "install the packages of requirements.lock again; if it stays, report it to whoever keeps the generator",
            "请重新安装 requirements.lock 里的软件包；仍然出错，请告诉维护生成器的人",
        ),
    )
