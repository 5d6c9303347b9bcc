"""The lines of a document → headings, paragraphs, tables and boxes, in order. Every line ends up in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.importing.structure.blocks import FINAL, Block, Heading, Item, Paragraph, PrintedBox, SourceLine
from generator.importing.structure.marks import BOX, TABLE_NOTE, Numbering, SchemeName, mark_of, unbroken
from generator.importing.structure.tables import read_printed_table

LONGEST_TITLE = 45
FULL_TITLE = 30
CLAUSE = 30
"""Characters: a numbered paragraph of this length is a clause without a title; a shorter one is an entry of a list."""
CAPTION = re.compile(r"[图表]\s*\d+(?:[-—.]\d+)?\s")
ANNEX_LIST = re.compile(r"[-•·]?\s*附\s*件\s*[：:]")
BULLET = re.compile(r"^\s*[-•·]\s+(?=\d)")
"""The transcription makes a list of some boxes: - 1.学前教育。**扩大……"""
FULL_LINE = 18
"""Characters: a shorter line without a full stop is a title or an item, a longer one is cut by a page break."""


@dataclass(slots=True)
class _BlockReader:
    """A hand-written parser: ``at`` is its cursor into ``lines``, ``blocks`` its output."""

    lines: Sequence[SourceLine]
    at: int = 0
    blocks: list[Block] = field(default_factory=list)

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            self.step()
        return self.blocks

    @property
    def line(self) -> SourceLine:
        return self.lines[self.at]

    def step(self) -> None:
        line = self.line
        if line.is_row:
            self.table()
        elif (numbered_title := box_title(line.text)) is not None:
            self.box(*numbered_title)
        elif (heading := self.heading(line)) is not None:
            self.blocks.append(heading)
            self.at += 1
        else:
            self.paragraph(self.line)
            self.at += 1

    def table(self) -> None:
        """A run of rows, joined across page breaks; with its title taken from above, and its notes from below."""
        rows = self.rows()
        first = [cell for cell in rows[0].text.split("\t") if cell.strip()]
        boxed = box_title(first[0]) if len(first) == 1 else None
        title, title_line = self.table_title() if len(first) > 1 else ("", None)
        if len(first) == 1 and len(rows) > 2:
            title, title_line = (boxed[1] if boxed else unbroken(first[0])), rows[0].number
            rows = rows[1:]
        table = read_printed_table([(row.number, row.text) for row in rows], title, title_line)
        notes = self.notes()
        table = replace(table, notes=tuple(note.text for note in notes))
        used = tuple(row.number for row in rows) + tuple(note.number for note in notes)
        lines = used if title_line is None else (title_line, *used)
        if boxed:
            self.blocks.append(PrintedBox(*boxed, table.line, (), table, lines, sure=True))
            return
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, PrintedBox) and not last.items and last.table is None:
            self.blocks[-1] = replace(last, table=replace(table, title=last.title), lines=last.lines + used, sure=True)
            return
        self.blocks.append(replace(table, lines=lines))

    def rows(self) -> list[SourceLine]:
        rows = []
        while self.at < len(self.lines) and self.line.is_row:
            rows.append(self.line)
            self.at += 1
        return rows

    def notes(self) -> list[SourceLine]:
        notes = []
        while self.at < len(self.lines) and TABLE_NOTE.match(self.line.text):
            notes.append(self.line)
            self.at += 1
        return notes

    def table_title(self) -> tuple[str, int | None]:
        """The short line above a table and its number, taken back from the paragraphs; ``None`` without such a line."""
        last = self.blocks[-1] if self.blocks else None
        short = isinstance(last, Paragraph) and len(last.lines) == 1 and len(last.text) <= LONGEST_TITLE
        if short and isinstance(last, Paragraph) and last.text[-1] not in FINAL:
            self.blocks.pop()
            return last.text, last.lines[0]
        return "", None

    def box(self, number: str, title: str) -> None:
        """The title line and its items, up to the next heading, box or table, or to where the numbering ends."""
        start = self.line
        self.at += 1
        items: list[Item] = []
        used = [start.number]
        numbered, last = False, 0
        sure = False
        while self.at < len(self.lines):
            line = replace(self.line, text=BULLET.sub("", self.line.text))
            again = box_title(line.text)
            if again == (number, title):  # the page break printed the title again
                used.append(line.number)
                self.at += 1
                continue
            mark = mark_of(line.text) or _undotted(line.text, last + 1 if numbered else 0)
            if line.is_row or again is not None or (mark and mark.scheme.rank <= 4):
                sure = True
                break
            if (
                mark
                and mark.scheme.name is SchemeName.DIGIT
                and mark.number not in (1, last + 1)
                and self.continues(mark)
            ):
                sure = True
                break
            if mark and mark.scheme.name in (SchemeName.DIGIT, SchemeName.DIGIT_IN_BRACKETS):
                numbered, last = True, mark.number or last
                items.append(_item(mark.rest, line.number))
            elif items and _goes_on(items[-1]):
                items[-1] = _joined(items[-1], line)
            elif numbered and not self.numbering_goes_on(len(items) + 1):
                sure = True
                break
            elif numbered:
                items[-1] = _joined(items[-1], line)
            else:
                items.append(_item(line.text, line.number))
            used.append(line.number)
            self.at += 1
        self.give_back_introduction(items, used)
        self.blocks.append(PrintedBox(number, title, start.number, tuple(items), None, tuple(used), sure))

    def give_back_introduction(self, items: list[Item], used: list[int]) -> None:
        """Moves the cursor back to the line that introduces the next box, which was read as this one's last item."""
        following = box_title(self.line.text) if self.at < len(self.lines) else None
        if following and len(items) > 1 and items[-1].name == following[1]:
            introduction = items.pop().lines[0]
            used[:] = [line for line in used if line < introduction]
            while self.line.number != introduction:
                self.at -= 1

    def numbering_goes_on(self, number: int) -> bool:
        """Whether the box's next item follows before any heading, and is not the body's own next number."""
        above = next((block.mark for block in reversed(self.blocks) if isinstance(block, Heading) and block.mark), None)
        for line in self.lines[self.at :]:
            mark = mark_of(line.text)
            if line.is_row or box_title(line.text) or (mark and mark.scheme.rank <= 4):
                return False
            if mark and mark.scheme.name is SchemeName.DIGIT:
                return mark.number == number and not mark.follows(above)
        return False

    def continues(self, mark: Numbering) -> bool:
        """Whether the number follows that of the last heading of its kind."""
        above = (block.mark for block in reversed(self.blocks) if isinstance(block, Heading) and block.mark)
        last = next((earlier for earlier in above if earlier.scheme.rank <= mark.scheme.rank), None)
        return last is not None and last.scheme is mark.scheme and mark.follows(last)

    def heading(self, line: SourceLine) -> Heading | None:
        if ANNEX_LIST.match(line.text):
            self.annex_list()
            return None
        mark = mark_of(line.text)
        if mark is None:
            bare = unbroken(line.text)
            if bare in ("前言", "引言", "序言"):
                return Heading(line.number, 0, None, bare, "", "", (line.number,))
            return None
        if mark.scheme.name is SchemeName.ANNEX:
            return self.annex(line, mark)
        if mark.scheme.name is SchemeName.ARTICLE:
            return Heading(line.number, 0, mark, "", "", mark.rest, (line.number,))
        title, text = _title(mark.rest)
        if (
            not title
            and text[-1:] == "。"
            and len(text) <= FULL_TITLE
            and "。" not in text[:-1]
            and self.continues(mark)
        ):
            title, text = unbroken(text[:-1]), ""  # a title printed with a full stop, between others without
        if not title and not (
            mark.scheme.name is SchemeName.BRACKETS and len(text) >= CLAUSE and text[-1] not in "；;"
        ):
            return None
        lines = [line.number]
        if not text and len(title) >= FULL_TITLE and (rest := self.rest_of_a_title()):
            title += unbroken(rest.text).rstrip("。")
            lines.append(rest.number)
        return Heading(line.number, 0, mark, title, "", text, tuple(lines))

    def rest_of_a_title(self) -> SourceLine | None:
        """The next line, when it is the end of a title that the page break cut."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if following is None or following.is_row or len(following.text.strip()) > 15 or mark_of(following.text):
            return None
        if box_title(following.text):
            return None
        self.at += 1
        return following

    def annex(self, line: SourceLine, mark: Numbering) -> Heading | None:
        """附件 2 on a line of its own, with its title on the next."""
        if len(mark.rest) > LONGEST_TITLE:
            return None
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if mark.rest or following is None or following.is_row or mark_of(following.text):
            return Heading(line.number, 0, mark, unbroken(mark.rest), "", "", (line.number,))
        self.at += 1
        return Heading(following.number, 0, mark, unbroken(following.text), "", "", (line.number, following.number))

    def annex_list(self) -> None:
        """附件：1. … 2. … – all but its last line, which the caller takes for a paragraph."""
        while self.at + 1 < len(self.lines):
            following = mark_of(self.lines[self.at + 1].text)
            if not following or following.scheme.name is not SchemeName.DIGIT:
                return
            self.blocks.append(Paragraph(self.line.text.strip(), (self.line.number,)))
            self.at += 1

    def paragraph(self, line: SourceLine) -> None:
        last = self.blocks[-1] if self.blocks else None
        text = line.text.strip()
        if isinstance(last, Paragraph) and _cut(last.text) and not mark_of(text) and not CAPTION.match(text):
            self.blocks[-1] = Paragraph(last.text + text, (*last.lines, line.number))
        elif isinstance(last, Heading) and last.text and _cut(last.text):
            self.blocks[-1] = replace(last, text=last.text + text, lines=(*last.lines, line.number))
        else:
            self.blocks.append(Paragraph(text, (line.number,)))


def read_blocks(lines: Sequence[SourceLine]) -> tuple[Block, ...]:
    """The blocks of a document's body; headings have no level and no anchor yet."""
    return tuple(_BlockReader(lines).read())


