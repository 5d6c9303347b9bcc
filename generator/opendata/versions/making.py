"""The files of a release, from the data as it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.diagnostics import Text
from generator.model import Corpus
from generator.opendata.editions import edition_of
from generator.opendata.files import TableDownloads
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


def snapshot(corpus: Corpus) -> dict[str, bytes]:
    """The files that a release of ``corpus`` would hold, by name, but what changed."""
    edition = replace(edition_of(corpus), released=True, version=corpus.site.data_version)
    files: dict[str, bytes] = {}
    published = tuple(
        TableDownloads(table=each, downloads=rendered(each, each.name, (CANONICAL,), edition, files))
        for each in tables_of(corpus)
    )
    files[DESCRIPTOR] = descriptor(edition, published, (CANONICAL,), files, indent=2)
    files[README] = readme(edition, published, (CANONICAL,))
    files[CITATION] = citation_file(edition)
    return files


def since_release(corpus: Corpus, files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """What changed since the last release; everything is new where there is none."""
    releases = corpus.promises.releases
    return changes(tables_in(releases[-1].files) if releases else {}, tables_in(files))


def required_version(corpus: Corpus, found: tuple[Change, ...]) -> Version | None:
    """The lowest version that the data may have after the changes ``found``; ``None`` before the first release."""
    releases = corpus.promises.releases
    return Version.of(releases[-1].version).after(level_of(found)) if releases else None


def differing(corpus: Corpus, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of ``files`` that are not as in the last release."""
    stored = corpus.promises.releases[-1].files
    return tuple(name for name, content in files.items() if stored.get(name) != content)


def described_otherwise(names: tuple[str, ...]) -> Change:
    """The same rows under another description: licence, publisher, date, what a column means."""
    some = ", ".join(names[:3])
    what = Text(
        f"the rows are the same, but not what is said of them (licence, date, columns): {some}",
        f"各行没有变，但说明变了（许可、日期、各列的含义）：{some}",
    )
    return Change(level=Level.PATCH, table=DESCRIPTOR, what=what)


def release_files(corpus: Corpus, note: str) -> dict[str, bytes]:
    """``snapshot`` with ``changes.json``: what changed, and what every file must hash to."""
    files = snapshot(corpus)
    releases = corpus.promises.releases
    found = since_release(corpus, files) if releases else ()
    if releases and not found and (names := differing(corpus, files)):
        found = (described_otherwise(names),)
    told = {
        "version": corpus.site.data_version,
        "date": corpus.site.day.isoformat(),
        "note": note,
        "level": (level_of(found) if releases else Level.MAJOR).name.lower(),
        "changes": [
            {"level": change.level.name.lower(), "table": change.table, "en": change.what.en, "zh": change.what.zh}
            for change in found
        ],
        "previous": hashlib.sha256(releases[-1].files[CHANGES]).hexdigest() if releases else "",
        "addresses": {"count": 0, "sha256": hash_of(())},
        "interface": {},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return {**files, CHANGES: (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")}


def completed(changes_file: bytes, lines: Sequence[str], published: Mapping[str, bytes]) -> bytes:
    """``changes.json`` with the check sum of the list of addresses, and what programs find beside the tables."""
    told = json.loads(changes_file)
    told["interface"] = interface(published)
    told["addresses"] = {"count": len(lines), "sha256": hash_of(lines)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def with_new(known: Sequence[str], addresses: Iterable[str]) -> list[str]:
    """The lines of the list of addresses: those of ``known`` stay as they are, what is new comes at the end."""
    return [f"{each}\n" for each in (*known, *sorted(set(addresses) - set(known)))]
