"""The hamlet, fresh for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.hamlet import Hamlet


@pytest.fixture
def hamlet(tmp_path: Path) -> Hamlet:
    return Hamlet(tmp_path)
