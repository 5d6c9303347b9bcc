"""A reviewed draft → the project: its plans, their packages, and the registry's rows that they need."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text, did_you_mean
from generator.importing.draft import CsvRow
from generator.importing.draft.review import MANIFEST, alone_in, difference, draft_journal_of, no_draft
from generator.linking.registry import HOME
from generator.reading.source import read_source
from generator.reading.table import CsvTable, read_table
from generator.schemas import AUTHORED, table_schema
from generator.writing.refusals import RefusedError, busy_target
from generator.writing.workplace import journal_of


def promote(root: Path, draft: Path, plan_ids: Sequence[str]) -> tuple[str, ...]:
    """Copies the plans ``plan_ids`` (all, when empty) of ``draft`` into the project at ``root``, all of them or none.

    An existing file is never overwritten: an equal one is skipped, a different one aborts the promotion. Of the
    draft's new registry rows only those are copied that the plans refer to. Returns the paths written, sorted.

    Raises:
        OSError: a file cannot be written; all is as before.
        RefusedError: ``draft`` is none, an import is writing into it, or a plan is not in it.
        StageError: the project has another text or data of that plan; a table of the registry cannot be read.
    """
    if draft.is_dir() and draft_journal_of(draft).is_interrupted:
        with alone_in(draft):
            draft_journal_of(draft).complete()
    if not (draft / MANIFEST).is_file():
        raise no_draft(draft, Text("run guihua import first", "请先运行 guihua import"))
    state = (draft / MANIFEST).read_bytes()
    known = sorted(path.stem for path in (draft / "content/plans").glob("*.md"))
    for plan_id in plan_ids:
        if plan_id not in known:
            raise RefusedError(_not_in_draft(draft, plan_id, known))
    files = {path: content for plan_id in plan_ids or known for path, content in _files(draft, plan_id)}
    new = {path: content for path, content in files.items() if not _is_there(root / path, content)}
    for path, content in new.items():
        if (root / path).exists():
            raise StageError(_already_there(path, (root / path).read_bytes(), content))
    new |= _registry(root, draft, _words(files))
    if draft_journal_of(draft).is_interrupted or (draft / MANIFEST).read_bytes() != state:
        raise busy_target(draft)  # an import wrote while this read, which may have some of both
    journal_of(root).apply(new)
    return tuple(sorted(new))


def _files(draft: Path, plan_id: str) -> Iterator[tuple[str, bytes]]:
    for file in (draft / f"content/plans/{plan_id}.md", *sorted((draft / "datasets" / plan_id).glob("*"))):
        if file.is_file() and file.resolve().is_relative_to(draft.resolve()):
            yield file.relative_to(draft).as_posix(), file.read_bytes()


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _words(files: Mapping[str, bytes]) -> set[str]:
    """All strings of the plans that may be a name or an id: cells, their parts, front matter, whole texts."""
    words: set[str] = set()
    for path, content in files.items():
        text = content.decode("utf-8-sig", "replace")
        if path.endswith(".csv"):
            cells = {cell for row in csv.reader(StringIO(text)) for cell in row}
            words |= cells | {name for cell in cells for name in re.split("[、，,；;]", cell)}
        elif path.endswith(".md"):
            words |= {value.strip() for value in re.findall(r"^\w+:(.*)$", text, re.MULTILINE)}
            words.add(text)
    return words


def _registry(root: Path, draft: Path, words: set[str]) -> dict[str, bytes]:
    """Path → bytes of the registry's files with the rows that ``words`` refer to, and the transitive closure of those.

    ``words`` is extended. Files that need no new row are left out.
    """
    tables = {
        file.stem: [dict(record.values) for record in _table(draft.parent, file).records]
        for file in sorted((draft / HOME).glob("*.csv"))
    }
    texts = "\n".join(word for word in words if "\n" in word)
    needed: dict[str, list[CsvRow]] = {name: [] for name in tables}
    grown = True
    while grown:
        grown = False
        for name, rows in tables.items():
            for row in rows:
                key = row.get("name" if name == "unit_names" else table_key(name)[0], "")
                if row not in needed[name] and (key in words or (name == "unit_names" and key in texts)):
                    needed[name].append(row)
                    words |= set(row.values())
                    grown = True
    return {
        path: content
        for name, rows in needed.items()
        for path, content in [(f"{HOME}/{name}.csv", _with_rows(root, f"{HOME}/{name}.csv", rows))]
        if content is not None
    }


def table_key(name: str) -> tuple[str, ...]:
    """The primary key of a registry table."""
    return tuple((table_schema(AUTHORED, name) or {}).get("primaryKey", ()))


def _table(root: Path, file: Path) -> CsvTable:
    """A table of the registry, which somebody may have edited; locations are relative to ``root``.

    Raises:
        StageError: it cannot be read; the first of its faults.
    """
    source, problems = read_source(root, file.relative_to(root).as_posix())
    table, faults = read_table(file.stem, source) if source else (None, ())
    for finding in (*problems, *faults):
        raise StageError(finding)
    assert table is not None
    return table


def _with_rows(root: Path, path: str, rows: Iterable[CsvRow]) -> bytes | None:
    """The project's file with the missing ones of ``rows`` appended; ``None`` when none is. Its own bytes are unchanged.

    Raises:
        RefusedError: it cannot be written, since a link leads out of the project.
        StageError: it cannot be read.
    """
    name = Path(path).stem
    key = table_key(name)
    before = journal_of(root).current(path)
    columns: Sequence[str]
    if before is None:
        columns, taken = _columns(name), set()
        before = (",".join(columns) + "\n").encode()
    else:
        table = _table(root, root / path)
        columns, taken = table.header, {tuple(map(own.get, key)) for own in table.records}
    new = [row for row in rows if tuple(row.get(column, "") for column in key) not in taken]
    if not new:
        return None
    end = "\r\n" if b"\r\n" in before else "\n"
    text = StringIO()
    csv.writer(text, lineterminator=end).writerows([row.get(column, "") for column in columns] for row in new)
    return before + (b"" if before.endswith(b"\n") else end.encode()) + text.getvalue().encode("utf-8")


def _columns(name: str) -> list[str]:
    return [field["name"] for field in (table_schema(AUTHORED, name) or {"fields": []})["fields"]]


def _not_in_draft(draft: Path, plan_id: str, known: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        where=Location(str(draft)),
        code="not-in-draft",
        what=Text("the draft has no plan of this name", "草稿里没有这份文件"),
        found=plan_id,
        expected=Text(f"one of: {', '.join(known)}", f"其中之一：{'、'.join(known)}") + did_you_mean(plan_id, known),
        fix=Text(
            "name the plan as its file in content/plans/ is named", "请写草稿 content/plans/ 里的文件名，不带 .md"
        ),
    )


def _already_there(path: str, here: bytes, draft: bytes) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="already-there",
        what=Text(
            "the project has this file, and it differs from the draft; nothing was promoted",
            "项目里已有这个文件，和草稿不一样；什么都没有移",
        ),
        found=difference(path, here, draft, "draft"),
        fix=Text(
            "carry over by hand what the draft has better, or delete the project's file and promote again",
            "草稿里更好的请手工抄过来；要整份换掉，请先删去项目里的文件再移",
        ),
    )
