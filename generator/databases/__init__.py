"""One format of a whole database a file: all tables → the bytes of one file."""
