"""What the system knows: frozen values, forward references as objects, back-links as look-ups on the Corpus."""

from generator.model.corpus import Corpus
from generator.model.difference import Case, Difference
from generator.model.figure import Figure, FigureTable
from generator.model.kinds import Binding, Comparator, DifferenceKind, Kind, Role
from generator.model.plan import (
    Citation,
    Clause,
    DataTable,
    Deadline,
    Duty,
    LeftOut,
    Note,
    Plan,
    Project,
    Revision,
    Task,
)
from generator.model.registry import (
    Indicator,
    Measure,
    NearIndicators,
    Observation,
    Region,
    Registry,
    Topic,
    Unit,
    UnitName,
)
from generator.model.site import SisterSite, Site, TextPage, TextSection

__all__ = [
    "Binding",
    "Case",
    "Citation",
    "Clause",
    "Comparator",
    "Corpus",
    "DataTable",
    "Deadline",
    "Difference",
    "DifferenceKind",
    "Duty",
    "Figure",
    "FigureTable",
    "Indicator",
    "Kind",
    "LeftOut",
    "Measure",
    "NearIndicators",
    "Note",
    "Observation",
    "Plan",
    "Project",
    "Region",
    "Registry",
    "Revision",
    "Role",
    "SisterSite",
    "Site",
    "Task",
    "TextPage",
    "TextSection",
    "Topic",
    "Unit",
    "UnitName",
]
