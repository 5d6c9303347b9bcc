"""Guihua: government plans as a searchable site with open data. Start reading at ``pipeline.py``."""
