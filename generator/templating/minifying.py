"""Minifies scripts, styles and pages with tdewolff's minify; the output is deterministic.

In a page only whitespace is collapsed, to one line break where there was one and else to one space, never within ``pre``
and ``textarea``; quotes, end tags and the order of attributes are kept, so that simple parsers still read it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

ECMASCRIPT = 2020
"""The ECMAScript version of the output: what browsers since about 2020 support."""


def script(text: str) -> str:
    """Minified JavaScript: local names are mangled, global ones and properties of ``window`` are kept.

    Raises:
        ValueError: a syntax error; the message gives line and column.
    """
    return _minifier()("text/javascript", text)


def style(text: str) -> str:
    """Minified CSS.

    Raises:
        ValueError: as for ``script``.
    """
    return _minifier()("text/css", text)


def page(text: str) -> str:
    """Minified HTML, including inline scripts, styles and SVG."""
    return _minifier()("text/html", text)


@cache
def _minifier() -> Callable[[str, str], str]:
    """The library, loaded when it is needed: it brings a runtime that no process may have before it forks workers."""
    import minify

    minify.config(
        {
            "html-keep-whitespace": True,
            "html-keep-quotes": True,
            "html-keep-end-tags": True,
            "html-keep-document-tags": True,
            "html-keep-default-attr-vals": True,
            "js-version": ECMASCRIPT,
            "json-keep-numbers": True,
        }
    )
    minified: Callable[[str, str], str] = minify.string
    return minified
