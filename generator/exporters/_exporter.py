"""What a download format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import Text
from generator.tables._table import TableData


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """``suffix`` follows the table's name; ``rank`` orders the downloads on a page, the first being the canonical one."""

    suffix: str
    media_type: str
    label: Text
    about: Text
    rank: int
    render: Callable[[TableData], bytes]
