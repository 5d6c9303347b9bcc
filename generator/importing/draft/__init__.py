"""The parsed documents of an issue → the files of a draft, for a person to review."""

CsvRow = dict[str, str]
"""A row of one of the draft's tables: column → cell."""
