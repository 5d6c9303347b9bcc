"""One validation rule a file. A rule reads the raw project and the linked corpus, and yields findings."""
