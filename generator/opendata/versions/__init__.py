"""Versions of the data: the files of a release, the changes since, and the version number that these require."""
