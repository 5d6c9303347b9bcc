"""Versions of the data: what the files of a release say of those before it, and what programs would miss."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generator.diagnostics import StageError, Text
from generator.model import Corpus
from generator.model.release import Promises, Release
from generator.opendata.files import Download, Exports
from generator.opendata.machines.versions import PUBLICATION as VERSIONS
from generator.opendata.versions.changes import Change, level_of
from generator.opendata.versions.interface import Interface, broken, interface, lost
from generator.opendata.versions.making import (
    completed,
    described_otherwise,
    differing,
    release_files,
    required_version,
    since_release,
    snapshot,
    with_new,
)
from generator.opendata.versions.redirecting import lost_addresses
from generator.opendata.versions.revisions import CannotReadError, NoRevisionError, files_at
from generator.opendata.versions.version import Level, Version
from generator.site_files import HeldFiles
from tests.conftest import MINIATURE, City, found_city, linked
from tests.released import a_release

NOTHING_LISTED = {"count": 0, "sha256": hashlib.sha256(b"").hexdigest()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """What a release of the miniature holds."""
    return snapshot(linked(MINIATURE))


def release_with_changes(version: str, files: dict[str, bytes], members: Interface | None = None) -> Release:
    return a_release(version, {**files, "changes.json": f"changes of {version}".encode()}, members)


def after(*releases: Release, data_version: str = "0.9.0") -> Corpus:
    """The miniature, after these releases."""
    corpus = linked(MINIATURE)
    return replace(
        corpus,
        promises=Promises(releases=releases),
        site=replace(corpus.site, data_version=data_version, released=False),
    )


def other(files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The files with a printed figure that was another one then."""
    return {**files, "figures.csv": files["figures.csv"].replace(old.encode(), new.encode())}


@pytest.fixture(scope="module")
def grown(files: dict[str, bytes]) -> Corpus:
    """Four releases in which a figure was corrected each time; the last one is as the data are now."""
    return after(
        *(
            release_with_changes(version, other(files, ",85%,", f",{version}%,"))
            for version in ("0.1.0", "0.1.1", "0.1.2")
        ),
        release_with_changes("0.2.0", files),
    )


def test_data_are_compared_with_the_last_release_only(grown: Corpus, files: dict[str, bytes]) -> None:
    assert since_release(grown, files) == ()
    assert str(required_version(grown, ())) == "0.2.0"
    changed = since_release(grown, other(files, ",85%,", ",86%,"))
    assert [change.what.en for change in changed] == [
        "figures: 1 values corrected in 1 rows: green-city-q03 printed '85%' → '86%'"
    ]
    assert str(required_version(grown, changed)) == "0.2.1"


def test_before_the_first_release_every_table_is_new(files: dict[str, bytes]) -> None:
    changed = since_release(after(), files)
    assert {change.what.en.partition(" is new")[0] for change in changed} == {
        f"the file {name}" for name in files if name.endswith(".csv")
    }
    assert level_of(changed) is Level.MINOR
    assert required_version(after(), changed) is None


def test_files_that_differ_are_named(grown: Corpus, files: dict[str, bytes]) -> None:
    assert differing(grown, files) == ()
    now = {**files, "README.txt": b"\x00", "CITATION.cff": b"\xff", "new.csv": b""}
    assert set(differing(grown, now)) == {"README.txt", "CITATION.cff", "new.csv"}


@pytest.mark.parametrize(
    ("names", "some"),
    [(("README.txt",), "README.txt"), (("a", "b", "c"), "a, b, c"), (("a", "b", "c", "d"), "a, b, c")],
)
def test_change_of_what_is_said_of_the_rows_is_a_correction(names: tuple[str, ...], some: str) -> None:
    assert described_otherwise(names) == Change(
        level=Level.PATCH,
        table="datapackage.json",
        what=Text(
            f"the rows are the same, but not what is said of them (licence, date, columns): {some}",
            f"各行没有变，但说明变了（许可、日期、各列的含义）：{some}",
        ),
    )


