"""What is published for machines beside the tables, one kind a file: the API, the catalogue, feeds, check sums."""
