"""Prose: our Markdown → HTML, with names and quoted amounts linked."""
