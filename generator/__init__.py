"""Guihua: government plans as a searchable site with open data. Start reading at ``pipeline.py``."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""numpy's linear algebra, which is not used here, would begin threads, and a process with threads is not safe to fork."""
