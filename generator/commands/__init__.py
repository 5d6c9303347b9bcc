"""What ``guihua`` can do: one command a file, each as ``COMMAND``; the file's docstring is its line in ``guihua --help``."""
