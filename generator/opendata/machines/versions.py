"""``data/<version>/``: the stored files of every release and their archive; ``versions.json``; the feed of changes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.deflating import zipped
from generator.diagnostics import StageError
from generator.model import Corpus
from generator.opendata.files import DATA, Exports
from generator.opendata.machines import Publication, Rank, as_json
from generator.opendata.machines._atom import Entry, feed
from generator.opendata.versions.interface import broken, interface, lost
from generator.opendata.versions.version import Level, Version

FEED = "feeds/changes.atom"


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    """Bytes by address.

    Raises:
        StageError: the machine interface of the last release is broken, and ``data_version`` is no major step.
    """
    site = corpus.site
    releases = corpus.promises.releases
    for before in [release for release in releases if release.version != site.data_version][-1:]:
        needed = Version.of(before.version).after(Level.MAJOR)
        gone = list(lost(before.interface, interface(exports.files)))
        if gone and Version.of(site.data_version) < needed:
            raise StageError(broken(gone, before.version, str(needed)))
    files: dict[str, bytes] = {}
    for release in releases:
        files.update({f"{DATA}{release.version}/{name}": content for name, content in release.files.items()})
        files[f"{DATA}{release.version}/{site.region.id}-plans-{release.version}.zip"] = zipped(
            sorted(release.files.items())
        )
    versions = [
        {"version": release.version, "date": release.day.isoformat(), "path": f"{release.version}/datapackage.json"}
        for release in reversed(releases)
    ]
    current = {"version": site.version, "date": site.day.isoformat(), "path": "datapackage.json"}
    files[f"{DATA}versions.json"] = as_json({"current": current, "released": versions})
    entries = [
        Entry(
            key=f"release:{release.version}",
            title=f"数据版本 {release.version}",
            text="\n".join(part for part in (release.note, *(change.zh for change in release.changes)) if part),
            updated=release.day.isoformat(),
            address=f"changes.html#v{release.version.replace('.', '-')}",
        )
        for release in reversed(releases)
    ]
    files[FEED] = feed(site, FEED, "数据的变动", entries)
    return files


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)
