"""What the workbooks that pages make in the browser (scripts/workbook/) say of their columns and of themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.model import Corpus
from generator.wording.downloads import about_a_workbook


def columns_address(folder: str) -> str:
    """The address of the field descriptors of the excerpts in ``data/<folder>/``."""
    return f"assets/columns-{folder}.js"


def columns_script(corpus: Corpus, fields: Sequence[Mapping[str, Any]]) -> bytes:
    """The columns of an excerpt by name, each [title, type, description], and ``about``. A classic script, as the explorers'."""
    columns = {field["name"]: [field["title"], field["type"], field.get("description", "")] for field in fields}
    facts = json.dumps(
        {"about": about_a_workbook(corpus.site), "columns": columns}, ensure_ascii=False, separators=(",", ":")
    )
    return f"window.guihua_columns={facts};\n".encode()
