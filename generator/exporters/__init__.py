"""One download format a file: a table → the bytes of a file."""
