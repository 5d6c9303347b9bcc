"""Two states of the data → what changed, and the step of version that it asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from generator.opendata.versions.changes import changes, level_of
from generator.opendata.versions.snapshot import VersionTable
from generator.opendata.versions.version import Level, Version


def table(
    rows: str, header: str = "tree_id kind height", key: str = "tree_id", height: str = "number"
) -> dict[str, VersionTable]:
    columns = tuple(header.split())
    made = VersionTable(
        name="trees",
        title="树",
        header=columns,
        types={column: height if column == "height" else "string" for column in columns},
        key=tuple(key.split()),
        rows=tuple(tuple(row.split()) for row in rows.split("/")),
    )
    return {"trees": made}


OLD = table("a oak 3/b elm 4")


@pytest.mark.parametrize(
    ("new", "level", "said"),
    [
        (OLD, Level.NONE, ""),
        (table("b elm 4/a oak 3"), Level.NONE, ""),
        (table("a oak 5/b elm 4"), Level.PATCH, "1 values corrected in 1 rows: a height '3' → '5'"),
        (table("a oak 3/b elm 4/c ash 1"), Level.MINOR, "1 new rows: c"),
        (table("a oak 3 x/b elm 4 y", "tree_id kind height note"), Level.MINOR, "new columns: note"),
        (table("a oak 3"), Level.MAJOR, "1 ids gone: b"),
        (table("x oak 3/b elm 4"), Level.MAJOR, "1 ids gone: a"),
        (table("a oak/b elm", "tree_id kind"), Level.MAJOR, "columns gone: height"),
        (table("a oak 3/b elm 4", "tree_id species height"), Level.MAJOR, "columns gone: kind"),
        (table("oak a 3/elm b 4", "kind tree_id height"), Level.MAJOR, "the order of the columns changed"),
        (table("a oak 3/b elm 4", height="string"), Level.MAJOR, "types of columns changed: height"),
        ({}, Level.MAJOR, "the file trees.csv is gone"),
        ({**OLD, "shrubs": OLD["trees"]}, Level.MINOR, "the file shrubs.csv is new, with 2 rows"),
    ],
)
def test_change_asks_for_its_step_of_version(new: dict[str, VersionTable], level: Level, said: str) -> None:
    differences = changes(OLD, new)
    assert level_of(differences) is level
    assert any(said in change.what.en for change in differences) if said else not differences
    assert all(re.search("[\u4e00-\u9fff]", change.what.zh) for change in differences)


@pytest.mark.parametrize(
    ("new", "level", "said"),
    [
        ({"key": ("kind",)}, Level.MAJOR, "the key changed: tree_id → kind"),
        ({"codes": {"kind": frozenset({"oak"})}}, Level.MAJOR, "codes of kind changed: -elm"),
        ({"codes": {"kind": frozenset({"oak", "elm", "ash"})}}, Level.MINOR, "codes of kind changed: +ash"),
        ({"references": frozenset()}, Level.MAJOR, "references gone: kind → kinds"),
    ],
)
def test_form_that_programs_rely_on_is_compared(new: dict[str, Any], level: Level, said: str) -> None:
    form: dict[str, Any] = {"codes": {"kind": frozenset({"oak", "elm"})}, "references": frozenset({("kind", "kinds")})}
    old = {"trees": replace(OLD["trees"], **form)}
    differences = changes(old, {"trees": replace(old["trees"], **new)})
    assert level_of(differences) is level
    assert any(said in change.what.en for change in differences)


def test_corrected_text_in_a_key_is_a_correction() -> None:
    old, new = table("a oak 3/b elm 4", key="tree_id kind"), table("a oaks 3/b elm 4", key="tree_id kind")
    assert level_of(changes(old, new)) is Level.PATCH


def test_row_without_an_id_may_go() -> None:
    old, new = table("a oak 3/b elm 4", key="tree_id kind"), table("a oak 3", key="tree_id kind")
    assert level_of(changes(old, new)) is Level.MINOR


@pytest.mark.parametrize(
    ("level", "after"), [(Level.PATCH, "1.4.3"), (Level.MINOR, "1.5.0"), (Level.MAJOR, "2.0.0"), (Level.NONE, "1.4.2")]
)
def test_next_version(level: Level, after: str) -> None:
    assert str(Version.of("1.4.2").after(level)) == after
