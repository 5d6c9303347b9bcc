"""Tables → packages: the rows that belong together, described, readable and zipped."""
