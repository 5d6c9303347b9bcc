"""The published tables, one a file: how the corpus becomes rows of the data contract."""
