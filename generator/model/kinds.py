"""The closed vocabularies of the data contract. Their values are public: they stand in the CSVs."""

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
