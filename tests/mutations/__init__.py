"""Mutations of the program and its templates, made by hand, and which tests must notice each: ``nox -s mutations``."""
