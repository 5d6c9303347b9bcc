"""Outline, lists of responsible bodies, boxes and citations, as gazettes print them."""

from __future__ import annotations

from generator.importing.findings.citations import citations
from generator.importing.findings.duties import duties
from generator.importing.structure.blocks import Heading, Paragraph, PrintedBox
from generator.importing.structure.issue import read_issue
from generator.importing.structure.placing import placed
from tests.test_import_tables import blocks_of

KNOWN = {"市林业局": (("forestry",), False), "各县（区）": (("east", "west"), True)}


def outline(text: str) -> list[tuple[int, str, str]]:
    return [
        (block.level, block.anchor, block.printed) for block in placed(blocks_of(text)) if isinstance(block, Heading)
    ]


def test_schemes_nest_and_anchors_are_made_of_their_numbers() -> None:
    text = "第一章 总则\n第一节 目标\n一、种树\n（一）河边\n1. 两排\n第二章 分工\n第一节 谁做\n附件1：名单\n"
    assert outline(text) == [
        (1, "c1", "第一章总则"), (2, "c1-1", "第一节目标"), (3, "c1-1-1", "一、种树"), (4, "c1-1-1-1", "（一）河边"),
        (5, "c1-1-1-1-1", "1.两排"), (1, "c2", "第二章分工"), (2, "c2-1", "第一节谁做"), (1, "a1", "附件1：名单"),
    ]  # fmt: skip


def test_broken_and_half_width_titles_are_read_and_text_runs_on() -> None:
    first, second = placed(blocks_of("第 一 章 绿 化\n(一) 多种树。每村都种，河边先种。\n"))
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert (first.title, first.level) == ("绿化", 1)
    assert (second.title, second.text) == ("多种树", "每村都种，河边先种。")


def test_paragraph_cut_by_a_page_break_is_joined() -> None:
    (joined,) = blocks_of("到二〇二五年，全市各村都要种满树，河边和路\n\n边先种，村里后种。\n")
    assert joined == Paragraph("到二〇二五年，全市各村都要种满树，河边和路边先种，村里后种。", (1, 3))


def test_box_has_its_number_title_and_items() -> None:
    box, after = placed(
        blocks_of("专 栏 2-1：绿化工程\n1.河边种树。沿河种两排。\n2.路边种树。沿路种一排。\n二、分工\n")
    )
    assert isinstance(box, PrintedBox)
    assert (box.number, box.title, box.sure) == ("2-1", "绿化工程", True)
    assert [(item.name, item.text) for item in box.items] == [
        ("河边种树", "沿河种两排。"),
        ("路边种树", "沿路种一排。"),
    ]
    assert isinstance(after, Heading)


def test_printed_lists_are_split_and_resolved() -> None:
    text = "一、种树\n多种树。（牵头单位：市林业局；配合单位：市林业园林局、各县〔区〕）\n"
    (duty,) = duties(tuple(placed(blocks_of(text))), text.splitlines(), KNOWN)
    assert [(role, [name.printed for name in names]) for role, names in duty.lists] == [
        ("lead", ["市林业局"]), ("support", ["市林业园林局", "各县〔区〕"]),
    ]  # fmt: skip
    (forestry,), (unknown, counties) = (names for _, names in duty.lists)
    assert forestry.units == ("forestry",)
    assert (unknown.units, unknown.nearest) == ((), "市林业局"), "an unknown name, with the nearest known one"
    assert (counties.units, counties.collective) == (("east", "west"), True)
    assert (duty.anchor, duty.line, duty.title) == ("c1", 2, "种树")


def test_duty_in_a_sentence_is_told_apart_from_a_list() -> None:
    text = "一、种树\n种树由市林业局牵头，市水利局配合。\n"
    (duty,) = duties(tuple(placed(blocks_of(text))), text.splitlines(), KNOWN)
    assert not duty.explicit
    assert [role for role, _ in duty.lists] == ["lead", "support"]


def test_citations_resolve_within_the_issue() -> None:
    text = "一、依据\n根据《桂城市浇水办法》（桂政〔2022〕3号）和省政发〔2021〕7号，制定本办法。\n"
    cited = citations(tuple(placed(blocks_of(text))), text.splitlines(), {"桂政〔2022〕3号": "watering"})
    assert [(citation.title, citation.number, citation.plan) for citation in cited] == [
        ("桂城市浇水办法", "桂政〔2022〕3号", "watering"), ("", "省政发〔2021〕7号", ""),
    ]  # fmt: skip