def told(corpus: Corpus) -> dict[str, object]:
    """What the next release says of itself, but for the checksums of its files."""
    made = release_files(corpus, "一句话")
    said: dict[str, object] = json.loads(made.pop("changes.json"))
    assert said.pop("sha256") == {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    assert "未定版" not in made["README.txt"].decode()
    return said


def test_first_release_has_nothing_before_it() -> None:
    assert told(after(data_version="1.0.0")) == {
        "version": "1.0.0",
        "date": "2026-01-02",
        "note": "一句话",
        "level": "major",
        "changes": [],
        "previous": "",
        "addresses": NOTHING_LISTED,
        "interface": {},
    }


@pytest.mark.parametrize(
    ("old", "level", "changes"),
    [
        (
            (",85%,", ",84%,"),
            "patch",
            [
                {
                    "level": "patch",
                    "table": "figures",
                    "en": "figures: 1 values corrected in 1 rows: green-city-q03 printed '84%' → '85%'",
                    "zh": "figures（数值）：更正 1 行里的 1 个值：green-city-q03 printed '84%' → '85%'",
                }
            ],
        ),
        (
            ("figure_id,plan_id", "figure_id,plan"),
            "major",
            None,
        ),
    ],
)
def test_next_release_says_what_changed_and_vouches_for_the_last(
    files: dict[str, bytes], old: tuple[str, str], level: str, changes: list[dict[str, str]] | None
) -> None:
    releases = [release_with_changes(version, other(files, *old)) for version in ("0.1.0", "0.1.1", "0.1.2", "0.2.0")]
    said = told(after(*releases))
    assert said["level"] == level
    assert said["previous"] == hashlib.sha256(b"changes of 0.2.0").hexdigest()
    if changes:
        assert said["changes"] == changes


def test_release_of_the_same_rows_says_what_is_described_otherwise() -> None:
    corpus = after(data_version="0.9.1")
    same = snapshot(corpus)
    unchanged = told(replace(corpus, promises=Promises(releases=(release_with_changes("0.9.0", same),))))
    assert (unchanged["level"], unchanged["changes"]) == ("none", [])
    before = {**same, "README.txt": b"", "CITATION.cff": b""}
    said = told(replace(corpus, promises=Promises(releases=(release_with_changes("0.9.0", before),))))
    what = described_otherwise(("README.txt", "CITATION.cff")).what
    assert said["level"] == "patch"
    assert said["changes"] == [{"level": "patch", "table": "datapackage.json", "en": what.en, "zh": what.zh}]


OPENAPI = {
    "components": {
        "schemas": {
            "edition": {"properties": {"version": {"type": "string"}, "index": {"type": ["string", "null"]}}},
            "plan": {
                "properties": {
                    "edition": {"$ref": "#/components/schemas/edition"},
                    "figures": {"type": "array", "items": {"$ref": "#/components/schemas/figure_row"}},
                    "note_ids": {"type": "array", "items": {"type": "string"}},
                    "any": {},
                }
            },
            "empty": {},
        }
    }
}
PUBLISHED = {
    "api/v1/openapi.json": json.dumps(OPENAPI).encode(),
    "data/figures.csv": b"no,excerpt\n",
    "data/indicators/datapackage.json": b"{}",
    "data/indicators/trees.csv": b"\xef\xbb\xbffigure_id,printed\n1,2\n",
    "data/indicators/parks.csv": b"figure_id,printed\n",
}
MEMBERS = {
    "api/v1/openapi.json#edition": {"version": "string", "index": "string or null"},
    "api/v1/openapi.json#plan": {
        "edition": "edition",
        "figures": "array of figure_row",
        "note_ids": "array of string",
        "any": "",
    },
    "api/v1/openapi.json#empty": {},
    "data/indicators/<id>.csv": {"figure_id": "column", "printed": "column"},
}


def test_interface_is_the_properties_of_the_api_and_the_columns_of_the_excerpts() -> None:
    assert interface(PUBLISHED) == MEMBERS


def test_release_is_completed_with_its_interface_and_its_addresses() -> None:
    lines = ["about.html\n", "index.html\n"]
    said = json.loads(completed(b'{"version": "0.1.0", "addresses": {}}', lines, PUBLISHED))
    assert said == {
        "version": "0.1.0",
        "addresses": {"count": 2, "sha256": hashlib.sha256(b"about.html\nindex.html\n").hexdigest()},
        "interface": MEMBERS,
    }


def test_new_addresses_follow_the_known_ones() -> None:
    known = ["z.html", "b.html"]
    assert with_new(known, ["c.html", "b.html", "a.html"]) == ["z.html\n", "b.html\n", "a.html\n", "c.html\n"]


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ({"api/v1/openapi.json#plan": {"a": "string"}}, {"api/v1/openapi.json#plan": {"a": "string", "b": "x"}}, []),
        ({"api/v1/openapi.json#plan": {"a": "string"}}, {"api/v1/openapi.json#plan": {}}, ["api/v1/openapi.json#plan a"]),
        ({"api/v1/openapi.json#plan": {"a": "string"}}, {}, ["api/v1/openapi.json#plan a"]),
        *(
            ({"api/v1/openapi.json#plan": {"a": one}}, {"api/v1/openapi.json#plan": {"a": another}},
             ["api/v1/openapi.json#plan a"])
            for one, another in (("integer", "string"), ("string", "integer"))
        ),
        # A city without any unit has no excerpt of one; what stands after it is compared all the same.
        (
            {"data/units/<id>.csv": {"role": "column"}, "data/indicators/<id>.csv": {"a": "column", "b": "column"}},
            {"data/indicators/<id>.csv": {"a": "column"}},
            ["data/indicators/<id>.csv b"],
        ),
    ],
)  # fmt: skip
def test_what_programs_would_miss(old: Interface, new: Interface, gone: list[str]) -> None:
    assert list(lost(old, new)) == gone


