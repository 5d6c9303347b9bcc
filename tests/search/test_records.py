"""What is found on a page: the page, and the entities on it, each with its own text."""

from __future__ import annotations

from generator.search.entities import Entity
from generator.search.records import PART_SIZE, SENTENCE_STEP, SearchRecord, records_of
from generator.search.tokens import END, stream

PAGE = """<!doctype html><html><head><meta name="guihua:title" content="节水方案"><title>x</title></head><body>
<nav>导航</nav><article><h1 id="title">节水方案<a class="headerlink" href="#title">#</a></h1>
<p>全市一起<a href="a.html">节约用水</a>。</p><script>alert("脚本")</script><svg><text>图上的字</text></svg>
<h2 id="c1">一、目标</h2><p>少用地下水。</p><h4>小标题</h4><p>还有说明。</p>
<div class="gh-nosearch">引用本页</div><nav aria-label="别的">别的指标</nav>
<h2 id="tasks">任务</h2><ol><li id="t1"><p>关自备井</p></li><li>别的事</li></ol>
<table><tr><td>市水利局</td><td>负责</td></tr></table></article><footer>页脚</footer></body></html>"""
CLAUSE = Entity(address="p.html#c1", kind="clause", title="一、目标")
TASK = Entity(address="p.html#t1", kind="task", title="关自备井")


def records(page: str = PAGE) -> dict[str, SearchRecord]:
    extracted = records_of(page.encode(), "p.html", {"c1": CLAUSE, "t1": TASK})
    return {record.entity.address: record for record in extracted}


def test_things_have_their_own_text_and_the_page_the_rest() -> None:
    by_address = records()
    assert set(by_address) == {"p.html", "p.html#c1", "p.html#t1"}
    assert "少用地下水。" in by_address["p.html#c1"].text
    assert "还有说明。" in by_address["p.html#c1"].text
    assert by_address["p.html#t1"].text == "关自备井"
    page = by_address["p.html"].text
    assert "节约用水" in page
    assert "别的事" in page
    assert "地下水" not in page
    assert "自备井" not in page


def test_navigation_drawings_scripts_and_what_is_to_be_copied_are_passed_over() -> None:
    text = "".join(record.text for record in records().values())
    for left_out in ("导航", "脚本", "图上的字", "页脚", "引用本页", "别的指标", "#"):
        assert left_out not in text


def test_page_without_a_thing_of_its_own_is_called_by_its_title() -> None:
    assert records()["p.html"].entity == Entity(address="p.html", kind="page", title="节水方案")


def test_headings_below_a_clause_are_its_own() -> None:
    assert records()["p.html#c1"].headings == ("小标题",)
    assert records()["p.html"].headings == ("任务",)


def test_cells_side_by_side_are_found_together_and_lines_are_not() -> None:
    text = records()["p.html"].stream
    assert "市水利局负责" in text
    assert "别的事市水利局" not in text


def test_page_without_an_article_has_no_records() -> None:
    assert records_of(b"<html><body><p>x</p></body></html>", "p.html", {}) == []


def test_word_of_a_long_text_stands_in_the_part_of_its_number() -> None:
    lines = [f"第{number}条说的是第{number}件事。" for number in range(400)]
    record = SearchRecord(entity=CLAUSE, headings=(), text="\n".join(lines))
    parts = record.parts()
    assert len(parts) == (len(record.stream) - 1) // PART_SIZE + 1
    for line in lines:
        assert line in parts[record.stream.index(stream(line)) // PART_SIZE]


def test_length_counts_letters_and_digits_alone() -> None:
    assert SearchRecord(entity=CLAUSE, headings=(), text="少用，地下水。\n5G").length == len("少用地下水5G")
    assert SearchRecord(entity=CLAUSE, headings=(), text="，。").stream.replace(END, "") == ""


def test_sentence_that_grows_a_little_does_not_move_those_after_it() -> None:
    before, after = (
        SearchRecord(entity=CLAUSE, headings=(), text=f"少用{water}。多种树。").stream for water in ("水", "地下水")
    )
    assert before.index("多种树") == after.index("多种树") == SENTENCE_STEP
    assert before[:SENTENCE_STEP] == "少用水" + END * 13
