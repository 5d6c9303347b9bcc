"""The version of the data against what has changed since the last release."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diagnostics import Diagnostic
from generator.model.release import Promises, Release
from generator.opendata.versions.making import snapshot
from generator.rules.releases import RULE
from tests.checking.hamlet import QUANTITIES, SETTINGS, VOCABULARY, Hamlet
from tests.released import a_release

ROW = "q{0},canals,水渠,,,target,202{0},{1},km,,,c1,13\n"
LOWER, PATCH, MINOR, MAJOR = "no change", "patch (corrections)", "minor (additions)", "major (breaks readers)"


def set_data(hamlet: Hamlet, version: str, change: str = "") -> None:
    """The data of the first release, with one change."""
    settings = SETTINGS.replace("data_version: 0.1.0", f"data_version: {version}")
    rows = {4: "5", 5: "6"}
    match change:
        case "licence":
            settings = settings.replace("licence_title: CC BY 4.0", "licence_title: CC BY")
        case "correction":
            rows[5] = "7"
        case "addition":
            rows[3] = "7"
        case "loss":
            del rows[5]
    hamlet.write("content/site.yml", settings)
    hamlet.table("quantities", QUANTITIES + "".join(ROW.format(year, length) for year, length in rows.items()))


def release(hamlet: Hamlet, version: str) -> Release:
    return a_release(version, snapshot(hamlet.corpus))


def told(hamlet: Hamlet, *releases: Release) -> list[Diagnostic]:
    return list(RULE.check(hamlet.project, replace(hamlet.corpus, promises=Promises(releases=releases))))


@pytest.mark.parametrize(
    ("change", "version", "needed"),
    [
        ("", "1.2.2", f"1.2.3: {LOWER}"),
        ("", "0.9.9", f"1.2.3: {LOWER}"),
        ("", "1.2.3", None),
        ("", "1.2.4", None),
        ("", "2.0.0", None),
        ("licence", "1.2.2", f"1.2.3: {LOWER}"),
        ("licence", "1.2.3", f"1.2.4: {PATCH}"),
        ("licence", "1.2.4", None),
        ("licence", "1.3.0", None),
        ("correction", "1.2.2", f"1.2.4: {PATCH}"),
        ("correction", "1.2.3", f"1.2.4: {PATCH}"),
        ("correction", "1.2.4", None),
        ("correction", "1.2.5", None),
        ("addition", "1.2.3", f"1.3.0: {MINOR}"),
        ("addition", "1.2.9", f"1.3.0: {MINOR}"),
        ("addition", "1.3.0", None),
        ("addition", "1.3.1", None),
        ("loss", "1.2.3", f"2.0.0: {MAJOR}"),
        ("loss", "1.9.9", f"2.0.0: {MAJOR}"),
        ("loss", "2.0.0", None),
        ("loss", "3.0.0", None),
    ],
)
def test_version_says_what_has_changed_since_the_release(
    hamlet: Hamlet, change: str, version: str, needed: str | None
) -> None:
    set_data(hamlet, "1.2.3")
    first = release(hamlet, "1.2.3")
    set_data(hamlet, version, change)
    findings = told(hamlet, first)
    assert [(finding.code, finding.found, finding.expected.en) for finding in findings] == (
        [("data-version", version, f"at least {needed}")] if needed else []
    )


@pytest.mark.parametrize(
    ("change", "version", "en", "zh"),
    [
        ("", "1.2.2", "it is lower", "版本号反而低了"),
        ("licence", "1.2.2", "it is lower", "版本号反而低了"),
        ("licence", "1.2.3", "the rows are the same, but not what is said of them", "各行没有变，但说明变了"),
        ("loss", "1.2.3", "figures: 1 ids gone: brook-q5", "figures（数值）：没有了的编号 1 个：brook-q5"),
    ],
)
def test_message_names_the_release_and_the_change(hamlet: Hamlet, change: str, version: str, en: str, zh: str) -> None:
    set_data(hamlet, "1.2.3")
    first = release(hamlet, "1.2.3")
    set_data(hamlet, version, change)
    (finding,) = told(hamlet, first)
    said = "the data changed since version 1.2.3, and this version number does not say so: "
    assert finding.what.en.startswith(f"{said}{en}")
    assert finding.what.zh.startswith(f"数据比 1.2.3 版有变动，版本号没有跟上：{zh}")
    assert str(finding.where) == "content/site.yml:9:1"


def test_data_is_held_against_the_last_of_the_releases(hamlet: Hamlet) -> None:
    releases = []
    for version, change in (("1.0.0", ""), ("1.1.0", "addition"), ("2.0.0", "loss")):
        set_data(hamlet, version, change)
        releases.append(release(hamlet, version))
    assert told(hamlet, *releases) == []
    set_data(hamlet, "2.0.0")
    (finding,) = told(hamlet, *releases)
    assert finding.expected.en == f"at least 2.1.0: {MINOR}"
    assert finding.what.en.startswith("the data changed since version 2.0.0")
    set_data(hamlet, "1.0.0", "loss")
    assert told(hamlet, *releases)[0].what.en.endswith("it is lower")


def test_message_names_the_three_gravest_of_the_changes(hamlet: Hamlet) -> None:
    set_data(hamlet, "1.2.3")
    first = release(hamlet, "1.2.3")
    for name, row in (("topics", "road,路,\n"), ("regions", "lower,下村,,county,brook,\n")):
        hamlet.table(name, VOCABULARY[name] + row, package="registry")
    for name in ("units", "measures"):
        hamlet.table(name, VOCABULARY[name].replace(",,", ",English,", 1), package="registry")
    set_data(hamlet, "1.2.3", "loss")
    (finding,) = told(hamlet, first)
    changes = finding.what.en.partition("say so: ")[2].split("; ")
    assert [change.partition(":")[0] for change in changes] == ["figures", "targets", "regions"]
    assert finding.what.zh.count("；") == 2


@pytest.mark.parametrize("version", ["1.2", "1.2.x", "", "01.2.3"])
def test_version_of_another_form_is_the_finding_of_the_schema(hamlet: Hamlet, version: str) -> None:
    set_data(hamlet, "1.2.3")
    first = release(hamlet, "1.2.3")
    set_data(hamlet, version, "loss")
    assert told(hamlet, first) == []


def test_without_a_release_any_version_will_do(hamlet: Hamlet) -> None:
    assert told(hamlet) == []


def test_settings_that_cannot_be_read_are_not_judged(hamlet: Hamlet) -> None:
    set_data(hamlet, "1.2.3")
    first = release(hamlet, "1.2.3")
    (hamlet.root / "content/site.yml").unlink()
    assert told(hamlet, first) == []
