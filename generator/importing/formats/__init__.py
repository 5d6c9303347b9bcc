"""Files a gazette comes in → lines of text. One format a file; a table's cells are separated by tabs."""

from generator.importing.formats._format import read_lines

__all__ = ["read_lines"]
