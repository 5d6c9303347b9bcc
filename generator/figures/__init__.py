"""The grammar of printed values: what stands in a cell or a phrase → comparator, amount, unit and kind."""

from generator.figures.reading import read_printed
from generator.figures.values import PrintedValue, Unreadable

__all__ = ["PrintedValue", "Unreadable", "read_printed"]
