"""Printed tables as the transcription left them, and what looks like a fault of the print."""

from __future__ import annotations

from generator.importing.findings.faults import suspicions
from generator.importing.structure.blocks import Block, PrintedBox, SourceLine
from generator.importing.structure.reader import read_blocks
from generator.importing.structure.tables import SHIFTED, PrintedTable, read_printed_table


def table_of(*rows: str) -> PrintedTable:
    return read_printed_table(list(enumerate(rows, start=1)))


def blocks_of(text: str) -> tuple[Block, ...]:
    return read_blocks([SourceLine(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()])


def test_table_cut_by_a_page_break_is_one_and_its_repeated_header_goes() -> None:
    (table,) = blocks_of("县\t亩\n东县\t3\n\n县\t亩\n西区\t4\n")
    assert isinstance(table, PrintedTable)
    assert [row.cells for row in table.rows] == [("东县", "3"), ("西区", "4")]
    assert table.lines == (1, 2, 4, 5)


def test_box_that_is_a_short_table_stands_on_its_first_line() -> None:
    for text in ("前文。\n专栏2 县乡绿化\t\n东县\t3\n", "前文。\n专栏2 县乡绿化\t\n县\t亩\n东县\t3\n"):
        *_, box = blocks_of(text)
        assert isinstance(box, PrintedBox)
        assert (box.number, box.title, box.line) == ("2", "县乡绿化", 2)
        assert min(box.lines) == 2


def test_header_of_two_lines_is_joined() -> None:
    table = table_of("指标\t2020年\t\t单位", "\t河南省\t桂城市\t", "绿地\t9\t8\t亩", "林地\t7\t6\t亩")
    assert table.header == ("指标", "2020年 河南省", "2020年 桂城市", "单位")
    assert table.rows[0].cells == ("绿地", "9", "8", "亩")


def test_merged_cells_are_filled_and_a_lower_group_ends_with_the_upper() -> None:
    table = table_of(
        "领域\t方面\t指标\t值",
        "绿地\t公园\t面积\t1",
        "\t\t个数\t2",
        "\t路边\t长度\t3",
        "林地\t\t面积\t4",
        "\t\t株数\t5",
    )
    assert [row.cells[:2] for row in table.rows] == [
        ("绿地", "公园"), ("绿地", "公园"), ("绿地", "路边"), ("林地", ""), ("林地", ""),
    ]  # fmt: skip


def test_shifted_row_is_flagged_and_left_as_printed() -> None:
    rows = [f"绿地{number}\t亩\t{number}\t{number}" for number in range(6)]
    table = table_of("指标\t单位\t2020年\t2025年", *rows, "\t林地\t亩\t7")
    assert SHIFTED in table.rows[-1].flags
    assert table.rows[-1].cells == ("", "林地", "亩", "7")
    assert not any(row.flags for row in table.rows[:-1])


def test_cell_without_its_end_is_flagged() -> None:
    table = table_of("指标\t值", "绿地（平方\t3", "林地\t4")
    assert table.rows[0].flags == ("“绿地（平方”可能不全",)


def test_sum_that_fails_is_suspected_and_a_right_one_is_not() -> None:
    wrong = blocks_of("县\t亩\t株\n东县\t3\t1\n西区\t4\t1\n合计\t8\t2\n")
    assert [suspicion.what for suspicion in suspicions(wrong, [""] * 9)] == ["“亩”各行之和是 7，合计印的是 8"]


def test_faults_of_the_text_are_suspected() -> None:
    text = "一、种树\n要多种 and 种好树，再接再厉再接再厉。\n三、浇水\n"
    kinds = [(suspicion.line, suspicion.kind) for suspicion in suspicions(blocks_of(text), text.splitlines())]
    assert kinds == [(3, "misprint"), (2, "misprint"), (2, "duplicate")]