def box_title(text: str) -> tuple[str, str] | None:
    """(number, title) when the line is the title of a 专栏 and nothing else."""
    match = BOX.fullmatch(text.strip())
    if not match:
        return None
    return re.sub(r"\s*[-—.]\s*", "-", match["number"]), unbroken(match["title"])


def _title(rest: str) -> tuple[str, str]:
    """(title, text that runs on): a short line is all title, a long one up to its first full stop or colon."""
    rest = rest.strip()
    title, stop, text = rest.partition("。")
    if stop and text and len(title) <= LONGEST_TITLE and not re.search("[；;]", title):
        return unbroken(title), text.strip()
    early, colon, behind = rest.partition("：")
    if colon and len(behind) >= 10 and len(early) <= 12:
        return unbroken(early), behind.strip()
    if not stop and 0 < len(rest) <= LONGEST_TITLE and rest[-1] not in "；;，,、":
        return unbroken(rest).rstrip("：:"), ""
    return "", rest


def _cut(text: str) -> bool:
    """Whether a page break cut the text: it is too long for a title and has no final punctuation."""
    return not CAPTION.match(text) and len(text) >= FULL_LINE and text[-1] not in FINAL


def _undotted(text: str, number: int) -> Numbering | None:
    """The numbering of a box item whose dot was not printed: 2 农村自治……; ``None`` for any other number."""
    return mark_of(re.sub(rf"^{number}[ \u3000]+(?=[\u4e00-\u9fff])", f"{number}. ", text)) if number else None


def _item(text: str, line: int) -> Item:
    """An item, its name split off at the first full stop or colon within thirty characters."""
    name, stop, rest = text.strip().partition("。")
    if not stop or len(name) > 30:
        name, stop, rest = text.strip().partition("：")
    if stop and len(name) <= 30:
        return Item(unbroken(name).strip("*"), rest.strip().removeprefix("**"), (line,))
    return Item(unbroken(text), "", (line,)) if len(text) <= 30 else Item("", text.strip(), (line,))


def _goes_on(item: Item) -> bool:
    """Whether the next line continues this item: it has only a name so far, or a page break cut its text."""
    whole = item.text or item.name
    return (bool(item.name) and not item.text) or (whole[-1] not in FINAL and len(whole) >= FULL_LINE)


def _joined(item: Item, line: SourceLine) -> Item:
    return Item(item.name, item.text + line.text.strip(), (*item.lines, line.number))
