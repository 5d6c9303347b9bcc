"""A document of the issue → the files of its draft, in the shape of ``content/`` and ``datasets/``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from generator.importing.draft.figure_tables import DraftResource, table_resource
from generator.importing.draft.proposals import Proposals
from generator.importing.findings.candidates import Candidate, candidates
from generator.importing.findings.citations import citations
from generator.importing.findings.duties import PrintedDuty, duties
from generator.importing.findings.faults import Suspicion, suspicions
from generator.importing.structure.blocks import Heading, Paragraph, PrintedBox
from generator.importing.structure.issue import Issue, PrintedDocument
from generator.importing.structure.marks import number_of, unbroken
from generator.importing.structure.passages import passages
from generator.importing.structure.tables import PrintedTable
from generator.linking.names import name_index, unknown_bodies
from generator.model import DutyRole, Registry
from generator.schemas import AUTHORED, table_schema

OUTLOOK = re.compile(r"(?:^|。)(?:展望|到)(?P<year>20\d\d|二〇[一二三四五六七八九〇]{2})年，")
MARKDOWN = re.compile(r"([\\`*_\[\]<>])")
DEEPEST = 6
"""The deepest heading that Markdown has."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of one document: its files (path → bytes), and what a person has to review.

    ``duties`` include those of sentences, ``candidates`` are quantities of running text; neither becomes data itself.
    """

    id: str
    document: PrintedDocument
    files: Mapping[str, bytes]
    duties: tuple[PrintedDuty, ...]
    candidates: tuple[Candidate, ...]
    suspicions: tuple[Suspicion, ...]
    tables: tuple[DraftResource, ...]
    boxes: tuple[PrintedBox, ...]
    topic: str


def draft_document(
    issue: Issue, document: PrintedDocument, plan_id: str, own: Mapping[str, str], proposals: Proposals, topic: str
) -> Draft:
    """The draft of ``document``.

    ``own`` maps titles and numbers of the issue's documents to their ids. Units, indicators and measures that the
    registry does not know are added to ``proposals``.
    """
    registry = proposals.registry
    symbols = [measure.symbol for measure in registry.measures.values()]
    owed = tuple(duties(document.body, issue.lines, _known_names(registry, plan_id)))
    asked = tuple(candidates(document.body, issue.lines, symbols))
    odd = tuple(suspicions(document.body, issue.lines))
    proposals.topic = topic
    issuer = _issuer(document, proposals)
    _propose_units(document, issue, owed, plan_id, proposals)
    tables, placed = _tables(document, issue, proposals)
    boxes = tuple(block for block in document.body if isinstance(block, PrintedBox))
    cited = [
        citation
        for citation in citations(document.body, issue.lines, own)
        if citation.plan != plan_id and citation.title != document.title
    ]
    first = next((block.anchor for block in document.body if isinstance(block, Heading)), "c1")
    standard = {
        "tasks": _task_rows(owed, document, first, proposals),
        "projects": _project_rows(document, first),
        "citations": [
            [citation.anchor or first, citation.title, citation.number, citation.plan, str(citation.line)]
            for citation in cited
        ],
        "notes": _note_rows(odd, document, first),
    }
    package = f"datasets/{plan_id}"
    files: dict[str, bytes] = {
        f"content/plans/{plan_id}.md": _text(issue, document, placed, issuer, topic).encode("utf-8")
    }
    resources: list[Mapping[str, Any]] = []
    for table in tables:
        resources.append(table.descriptor)
        files[f"{package}/{table.descriptor['path']}"] = csv_bytes(table.columns, table.rows)
    for name, rows in standard.items():
        schema = table_schema(AUTHORED, name)
        if rows and schema:
            resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
            files[f"{package}/{name}.csv"] = csv_bytes([field["name"] for field in schema["fields"]], rows)
    files[f"{package}/datapackage.json"] = _descriptor(plan_id, document, issue, resources)
    files[f"candidates/{plan_id}.csv"] = _candidate_rows(asked)
    return Draft(plan_id, document, files, owed, asked, odd, tuple(tables), boxes, topic)


def _known_names(registry: Registry, plan_id: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Printed name → (unit ids, whether it is collective) for one plan; its own names override the general ones."""
    known: dict[str, tuple[tuple[str, ...], bool]] = {}
    for name in sorted(registry.unit_names, key=lambda name: bool(name.plan_id)):
        if name.plan_id in ("", plan_id):
            known[name.name] = (tuple(unit.id for unit in name.units), name.collective)
    return known


