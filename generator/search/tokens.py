"""Text → the words that are indexed: every two neighbouring characters, whatever a segmenter would make of them.

A string of two or more characters is then the exact phrase of its pairs, so that a search finds precisely what a plain
search for the string would find. Pagefind cuts Han text itself, and a browser cuts it otherwise; so the characters are
written as letters, four for each UTF-16 unit, which nothing cuts. ``scripts/40-search-text.js`` reads a query in the
same way: a change here is a change there, and ``tests/browser/test_search.py`` compares the two.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
TRANSPARENT = re.compile(r"""[“”‘’"'`《》〈〉「」『』【】〔〕〖〗()\[\]{}%‰℃·]""")
"""Marks that readers leave out or write otherwise; text goes on across them: 县（市、区） → 县市区."""
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"
SPACE_BESIDE_HAN = re.compile(rf"(?<=[{HAN}])[ \t\u00a0\u2009]+|[ \t\u00a0\u2009]+(?=[{HAN}])")
DASH = re.compile(r"(?<=\d)[-\u2010-\u2015\u2212~\uff5e](?=\d)")
STRETCH = re.compile(r"[^\W_]+")
MARKS = {".": "\ua000", "-": "\ua001", "&": "\ua002"}
"""Letters of a script that no plan is written in stand for the marks within 2.5, 2021-2025 and R&D: these stay whole."""
MARK_WITHIN = re.compile(r"(?<=\d)[.-](?=\d)|(?<=[a-z])&(?=[a-z])")
LIST_IN_BRACKETS = re.compile(r"(?<=[(（])\w(?:、\w)+(?=[)）])")


def normalized(text: str) -> str:
    """Full-width forms as half-width ones, capitals as small letters, every dash between digits as one, what stands in
    brackets as it is said: 县（市、区） is 县市区.
    """
    closed = LIST_IN_BRACKETS.sub(lambda found: found[0].replace("、", ""), text)
    plain = TRANSPARENT.sub("", unicodedata.normalize("NFKC", closed).lower())
    return DASH.sub("-", SPACE_BESIDE_HAN.sub("", plain))


def runs(text: str) -> list[str]:
    """The stretches of letters and digits in ``text``, normalized; 2.5, 2021-2025 and R&D are stretches of their own."""
    return STRETCH.findall(MARK_WITHIN.sub(lambda mark: MARKS[mark[0]], normalized(text)))


def words(text: str, zone: str = "") -> list[str]:
    """The words of ``text`` in order; the last character of each stretch is a word of its own, so that stretches never
    join. ``zone`` is added to each.
    """
    return [word + zone for run in runs(text) for word in pairs(run)]


def pairs(run: str) -> list[str]:
    letters = run.encode("utf-16-be").hex().translate(LETTERS)
    return [letters[start : start + 8] for start in range(0, len(letters), 4)]
