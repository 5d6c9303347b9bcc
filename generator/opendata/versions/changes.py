"""The diff of two versions of the tables: changes in words, each with the level of version step that it requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ne

from generator.diagnostics import Text
from generator.opendata.versions.snapshot import Values, VersionTable
from generator.opendata.versions.version import Level

EXAMPLES = 3
"""The number of examples in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of change to one table."""

    level: Level
    table: str
    what: Text


def changes(old: Mapping[str, VersionTable], new: Mapping[str, VersionTable]) -> tuple[Change, ...]:
    """All changes from ``old`` to ``new``, the gravest first, then by table."""
    in_tables = (change for name in old.keys() & new.keys() for change in _table(old[name], new[name]))
    by_table = sorted([*_tables(old, new), *in_tables], key=lambda change: (change.table, change.what.en))
    return tuple(sorted(by_table, key=lambda change: change.level, reverse=True))


def level_of(changed: Sequence[Change]) -> Level:
    """The highest level among the changes."""
    return max((change.level for change in changed), default=Level.NONE)


def _tables(old: Mapping[str, VersionTable], new: Mapping[str, VersionTable]) -> Iterator[Change]:
    for name in sorted(old.keys() - new.keys()):
        what = Text(f"the file {name}.csv is gone", f"{name}.csv（{old[name].title}）没有了")
        yield Change(level=Level.MAJOR, table=name, what=what)
    for name in sorted(new.keys() - old.keys()):
        count = len(new[name].rows)
        what = Text(
            f"the file {name}.csv is new, with {count} rows", f"新表 {name}.csv（{new[name].title}），{count} 行"
        )
        yield Change(level=Level.MINOR, table=name, what=what)


def _table(old: VersionTable, new: VersionTable) -> Iterator[Change]:
    name = old.name
    gone = [column for column in old.header if column not in new.header]
    if gone:
        what = Text(f"{name}: columns gone: {', '.join(gone)}", f"{name}：没有了的列：{'、'.join(gone)}")
        yield Change(level=Level.MAJOR, table=name, what=what)
    kept = [column for column in old.header if column in new.header]
    if kept != [column for column in new.header if column in old.header]:
        what = Text(f"{name}: the order of the columns changed", f"{name}：列的次序变了")
        yield Change(level=Level.MAJOR, table=name, what=what)
    retyped = [column for column in kept if old.types.get(column) != new.types.get(column)]
    if retyped:
        what = Text(
            f"{name}: types of columns changed: {', '.join(retyped)}", f"{name}：类型变了的列：{'、'.join(retyped)}"
        )
        yield Change(level=Level.MAJOR, table=name, what=what)
    yield from _form(old, new, kept)
    added = [column for column in new.header if column not in old.header]
    if added:
        what = Text(f"{name}: new columns: {', '.join(added)}", f"{name}：新增的列：{'、'.join(added)}")
        yield Change(level=Level.MINOR, table=name, what=what)
    yield from _rows(old, new, kept)


def _form(old: VersionTable, new: VersionTable, kept: Sequence[str]) -> Iterator[Change]:
    """Changes of primary key, foreign keys and code lists (enums)."""
    name = old.name
    if old.key != new.key:
        before, after = ", ".join(old.key), ", ".join(new.key)
        what = Text(
            f"{name}: the key changed: {before} → {after}",
            f"{name}：主键变了：{before.replace(', ', '、')} → {after.replace(', ', '、')}",
        )
        yield Change(level=Level.MAJOR, table=name, what=what)
    gone = sorted(old.references - new.references)
    if gone:
        some = ", ".join(f"{columns} → {target}" for columns, target in gone)
        what = Text(f"{name}: references gone: {some}", f"{name}：没有了的引用：{some}")
        yield Change(level=Level.MAJOR, table=name, what=what)
    for column in kept:
        before_codes, after_codes = old.codes.get(column), new.codes.get(column)
        if before_codes and after_codes and before_codes != after_codes:
            lost, fresh = sorted(before_codes - after_codes), sorted(after_codes - before_codes)
            some = ", ".join([*(f"-{code}" for code in lost), *(f"+{code}" for code in fresh)])
            what = Text(f"{name}: codes of {column} changed: {some}", f"{name}：{column} 列的代码变了：{some}")
            yield Change(level=Level.MAJOR if lost else Level.MINOR, table=name, what=what)


def _rows(old: VersionTable, new: VersionTable, kept: Sequence[str]) -> Iterator[Change]:
    name, title = old.name, new.title
    key = [column for column in old.key if column in kept]
    before, after = _by_key(old, key), _by_key(new, key)
    gone = [row_key for row_key in before if row_key not in after]
    fresh = [row_key for row_key in after if row_key not in before]
    if not old.has_ids:
        before = _renamed(gone, fresh, before)
    if gone:
        level = Level.MAJOR if old.has_ids else Level.MINOR
        noun = Text("ids", "编号") if old.has_ids else Text("rows", "行")
        what = Text(
            f"{name}: {len(gone)} {noun.en} gone: {_some(gone, ', ')}",
            f"{name}（{title}）：没有了的{noun.zh} {len(gone)} 个：{_some(gone, '、')}",
        )
        yield Change(level=level, table=name, what=what)
    if fresh:
        what = Text(
            f"{name}: {len(fresh)} new rows: {_some(fresh, ', ')}",
            f"{name}（{title}）：新增 {len(fresh)} 行：{_some(fresh, '、')}",
        )
        yield Change(level=Level.MINOR, table=name, what=what)
    corrected = [
        (row_key, column, one, other)
        for row_key, row in before.items()
        if row_key in after
        for column in kept
        if (one := row[old.header.index(column)]) != (other := after[row_key][new.header.index(column)])
    ]
    if corrected:
        count = len({row_key for row_key, *_ in corrected})
        what = Text(
            f"{name}: {len(corrected)} values corrected in {count} rows: {_corrections(corrected, '; ')}",
            f"{name}（{title}）：更正 {count} 行里的 {len(corrected)} 个值：{_corrections(corrected, '；')}",
        )
        yield Change(level=Level.PATCH, table=name, what=what)


def _renamed(gone: list[Values], fresh: list[Values], before: Mapping[Values, Values]) -> dict[Values, Values]:
    """``before`` with the new keys of rows whose key contains text and was corrected.

    A removed and a new row are the same row where their keys differ in one cell and no other new key does; both are
    removed from ``gone`` and ``fresh``.
    """
    now = dict(before)
    for old_key in list(gone):
        match [key for key in fresh if 1 < len(key) == len(old_key) and sum(map(ne, key, old_key)) == 1]:
            case [new_key]:
                now[new_key] = now.pop(old_key)
                gone.remove(old_key)
                fresh.remove(new_key)
    return now


def _by_key(table: VersionTable, key: Sequence[str]) -> dict[Values, Values]:
    """Rows by key; where the key is empty or a duplicate, the whole row is its own key."""
    places = [table.header.index(column) for column in key]
    rows: dict[Values, Values] = {}
    for row in table.rows:
        own = tuple(row[place] for place in places)
        rows[row if not own or own in rows else own] = row
    return rows


def _some(keys: Sequence[Values], mark: str) -> str:
    shown = mark.join(" ".join(part for part in key if part)[:60] for key in keys[:EXAMPLES])
    return f"{shown}…" if len(keys) > EXAMPLES else shown


def _corrections(corrected: Sequence[tuple[Values, str, str, str]], mark: str) -> str:
    shown = mark.join(
        f"{' '.join(key)[:60]} {column} {one[:40]!r} → {other[:40]!r}"
        for key, column, one, other in corrected[:EXAMPLES]
    )
    return f"{shown}…" if len(corrected) > EXAMPLES else shown