@pytest.mark.parametrize(
    ("gone", "some"),
    [(["x a"], "x a"), (["x a", "x b", "x c"], "x a, x b, x c"), (["x a", "x b", "x c", "x d"], "x a, x b, x c…")],
)
def test_what_programs_would_miss_is_named_with_the_remedy(gone: list[str], some: str) -> None:
    finding = broken(gone, "0.2.0", "1.0.0")
    assert (finding.code, finding.found, finding.where.path) == ("data-version", some, "content/site.yml")
    assert finding.what == Text(
        "programs that read version 0.2.0 would miss properties or columns", "读 0.2.0 版的程序会找不到一些属性或列"
    )
    assert finding.fix == Text(
        "write data_version: 1.0.0, or keep what is named", "请写 data_version: 1.0.0，或者保留这些属性和列"
    )


@pytest.mark.parametrize(
    ("lost", "some"),
    [
        (["a.html"], "a.html"),
        (["a.html", "b.html", "c.html", "d.html", "e.html"], "a.html, b.html, c.html, d.html, e.html"),
        (
            ["a.html", "b.html", "c.html", "d.html", "e.html", "f.html"],
            "a.html, b.html, c.html, d.html, e.html…",
        ),
    ],
)
def test_lost_addresses_are_named_with_the_remedy(lost: list[str], some: str) -> None:
    finding = lost_addresses(lost)
    assert (finding.code, finding.found) == ("lost-address", some)
    assert finding.what == Text(
        f"{len(lost)} addresses that were published are gone: links to them would break",
        f"已发布的网址少了 {len(lost)} 个，别人的链接会失效",
    )
    assert finding.fix == Text(
        "undo what removed them (often a changed id), or add to content/redirects.csv: a.html,<where it is now>",
        "请撤销造成的改动（多半是改了编号），或在 content/redirects.csv 里加一行：a.html,现在的网址",
    )


