"""BibTeX entries: special characters are escaped; the access date is a placeholder that the page's script fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping

SPECIAL = re.compile(r"([\\{}&%$#_^~])")
LATEX_FORMS = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
CITED_ON = "引用日期"


def tex(text: str) -> str:
    """``text`` with the special characters of TeX escaped."""
    return SPECIAL.sub(lambda match: LATEX_FORMS.get(match[1], "\\" + match[1]), text)


def entry(key: str, fields: Mapping[str, str]) -> str:
    """An entry ``@misc``; its values are escaped already, empty ones are left out."""
    rows = (f"  {name} = {{{value}}}" for name, value in {**fields, "urldate": CITED_ON}.items() if value)
    return f"@misc{{{key},\n" + ",\n".join(rows) + "\n}"
