"""Versions of the data: what a release holds, what changed since, and which version number that asks for."""
