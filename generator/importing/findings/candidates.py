"""Quantities in running text → candidates. A candidate is never data until a person accepts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.figures.words import AFTER, BEFORE, Lexicon, Sense
from generator.importing.structure.blocks import Block
from generator.importing.structure.issue import FIVE_YEARS
from generator.importing.structure.marks import unbroken
from generator.importing.structure.passages import Passage, passages
from generator.model import Comparator

COUNTER_WORDS = """
    个百分点 % ％ ‰ 个 家 人 项 件 户 亩 万亩 公里 平方公里 平方米 立方米 立方 米 公顷 吨 万吨 标准煤 元
    万元 亿元 美元 亿美元 倍 台 套 所 条 座 张 名 人次 次 批次 批 辆 处 种 场 位 篇 支 对 只 头 株 棵
    千米 千瓦 千瓦时 兆瓦 兆 米/秒 天 小时 分钟 工作日 个工作日 自然日 个自然日 个月 周岁 岁 起 户次 车次 例 份
    枚 册 届 组 队 口 眼 根 栋 间 层 床 个点 成 分 级 公斤 千克 克 毫克 微克 升 斤 尾 羽 箱 艘 架 班 片
    块 宗 笔 单 门 类 期 批件 台套 人年 标箱 TEU 蒲式耳 度 ℃ 亿度 kW MW GW 亿立方米 万立方米 万人
    万户
