"""Makes the files of a release from the current data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.diagnostics import Text
from generator.model import Corpus
from generator.opendata.editions import edition_of
from generator.opendata.formats.canonical_csv import FORMAT as CANONICAL
from generator.opendata.packages.describing import (
    CITATION,
    DESCRIPTOR,
    README,
    citation_file,
    descriptor,
    readme,
    rendered,
)
from generator.opendata.stage import tables_of
from generator.opendata.versions.changes import Change, changes, level_of
from generator.opendata.versions.interface import interface
from generator.opendata.versions.snapshot import tables_in
from generator.opendata.versions.version import Level, Version
from generator.reading.promises import CHANGES, hash_of
from generator.site_files import HeldFiles


def snapshot(corpus: Corpus) -> dict[str, bytes]:
    """The files of a release of ``corpus`` by name, without ``changes.json``."""
    edition = replace(edition_of(corpus), released=True, version=corpus.site.data_version)
    files = HeldFiles()
    published = []
    for table in tables_of(corpus):
        parcel, downloads = rendered(table, table.name, (CANONICAL,), edition, files)
        files.add_parcel(parcel)
        published.append(downloads)
    files.add(DESCRIPTOR, descriptor(edition, published, (CANONICAL,), files, indent=2))
    files.add(README, readme(edition, published, (CANONICAL,)))
    files.add(CITATION, citation_file(edition))
    return dict(files)


def since_release(corpus: Corpus, files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The changes since the last release; without one, every table is new."""
    releases = corpus.promises.releases
    return changes(tables_in(releases[-1].files) if releases else {}, tables_in(files))


def required_version(corpus: Corpus, changed: tuple[Change, ...]) -> Version | None:
    """The lowest version that the data may have after these changes; ``None`` before the first release."""
    releases = corpus.promises.releases
    return Version.of(releases[-1].version).after(level_of(changed)) if releases else None


def differing(corpus: Corpus, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the ``files`` whose bytes differ from the last release."""
    stored = corpus.promises.releases[-1].files
    return tuple(name for name, content in files.items() if stored.get(name) != content)


def described_otherwise(names: tuple[str, ...]) -> Change:
    """The change where rows are equal and only metadata differs: licence, publisher, date, descriptions of columns."""
    some = ", ".join(names[:3])
    what = Text(
        f"the rows are the same, but not what is said of them (licence, date, columns): {some}",
        f"各行没有变，但说明变了（许可、日期、各列的含义）：{some}",
    )
    return Change(level=Level.PATCH, table=DESCRIPTOR, what=what)


def release_files(corpus: Corpus, note: str) -> dict[str, bytes]:
    """``snapshot`` with ``changes.json``: the changes, and the SHA-256 of every file; see ``completed``."""
    files = snapshot(corpus)
    releases = corpus.promises.releases
    changed = since_release(corpus, files) if releases else ()
    if releases and not changed and (names := differing(corpus, files)):
        changed = (described_otherwise(names),)
    content = {
        "version": corpus.site.data_version,
        "date": corpus.site.day.isoformat(),
        "note": note,
        "level": (level_of(changed) if releases else Level.MAJOR).name.lower(),
        "changes": [
            {"level": change.level.name.lower(), "table": change.table, "en": change.what.en, "zh": change.what.zh}
            for change in changed
        ],
        "previous": hashlib.sha256(releases[-1].files[CHANGES]).hexdigest() if releases else "",
        "addresses": _listed(()),
        "interface": {},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return {**files, CHANGES: _json(content)}


def completed(changes_file: bytes, lines: Sequence[str], published: Mapping[str, bytes]) -> bytes:
    """``changes.json`` with the checksum of the list of addresses (its ``lines``) and the machine interface of the
    ``published`` files.
    """
    content = json.loads(changes_file)
    content["interface"] = interface(published)
    content["addresses"] = _listed(lines)
    return _json(content)


def _listed(lines: Sequence[str]) -> Mapping[str, Any]:
    return {"count": len(lines), "sha256": hash_of(lines)}


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def with_new(known: Sequence[str], addresses: Iterable[str]) -> list[str]:
    """The lines of the list of addresses: ``known`` unchanged, then the new ones, sorted."""
    return [f"{address}\n" for address in (*known, *sorted(set(addresses) - set(known)))]
