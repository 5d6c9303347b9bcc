"""The parsed documents of an issue → the files of a draft, for a person to review."""
