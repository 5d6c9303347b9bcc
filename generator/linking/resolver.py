"""Ids → objects, with “did you mean” when an id resolves nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.model import Clause, Indicator, Measure, Region, Topic, Unit

T = TypeVar("T")
NOWHERE = Location("")
"""The location of stand-ins, which are in no file."""


@dataclass(frozen=True, slots=True)
class Resolver(Generic[T]):
    """Looks ids up in ``table``. ``home`` names the file in which a missing id would be added.

    Where ``table`` is not ``complete``, because its file could not be read, a missing id is no finding: the
    file has one already, and a hundred more would bury it.
    """

    noun: Text
    home: str
    table: Mapping[str, T]
    stand_in: Callable[[str], T]
    findings: list[Diagnostic]
    complete: bool

    def get(self, key: str, where: Location | Callable[[], Location]) -> T:
        """The object called ``key``; a finding and a stand-in when there is none. ``where`` may be what finds the place out."""
        if key in self.table:
            return self.table[key]
        if not self.complete:
            return self.stand_in(key)
        self.findings.append(
            Diagnostic(
                where=where if isinstance(where, Location) else where(),
                code="unknown-id",
                what=Text(f"the {self.noun.en} is not known", f"找不到这个{self.noun.zh}"),
                found=key,
                expected=Text(f"an id in {self.home}", f"{self.home} 里的编号") + did_you_mean(key, self.table),
                fix=Text(
                    f"correct the id, or add the {self.noun.en} there", f"请改正编号，或在那里补上这个{self.noun.zh}"
                ),
            )
        )
        return self.stand_in(key)

    def get_if_given(self, key: str, where: Location | Callable[[], Location]) -> T | None:
        """As ``get``; ``None`` for an empty key."""
        return self.get(key, where) if key else None


def unknown_region(key: str) -> Region:
    return Region(id=key, name=key, name_en=key, type=None, parent=None, gb_code="", where=NOWHERE)


def unknown_topic(key: str) -> Topic:
    return Topic(id=key, name=key, name_en=key, where=NOWHERE)


def unknown_measure(key: str) -> Measure:
    return Measure(id=key, symbol=key, name_en=key, dimension=key, factor=None, base=None, where=NOWHERE)


def unknown_unit(key: str) -> Unit:
    return Unit(id=key, name=key, name_en=key, type=None, region=None, parent=None, where=NOWHERE)


def unknown_indicator(key: str) -> Indicator:
    return Indicator(
        id=key, name=key, name_en=key, definition="", measure=None, direction=None,
        topic=unknown_topic(""), reason="", everyday_names=(), where=NOWHERE,
    )  # fmt: skip


def unknown_clause(plan_id: str, anchor: str) -> Clause:
    return Clause(
        id=f"{plan_id}-{anchor}", plan_id=plan_id, anchor=anchor, order=None, level=1, number="", heading=anchor,
        title=anchor, label=anchor, parent=None, chapter="", source_line=None, body="", body_line=0, where=NOWHERE,
    )  # fmt: skip
