"""The export stage: corpus → the files of ``/data/``, ``/api/`` and ``/feeds/``."""

from generator.opendata.editions import Edition, edition_of
from generator.opendata.files import Download, Exports, TableDownloads
from generator.opendata.stage import export, tables_of

__all__ = [
    "Download",
    "Edition",
    "Exports",
    "TableDownloads",
    "edition_of",
    "export",
    "tables_of",
]
