"""The lines of a gazette's issue → its documents: where each begins and ends, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from generator.importing.structure.blocks import Block, SourceLine
from generator.importing.structure.marks import mark_of, number_of, unbroken
from generator.importing.structure.placing import placed
from generator.importing.structure.reader import read_blocks

DOC_NUMBER = re.compile(
    r"(?P<series>[\u4e00-\u9fff]{1,10})\s*[〔\[［(（【]\s*(?P<year>\d{4})\s*[〕\]］)）】]\s*(?P<number>\d{1,4})\s*号"
)
DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
HAN_DATE = re.compile(
    r"(?P<year>[一二三四五六七八九〇零○ＯO0]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
ZEROS = str.maketrans("〇零○ＯO", "00000")
SENTENCE_ENDS = ("。", "；", "：", ":")
CONTENTS_ENTRY = re.compile(r"(?P<title>.*?关于.*?)[\s·.…]*\t?[·.…\s]*(?P<page>\d{1,4})$")
NOTICE = re.compile(r"关于(?:印发|发布|公布)\s*《?(?P<title>.+?)》?\s*的\s*通\s*知$")
GAZETTE_ISSUE = re.compile(r"(?P<year>\d{4})\s*年\s*第\s*(?P<issue>\d{1,3})\s*期")
GAZETTE = re.compile(r"[\u4e00-\u9fff]{2,}公报")
KIND_WORDS = (
    ("规划", "plan"),
    ("方案", "scheme"),
    ("办法", "regulation"),
    ("规定", "regulation"),
    ("意见", "opinions"),
)
FIVE_YEARS = {"十三五": ("2016", "2020"), "十四五": ("2021", "2025"), "十五五": ("2026", "2030")}
TITLE_YEARS = re.compile(r"[（(](?P<start>\d{4})\s*[-—–~至]{1,2}\s*(?P<end>\d{4})\s*年?[）)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """A document of the issue. Lines count from 1; ``body`` is everything below its head.

    ``doubts`` say in Chinese what a person should look at.
    """

    number: str
    title: str
    kind: str
    issuer: str
    issued: date | None
    first_page: int | None
    period: tuple[str, str] | None
    start: int
    end: int
    head: tuple[int, ...]
    body: tuple[Block, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """``front`` are the lines above the first document: the masthead and the table of contents."""

    publication: str
    lines: tuple[str, ...]
    front: tuple[int, ...]
    documents: tuple[PrintedDocument, ...]


def read_issue(lines: Sequence[str]) -> Issue:
    """The issue in ``lines``; without a document number there is no document."""
    numbers = [index for index, line in enumerate(lines) if DOC_NUMBER.fullmatch(unbroken(line))]
    starts = [_title_start(lines, index, numbers[at - 1] + 1 if at else 0) for at, index in enumerate(numbers)]
    first = starts[0] if starts else len(lines)
    contents = _contents(lines[:first])
    documents = tuple(
        _document(lines, start, (starts[at + 1] if at + 1 < len(starts) else len(lines)), numbers[at], contents)
        for at, start in enumerate(starts)
    )
    front = tuple(number for number in range(1, first + 1) if lines[number - 1].strip())
    return Issue(_publication(lines[:first]), tuple(lines), front, documents)


def _title_start(lines: Sequence[str], number_at: int, floor: int) -> int:
    """The index of the line on which the title above a number begins; it may run over three lines."""
    above = [index for index in range(number_at - 1, floor - 1, -1) if lines[index].strip()][:3]
    for index in above:
        text = unbroken(lines[index])
        if re.match(r".{2,24}?(?:人民政府|委员会|办公室|局|厅)", text) and ("关于" in text or index != above[0]):
            return index
    return above[0] if above else number_at


def _contents(lines: Sequence[str]) -> list[tuple[str, int]]:
    """(title, page) of the table of contents; an entry may run over two lines."""
    entries, pending = [], ""
    for line in lines:
        text = line.strip()
        if not text:
            continue
        joined = pending + text
        entry = CONTENTS_ENTRY.match(joined)
        if entry:
            entries.append((unbroken(re.sub(r"[·…\t]+", "", entry["title"])), int(entry["page"])))
            pending = ""
        else:
            pending = joined if "关于" in joined else ""
    return entries


def _document(
    lines: Sequence[str], start: int, end: int, number_at: int, contents: list[tuple[str, int]]
) -> PrintedDocument:
    notice = unbroken("".join(lines[start:number_at]))
    inner = NOTICE.search(notice)
    title = inner["title"] if inner else re.sub(r"^.*?(?=关于)", "", notice)
    issuer_at, dated_at = _signature(lines, number_at, end)
    issued = _day(lines[dated_at]) if dated_at >= 0 else None
    body_at = _body_start(lines, number_at, end, issuer_at, title)
    signed = {index for index in (issuer_at, dated_at) if index >= body_at}
    filled = [
        SourceLine(index + 1, lines[index])
        for index in range(body_at, end)
        if lines[index].strip() and index not in signed
    ]
    head = [index + 1 for index in (*range(start, body_at), *sorted(signed)) if lines[index].strip()]
    page, doubts = _page(notice, contents)
    if issued is None:
        doubts.append("没有找到发文日期")
    return PrintedDocument(
        number=re.sub(r"\s", "", lines[number_at]),
        title=title,
        kind=next((kind for word, kind in KIND_WORDS if word in title), "plan"),
        issuer=unbroken(lines[issuer_at]) if issuer_at >= 0 else notice.partition("关于")[0],
        issued=issued,
        first_page=page,
        period=_period(title),
        start=start + 1,
        end=end,
        head=tuple(head),
        body=tuple(placed(read_blocks(filled))),
        doubts=tuple(doubts),
    )


def _signature(lines: Sequence[str], number_at: int, end: int) -> tuple[int, int]:
    """The indexes of the issuer's line and of the date below it.

    A document that has its issuer only in its title ends with the date: then the first is -1; without a date both are.
    """
    filled = [index for index in range(number_at + 1, end) if lines[index].strip()]
    dated = [index for index in filled if _day(lines[index])]
    for index in dated:
        above = next((at for at in reversed(filled) if at < index), -1)
        if above >= 0 and len(unbroken(lines[above])) <= 30 and not unbroken(lines[above]).endswith(SENTENCE_ENDS):
            return above, index
    return -1, dated[-1] if dated and dated[-1] == filled[-1] else -1


def _day(line: str) -> date | None:
    """The date that the line is, in digits or in words: 2023年3月1日, 二〇二三年三月一日."""
    text = unbroken(line)
    match = DATE.fullmatch(text) or HAN_DATE.fullmatch(text)
    if not match:
        return None
    year = "".join(str(number_of(digit)) for digit in match["year"].translate(ZEROS))
    try:
        return date(int(year), number_of(match["month"]) or 0, number_of(match["day"]) or 0)
    except ValueError:
        return None


def _body_start(lines: Sequence[str], number_at: int, end: int, issuer_at: int, title: str) -> int:
    """Where the text begins: below the title that is printed again, or below the addressees."""
    for index in range(number_at + 1, min(end, number_at + 40)):
        text = unbroken("".join(lines[index : index + 1]))
        if text == title or (len(text) > 8 and title.startswith(text) and index > issuer_at >= 0):
            rest = title[len(text) :]
            while rest and index + 1 < end:
                index += 1
                rest = rest.removeprefix(unbroken(lines[index]))
            return index + 1
    addressees = next((i for i in range(number_at + 1, end) if unbroken(lines[i]).endswith(("：", ":"))), number_at)
    if mark_of(lines[addressees]):
        addressees = number_at
    return addressees + 1


def _page(notice: str, contents: list[tuple[str, int]]) -> tuple[int | None, list[str]]:
    """(page, doubts): from the entry of the table of contents most similar to the title (ratio ≥ 0.8)."""
    best, ratio = None, 0.0
    for title, page in contents:
        similar = SequenceMatcher(None, title, notice, autojunk=False).ratio()
        if similar > ratio:
            best, ratio = (title, page), similar
    if best is None or ratio < 0.8:
        return None, ["目录里没有这份文件"] if contents else []
    doubts = [] if re.sub(r"[-—–]", "—", best[0]) == re.sub(r"[-—–]", "—", notice) else [f"目录里的标题是“{best[0]}”"]
    return best[1], doubts


def _period(title: str) -> tuple[str, str] | None:
    """First and last year, from （2021—2025年） or from the name of a five-year plan."""
    match = TITLE_YEARS.search(title)
    if match:
        return match["start"], match["end"]
    return next((years for words, years in FIVE_YEARS.items() if words in title), None)


def _publication(lines: Sequence[str]) -> str:
    text = unbroken(" ".join(lines))
    name, issue = GAZETTE.search(text), GAZETTE_ISSUE.search(text)
    return (name[0] if name else "") + (f"{issue['year']}年第{issue['issue']}期" if issue else "")
