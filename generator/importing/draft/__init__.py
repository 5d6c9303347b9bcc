"""What was found → the files of a draft that a person reviews."""
