"""``python -m generator`` is ``guihua``."""

from generator.cli import main

main()