"""
COUNTERS = COUNTER_WORDS.split()
"""Classifiers and units that are accepted beside the registry's units of measurement."""
NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
WORDED = r"[数几近]?[一二两三四五六七八九]?[十百千][一二三四五六七八九十百千]*"
MULTIPLIER = r"(?:[余多]?[十百千]?[万亿]|千|百)"
WHOLE = (
    r"[一二三四五六七八九十百千万]+分之[一二三四五六七八九十百]+|(?<![\d/])\d/\d(?![\d/])|翻一?[一两二]?番|一半"
    r"|(?<![放摆]在)第\s*[一二三四五六七八九十\d]+\s*[位名]"
)
"""Amounts without a unit: fractions and ranks."""
BARE = (
    r"(?<=\d\.\d)(?=[，。；、）])|(?<=\d\.\d\d)(?=[，。；、）])|(?<=\d\.\d\d\d)(?=[，。；、）])"
    r"|(?:(?<=\d[万亿])|(?<=\d\s[万亿]))(?=[，。；、）]|以上|以下|左右|级)|(?<=[百千]亿)(?=级)"
)
"""Numbers without a unit (ratios, indices): only a decimal, or a number with 万 or 亿, at the end of its clause."""
ONE = "[一二两三四五六七八九]"
SPANS = ("年", "日")
"""Units that make a quantity only together with a bound: 20年以上, 不少于30日. So does a numeral of one character: 至少一所."""
YEAR_OR_SPAN = re.compile(
    r"(?P<first>(?:19|20)\d\d)(?:\s*[—–~至-]{1,2}\s*(?P<last>(?:19|20)\d\d))?\s*年(?!均)"
    r"(?!\s*(?:年?[底末初]|\d+\s*月)?份?(?:以来|起|以后))"
)
"""2016年以来 is when something began, and no figure's year."""
BOUND = re.compile("不[低少小]于|至少|最少|以上|不[超高]过|不高于|以[下内]")
FAR_BOUND = re.compile(r"(不[低少小]于|至少|最少|不超过|不高于)[^，。；、\d]{1,16}$")
"""A bound separated from its number by other words: 不低于总人口数的2%."""
PROMISED = re.compile(r"(?<!截)[到至]\s*$")
AGE_GROUP = re.compile(r"及?(?:以上|以下)(?=[\u4e00-\u9fff])")
"""An age group, which is no quantity: 5岁以下儿童."""
FIVE = re.compile("|".join(FIVE_YEARS))
PAST_WORDS = re.compile("发展基础|发展成就|主要成就|现实基础|回顾|取得|成效")
OPENING = 12
"""Characters: a period named this near to the start holds for the whole section: “十三五”时期，全市……"""
SENTENCE = re.compile(r"[^。！？]*[。！？]?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """``printed`` as it stands there; ``period`` is 2025 or 2021/2025 or empty; ``sure`` when the year is next to it."""

    line: int
    anchor: str
    subject: str
    printed: str
    unit: str
    comparator: str
    hedge: str
    period: str
    sure: bool


def candidates(body: Sequence[Block], lines: Sequence[str], symbols: Sequence[str]) -> Iterator[Candidate]:
    """Quantities that have a year or a threshold, in text order. ``symbols`` are the registry's units of measurement."""
    return (quantity for quantity in quantities(body, lines, symbols) if quantity.period or quantity.comparator)


def quantities(body: Sequence[Block], lines: Sequence[str], symbols: Sequence[str]) -> Iterator[Candidate]:
    """Every quantity of the running text, in text order, whether or not it promises or reports something."""
    pattern = _quantity_pattern(tuple(sorted({*symbols, *COUNTERS, *SPANS}, key=len, reverse=True)))
    leads: dict[tuple[str, ...], str] = {}
    for passage in passages(body, lines):
        period = ""
        if not _is_title(passage):
            leads.setdefault(passage.headings, _period_of_lead(passage))
        for sentence in SENTENCE.finditer(passage.text):
            for match in pattern.finditer(sentence[0]):
                if _is_no_quantity(sentence[0], match):
                    continue
                near, carried = _period(sentence[0][: match.start("amount")], period)
                around = near or carried or _period_of_section(passage, leads)
                yield _candidate(passage, sentence.start(), sentence[0], match, around, sure=bool(near))
            if _carries_over(sentence):
                period = _period(sentence[0], period)[1]


def _words(lexicon: Lexicon, *effects: object) -> str:
    """A regular-expression alternation of the words with one of ``effects`` (without any: of all), longest first."""
    words = {
        word
        for group in lexicon.by_first.values()
        for word, effect in group
        if not effects or effect in effects or (Comparator in effects and isinstance(effect, Comparator))
    }
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


COMPARED = re.compile(
    rf"(?:较|比|由|从)\s*(?P<year>(?:19|20)\d\d)\s*年(?P<passed>[^\d，,。；;]*(?:\d|{_words(BEFORE, Sense.RISE, Sense.FALL)}))?"
)
"""The year of a comparison applies to the next number only: 较2015年的76.36岁提高了1.14岁, 比2020年下降15%."""


@cache
def _quantity_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    """Groups: ``before`` and ``after`` (modifiers), ``amount`` (``whole`` where it has no unit), ``unit``."""
    before = _words(BEFORE, Comparator, Sense.HEDGE, Sense.RISE, Sense.FALL, Sense.CUMULATIVE, Sense.ANNUAL, Sense.RATE)
    lead = _words(BEFORE, Sense.LEAD)
    unit = "|".join(re.escape(symbol) for symbol in units if symbol not in ("月", "号"))
    after = _words(AFTER)
    range_ = rf"(?:\s*[%％]?\s*(?:—|–|-|~|～|至|到)\s*{NUMERAL})?"
    return re.compile(
        rf"(?P<before>(?:(?:{before})(?:{lead})?\s*)*)"
        rf"(?P<amount>(?P<whole>{WHOLE})|{NUMERAL}{range_}\s*{MULTIPLIER}?|{WORDED}[余多]?[万亿]?|{ONE})"
        rf"\s*[余多]?\s*(?P<unit>(?(whole)|(?:(?:{unit})(?:/[\u4e00-\u9fffA-Za-z]{{1,4}})?|{BARE})))"
        rf"\s*(?P<after>(?:{after})*)"
    )


def _is_no_quantity(sentence: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a name or a date: 第3期, “633”, 5G, 2022年, a document's number."""
    start = match.start("amount")
    before = sentence[start - 1] if start else ""
    after = sentence[match.end() : match.end() + 1]
    if before and (before in "第〔[“‘《.-–—~" or (before.isascii() and before.isalnum())):
        return True
    if match["unit"] in ("期", "级", "类", "分", "成", "届", "单", "度", "对") and not match["amount"][0].isdigit():
        return True
    words = match["before"] + match["after"]
    if match["unit"] in SPANS:
        return not _comparator(words) or (match["unit"], match["after"]) == ("年", "内")
    if re.fullmatch(ONE, match["amount"]):
        return match["unit"] == "批" or not BOUND.search(words)
    if match["unit"].endswith("人") and after == "口":
        return True  # 千人口3岁以下托位数
    if before == "每" and not match["amount"][0].isdigit():
        return True  # 每千人, 每百户
    if match["unit"] in ("岁", "周岁") and AGE_GROUP.match(sentence, match.start("after")):
        return True
    if match["unit"] == "个" and after in "一全百" and not match["amount"][0].isdigit():
        return True  # 四个全覆盖, 六个一百
    return bool(re.match(r"(?:19|20)\d\d$", match["amount"].strip()) and match["unit"] in ("级", "期", "届"))


def _carries_over(sentence: re.Match[str]) -> bool:
    """Whether a sentence's year applies to the next one too: it opens the paragraph, or is the year of a target."""
    years = [*YEAR_OR_SPAN.finditer(sentence[0])]
    if not years:
        return True
    last = years[-1]
    return (sentence.start() == 0 and last.start() <= OPENING) or bool(PROMISED.search(sentence[0][: last.start()]))


def _period(text: str, carried: str) -> tuple[str, str]:
    """(the last period named in ``text``, or an empty string; the period that applies to later numbers).

    ``text`` ends where a number begins. A year of comparison applies to that number and is not carried over.
    """
    bases = {base.start("year"): bool(base["passed"]) for base in COMPARED.finditer(text)}
    years = [year for year in YEAR_OR_SPAN.finditer(text) if not bases.get(year.start())]
    named = [*FIVE.finditer(text)]
    last_year = years[-1].start() if years else -1
    if named and named[-1].start() > last_year:
        first, last = FIVE_YEARS[named[-1][0]]
        end = re.match(r"”?\s*(?:时期|期)?末", text[named[-1].end() :])
        near = last if end else f"{first}/{last}"
    elif years:
        near = f"{years[-1]['first']}/{years[-1]['last']}" if years[-1]["last"] else years[-1]["first"]
    else:
        near = ""
    compared = bool(years) and years[-1].start() in bases
    return near, carried if compared else near or carried


def _is_title(passage: Passage) -> bool:
    return bool(passage.headings) and unbroken(passage.text).rstrip("。：") == passage.headings[-1]


def _period_of_lead(passage: Passage) -> str:
    """The period that the first passage below a heading sets for the section: 到2025年，实现以下目标："""
    opens = passage.text.endswith(("：", ":")) or (passage.headings and "目标" in passage.headings[-1])
    return _period(unbroken(passage.text)[:OPENING], "")[0] or (_period(passage.text, "")[0] if opens else "")


def _period_of_section(passage: Passage, leads: Mapping[tuple[str, ...], str]) -> str:
    """The period set by the section's first passage, or named or implied by a heading above; the innermost wins."""
    for depth in range(len(passage.headings), 0, -1):
        if lead := leads.get(passage.headings[:depth]):
            return lead
    above = " ".join(passage.headings)
    named = [*FIVE.finditer(above)]
    if named:
        return "/".join(FIVE_YEARS[named[-1][0]])
    return "/".join(FIVE_YEARS["十三五"]) if PAST_WORDS.search(above) else ""


def _candidate(
    passage: Passage, offset: int, sentence: str, match: re.Match[str], period: str, *, sure: bool
) -> Candidate:
    words = match["before"] + match["after"]
    far = FAR_BOUND.search(sentence[: match.start()])
    comparator = _comparator(words) or (far[1] if far else "")
    hedge = next((word for word in _known_words(words) if BEFORE.at(word, 0) == (word, Sense.HEDGE)), "")
    return Candidate(
        line=passage.line(offset + match.start("amount")),
        anchor=passage.anchor,
        subject=_subject(sentence[: match.start()]),
        printed=unbroken(match[0]),
        unit=match["unit"],
        comparator=comparator,
        hedge=hedge,
        period=period,
        sure=sure,
    )


def _comparator(words: str) -> str:
    return next((word for word in _known_words(words) if _is_comparator(word)), "")


def _known_words(text: str) -> list[str]:
    """The words of the lexicon in ``text``, from left to right, longest match first."""
    words, position = [], 0
    while position < len(text):
        entry = BEFORE.at(text, position) or AFTER.at(text, position)
        if entry:
            words.append(entry[0])
        position += len(entry[0]) if entry else 1
    return words


def _is_comparator(word: str) -> bool:
    return any(
        entry is not None and entry[0] == word and isinstance(entry[1], Comparator)
        for entry in (BEFORE.at(word, 0), AFTER.at(word, 0))
    )


LEADS = re.compile(rf"(?:{_words(BEFORE)}|突破|超过|达|有|的|为|是|了)+$")
NOT_SUBJECT = re.compile(r"^(?:其中|全市|我市|到|至|截至|力争|预计)?\s*(?:20\d\d\s*年(?:底|末|前)?)?[，,]?")


def _subject(before: str) -> str:
    """What the number is about: the nearest phrase before it that has two characters or more; at most thirty."""
    for part in reversed(re.split(r"[，,；;：。（）()、]", before)):
        subject = NOT_SUBJECT.sub("", LEADS.sub("", unbroken(part)))
        if len(subject) >= 2:
            return subject[-30:]
    return ""