HABITS = """沈 丘 县 人 民 政 府 公 报
2023年第2期

沈丘县人民政府关于印发《沈丘县“十四五”水安全保障规划》的通知
沈政发[2023]4号
各乡镇人民政府：
现予印发。
附件：沈丘县“十四五”水安全保障规划
沈丘县人民政府
二〇二三年十月三十一日
附件
沈丘县“十四五”水安全保障规划
第一章　总则
保障供水。各乡镇要建好水厂。责任单位：县水利局 县财政局
第二章　节水
推广滴灌。（牵头单位:县水利局；配合单位:县农业农村局）

沈丘县人民政府办公室
关于做好2023年防汛工作的意见
沈政办〔2023〕7号
各乡镇人民政府：
一、查隐患
6月1日前完成排查，排查率100%。（责任单位:县应急局、各乡镇政府（街道办））
2023年4月5日
"""
"""Lines without blank ones between, a title in 《》, a date in words, an annex that is the plan, a date without a name."""


def test_habits_of_other_counties_are_read() -> None:
    plan, opinions = read_issue(HABITS.splitlines()).documents
    assert (plan.title, plan.issuer, str(plan.issued)) == (
        "沈丘县“十四五”水安全保障规划",
        "沈丘县人民政府",
        "2023-10-31",
    )
    assert (opinions.title, opinions.issuer, str(opinions.issued)) == (
        "关于做好2023年防汛工作的意见",
        "沈丘县人民政府办公室",
        "2023-04-05",
    )
    lists = [
        (role, [name.printed for name in names])
        for document in (plan, opinions)
        for duty in duties(document.body, HABITS.splitlines(), {})
        for role, names in duty.lists
    ]
    assert lists == [
        ("responsible", ["县水利局", "县财政局"]),
        ("lead", ["县水利局"]),
        ("support", ["县农业农村局"]),
        ("responsible", ["县应急局", "各乡镇政府（街道办）"]),
    ]


def test_heading_after_a_numbered_box_is_no_item_of_it() -> None:
    read = outline(
        "一、任务\n\n1. 一项\n\n前一项。\n\n2. 二项\n\n专栏2 重点\n\n1.甲项。做甲。\n\n2.乙项。做乙。\n\n3.丙项。做丙。\n\n3. 三项\n\n做三。"
    )
    assert [anchor for _, anchor, _ in read] == ["c1", "c1-1", "c1-2", "c1-3"]


def test_heading_printed_with_a_full_stop_between_others_is_one() -> None:
    read = outline(
        "一、任务\n\n1. 一项\n\n做一。\n\n2. 二项。\n\n做二。\n\n二、材料\n\n要交：\n\n1. 申请。\n\n2. 证明。"
    )
    assert [anchor for _, anchor, _ in read] == ["c1", "c1-1", "c1-2", "c2"]


def test_item_whose_dot_was_not_printed_is_an_item() -> None:
    text = "一、任务\n专栏4 推进工程\n1.甲项。做甲。\n2 乙项。做乙。\n3.丙项。做丙。\n"
    (box,) = (block for block in placed(blocks_of(text)) if isinstance(block, PrintedBox))
    assert [item.name for item in box.items] == ["甲项", "乙项", "丙项"]


def test_introduction_of_the_next_box_is_no_item_of_this_one() -> None:
    text = "一、任务\n专栏4 河道\n清淤。挖泥。\n护岸。砌石。\n苗木。种得多，长得好。\n专栏5 苗木\n育苗。建棚。\n"
    boxes = [block for block in placed(blocks_of(text)) if isinstance(block, PrintedBox)]
    assert [[item.name for item in box.items] for box in boxes] == [["清淤", "护岸"], ["育苗"]]


def test_list_marks_of_a_transcription_are_no_part_of_an_item() -> None:
    (box,) = (
        block
        for block in placed(blocks_of("一、任务\n专栏4 推进工程\n- 1.甲项。**做甲。\n- 2. **乙项。**做乙。\n"))
        if isinstance(block, PrintedBox)
    )
    assert [(item.name, item.text) for item in box.items] == [("甲项", "做甲。"), ("乙项", "做乙。")]
