"""The subcommands of ``guihua``, one a module, as ``COMMAND``; the module's docstring is its line in ``guihua --help``."""