def published(files: dict[str, bytes]) -> Exports:
    whole = Download(address="data/all.zip", label="", about="", suffix=".zip", media_type="", bytes=0)
    return Exports(
        files=HeldFiles(files), tables=(), contents={}, whole=whole, databases=(), by_plan={}, tables_by_plan={}, by_topic={}, by_indicator={},
        by_unit={}, excerpt_fields={},
    )  # fmt: skip


BROKEN = {"data/indicators/<id>.csv": {"figure_id": "column", "telephone": "column"}}
"""An interface with a column that the published files lack."""


@pytest.mark.parametrize(
    ("releases", "data_version", "refused"),
    [
        ([], "0.1.0", None),
        ([("0.1.0", MEMBERS)], "0.1.1", None),
        ([("0.1.0", BROKEN)], "0.1.1", "0.1.0"),
        ([("0.1.0", BROKEN)], "1.0.0", None),
        ([("0.1.0", BROKEN)], "2.0.0", None),
        ([("1.9.0", BROKEN)], "1.10.0", "1.9.0"),
        # Only the last of them counts.
        ([("0.1.0", BROKEN), ("0.2.0", BROKEN), ("0.3.0", BROKEN), ("0.4.0", BROKEN)], "0.5.0", "0.4.0"),
        ([("0.1.0", BROKEN), ("0.2.0", BROKEN), ("0.3.0", BROKEN), ("0.4.0", MEMBERS)], "0.5.0", None),
        # That of the data as they stand is not before them.
        ([("0.1.0", BROKEN), ("0.2.0", MEMBERS)], "0.2.0", "0.1.0"),
        ([("0.1.0", MEMBERS), ("0.2.0", BROKEN)], "0.2.0", None),
    ],
)
def test_interface_is_held_against_the_release_before(
    releases: list[tuple[str, Interface]], data_version: str, refused: str | None
) -> None:
    corpus = after(
        *(release_with_changes(version, {}, members) for version, members in releases), data_version=data_version
    )
    if refused is None:
        assert "data/versions.json" in VERSIONS.files(corpus, published(PUBLISHED))
        return
    with pytest.raises(StageError) as stopped:
        VERSIONS.files(corpus, published(PUBLISHED))
    needed = str(Version.of(refused).after(Level.MAJOR))
    assert stopped.value.finding == broken(["data/indicators/<id>.csv telephone"], refused, needed)


@pytest.mark.parametrize(("version", "parts"), [("0.1.0", (0, 1, 0)), ("10.2.33", (10, 2, 33))])
def test_version_is_read_and_written(version: str, parts: tuple[int, int, int]) -> None:
    assert (Version.of(version), str(Version(*parts))) == (parts, version)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.email=a@example.org", "-c", "user.name=a", *arguments],
        check=True,
        capture_output=True,
    )


def committed(root: Path) -> None:
    git(root, "init", "--quiet")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "one")


PROGRAM = """import pathlib, sys
out = pathlib.Path(sys.argv[-1])
out.mkdir()
(out / "figures.csv").write_text("figure_id\\n")
(out / ".mark").write_text("")
"""
FAILING = """import sys
sys.stderr.write("-" * 50 + "x" * 300)
sys.exit(1)
"""


def with_a_program(root: Path, program: str) -> Path:
    folder = root / "generator"
    (folder / "commands").mkdir(parents=True)
    for name in ("__init__.py", "commands/__init__.py", "commands/snapshot.py"):
        (folder / name).write_text("")
    (folder / "__main__.py").write_text(program)
    committed(root)
    return root


def refusal(root: Path, name: str, own_program: bool = False) -> CannotReadError:
    with pytest.raises(CannotReadError) as refused:
        files_at(root, name, own_program)
    return refused.value


def test_program_of_a_revision_is_asked_for_its_files(tmp_path: Path) -> None:
    root = with_a_program(tmp_path / "with", PROGRAM)
    assert dict(files_at(root, "HEAD", own_program=True)) == {"figures.csv": b"figure_id\n"}


