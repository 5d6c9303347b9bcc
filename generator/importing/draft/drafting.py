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
from generator.importing.structure.issue import FoundDocument, Issue
from generator.importing.structure.marks import number_of, unbroken
from generator.importing.structure.passages import passages
from generator.importing.structure.tables import PrintedTable
from generator.linking.names import name_index, unknown_bodies
from generator.model import Registry
from generator.schemas import AUTHORED, table_schema

OUTLOOK = re.compile(r"(?:^|。)(?:展望|到)(?P<year>20\d\d|二〇[一二三四五六七八九〇]{2})年，")
MARKDOWN = re.compile(r"([\\`*_\[\]<>])")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """What was made of a document: its files, and what a person has to look at."""

    id: str
    found: FoundDocument
    files: Mapping[str, bytes]
    duties: tuple[PrintedDuty, ...]
    candidates: tuple[Candidate, ...]
    suspicions: tuple[Suspicion, ...]
    tables: tuple[DraftResource, ...]
    boxes: tuple[PrintedBox, ...]
    topic: str


def draft_document(
    issue: Issue, found: FoundDocument, plan_id: str, own: Mapping[str, str], proposals: Proposals, topic: str
) -> Draft:
    """``own`` maps titles and numbers of the issue's documents to their ids; ``proposals`` grows."""
    registry = proposals.registry
    symbols = [measure.symbol for measure in registry.measures.values()]
    owed = tuple(duties(found.body, issue.lines, _known_names(registry, plan_id)))
    asked = tuple(candidates(found.body, issue.lines, symbols))
    odd = tuple(suspicions(found.body, issue.lines))
    proposals.topic = topic
    issuer = _issuer(found, proposals)
    _propose_units(found, issue, owed, plan_id, proposals)
    tables, placed = _tables(found, issue, proposals)
    boxes = tuple(block for block in found.body if isinstance(block, PrintedBox))
    cited = [
        citation
        for citation in citations(found.body, issue.lines, own)
        if citation.plan != plan_id and citation.title != found.title
    ]
    first = next((block.anchor for block in found.body if isinstance(block, Heading)), "c1")
    standard = {
        "tasks": _task_rows(owed, found, first, proposals),
        "projects": _project_rows(found, first),
        "citations": [[each.anchor or first, each.title, each.number, each.plan, str(each.line)] for each in cited],
        "notes": _note_rows(odd, found, first),
    }
    package = f"datasets/{plan_id}"
    files: dict[str, bytes] = {
        f"content/plans/{plan_id}.md": _text(issue, found, placed, issuer, topic).encode("utf-8")
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
    files[f"{package}/datapackage.json"] = _descriptor(plan_id, found, issue, resources)
    files[f"candidates/{plan_id}.csv"] = _candidate_rows(asked)
    return Draft(plan_id, found, files, owed, asked, odd, tuple(tables), boxes, topic)


def _known_names(registry: Registry, plan_id: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Printed names as they are understood in a plan: what is limited to it goes before what holds everywhere."""
    known: dict[str, tuple[tuple[str, ...], bool]] = {}
    for name in sorted(registry.unit_names, key=lambda each: bool(each.plan_id)):
        if name.plan_id in ("", plan_id):
            known[name.name] = (tuple(unit.id for unit in name.units), name.collective)
    return known


def _tables(
    found: FoundDocument, issue: Issue, proposals: Proposals
) -> tuple[list[DraftResource], dict[int, tuple[str, str]]]:
    """The resources, and the line of each table → its (name, title)."""
    resources: list[DraftResource] = []
    placed: dict[int, tuple[str, str]] = {}
    anchor, above = "c1", found.title
    for block in found.body:
        if isinstance(block, Heading):
            anchor, above = block.anchor, block.title
        table = block if isinstance(block, PrintedTable) else block.table if isinstance(block, PrintedBox) else None
        if table is None:
            continue
        name, title = f"table{len(resources) + 1}", table.title or above
        issued = found.issued.year if found.issued else 0
        source = f"{issue.publication}，{found.number}“{title}”，"
        resources.append(table_resource(name, table, title, anchor, found.period, issued, source, proposals))
        placed[table.rows[0].line if table.rows else table.line] = (name, title)
    return resources, placed


def _text(issue: Issue, found: FoundDocument, placed: Mapping[int, tuple[str, str]], issuer: str, topic: str) -> str:
    lead = next((block.text for block in found.body if isinstance(block, Paragraph)), "")
    period = found.period or ("", "")
    facts = {
        "title": found.title,
        "short_title": re.sub(r"^[\u4e00-\u9fff]{2,6}?市(?=[“关新地对推行])", "", found.title),
        "doc_number": found.number,
        "kind": found.kind,
        "issuer": issuer,
        "issued": found.issued.isoformat() if found.issued else "",
        "period_start": period[0],
        "period_end": period[1],
        "outlook": _outlook(found),
        "publication": issue.publication,
        "first_page": str(found.first_page or ""),
        "source_lines": f"{found.start}-{found.end}",
        "topic": topic,
        "summary": re.split("(?<=。)", lead)[0][:120] or found.title,
    }
    lines = ["---", *(f"{key}: {_scalar(value)}" for key, value in facts.items() if value), "---", ""]
    for block in found.body:
        lines += _block_lines(block, placed)
    return "\n".join(lines).rstrip() + "\n"


def _outlook(found: FoundDocument) -> str:
    """The year beyond its period that the document looks ahead to: 展望二〇三五年，"""
    paragraphs = (block.text for block in found.body if isinstance(block, Paragraph))
    named = (each["year"] for text in paragraphs for each in OUTLOOK.finditer(unbroken(text)))
    years = ("".join(str(number_of(digit)) for digit in year) if year[0] == "二" else year for year in named)
    return max((year for year in years if found.period and year > found.period[1]), default="")


def _scalar(value: str) -> str:
    return (
        json.dumps(value, ensure_ascii=False) if re.search(r"""^[\s"'\[\]{}>|*&!%#`@,?-]|: |\s#|:$""", value) else value
    )


def _block_lines(block: object, placed: Mapping[int, tuple[str, str]]) -> list[str]:
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
    """Official text as Markdown: its own signs mean themselves, and no line starts a list or a heading by chance."""
    escaped = MARKDOWN.sub(r"\\\1", text.strip())
    return re.sub(r"^(\d+)([.)])(?=\s)|^([-+#>])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _task_rows(owed: Iterable[PrintedDuty], found: FoundDocument, first: str, proposals: Proposals) -> list[list[str]]:
    """Only printed lists become tasks; what a sentence says (由…牵头) is in the report, for a person to judge."""
    rows: list[list[str]] = []
    for duty in owed:
        if not duty.explicit:
            continue
        by_role = {role: "、".join(name.printed for name in names) for role, names in duty.lists}
        rows.append([
            f"t{len(rows) + 1:02}", duty.anchor or first, "", duty.title, duty.title,
            by_role.get("responsible", ""), by_role.get("lead", ""), by_role.get("support", ""), str(duty.line),
        ])  # fmt: skip
    return rows


def _issuer(found: FoundDocument, proposals: Proposals) -> str:
    """The id of the body that signed; empty when no signature was found."""
    known = proposals.registry.unit_name(found.issuer, "")
    if known and not known.collective:
        return known.units[0].id
    return proposals.unit(found.issuer) if found.issuer else ""


def _propose_units(
    found: FoundDocument, issue: Issue, owed: Iterable[PrintedDuty], plan_id: str, proposals: Proposals
) -> None:
    """Every printed name needs a unit: those of the lists, and bodies that the text names."""
    for name in (name for duty in owed if duty.explicit for _, names in duty.lists for name in names):
        if name.units:
            proposals.form(name.printed, name.units, collective=name.collective, plan_id=plan_id)
        else:
            proposals.unit(name.printed)
    index = name_index(proposals.registry, (), plan_id)
    for passage in passages(found.body, issue.lines):
        for _, printed in unknown_bodies(index, passage.text):
            proposals.unit(printed)


def _project_rows(found: FoundDocument, first: str) -> list[list[str]]:
    rows: list[list[str]] = []
    anchor = first
    for block in found.body:
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


def _note_rows(odd: Sequence[Suspicion], found: FoundDocument, first: str) -> list[list[str]]:
    starts = [(block.line, block.anchor) for block in found.body if isinstance(block, Heading)]
    rows: list[list[str]] = []
    for number, each in enumerate(odd, start=1):
        anchor = next((anchor for line, anchor in reversed(starts) if line <= each.line), first)
        rows.append(
            [
                f"n{number:02}",
                each.kind,
                anchor,
                each.found[:40].strip() or each.what,
                f"疑似：{each.what}。",
                "",
                str(each.line),
            ]
        )
    return rows


def _candidate_rows(asked: Iterable[Candidate]) -> bytes:
    columns = ("accept", "clause", "subject", "printed", "unit", "comparator", "hedge", "period", "sure", "source_line")
    return csv_bytes(
        columns,
        [
            ["", each.anchor, each.subject, each.printed, each.unit, each.comparator, each.hedge, each.period,
             "yes" if each.sure else "", str(each.line)]
            for each in asked
        ],
    )  # fmt: skip


def _descriptor(plan_id: str, found: FoundDocument, issue: Issue, resources: Sequence[Mapping[str, Any]]) -> bytes:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": plan_id,
        "title": f"{found.title}的数据",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": f"{issue.publication}，{found.number}"}],
        "resources": list(resources),
    }  # fmt: skip
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell.strip() for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")
