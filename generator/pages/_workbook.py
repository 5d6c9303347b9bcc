"""What the workbooks that pages make in the browser (scripts/workbook/) say of their columns and of themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.model import Corpus


def about(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """(what, text) for the sheet that explains a workbook."""
    site = corpus.site
    return (
        ("来源", site.publication),
        ("整理", f"{site.publisher}，{site.name}，数据版本 {site.edition}（{site.day.isoformat()}）"),
        ("许可", f"{site.licence_title} {site.licence_address}"),
        ("空格", "原文没有印，或者不适用；从不表示零。"),
    )


def columns_address(folder: str) -> str:
    """Where the columns of the excerpts in ``data/<folder>/`` are told to pages."""
    return f"assets/columns-{folder}.js"


def columns_script(corpus: Corpus, fields: Sequence[Mapping[str, Any]]) -> bytes:
    """The columns of an excerpt by name, each [title, type, description], and ``about``. A classic script, as the explorers'."""
    columns = {field["name"]: [field["title"], field["type"], field.get("description", "")] for field in fields}
    facts = json.dumps({"about": about(corpus), "columns": columns}, ensure_ascii=False, separators=(",", ":"))
    return f"window.guihua_columns={facts};\n".encode()
