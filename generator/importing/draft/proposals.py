"""What the registry does not know yet → rows for a person to review, with ids in pinyin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from pypinyin import Style, lazy_pinyin

from generator.importing.draft import CsvRow
from generator.importing.structure.marks import unbroken
from generator.model import RegionType, Registry

UNIT_IN_NAME = re.compile(r"[（(](?P<unit>[^（()）]{1,12})[）)]$")
NUMBER_IN_NAME = re.compile(r"^\d{1,2}\s*[.．、]\s*")
LONGEST_ID = 60
TYPES_BY_NAME = (
    (re.compile(r"市人民政府(?:办公室)?$"), "government"),
    (re.compile(r"省"), "provincial"),
    (re.compile(r"(?:县|区|市)(?:人民)?政府"), "county-government"),
    (re.compile(r"示范区|开发区|管委会"), "development-zone"),
    (re.compile(r"公司|集团"), "enterprise"),
    (re.compile(r"党委|市委|组织部|宣传部|统战部|政法委|编办"), "party-body"),
    (re.compile(r"局$|委$|委员会$|办公室$"), "municipal-department"),
)


@dataclass(slots=True)
class Proposals:
    """``registry`` is what is known; the rest collects rows for what is not, in order of occurrence.

    ``taken`` are all ids in use.
    """

    registry: Registry
    topic: str = ""
    units: dict[str, CsvRow] = field(default_factory=dict)
    unit_names: dict[str, CsvRow] = field(default_factory=dict)
    indicators: dict[str, CsvRow] = field(default_factory=dict)
    measures: dict[str, CsvRow] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        known = (self.registry.units, self.registry.indicators, self.registry.measures)
        self.taken |= {known_id for table in known for known_id in table}

    def unit(self, printed: str) -> str:
        """The id of the unit that an unknown printed name is proposed for."""
        if printed not in self.unit_names:
            unit_id = self.id_of(re.sub(r"^市", "", printed))
            kind = next((kind for pattern, kind in TYPES_BY_NAME if pattern.search(printed)), "other")
            region = self.registry_region()
            self.units[unit_id] = {
                "unit_id": unit_id, "name": printed, "name_en": "", "type": kind, "region_id": region, "parent_unit_id": "",
            }  # fmt: skip
            self.unit_names[printed] = {"name": printed, "unit_id": unit_id, "kind": "full", "plan_id": ""}
        return self.unit_names[printed]["unit_id"]

    def form(self, printed: str, unit_ids: Sequence[str], *, collective: bool, plan_id: str) -> None:
        """Proposes a variant of a known name: 各县〔市、区〕 for 各县（市、区）."""
        if self.registry.unit_name(printed, plan_id) is None:
            for unit_id in unit_ids:
                self.unit_names[f"{printed} {unit_id}"] = {
                    "name": printed, "unit_id": unit_id, "kind": "collective" if collective else "short", "plan_id": "",
                }  # fmt: skip

    def registry_region(self) -> str:
        """The id of the first city in the registry; empty where there is none."""
        return next((region.id for region in self.registry.regions.values() if region.type is RegionType.CITY), "")

    def measure(self, symbol: str) -> str:
        """The id of a unit of measurement, proposed when it is not known; empty for none."""
        symbol = {"％": "%"}.get(symbol, symbol)
        if not symbol:
            return ""
        known = self.registry.measure_named(symbol)
        if known:
            return known.id
        if symbol not in self.measures:
            measure_id = self.id_of(symbol)
            self.measures[symbol] = {
                "measure_id": measure_id, "symbol": symbol, "name_en": "", "dimension": measure_id,
                "factor_to_base": "1", "base_measure_id": measure_id,
            }  # fmt: skip
        return self.measures[symbol]["measure_id"]

    def indicator(self, printed: str, unit: str, source: str) -> tuple[str, str]:
        """(id, nearest known name) of a printed indicator. Only an exact match is known; any other name is proposed."""
        name = bare_name(printed)
        names = self.names()
        if name in names:
            return names[name], ""
        if name not in self.indicators:
            self.indicators[name] = _indicator(self.id_of(name), name, source, self.measure(unit), self.topic)
        near = get_close_matches(name, names, n=1, cutoff=0.75)
        return self.indicators[name]["indicator_id"], near[0] if near else ""

    def unnamed(self, line: int, source: str) -> str:
        """The id of a placeholder for the indicator of a row whose name cannot be located."""
        name = f"待核对：原文第{line}行"
        if name not in self.indicators:
            self.indicators[name] = _indicator(self.id_of(f"row-{line}"), name, source, "", self.topic)
        return self.indicators[name]["indicator_id"]

    def names(self) -> Mapping[str, str]:
        """Name → indicator id, for all names and other names in the registry."""
        own = {indicator.name: indicator.id for indicator in self.registry.indicators.values()}
        return own | {name: indicator.id for name, indicator in self.registry.indicator_names.items()}

    def id_of(self, text: str) -> str:
        """A unique id: 城镇新增就业 → chengzhenxinzengjiuye, with a number on collision; taken from then on."""
        stem = pinyin(text) or "x"
        name, count = stem, 1
        while name in self.taken:
            count += 1
            name = f"{stem}-{count}"
        self.taken.add(name)
        return name


def _indicator(indicator_id: str, name: str, definition: str, measure: str, topic: str) -> CsvRow:
    return {
        "indicator_id": indicator_id, "name": name, "name_en": "", "definition": definition,
        "measure_id": measure, "direction": "none", "topic": topic, "reason": "", "everyday_names": "",
    }  # fmt: skip


def bare_name(printed: str) -> str:
    """The name of an indicator without its number and its unit of measurement."""
    name = NUMBER_IN_NAME.sub("", unbroken(printed))
    return UNIT_IN_NAME.sub("", name) or name


def unit_in(printed: str) -> str:
    """The unit of measurement at the end of an indicator's printed name, or nothing."""
    match = UNIT_IN_NAME.search(unbroken(printed))
    return match["unit"] if match else ""


def pinyin(text: str) -> str:
    """A slug: pinyin in lower case, only ASCII letters, digits and hyphens, at most ``LONGEST_ID`` characters."""
    spelled = "".join(lazy_pinyin(text, style=Style.NORMAL, errors=lambda other: re.sub(r"[^A-Za-z0-9]+", "-", other)))
    return re.sub(r"-+", "-", spelled.lower()).strip("-")[:LONGEST_ID].strip("-")
