"""What ``guihua`` can do: one command a file, each as ``COMMAND``."""