def test_program_of_a_revision_that_fails_is_quoted(tmp_path: Path) -> None:
    """The end of what it says is enough."""
    refused = refusal(with_a_program(tmp_path / "with", FAILING), "HEAD", own_program=True)
    assert refused.what == Text(f"the data of HEAD has errors: {'x' * 300}", f"HEAD 的数据有错：{'x' * 300}")
    assert not isinstance(refused, NoRevisionError)


def test_revision_without_a_program_says_so(city: City) -> None:
    committed(city.root)
    refused = refusal(city.root, "HEAD", own_program=True)
    assert (type(refused), refused.what) == (
        NoRevisionError,
        Text("HEAD has no program of its own", "HEAD 里没有程序"),
    )


def test_project_may_stand_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    city = found_city(tmp_path / "repository/plans/city")
    committed(tmp_path / "repository")
    wanted = files_at(city.root, ".", own_program=False)
    city.edit("datasets/green-city/quantities.csv", "85%", "86%")
    assert files_at(city.root, "HEAD", own_program=False) == wanted != files_at(city.root, ".", own_program=False)


def test_git_is_asked_of_the_project_and_never_of_where_we_stand(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    found_city(elsewhere)
    committed(elsewhere)
    monkeypatch.chdir(elsewhere)
    refused = refusal(city.root, "HEAD")
    assert (type(refused), refused.what) == (
        NoRevisionError,
        Text(
            f"{city.root} is in no git repository, and no version HEAD has been released; name a released version",
            f"{city.root} 不在 git 仓库里，也没有定版 HEAD；请写已有的版本号",
        ),
    )


@pytest.mark.parametrize("name", ["0.9.0", "nonesuch"])
def test_version_or_revision_that_is_not_there_is_named(city: City, name: str) -> None:
    committed(city.root)
    refused = refusal(city.root, name)
    assert (type(refused), refused.what) == (
        NoRevisionError,
        Text(
            f"git has no revision “{name}” in {city.root}; git log --oneline shows which there are",
            f"{city.root} 的 git 里没有“{name}”；git log --oneline 会列出有哪些",
        ),
    )


@pytest.mark.parametrize("name", ["drafts", ".."])
def test_folder_that_is_no_version_is_no_release(city: City, name: str) -> None:
    committed(city.root)
    (city.root / "datasets/releases/drafts").mkdir(parents=True)
    assert type(refusal(city.root, name)) is NoRevisionError


BROKEN_DATA = pytest.mark.parametrize(
    ("path", "old", "new", "place", "what"),
    [
        (
            *("datasets/green-city/datapackage.json", '"resources"', '"resources'),
            "datasets/green-city/datapackage.json:15:16",
            Text(
                "this is not valid JSON: Invalid control character at",
                "这里的 JSON 写法有误：引号里换了行，或有制表符",
            ),
        ),
        (
            *("datasets/green-city/quantities.csv", "q02,survival-rate", "q02,nonesuch"),
            "datasets/green-city/quantities.csv:3:5",
            Text("the indicator is not known", "找不到这个指标"),
        ),
    ],
    ids=["cannot be read", "leads nowhere"],
)


@BROKEN_DATA
def test_data_with_errors_are_not_compared(city: City, path: str, old: str, new: str, place: str, what: Text) -> None:
    city.edit(path, old, new)
    assert refusal(city.root, ".").what == Text(
        f"{place}: {what.en}; run guihua check, which says what to do",
        f"{place}：{what.zh}；请运行 guihua check，它会说明怎样改",
    )


@BROKEN_DATA
def test_revision_with_errors_is_named_with_the_place(
    city: City, path: str, old: str, new: str, place: str, what: Text
) -> None:
    city.edit(path, old, new)
    committed(city.root)
    said = refusal(city.root, "HEAD").what
    assert said.en.startswith(f"the data of HEAD cannot be read: {place}: {what.en}. If it is the form of those days, ")
    assert said.zh.startswith(f"HEAD 的数据读不了：{place}：{what.zh}。如果那是当时的写法，")
    assert all("--with-its-own-program" in text for text in (said.en, said.zh))
