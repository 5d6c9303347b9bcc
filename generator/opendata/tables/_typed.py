"""Canonical cells → values of their column's type, for formats that have types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

Value = str | int | bool | Decimal | date | None


def typed(kind: str, cell: str) -> Value:
    """``cell`` as a value of the Table Schema type ``kind``; ``None`` for a blank one.

    Raises:
        ValueError: the cell is no such value.
    """
    if not cell:
        return None
    match kind:
        case "integer" | "year":
            return int(cell)
        case "number":
            return Decimal(cell)
        case "boolean":
            return cell == "true"
        case "date":
            return date.fromisoformat(cell)
        case _:
            return cell
