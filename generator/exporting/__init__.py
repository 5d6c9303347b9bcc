"""The export stage: corpus → the files of ``/data/``, whole, per plan, per indicator and per unit."""

from generator.exporting.files import Download, Exports, TableDownloads
from generator.exporting.stage import all_databases, all_exporters, all_tables, export, tables_of

__all__ = [
    "Download",
    "Exports",
    "TableDownloads",
    "all_databases",
    "all_exporters",
    "all_tables",
    "export",
    "tables_of",
]
