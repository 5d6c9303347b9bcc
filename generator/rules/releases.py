"""Semantic versioning of the data: a breaking change needs a new major version."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text
from generator.model import Corpus
from generator.opendata.versions.changes import level_of
from generator.opendata.versions.making import described_otherwise, differing, required_version, since_release, snapshot
from generator.opendata.versions.version import FORM, LEVELS, Version
from generator.reading.project import ProjectSources
from generator.rules import Rule

CHANGES_SHOWN = 3
"""How many of the changes a message names."""


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    if not corpus.promises.releases or project.settings is None or not FORM.fullmatch(corpus.site.data_version):
        return
    files = snapshot(corpus)
    changes = since_release(corpus, files)
    own = Version.of(corpus.site.data_version)
    last = Version.of(corpus.promises.releases[-1].version)
    if not changes and own == last and (names := differing(corpus, files)):
        changes = (described_otherwise(names),)
    needed = required_version(corpus, changes)
    if needed is None or own >= needed:
        return
    level = LEVELS[level_of(changes)]
    en = "; ".join(change.what.en for change in changes[:CHANGES_SHOWN])
    zh = "；".join(change.what.zh for change in changes[:CHANGES_SHOWN])
    yield Diagnostic(
        where=project.settings.where(("data_version",)),
        code="data-version",
        what=Text(
            f"the data changed since version {last}, and this version number does not say so: {en or 'it is lower'}",
            f"数据比 {last} 版有变动，版本号没有跟上：{zh or '版本号反而低了'}",
        ),
        found=corpus.site.data_version,
        expected=Text(f"at least {needed}: {level.en}", f"至少 {needed}：{level.zh}"),
        fix=Text(
            f"write data_version: {needed} and today's data_date in content/site.yml, or undo the change",
            f"请在 content/site.yml 里写 data_version: {needed} 和今天的 data_date，或撤销这次改动",
        ),
    )


RULE = Rule(
    codes=("data-version",),
    why=Text(
        "People build on ids, columns and files; a version number tells them when one is gone.",
        "别人的程序依赖编号、列名和文件；少了哪一样，要从版本号上看得出来。",
    ),
    check=_check,
)
