"""The tokenizer: text → stretches of letters and digits, of which every character begins a gram; no word segmentation.

A query of ``SIZE`` or more characters is a phrase query of overlapping grams, and hits precisely what a substring search
would hit; ``postings.py`` says how fewer characters are found. A year is one character: its digits occur nearly
everywhere, and their posting lists would be long. Characters are UTF-16 code units, as in a browser.

``site_templates/scripts/search/40-text.js`` tokenizes queries in the same way: a change here is a change there, and
``tests/browser/test_search.py`` compares the two.
"""

from __future__ import annotations

import re
import unicodedata

SIZE = 4
"""Characters per gram."""
END = "\n"
"""The separator after a stretch: no gram and no phrase spans two."""
IGNORED = r"\u200b-\u200d\u2060\ufeff“”‘’\"'`《》〈〉「」『』【】〔〕〖〗()\[\]{}%‰℃·"
TRANSPARENT = re.compile(f"[{IGNORED}]")
"""Punctuation that people omit or type in another form; words span it: 县（市、区） → 县市区."""
BETWEEN_NUMBERS = re.compile(rf"(?<=\d)[{IGNORED}]+(?=\d)")
IDEOGRAPHS = r"\u3007\u3400-\u9fff\uf900-\ufaff"
"""Chinese characters, 〇 and compatibility forms among them; the same as ``HAN`` of scripts/search/40-text.js."""
SPACE_BESIDE_HAN = re.compile(rf"(?<=[{IDEOGRAPHS}])[ \t\u00a0\u2009]+|[ \t\u00a0\u2009]+(?=[{IDEOGRAPHS}])")
DASH = re.compile(r"(?<=\d)[-\u2010-\u2015\u2212~\uff5e](?=\d)")
STRETCH = re.compile(r"[^\W_]+")
MARKS = {".": "\ua000", "-": "\ua001", "&": "\ua002", "|": "\ua003"}
"""Punctuation within 2.5, 2021-2025, R&D and 〔2022〕22 is replaced by letters of a script that no plan is written in, so
that these stay one stretch.
"""
MARK_WITHIN = re.compile(r"(?<=\d)[.|-](?=\d)|(?<=[a-z])&(?=[a-z])")
LIST_IN_BRACKETS = re.compile(r"(?<=[(（])\w(?:、\w)+(?=[)）])")
NUMBER_IN_TEXT = re.compile(r"[0-9]+(?:\ua000[0-9]+)*")
"""A number with its decimals: 2025 in 2025.5 is no year."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
FIRST_YEAR, LAST_YEAR = 1900, 2099
YEARS = 0xE000
"""The first code point of the private use area, from which years have their characters."""


def normalized(text: str) -> str:
    """``text`` in NFKC and lower case, with one kind of dash between digits and without ignored punctuation, also within
    bracketed lists: 县（市、区） is 县市区.
    """
    closed = LIST_IN_BRACKETS.sub(lambda bracketed: bracketed[0].replace("、", ""), text)
    marked = BETWEEN_NUMBERS.sub("|", unicodedata.normalize("NFKC", closed).lower())
    return DASH.sub("-", SPACE_BESIDE_HAN.sub("", TRANSPARENT.sub("", marked)))


def runs(text: str) -> list[str]:
    """The stretches of letters and digits in ``text``, normalized; 2.5, 2021-2025 and R&D are stretches of their own."""
    return STRETCH.findall(MARK_WITHIN.sub(lambda mark: MARKS[mark[0]], normalized(text)))


def stream(text: str) -> str:
    """The stretches of ``text`` as they are indexed, each with ``END`` after it; a position is an offset in this string."""
    return "".join(ASTRAL.sub(_surrogates, dated(run)) + END for run in runs(text))


def dated(run: str) -> str:
    """A stretch with each of its years as one character."""
    return NUMBER_IN_TEXT.sub(lambda number: year(number[0]), run)


def year(number: str) -> str:
    """The character that stands for ``number``, if that is a year."""
    return chr(YEARS + int(number) % 1000) if YEAR.fullmatch(number) else number


def _surrogates(character: re.Match[str]) -> str:
    """A character beyond the first plane as the two code units that a browser counts."""
    code = ord(character[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
