"""A plan's data package → tasks, projects, citations, notes, numbers left out, and tables of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.linking.registry import HOME, Vocabulary
from generator.linking.resolver import Resolver, unknown_clause, unknown_unit
from generator.linking.values import integer, listed, member
from generator.model import (
    Citation,
    Clause,
    DataTable,
    Deadline,
    Duty,
    DutyRole,
    Figure,
    LeftOut,
    LeftOutReason,
    NameKind,
    Note,
    NoteKind,
    Plan,
    Project,
    Task,
    UnitName,
)
from generator.reading.project import Package, fields_of
from generator.reading.table import Record

STANDARD_TABLES = ("quantities", "tasks", "deadlines", "projects", "notes", "citations", "left_out")


@dataclass(frozen=True)
class PackageLinker:
    """Links the tables of one package against its plan and the vocabulary."""

    package: Package
    plan: Plan
    plans: Resolver[Plan | None]
    vocabulary: Vocabulary
    findings: list[Diagnostic]

    def records(self, table: str) -> tuple[Record, ...]:
        """The rows of a table; none where the package has no such table."""
        csv_table = self.package.tables.get(table)
        return csv_table.records if csv_table else ()

    @cached_property
    def clauses(self) -> Resolver[Clause]:
        return Resolver(
            Text("clause anchor", "条款锚点"),
            self.plan.where.path,
            {clause.anchor: clause for clause in self.plan.clauses},
            lambda anchor: unknown_clause(self.plan.id, anchor),
            self.findings,
            complete=True,
        )

    def clause(self, record: Record) -> Clause:
        return self.clauses.get(record.get("clause"), partial(record.where, "clause"))

    def id(self, record: Record) -> str:
        """The public id: unique in the whole corpus, the plan's id before that of the row."""
        return f"{self.plan.id}-{record.get('id')}"

    @cached_property
    def joint_names(self) -> list[tuple[str, list[str]]]:
        """The unit names that contain the separator of a list, with their parts."""
        names = [(name, list(listed(name))) for name in self.vocabulary.registry.joint_names]
        return [(name, parts) for name, parts in names if len(parts) > 1]

    def unit_names(self, record: Record, column: str) -> list[UnitName]:
        """The names of a printed list, in its order. A known name that contains a separator is kept whole: 市、区相关部门."""
        names = list(listed(record.get(column)))
        for joint, parts in self.joint_names:
            for start in reversed(range(len(names))):
                if names[start : start + len(parts)] == parts:
                    names[start : start + len(parts)] = [joint]
        return [self.unit_name(name, record.where(column)) for name in names]

    def unit_name(self, name: str, where: Location) -> UnitName:
        """The units a printed name means; a finding and a stand-in when the registry does not know it."""
        resolved = self.vocabulary.registry.unit_name(name, self.plan.id)
        if resolved:
            return resolved
        stand_in = UnitName(name=name, units=(unknown_unit(name),), kind=NameKind.FULL, plan_id="", where=where)
        if not self.vocabulary.unit_names_read:
            return stand_in
        known = [form.name for form in self.vocabulary.registry.unit_names]
        self.findings.append(
            Diagnostic(
                where=where,
                code="unknown-unit",
                what=Text("this name resolves to no unit", "这个名称没有对应的单位"),
                found=name,
                expected=Text(f"a name in {HOME}/unit_names.csv", f"{HOME}/unit_names.csv 里的名称")
                + did_you_mean(name, known),
                fix=Text(
                    "correct the name, or add it there with the unit it means", "请改正名称，或在那里补上它指的单位"
                ),
            )
        )
        return stand_in

    def tasks(self) -> Iterator[Task]:
        deadlines = self.deadlines()
        for record in self.records("tasks"):
            yield Task(
                id=self.id(record),
                plan=self.plan,
                clause=self.clause(record),
                number=record.get("number"),
                title=record.get("title"),
                summary=record.get("summary"),
                duties=tuple(self.duties(record)),
                deadlines=tuple(deadlines.get(record.get("id"), ())),
                source_line=integer(record.get("source_line")),
                where=record.where(),
            )

    def duties(self, record: Record) -> Iterator[Duty]:
        """A unit named on its own and again through a collective form keeps its own name; each role once."""
        for role in DutyRole:
            names = self.unit_names(record, role)
            own = {unit.id for name in names if not name.collective for unit in name.units}
            seen: set[str] = set()
            for name in names:
                for unit in name.units:
                    if unit.id in seen or (name.collective and unit.id in own):
                        continue
                    seen.add(unit.id)
                    yield Duty(unit=unit, printed_name=name.name, role=role, inherited=name.collective)

    def deadlines(self) -> dict[str, list[Deadline]]:
        """Task id (without the plan's) → its deadlines, in their order."""
        by_task: defaultdict[str, list[Deadline]] = defaultdict(list)
        ids = [record.get("id") for record in self.records("tasks")] or [""]
        tasks: Resolver[Record | None] = Resolver(
            Text("task", "任务"),
            f"{self.package.path}/tasks.csv",
            {record.get("id"): record for record in self.records("tasks")},
            lambda _: None,
            self.findings,
            complete=self.package.complete and all(ids),
        )
        for record in self.records("deadlines"):
            tasks.get(record.get("task"), partial(record.where, "task"))
            by_task[record.get("task")].append(
                Deadline(
                    due=record.get("due"),
                    due_printed=record.get("due_printed"),
                    what=record.get("what"),
                    source_line=integer(record.get("source_line")),
                )
            )
        return {task: sorted(those, key=lambda deadline: deadline.order) for task, those in by_task.items()}

    def projects(self) -> Iterator[Project]:
        for record in self.records("projects"):
            names = self.unit_names(record, "units")
            yield Project(
                id=self.id(record),
                plan=self.plan,
                clause=self.clause(record),
                box_number=record.get("box_number"),
                box_title=record.get("box_title"),
                item_group=record.get("item_group"),
                order=integer(record.get("order")),
                name=record.get("name"),
                summary=record.get("summary"),
                region=self.vocabulary.regions.get_if_given(record.get("region"), partial(record.where, "region")),
                units=tuple(unit for name in names for unit in name.units),
                source_line=integer(record.get("source_line")),
                where=record.where(),
            )

    def citations(self) -> Iterator[Citation]:
        for record in self.records("citations"):
            yield Citation(
                plan=self.plan,
                clause=self.clause(record),
                cited_title=record.get("cited_title"),
                cited_number=record.get("cited_number"),
                cited_plan=self.plans.get_if_given(record.get("cited_plan"), partial(record.where, "cited_plan")),
                source_line=integer(record.get("source_line")),
                where=record.where(),
            )

    def notes(self, figures: Mapping[str, Figure], *, complete: bool) -> Iterator[Note]:
        """``figures`` are this plan's by id; they are ``complete`` where each could be read."""
        known: Resolver[Figure | None] = Resolver(
            Text("figure", "数值"),
            f"{self.package.path}/",
            figures,
            lambda _: None,
            self.findings,
            self.package.complete and complete,
        )
        for record in self.records("notes"):
            named = [f"{self.plan.id}-{part}" for part in record.get("figures").split()]
            yield Note(
                id=self.id(record),
                plan=self.plan,
                clause=self.clause(record),
                kind=member(NoteKind, record.get("kind")),
                subject=record.get("subject"),
                what=record.get("what"),
                figures=tuple(
                    figure for figure_id in named if (figure := known.get(figure_id, partial(record.where, "figures")))
                ),
                source_line=integer(record.get("source_line")),
                where=record.where(),
            )

    def left_out(self) -> Iterator[LeftOut]:
        for record in self.records("left_out"):
            yield LeftOut(
                plan=self.plan,
                clause=self.clause(record),
                printed=record.get("printed"),
                reason=member(LeftOutReason, record.get("reason")),
                what=record.get("what"),
                source_line=integer(record.get("source_line")),
            )

    def data_tables(self) -> Iterator[DataTable]:
        """The plan's own tables, which are published as they are."""
        for name, table in self.package.tables.items():
            if name in STANDARD_TABLES:
                continue
            resource = self.package.resource(name)
            yield DataTable(
                plan=self.plan,
                name=name,
                title=str(resource.get("title", name)),
                description=str(resource.get("description", "")),
                fields=tuple(field for field in fields_of(resource) if field["name"] in table.header),
                rows=tuple(record.values for record in table.records),
            )
