"""A document of a gazette and its records. Each has two sources: ``where`` (our file) and ``source_line`` (print)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Location
from generator.model.kinds import DutyRole, LeftOutReason, PlanKind
from generator.model.noted import noted
from generator.model.registry import Region, Topic, Unit


@noted("body", "body_line", "where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A place in a plan's printed outline.

    ``level`` is 1 for the outermost; ``number`` is as printed (第三章, （二）, 1.) and may be empty;
    ``title`` is number and heading as they stand together, ``label`` how the clause is cited: 三（四）1 加强…; ``body`` is our Markdown, starting at ``body_line``.
    ``chapter`` is the anchor of the outermost clause on whose page it stands; empty on the plan's own page.
    """

    id: str
    plan_id: str
    anchor: str
    order: int | None
    level: int
    number: str
    heading: str
    title: str
    label: str
    parent: Clause | None
    chapter: str
    source_line: int | None
    body: str
    body_line: int
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A change to what the site says of a plan, as its editors describe it."""

    day: date
    what: str


@noted(
    "title_en",
    "issuer",
    "topic",
    "summary",
    "summary_en",
    "lead",
    "lead_line",
    "clauses",
    "history",
    "where",
    "period_where",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Any document of a gazette. ``outlook`` is the year it looks ahead to beyond its period; years are ``None`` where
    none is printed.
    """

    id: str
    title: str
    short_title: str
    title_en: str
    doc_number: str
    kind: PlanKind | None
    issuer: Unit
    issued: date | None
    period_start: int | None
    period_end: int | None
    outlook: int | None
    publication: str
    first_page: int | None
    source_start: int | None
    source_end: int | None
    topic: Topic
    summary: str
    summary_en: str
    lead: str
    lead_line: int
    clauses: tuple[Clause, ...]
    history: tuple[Revision, ...]
    where: Location
    period_where: Location

    def holds_line(self, line: int | None) -> bool:
        """Whether the document is printed on this line of the source."""
        if line is None or self.source_start is None or self.source_end is None:
            return False
        return self.source_start <= line <= self.source_end

    @property
    def day(self) -> date:
        """When it was issued.

        Raises:
            ValueError: the plan gives no date; then it has a finding, and is not published.
        """
        if self.issued is None:
            raise ValueError(f"{self.where} gives no date")
        return self.issued

    @property
    def chapters(self) -> tuple[Clause, ...]:
        """The outermost clauses, when each has a page of its own."""
        return tuple(clause for clause in self.clauses if clause.anchor and clause.anchor == clause.chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One unit's part in a task. ``inherited`` where the print has a collective form that was expanded."""

    unit: Unit
    printed_name: str
    role: DutyRole
    inherited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date by which something in a task is to be done: 2025, 2025-06 or 2025-06-30; --06 or --06-30 is every year, ---30 every month."""

    due: str
    due_printed: str
    what: str
    source_line: int | None

    @property
    def order(self) -> str:
        """Sort key: what recurs comes first, then by the last day; a year or a month ends with its last day."""
        return f"{self.due}-99-99"[:10]


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An act still to be done for which the print names a body; ``summary`` is ours, ``number`` as printed."""

    id: str
    plan: Plan
    clause: Clause
    number: str
    title: str
    summary: str
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    source_line: int | None
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An item of a box (专栏)."""

    id: str
    plan: Plan
    clause: Clause
    box_number: str
    box_title: str
    item_group: str
    order: int | None
    name: str
    summary: str
    region: Region | None
    units: tuple[Unit, ...]
    source_line: int | None
    where: Location


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that a clause cites; ``cited_plan`` where it is one of the site's own."""

    plan: Plan
    clause: Clause
    cited_title: str
    cited_number: str
    cited_plan: Plan | None
    source_line: int | None
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A number in the text that is no figure, as printed, and why."""

    plan: Plan
    clause: Clause
    printed: str
    reason: LeftOutReason | None
    what: str
    source_line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table of a plan's package that is published as it is.

    ``fields`` are the Table Schema's field descriptors, in order; ``rows`` map field name to the cell as authored.
    """

    plan: Plan
    name: str
    title: str
    description: str
    fields: tuple[Mapping[str, object], ...]
    rows: tuple[Mapping[str, str], ...]


def years_covered(plans: Iterable[Plan]) -> tuple[int | None, int | None]:
    """The first year that one of the plans starts in and the last that one ends in.

    A side is ``None`` where one of the plans with a period does not print it: nobody knows how far it reaches.
    """
    periods = [(plan.period_start, plan.period_end) for plan in plans if plan.period_start or plan.period_end]
    starts, ends = [start for start, _ in periods if start], [end for _, end in periods if end]
    return (
        min(starts) if periods and len(starts) == len(periods) else None,
        max(ends) if periods and len(ends) == len(periods) else None,
    )