def _tables(
    document: PrintedDocument, issue: Issue, proposals: Proposals
) -> tuple[list[DraftResource], dict[int, tuple[str, str]]]:
    """The resources, and line of a table's first row → (name, title) for embedding it in the text."""
    resources: list[DraftResource] = []
    placed: dict[int, tuple[str, str]] = {}
    anchor, above = "c1", document.title
    for block in document.body:
        if isinstance(block, Heading):
            anchor, above = block.anchor, block.title
        table = block if isinstance(block, PrintedTable) else block.table if isinstance(block, PrintedBox) else None
        if table is None:
            continue
        name, title = f"table{len(resources) + 1}", table.title or above
        issued = document.issued.year if document.issued else 0
        source = f"{issue.publication}，{document.number}“{title}”，"
        resources.append(table_resource(name, table, title, anchor, document.period, issued, source, proposals))
        placed[table.rows[0].line if table.rows else table.line] = (name, title)
    return resources, placed


def _text(
    issue: Issue, document: PrintedDocument, placed: Mapping[int, tuple[str, str]], issuer: str, topic: str
) -> str:
    lead = next((block.text for block in document.body if isinstance(block, Paragraph)), "")
    period = document.period or ("", "")
    facts = {
        "title": document.title,
        "short_title": re.sub(r"^[\u4e00-\u9fff]{2,6}?市(?=[“关新地对推行])", "", document.title),
        "doc_number": document.number,
        "kind": document.kind,
        "issuer": issuer,
        "issued": document.issued.isoformat() if document.issued else "",
        "period_start": period[0],
        "period_end": period[1],
        "outlook": _outlook(document),
        "publication": issue.publication,
        "first_page": str(document.first_page or ""),
        "source_lines": f"{document.start}-{document.end}",
        "topic": topic,
        "summary": re.split("(?<=。)", lead)[0][:120] or document.title,
    }
    lines = ["---", *(f"{key}: {_scalar(value)}" for key, value in facts.items() if value), "---", ""]
    for block in document.body:
        lines += _block_lines(block, placed)
    return "\n".join(lines).rstrip() + "\n"


def _outlook(document: PrintedDocument) -> str:
    """The year beyond its period that the document looks ahead to: 展望二〇三五年，"""
    paragraphs = (block.text for block in document.body if isinstance(block, Paragraph))
    named = (match["year"] for text in paragraphs for match in OUTLOOK.finditer(unbroken(text)))
    years = ("".join(str(number_of(digit)) for digit in year) if year[0] == "二" else year for year in named)
    return max((year for year in years if document.period and year > document.period[1]), default="")


def _scalar(value: str) -> str:
    """A YAML scalar, quoted where its plain style would be read as something else."""
    return (
        json.dumps(value, ensure_ascii=False) if re.search(r"""^[\s"'\[\]{}>|*&!%#`@,?-]|: |\s#|:$""", value) else value
    )


def _block_lines(block: object, placed: Mapping[int, tuple[str, str]]) -> list[str]:
    """The lines of Markdown for a block; tables and boxes are embedded by name."""
    match block:
        case Heading():
            hashes = "#" * min(block.level + 1, DEEPEST)
            title = f"{hashes} {_heading_text(block)} {{#{block.anchor} line={block.line}}}"
            return [title, "", *([_plain(block.text), ""] if block.text else [])]
        case Paragraph():
            return [_plain(block.text), ""]
        case PrintedBox():
            embedded = [f"[{_plain(block.title)}](box:{block.number})", ""] if block.items else []
            return embedded + (_embedded(block.table, placed) if block.table else [])
        case PrintedTable():
            return _embedded(block, placed)
    return []


def _heading_text(heading: Heading) -> str:
    if not heading.mark:
        return heading.title
    printed = re.sub(r"\s+", "", heading.mark.printed)
    space = " " if heading.title and re.search(r"[\d章节条.]$", printed) else ""
    return f"{printed}{space}{heading.title}"


def _embedded(table: PrintedTable, placed: Mapping[int, tuple[str, str]]) -> list[str]:
    name, title = placed.get(table.rows[0].line if table.rows else table.line, ("", ""))
    notes = [line for note in table.notes for line in (_plain(note), "")]
    return [f"[{_plain(title)}](table:{name})", "", *notes] if name else notes


