"""Bytes → raw records that know file, line and column. Nothing here knows what a plan is."""

from generator.reading.project import Project, read_project

__all__ = ["Project", "read_project"]
