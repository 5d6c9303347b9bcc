"""Pagefind: its search scripts, and a check that they read the index format that we write.

Only its search script is published. Its indexer runs on one small sample document: the index itself is our own
(``packing.py``), since it holds more terms than Pagefind's tokenizer would cut from a text. The sample is compared with
what we write for the same document; a Pagefind with another file format stops the build, so that no broken search is
published.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cbor2

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.search.packing import CHUNKS, LANGUAGE, META, decompressed, packed

SCRIPTS = ("pagefind.js", "wasm.unknown.pagefind")
ENGINE_ENTRY = "pagefind-entry.json"
DOCUMENT = f'<html lang="{LANGUAGE}"><body><main data-pagefind-body><p>abab baba abab</p></main></body></html>'
"""In a language that Pagefind does not know: its tokenizer splits at spaces and stems nothing."""
WORDS = [["abab", [[0, [-25, 0, 2], []]], []], ["baba", [[0, [-25, 1], []]], []]]
"""The posting lists of the sample document as we write them (``postings.py``)."""


@dataclass(frozen=True)
class PagefindFiles:
    """Pagefind's search ``scripts`` by file name, and its ``entry``: the JSON that they load first."""

    entry: Mapping[str, Any]
    scripts: Mapping[str, bytes]

    @property
    def version(self) -> str:
        return str(self.entry["version"])

    def files(self, records: int) -> dict[str, bytes]:
        """File name → bytes of scripts and entry, for an index of ``records`` records."""
        language = {**self.entry["languages"][LANGUAGE], "hash": LANGUAGE, "page_count": records}
        entry = {**self.entry, "languages": {LANGUAGE: language}}
        return {**self.scripts, ENGINE_ENTRY: json.dumps(entry, separators=(",", ":")).encode("utf-8")}


def pagefind(work: Path) -> PagefindFiles:
    """The installed Pagefind; ``work`` is a temporary folder for its sample index.

    Raises:
        StageError: it fails, or the format of its index differs from ours.
    """
    try:
        sample = _sample_index(work)
        engine = PagefindFiles(json.loads(sample[ENGINE_ENTRY]), {name: sample[name] for name in SCRIPTS})
        if _decoded(sample) != _decoded(packed([WORDS], 1, engine.version)):
            raise StageError(_failed(f"pagefind {engine.version}: unknown form"))
    except (OSError, LookupError, ValueError, TypeError, cbor2.CBORDecodeError) as fault:
        raise StageError(_failed(f"pagefind: {fault!r}")) from fault
    return engine


def _sample_index(work: Path) -> dict[str, bytes]:
    """The files that Pagefind's indexer writes for ``DOCUMENT``, by relative path.

    Raises:
        StageError: the indexer exits with an error.
    """
    documents, output = work / "documents", work / "index"
    documents.mkdir(parents=True)
    (documents / "index.html").write_text(DOCUMENT, "utf-8")
    command = (sys.executable, "-m", "pagefind", "--site", documents.name, "--output-path", output.name, "--quiet")
    try:
        process = subprocess.run(  # noqa: S603
            command,
            cwd=work,
            env=_readable(os.environ),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if process.returncode != 0:
            raise StageError(_failed((process.stderr or process.stdout).strip()))
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    finally:
        shutil.rmtree(documents)
        shutil.rmtree(output, ignore_errors=True)


def _readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment variables that are UTF-8: at any other, such as a shell's former folder, the indexer ends."""
    return {name: value for name, value in variables.items() if _is_utf8(name) and _is_utf8(value)}


def _is_utf8(text: str) -> bool:
    """Whether ``text`` stands for bytes that are UTF-8; Python marks those that are not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _decoded(files: Mapping[str, bytes]) -> Any:
    """The content of an index for comparison, without the names of its files and the word counts of its pages."""
    (meta,) = (decompressed(content) for name, content in files.items() if name.endswith(META))
    version, pages, table, *rest = meta
    chunks = [decompressed(files[f"{CHUNKS.format(name)}"]) for _, _, name in table]
    return version, [len(page) for page in pages], [(first, last) for first, last, _ in table], rest, chunks


def _failed(message: str) -> Diagnostic:
    return Diagnostic(
        where=Location("requirements.lock"),
        code="search-index",
        what=Text("the search indexer failed", "搜索索引程序出错"),
        found=message[-400:],
        fix=Text(
            "install the packages of requirements.lock again; if it stays, report it to whoever keeps the generator",
            "请重新安装 requirements.lock 里的软件包；仍然出错，请告诉维护生成器的人",
        ),
    )
