"""Smaller scripts, styles, pages and drawings that read the same, by tdewolff's minify.

Of a page only runs of whitespace are collapsed, to one line break where there was one and else to one space, and never
within ``pre`` and ``textarea``; quotes, end tags and the order of attributes stay, so that other programs read it as before.
The same input gives the same output.
"""

from __future__ import annotations

import minify

LANGUAGE = 2020
"""The edition of ECMAScript that scripts are kept within: what browsers of the last years read."""

minify.config(
    {
        "html-keep-whitespace": True,
        "html-keep-quotes": True,
        "html-keep-end-tags": True,
        "html-keep-document-tags": True,
        "html-keep-default-attr-vals": True,
        "js-version": LANGUAGE,
        "json-keep-numbers": True,
    }
)


def script(text: str) -> str:
    """JavaScript with short local names; what stands on ``window`` keeps its own.

    Raises:
        ValueError: it does not parse; the message tells line and column.
    """
    return str(minify.string("text/javascript", text))


def style(text: str) -> str:
    """CSS.

    Raises:
        ValueError: as for ``script``.
    """
    return str(minify.string("text/css", text))


def page(text: str) -> str:
    """HTML with the scripts, styles and drawings in it."""
    return str(minify.string("text/html", text))


def drawing(text: str) -> str:
    """SVG.

    Raises:
        ValueError: as for ``script``.
    """
    return str(minify.string("image/svg+xml", text))
