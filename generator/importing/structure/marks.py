"""Numbering schemes of headings (第一章, 一、, （一）, 1.), and removal of the spaces that line breaks left in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from generator.figures.numerals import chinese_number

HAN_NUMBER = "[一二三四五六七八九十百零〇]+"


class SchemeName(StrEnum):
    """What a numbering scheme is called, from the outermost to the innermost."""

    ANNEX = auto()
    PART = auto()
    CHAPTER = auto()
    SECTION = auto()
    ARTICLE = auto()
    COMMA = auto()
    BRACKETS = auto()
    DIGIT = auto()
    DIGIT_IN_BRACKETS = auto()
    DASH = auto()


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of numbering. ``rank`` orders the schemes from the outermost to the innermost."""

    name: SchemeName
    rank: int
    pattern: re.Pattern[str]


SCHEMES = (
    Scheme(SchemeName.ANNEX, 0, re.compile(r"附\s*件\s*(?P<number>\d*)\s*[：:]?\s*")),
    Scheme(SchemeName.PART, 0, re.compile(rf"第\s*(?P<number>{HAN_NUMBER})\s*[编篇]\s*")),
    Scheme(SchemeName.CHAPTER, 1, re.compile(rf"第\s*(?P<number>{HAN_NUMBER})\s*章\s*")),
    Scheme(SchemeName.SECTION, 2, re.compile(rf"第\s*(?P<number>{HAN_NUMBER})\s*节\s*")),
    Scheme(SchemeName.ARTICLE, 2, re.compile(rf"第\s*(?P<number>{HAN_NUMBER})\s*条\s*")),
    Scheme(SchemeName.COMMA, 3, re.compile(rf"(?P<number>{HAN_NUMBER})\s*[、．.]\s*")),
    Scheme(SchemeName.BRACKETS, 4, re.compile(rf"[（(]\s*(?P<number>{HAN_NUMBER})\s*[）)]\s*")),
    Scheme(SchemeName.DIGIT, 5, re.compile(r"(?P<number>\d{1,2})\s*(?:[．、]|\.(?!\d))\s*")),
    Scheme(SchemeName.DIGIT_IN_BRACKETS, 6, re.compile(r"[（(]\s*(?P<number>\d{1,2})\s*[）)]\s*")),
    Scheme(SchemeName.DASH, 7, re.compile(r"(?P<number>)[—–-]{2}\s*")),
)
BOX = re.compile(rf"专\s*栏\s*(?P<number>\d+(?:\s*[-—.]\s*\d+)?|{HAN_NUMBER})\s*[：:、.]?\s*(?P<title>[^。；]{{2,60}})")
TABLE_NOTE = re.compile(r"(?:备\s*)?注\s*[：:]|说明\s*[：:]")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a line starts: ``scheme``, the number in it, ``None`` where it has none, and the text as printed."""

    scheme: Scheme
    number: int | None
    printed: str
    rest: str

    def follows(self, other: Numbering | None) -> bool:
        """Whether the number is the next after that of ``other``; the first follows where there is none."""
        before = other.number if other and other.number is not None else 0
        return self.number == before + 1


def mark_of(text: str) -> Numbering | None:
    """The number a line starts with, or ``None``."""
    for scheme in SCHEMES:
        match = scheme.pattern.match(text)
        if match:
            return Numbering(scheme, number_of(match["number"]), match[0].strip(), text[match.end() :].strip())
    return None


def number_of(text: str) -> int | None:
    """十三 → 13, 12 → 12; ``None`` for what is no number."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    return chinese_number(text)


WIDE = r"[^\x00-\x7f]"
BROKEN = re.compile(rf"(?<={WIDE})[ \t\u3000]+|[ \t\u3000]+(?={WIDE})")


def unbroken(text: str) -> str:
    """``text`` stripped, without the spaces beside Chinese characters that come from line breaks and letter-spacing."""
    return BROKEN.sub("", text.strip())
