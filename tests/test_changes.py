"""Two states of the data → what changed, and the step of version that it asks for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from generator.opendata.versions.changes import changes, level_of
from generator.opendata.versions.snapshot import VersionTable, tables_in
from generator.opendata.versions.table_diff import html_diff, text_diff
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


def told(old: dict[str, VersionTable], new: dict[str, VersionTable]) -> list[tuple[Level, str, str]]:
    """What a person reads of the changes, in both languages."""
    return [(change.level, change.what.en, change.what.zh) for change in changes(old, new)]


PATCH, MINOR, MAJOR = Level.PATCH, Level.MINOR, Level.MAJOR
"""The levels, for short."""


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (OLD, OLD, []),
        (OLD, {}, [(MAJOR, "the file trees.csv is gone", "trees.csv（树）没有了")]),
        ({}, OLD, [(MINOR, "the file trees.csv is new, with 2 rows", "新表 trees.csv（树），2 行")]),
        (
            table("a oak 3", "tree_id kind height"),
            table("a 3", "tree_id height"),
            [(MAJOR, "trees: columns gone: kind", "trees：没有了的列：kind")],
        ),
        (
            table("a oak 3", "tree_id kind height"),
            table("a", "tree_id"),
            [(MAJOR, "trees: columns gone: kind, height", "trees：没有了的列：kind、height")],
        ),
        (
            table("a", "tree_id"),
            table("oak a 3", "kind tree_id height"),
            [(MINOR, "trees: new columns: kind, height", "trees：新增的列：kind、height")],
        ),
        *(
            (
                table("a oak 3/b elm 4", height=one),
                table("a oak 3/b elm 4", height=other),
                [(MAJOR, "trees: types of columns changed: height", "trees：类型变了的列：height")],
            )
            for one, other in [("number", "string"), ("string", "number")]
        ),
        *(
            (one, other, [(MAJOR, "trees: the order of the columns changed", "trees：列的次序变了")])
            for one, other in permutations([table("a oak", "tree_id kind"), table("oak a", "kind tree_id")])
        ),
    ],
)
def test_table_or_column_that_comes_or_goes_is_told(
    old: dict[str, VersionTable], new: dict[str, VersionTable], wanted: list[tuple[Level, str, str]]
) -> None:
    assert told(old, new) == wanted
    assert level_of(changes(old, new)) is max([level for level, *_ in wanted], default=Level.NONE)


CODES = "codes of kind changed: "
"""How the sentence on a code list goes on after the name of the table."""


@pytest.mark.parametrize(
    ("old", "new", "level", "en", "zh"),
    [
        (
            {"key": ("kind",)},
            {"key": ("tree_id",)},
            MAJOR,
            "the key changed: kind → tree_id",
            "主键变了：kind → tree_id",
        ),
        (
            {"key": ("tree_id",)},
            {"key": ("kind", "tree_id")},
            MAJOR,
            "the key changed: tree_id → kind, tree_id",
            "主键变了：tree_id → kind、tree_id",
        ),
        (
            {"references": frozenset({("tree_id", "plots"), ("kind", "kinds")})},
            {"references": frozenset({("height", "heights")})},
            MAJOR,
            "references gone: kind → kinds, tree_id → plots",
            "没有了的引用：kind → kinds, tree_id → plots",
        ),
        *(
            (
                {"codes": {"kind": one}},
                {"codes": {"kind": other}},
                level,
                f"{CODES}{some}",
                f"kind 列的代码变了：{some}",
            )
            for one, other, level, some in [
                (frozenset({"elm", "oak"}), frozenset({"oak"}), MAJOR, "-elm"),
                (frozenset({"oak"}), frozenset({"ash", "oak"}), MINOR, "+ash"),
                (frozenset({"elm", "fir", "oak"}), frozenset({"ash", "oak", "yew"}), MAJOR, "-elm, -fir, +ash, +yew"),
            ]
        ),
    ],
)
def test_changed_form_is_told(old: dict[str, Any], new: dict[str, Any], level: Level, en: str, zh: str) -> None:
    before, after = ({"trees": replace(OLD["trees"], **form)} for form in (old, new))
    assert (level, f"trees: {en}", f"trees：{zh}") in told(before, after)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"references": frozenset()}, {"references": frozenset({("kind", "kinds")})}),
        ({"codes": {"kind": frozenset({"elm", "oak"})}}, {"codes": {"kind": frozenset({"oak", "elm"})}}),
        ({"codes": {"kind": frozenset({"elm", "oak"})}}, {"codes": {}}),
        ({"codes": {}}, {"codes": {"kind": frozenset({"elm", "oak"})}}),
    ],
)
def test_form_that_programs_can_live_with_is_no_change(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = ({"trees": replace(OLD["trees"], **form)} for form in (old, new))
    assert told(before, after) == []


LONG = "x" * 70


def corrected(some: str) -> tuple[Level, str, str]:
    return PATCH, f"1 values corrected in 1 rows: {some}", f"更正 1 行里的 1 个值：{some}"


def came(en: str, zh: str = "", count: int = 1) -> tuple[Level, str, str]:
    return MINOR, f"{count} new rows: {en}", f"新增 {count} 行：{zh or en}"


def went(some: str) -> tuple[Level, str, str]:
    return MINOR, f"1 rows gone: {some}", f"没有了的行 1 个：{some}"


@pytest.mark.parametrize(
    ("old", "new", "key", "wanted"),
    [
        ("a oak 3/b elm 4", "a oak 3", "tree_id", [(MAJOR, "1 ids gone: b", "没有了的编号 1 个：b")]),
        ("a oak 3/b elm 4", "a oak 3", "kind", [went("elm")]),
        ("a oak 3/b elm 4", "a oak 3", "kind tree_id", [went("elm b")]),
        ("a oak 3", "a oak 3/b elm 4", "tree_id", [came("b")]),
        ("a oak 3", "a oak 3/b x 1/c x 1/d x 1", "tree_id", [came("b, c, d", "b、c、d", 3)]),
        ("a oak 3", "a oak 3/b x 1/c x 1/d x 1/e x 1", "tree_id", [came("b, c, d…", "b、c、d…", 4)]),
        ("a oak 3", f"a oak 3/{LONG} x 1", "tree_id", [came("x" * 60)]),
        *(
            (
                f"a oak {one}/b elm 4",
                f"a oak {other}/b elm 4",
                key,
                [corrected(f"{named} height '{one}' → '{other}'")],
            )
            for one, other in [("3", "5"), ("5", "3")]
            for key, named in [("tree_id", "a"), ("kind tree_id", "oak a")]
        ),
        (
            "a oak 3/b elm 4",
            "a ash 5/b elm 6",
            "tree_id",
            [
                (
                    PATCH,
                    "3 values corrected in 2 rows: a kind 'oak' → 'ash'; a height '3' → '5'; b height '4' → '6'",
                    "更正 2 行里的 3 个值：a kind 'oak' → 'ash'；a height '3' → '5'；b height '4' → '6'",
                )
            ],
        ),
        (
            "a oak 3/b elm 4",
            "a ash 5/b fir 6",
            "tree_id",
            [
                (
                    PATCH,
                    "4 values corrected in 2 rows: a kind 'oak' → 'ash'; a height '3' → '5'; b kind 'elm' → 'fir'…",
                    "更正 2 行里的 4 个值：a kind 'oak' → 'ash'；a height '3' → '5'；b kind 'elm' → 'fir'…",
                )
            ],
        ),
        (
            f"{LONG} {'y' * 50} 3",
            f"{LONG} {'z' * 50} 3",
            "tree_id",
            [corrected(f"{'x' * 60} kind '{'y' * 40}' → '{'z' * 40}'")],
        ),
        # Without a key a row is its own key, and so is a second row of one key.
        ("a oak 3", "a oak 4", "", [corrected("a oak 4 height '3' → '4'")]),
        ("a oak 3/b oak 4", "a oak 3/b oak 5", "kind", [corrected("b oak 5 height '4' → '5'")]),
        ("a oak 3", "a elm 4", "", [came("a elm 4"), went("a oak 3")]),
        # What is corrected in a key of several columns makes no new row, if it is plain which row it was.
        ("a oak 3/b elm 4", "a ash 3/b elm 4", "kind tree_id", [corrected("ash a kind 'oak' → 'ash'")]),
        ("a ash 3/b elm 4", "a oak 3/b elm 4", "kind tree_id", [corrected("oak a kind 'ash' → 'oak'")]),
        ("a oak 3/b elm 4", "c ash 3/b elm 4", "kind tree_id", [came("ash c"), went("oak a")]),
        ("a oak 3", "a ash 3/c oak 3", "kind tree_id", [went("oak a"), came("ash a, oak c", "ash a、oak c", 2)]),
        ("a oak 3/b elm 4", "a oak 3/b ash 4", "kind", [came("ash"), went("elm")]),
        ("a oak 3/a oak 4", "a oak 3/x a 4", "kind tree_id", [came("a x"), went("a oak 4")]),
        ("a oak 3/x a 4", "a oak 3/a oak 4", "kind tree_id", [came("a oak 4"), went("a x")]),
    ],
)
def test_rows_that_come_go_or_are_corrected_are_told(
    old: str, new: str, key: str, wanted: list[tuple[Level, str, str]]
) -> None:
    assert told(table(old, key=key), table(new, key=key)) == [
        (level, f"trees: {en}", f"trees（树）：{zh}") for level, en, zh in wanted
    ]


def test_gravest_changes_come_first_then_those_of_the_first_table() -> None:
    alike = {name: replace(OLD["trees"], name=name) for name in ("ashes", "elms", "oaks")}
    new = {
        "elms": replace(table("a oak 5/b elm 4/c fir 1")["trees"], name="elms"),
        "oaks": replace(table("b elm 4/c fir 1/d yew 2")["trees"], name="oaks"),
        "ashes": replace(table("a oak 4/b elm 4")["trees"], name="ashes"),
        "beeches": OLD["trees"],
    }
    assert [(level, en) for level, en, _ in told(alike, new)] == [
        (MAJOR, "oaks: 1 ids gone: a"),
        (MINOR, "the file beeches.csv is new, with 2 rows"),
        (MINOR, "elms: 1 new rows: c"),
        (MINOR, "oaks: 2 new rows: c, d"),
        (PATCH, "ashes: 1 values corrected in 1 rows: a height '3' → '4'"),
        (PATCH, "elms: 1 values corrected in 1 rows: a height '3' → '5'"),
    ]


@pytest.mark.parametrize(
    ("key", "ids"), [((), False), (("tree_id",), True), (("kind",), False), (("tree_id", "plot_id"), False)]
)
def test_only_a_key_of_one_id_is_permanent(key: tuple[str, ...], ids: bool) -> None:
    assert replace(OLD["trees"], key=key).has_ids is ids


def test_tables_are_read_back_from_the_files_of_a_release() -> None:
    """Only the canonical files: the same rows in another form stand beside them in older descriptors."""
    plots = {
        "name": "plots",
        "path": "plots.csv",
        "title": "地块",
        "schema": {
            "fields": [{"name": "plot_id", "type": "string"}, {"name": "size"}, {"name": "parent_id"}],
            "primaryKey": "plot_id",
            "foreignKeys": [{"fields": ["parent_id"], "reference": {"resource": "", "fields": ["plot_id"]}}],
        },
    }
    trees = {
        "name": "trees",
        "path": "trees.csv",
        "title": "树",
        "schema": {
            "fields": [
                {"name": "plot_id", "type": "string", "constraints": {"required": True}},
                {"name": "kind", "type": "string", "constraints": {"enum": ["oak", "elm"]}},
            ],
            "primaryKey": ["plot_id", "kind"],
            "foreignKeys": [{"fields": ["plot_id"], "reference": {"resource": "plots", "fields": ["plot_id"]}}],
        },
    }
    others = [
        {"name": name, "path": f"{stem}.excel.csv", "title": "", "schema": {"fields": []}}
        for name, stem in (("plots-excel", "plots"), ("zz-excel", "trees"), ("a-excel", "trees"))
    ]
    kinds = {"name": "kinds", "path": "kinds.csv", "title": "种", "schema": {"fields": [{"name": "kind"}]}}
    files = {
        "datapackage.json": json.dumps({"resources": [plots, *others, trees, kinds]}).encode(),
        "plots.csv": b"plot_id,size,parent_id\np1,3,\np2,,p1\n",
        "trees.csv": b"plot_id,kind\np1,oak\n",
        "kinds.csv": "kind\n橡\n".encode(),
    }
    assert tables_in(files) == {
        "plots": VersionTable(
            name="plots",
            title="地块",
            header=("plot_id", "size", "parent_id"),
            types={"plot_id": "string", "size": "any", "parent_id": "any"},
            key=("plot_id",),
            rows=(("p1", "3", ""), ("p2", "", "p1")),
            codes={},
            references=frozenset({("parent_id", "plots")}),
        ),
        "trees": VersionTable(
            name="trees",
            title="树",
            header=("plot_id", "kind"),
            types={"plot_id": "string", "kind": "string"},
            key=("plot_id", "kind"),
            rows=(("p1", "oak"),),
            codes={"kind": frozenset({"oak", "elm"})},
            references=frozenset({("plot_id", "plots")}),
        ),
        "kinds": VersionTable(
            name="kinds", title="种", header=("kind",), types={"kind": "any"}, key=(), rows=(("橡",),)
        ),
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, OLD, ""),
        (table("a oak 3"), table("a oak 5"), "@@\ttree_id\tkind\theight\n->\ta\toak\t3->5\n"),
        (
            table("a oak 3/b elm 4"),
            table("b elm 4/c fir 1"),
            "@@\ttree_id\tkind\theight\n---\ta\toak\t3\n\tb\telm\t4\n+++\tc\tfir\t1\n",
        ),
        # The key tells which row it is, even where all else is another's.
        (
            table("a oak 3/b elm 4"),
            table("a elm 4/b oak 3"),
            "@@\ttree_id\tkind\theight\n->\ta\toak->elm\t3->4\n->\tb\telm->oak\t4->3\n",
        ),
    ],
)
def test_changed_rows_are_shown(old: dict[str, VersionTable], new: dict[str, VersionTable], said: str) -> None:
    assert text_diff(old["trees"], new["trees"]) == said


def test_rows_of_a_table_that_comes_or_goes_are_shown() -> None:
    row = ["\ta\toak\t3\n", "\tb\telm\t4\n"]
    assert [text_diff(None, OLD["trees"]).count(f"+++{text}") for text in row] == [1, 1]
    assert [text_diff(OLD["trees"], None).count(f"---{text}") for text in row] == [1, 1]
    assert text_diff(None, None) == ""


def test_page_shows_the_changed_rows_of_every_table() -> None:
    shrubs = replace(OLD["trees"], name="shrubs")
    corrected_row = table("a ash 3/b elm 4")["trees"]
    page = html_diff([(OLD["trees"], corrected_row), (None, None), (shrubs, None)])
    assert re.findall("<h2>(.*?)</h2>", page) == ["trees.csv", "shrubs.csv"]
    assert page.index("oak→ash") < page.index("shrubs.csv") < page.rindex("oak")
    assert "没有变化" not in page
    assert html_diff([(None, OLD["trees"])]).count("<h2>trees.csv</h2>") == 1
    nothing = html_diff([])
    assert ("没有变化" in nothing, "<h2>" in nothing) == (True, False)