def _plain(text: str) -> str:
    """Official text escaped for Markdown: no character of it is markup, and no line starts a list or a heading."""
    escaped = MARKDOWN.sub(r"\\\1", text.strip())
    return re.sub(r"^(\d+)([.)])(?=\s)|^([-+#>])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _task_rows(
    owed: Iterable[PrintedDuty], document: PrintedDocument, first: str, proposals: Proposals
) -> list[list[str]]:
    """Only printed lists become tasks; what a sentence says (由…牵头) is in the report, for a person to judge."""
    rows: list[list[str]] = []
    for duty in owed:
        if not duty.explicit:
            continue
        by_role = {role: "、".join(name.printed for name in names) for role, names in duty.lists}
        rows.append([
            f"t{len(rows) + 1:02}", duty.anchor or first, "", duty.title, duty.title,
            *(by_role.get(role, "") for role in (DutyRole.RESPONSIBLE, DutyRole.LEAD, DutyRole.SUPPORT)), str(duty.line),
        ])  # fmt: skip
    return rows


def _issuer(document: PrintedDocument, proposals: Proposals) -> str:
    """The id of the body that signed; empty when no signature was found."""
    known = proposals.registry.unit_name(document.issuer, "")
    if known and not known.collective:
        return known.units[0].id
    return proposals.unit(document.issuer) if document.issuer else ""


def _propose_units(
    document: PrintedDocument, issue: Issue, owed: Iterable[PrintedDuty], plan_id: str, proposals: Proposals
) -> None:
    """Every printed name needs a unit: those of the lists, and bodies that the text names."""
    for name in (name for duty in owed if duty.explicit for _, names in duty.lists for name in names):
        if name.units:
            proposals.form(name.printed, name.units, collective=name.collective, plan_id=plan_id)
        else:
            proposals.unit(name.printed)
    index = name_index(proposals.registry, (), plan_id)
    for passage in passages(document.body, issue.lines):
        for _, printed in unknown_bodies(index, passage.text):
            proposals.unit(printed)


def _project_rows(document: PrintedDocument, first: str) -> list[list[str]]:
    """A row of projects.csv per box item; ``first`` is the anchor for items above the first heading."""
    rows: list[list[str]] = []
    anchor = first
    for block in document.body:
        if isinstance(block, Heading):
            anchor = block.anchor
        if not isinstance(block, PrintedBox):
            continue
        for order, item in enumerate(block.items, start=1):
            name = item.name or item.text[:30].rstrip("，、；。")
            rows.append([
                f"p{len(rows) + 1:02}", block.number, block.title, "", str(order), name, item.text, "", "", anchor, str(item.lines[0]),
            ])  # fmt: skip
    return rows


def _note_rows(odd: Sequence[Suspicion], document: PrintedDocument, first: str) -> list[list[str]]:
    starts = [(block.line, block.anchor) for block in document.body if isinstance(block, Heading)]
    rows: list[list[str]] = []
    for number, suspicion in enumerate(odd, start=1):
        anchor = next((anchor for line, anchor in reversed(starts) if line <= suspicion.line), first)
        rows.append(
            [
                f"n{number:02}",
                suspicion.kind,
                anchor,
                suspicion.excerpt[:40].strip() or suspicion.what,
                f"疑似：{suspicion.what}。",
                "",
                str(suspicion.line),
            ]
        )
    return rows


def _candidate_rows(asked: Iterable[Candidate]) -> bytes:
    columns = ("accept", "clause", "subject", "printed", "unit", "comparator", "hedge", "period", "sure", "source_line")
    return csv_bytes(
        columns,
        [
            ["", candidate.anchor, candidate.subject, candidate.printed, candidate.unit, candidate.comparator, candidate.hedge, candidate.period,
             "yes" if candidate.sure else "", str(candidate.line)]
            for candidate in asked
        ],
    )  # fmt: skip


def _descriptor(plan_id: str, document: PrintedDocument, issue: Issue, resources: Sequence[Mapping[str, Any]]) -> bytes:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": plan_id,
        "title": f"{document.title}的数据",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": f"{issue.publication}，{document.number}"}],
        "resources": list(resources),
    }  # fmt: skip
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file (RFC 4180) in UTF-8 with LF line ends; the header first, cells stripped."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell.strip() for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")
