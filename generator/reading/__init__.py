"""Bytes → raw records that know file, line and column. Nothing here knows what a plan is."""

from generator.reading.project import ProjectSources, read_project

__all__ = ["ProjectSources", "read_project"]
