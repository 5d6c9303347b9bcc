"""Text → the words that are indexed: every three neighbouring characters, whatever a segmenter would make of them.

A string of three or more characters is then the exact phrase of its words, so that a search finds precisely what a plain
search for the string would find; strings of one or two are words that ``postings.py`` makes of these. Pagefind cuts Han
text itself, and a browser cuts it otherwise; so the characters are written as letters, four for each UTF-16 unit, which
nothing cuts. A year is one character: its digits stand nearly everywhere, and would have to be fetched one by one.

``scripts/40-search-text.js`` reads a query in the same way: a change here is a change there, and
``tests/browser/test_search.py`` compares the two.
"""

from __future__ import annotations

import re
import unicodedata

UNIT = 4
"""How many letters a character has."""
SIZE = 3
"""How many characters a word has."""
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
HEX = str.maketrans("abcdefghijklmnop", "0123456789abcdef")
PASSED = r"\u200b-\u200d\u2060\ufeff“”‘’\"'`《》〈〉「」『』【】〔〕〖〗()\[\]{}%‰℃·"
TRANSPARENT = re.compile(f"[{PASSED}]")
"""Marks that readers leave out or write otherwise; text goes on across them: 县（市、区） → 县市区."""
BETWEEN_NUMBERS = re.compile(rf"(?<=\d)[{PASSED}]+(?=\d)")
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"
SPACE_BESIDE_HAN = re.compile(rf"(?<=[{HAN}])[ \t\u00a0\u2009]+|[ \t\u00a0\u2009]+(?=[{HAN}])")
DASH = re.compile(r"(?<=\d)[-\u2010-\u2015\u2212~\uff5e](?=\d)")
STRETCH = re.compile(r"[^\W_]+")
MARKS = {".": "\ua000", "-": "\ua001", "&": "\ua002", "|": "\ua003"}
"""Letters of a script that no plan is written in stand for the marks within 2.5, 2021-2025, R&D and 〔2022〕22: these stay
whole.
"""
MARK_WITHIN = re.compile(r"(?<=\d)[.|-](?=\d)|(?<=[a-z])&(?=[a-z])")
START = "\ua004"
"""The letter before a name in Pinyin, which is found from its beginning only."""
INITIALS = str.maketrans({letter: chr(0xA100 + ord(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"})
"""Initials of Pinyin are letters of their own: AI and GDP are no names."""
LIST_IN_BRACKETS = re.compile(r"(?<=[(（])\w(?:、\w)+(?=[)）])")
NUMBER = re.compile(r"[0-9]+(?:\ua000[0-9]+)*")
"""A number with its decimals: the 2025 of 2025.5 is no year."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2099
YEARS = 0xE000
"""Characters of no script begin here; those for the years are taken from them."""


def normalized(text: str) -> str:
    """Full-width forms as half-width ones, capitals as small letters, every dash between digits as one, what stands in
    brackets as it is said: 县（市、区） is 县市区.
    """
    closed = LIST_IN_BRACKETS.sub(lambda found: found[0].replace("、", ""), text)
    marked = BETWEEN_NUMBERS.sub("|", unicodedata.normalize("NFKC", closed).lower())
    return DASH.sub("-", SPACE_BESIDE_HAN.sub("", TRANSPARENT.sub("", marked)))


def runs(text: str) -> list[str]:
    """The stretches of letters and digits in ``text``, normalized; 2.5, 2021-2025 and R&D are stretches of their own."""
    return STRETCH.findall(MARK_WITHIN.sub(lambda mark: MARKS[mark[0]], normalized(text)))


def words(text: str, zone: str = "") -> list[str]:
    """The words of ``text`` in order, one for each character; the last of a stretch are shorter, so that stretches never
    join. ``zone`` is added to each.
    """
    return [word + zone for run in runs(text) for word in grams(dated(run))]


def phrase(run: str) -> list[str]:
    """The words that ask for ``run``, which are whole ones unless it is shorter than a word."""
    found = grams(dated(run))
    return found[: max(1, len(found) + 1 - SIZE)]


def dated(run: str) -> str:
    """A stretch with each of its years as one character."""
    return NUMBER.sub(lambda number: year(number[0]), run)


def year(number: str) -> str:
    """The character that stands for ``number``, if that is a year."""
    return chr(YEARS + int(number) % 1000) if YEAR.fullmatch(number) else number


def grams(run: str) -> list[str]:
    """At each character of ``run`` the word that begins there."""
    letters = run.encode("utf-16-be").hex().translate(LETTERS)
    return [letters[start : start + SIZE * UNIT] for start in range(0, len(letters), UNIT)]


def spelled(word: str) -> list[str]:
    """The characters of a word, without its zone; halves of one that is written in two are characters here."""
    return [
        chr(int(word[start : start + UNIT].translate(HEX), 16)) for start in range(0, len(word) // UNIT * UNIT, UNIT)
    ]
