"""The closed vocabularies of the data contract. Their values are public: they stand in the CSVs.

A record whose cell is none of them has ``None`` there, and a finding: such a corpus is never published.
"""

from enum import StrEnum


class Comparator(StrEnum):
    """How an amount binds. ``EQUAL`` is a plain number; absence of an amount has no comparator."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    ABOUT = "~"


class Kind(StrEnum):
    """What sort of quantity a figure is; only figures of one kind compare."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    ANNUAL_AVERAGE_GROWTH = "annual_average_growth"
    RELATIVE_CHANGE = "relative_change"
    ABSOLUTE_CHANGE = "absolute_change"
    RANK = "rank"
    SHARE = "share"
    QUALITATIVE = "qualitative"


class Role(StrEnum):
    """Why a figure is printed. ``STANDARD`` is a threshold or entitlement a rule sets, without a year."""

    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"
    GROWTH = "growth"
    STANDARD = "standard"


class DifferenceKind(StrEnum):
    """Why two figures do not agree; the first three are contradictions, the others are named and not hidden."""

    VALUE = "value"
    BASELINE = "baseline"
    UNDATED = "undated"
    DEFINITION = "definition"
    UNIT = "unit"
    DEADLINE = "deadline"
    ROUNDING = "rounding"


class Binding(StrEnum):
    """约束性 (binding) or 预期性 (expected)."""

    BINDING = "binding"
    EXPECTED = "expected"


class Origin(StrEnum):
    """Where a figure is printed: in a table, or in running text."""

    TABLE = "table"
    TEXT = "text"


class PlanKind(StrEnum):
    """规划, 方案, 办法 or 规定, 意见."""

    PLAN = "plan"
    SCHEME = "scheme"
    REGULATION = "regulation"
    OPINIONS = "opinions"


class NoteKind(StrEnum):
    """What is wrong or odd in the print."""

    MISPRINT = "misprint"
    TRUNCATED = "truncated"
    INTERNAL_CONFLICT = "internal-conflict"
    ARITHMETIC = "arithmetic"
    UNCLEAR = "unclear"
    DUPLICATE = "duplicate"


class DutyRole(StrEnum):
    """牵头单位, 责任单位, 配合单位."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Direction(StrEnum):
    """Which way an indicator is better; ``NONE`` where neither way is."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"
    NONE = "none"


class RegionType(StrEnum):
    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DISTRICT = "district"
    COUNTY_LEVEL_CITY = "county-level-city"
    ZONE = "zone"


class UnitType(StrEnum):
    GOVERNMENT = "government"
    MUNICIPAL_DEPARTMENT = "municipal-department"
    COUNTY_GOVERNMENT = "county-government"
    DEVELOPMENT_ZONE = "development-zone"
    PARTY_BODY = "party-body"
    PROVINCIAL = "provincial"
    NATIONAL = "national"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    OTHER = "other"


class NameKind(StrEnum):
    """What sort of printed form of a unit's name it is; ``COLLECTIVE`` means several units."""

    FULL = "full"
    SHORT = "short"
    FORMER = "former"
    COLLECTIVE = "collective"


class LeftOutReason(StrEnum):
    """Why a number of the text is no figure."""

    NAME = "name"
    LIST = "list"
    TIME = "time"
    RULE = "rule"
    VAGUE = "vague"
    DAMAGED = "damaged"
    OTHER = "other"


class ObservationStatus(StrEnum):
    FINAL = "final"
    PRELIMINARY = "preliminary"


class DifferenceScope(StrEnum):
    WITHIN_PLAN = "within-plan"
    ACROSS_PLANS = "across-plans"
