"""Corpus → staged pages: Markdown headings for the engine's outline, finished HTML for everything else."""
