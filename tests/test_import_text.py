"""Outline, lists of responsible bodies, boxes and citations, as gazettes print them."""

from __future__ import annotations

from generator.importing.blocks import Box, Heading, Paragraph
from generator.importing.citations import citations
from generator.importing.duties import duties
from generator.importing.placing import placed
from tests.test_import_tables import blocks_of

KNOWN = {"市林业局": (("forestry",), False), "各县（区）": (("east", "west"), True)}


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(each.level, each.anchor, each.printed) for each in placed(blocks_of(text)) if isinstance(each, Heading)]


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
    assert isinstance(box, Box)
    assert (box.number, box.title, box.sure) == ("2-1", "绿化工程", True)
    assert [(each.name, each.text) for each in box.items] == [
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
    assert [(each.title, each.number, each.plan) for each in cited] == [
        ("桂城市浇水办法", "桂政〔2022〕3号", "watering"), ("", "省政发〔2021〕7号", ""),
    ]  # fmt: skip
