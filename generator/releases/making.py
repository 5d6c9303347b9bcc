"""The files of a release, from the data as it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from generator.exporters.canonical_csv import EXPORTER as CANONICAL
from generator.exporting.files import TableDownloads
from generator.exporting.packages import CITATION, DESCRIPTOR, README, citation_file, descriptor, readme, rendered
from generator.exporting.stage import edition_of, tables_of
from generator.model import Corpus
from generator.reading.promises import CHANGES
from generator.releases.changes import Change, changes, level_of
from generator.releases.snapshot import tables_in
from generator.releases.version import Level, Version


def snapshot(corpus: Corpus) -> dict[str, bytes]:
    """The files that a release of ``corpus`` would hold, by name, but what changed."""
    edition = edition_of(corpus)
    files: dict[str, bytes] = {}
    published = tuple(
        TableDownloads(table=each, downloads=rendered(each, each.name, (CANONICAL,), edition, files))
        for each in tables_of(corpus)
    )
    files[DESCRIPTOR] = descriptor(edition, published, (CANONICAL,), files)
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


def release_files(corpus: Corpus, note: str) -> dict[str, bytes]:
    """``snapshot`` with ``changes.json``: what changed, and what every file must hash to."""
    files = snapshot(corpus)
    found = since_release(corpus, files) if corpus.promises.releases else ()
    told = {
        "version": corpus.site.data_version,
        "date": corpus.site.data_date.isoformat(),
        "note": note,
        "level": level_of(found).name.lower() if found else Level.MAJOR.name.lower(),
        "changes": [
            {"level": each.level.name.lower(), "table": each.table, "en": each.what.en, "zh": each.what.zh}
            for each in found
        ],
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return {**files, CHANGES: (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")}
