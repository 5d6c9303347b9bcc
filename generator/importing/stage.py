"""The import: a gazette's file → a draft folder. The project itself is not touched until a draft is promoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, OnStage, StageError, Text
from generator.importing.draft.drafting import Draft, csv_bytes, draft_document
from generator.importing.draft.proposals import Proposals, pinyin
from generator.importing.draft.report import reports
from generator.importing.draft.review import (
    Kept,
    alone_in,
    check_draft,
    draft_journal_of,
    keep_reviewed,
    manifest,
    written_in,
)
from generator.importing.formats import read_lines
from generator.importing.structure.issue import Issue, PrintedDocument, read_issue
from generator.linking.registry import HOME
from generator.model import Corpus
from generator.schemas import AUTHORED, table_schema


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import: the drafts, and the files that a person had edited and that were therefore kept."""

    issue: Issue
    drafts: tuple[Draft, ...]
    kept: tuple[Kept, ...]


def import_issue(source: Path, out: Path, corpus: Corpus, progress: OnStage) -> Imported:
    """Reads ``source`` and writes the draft folder ``out``, all of it or nothing. What a person put there stays.

    Raises:
        OSError: the draft cannot be written.
        RefusedError: ``out`` is no draft, or another run is writing into it.
        StageError: the file is no text, or no document was found in it.
    """
    check_draft(out)
    with alone_in(out):
        draft_journal_of(out).complete()
        return _import_into(out, source, corpus, progress)


def _import_into(out: Path, source: Path, corpus: Corpus, progress: OnStage) -> Imported:
    progress("read")
    lines = read_lines(source)
    progress("understand")
    issue = read_issue(lines)
    if not issue.documents:
        raise StageError(_no_document(source))
    ids = _ids(issue, corpus)
    own: dict[str, str] = {}
    for plan_id, document in zip(ids, issue.documents, strict=True):
        own.setdefault(document.number, plan_id)
        own.setdefault(document.title, plan_id)
    proposals = Proposals(corpus.registry)
    drafts = []
    for plan_id, document in zip(ids, issue.documents, strict=True):
        progress(document.number)
        drafts.append(draft_document(issue, document, plan_id, own, proposals, _topic(document, corpus)))
    progress("write")
    files = {path: content for draft in drafts for path, content in draft.files.items()}
    files |= _registry_files(proposals, drafts, corpus)
    kept = keep_reviewed(out, files | reports(issue, drafts, proposals, ()))
    files |= reports(issue, drafts, proposals, kept)
    edited = {file.path for file in kept}
    changes: dict[str, bytes | None] = dict.fromkeys(written_in(out) - edited)
    changes |= {path: content for path, content in files.items() if path not in edited}
    draft_journal_of(out).apply(changes | manifest(files))
    return Imported(issue, tuple(drafts), kept)


def _ids(issue: Issue, corpus: Corpus) -> list[str]:
    """An id for each document: that of the plan the project has already, or the subject's first words in pinyin."""
    known = {re.sub(r"\s", "", plan.doc_number): plan.id for plan in corpus.plans}
    taken = set(known.values())
    ids: list[str] = []
    for document in issue.documents:
        name = known.pop(document.number, "")
        if not name:
            stem = pinyin(_subject(document.title)[:6]) or "plan"
            name, count = stem, 1
            while name in taken:
                count += 1
                name = f"{stem}-{count}"
        taken.add(name)
        ids.append(name)
    return ids


def _subject(title: str) -> str:
    """What a document is about: its title without city, five-year period and 关于."""
    subject = re.sub(r"^[\u4e00-\u9fff]{2,6}?市(?=[“关新地对推行])", "", title)
    return re.sub(r"^关于|[^\u4e00-\u9fff]", "", re.sub(r"“[^”]*”", "", subject))


def _topic(document: PrintedDocument, corpus: Corpus) -> str:
    """The id of the first topic whose name is part of the title, else that of “未分类”; a person decides."""
    return next(
        (topic.id for topic in corpus.registry.topics.values() if topic.name in document.title), UNSORTED["topic_id"]
    )


UNSORTED = {"topic_id": "unsorted", "name": "未分类", "name_en": "Unsorted"}


def _registry_files(proposals: Proposals, drafts: list[Draft], corpus: Corpus) -> dict[str, bytes]:
    """Path → bytes of the draft's registry tables: only new rows, in the columns of the schema."""
    files: dict[str, bytes] = {}
    unsorted = UNSORTED["topic_id"] not in corpus.registry.topics
    rows: dict[str, list[dict[str, str]]] = {
        "topics": [UNSORTED] if unsorted and any(draft.topic == UNSORTED["topic_id"] for draft in drafts) else [],
        "units": list(proposals.units.values()),
        "unit_names": list(proposals.unit_names.values()),
        "indicators": list(proposals.indicators.values()),
        "measures": list(proposals.measures.values()),
    }
    for name, new in rows.items():
        schema = table_schema(AUTHORED, name)
        if new and schema:
            columns = [field["name"] for field in schema["fields"]]
            files[f"{HOME}/{name}.csv"] = csv_bytes(columns, [[row[column] for column in columns] for row in new])
    return files


def _no_document(source: Path) -> Diagnostic:
    return Diagnostic(
        where=Location(source.name),
        code="no-document",
        what=Text("no document was found in this file", "这个文件里没有找到公文"),
        expected=Text(
            "a line with nothing but a document's number, such as 许政〔2022〕15号",
            "单独一行的文号，如 许政〔2022〕15号",
        ),
        fix=Text("check that this is the text of a gazette's issue", "请检查是不是一期公报的文本"),
    )
