"""How a text is cut: every two neighbouring characters are a word, so that a string is found wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.tokens import pairs, runs, words

TEXT = st.text(alphabet="许昌市地下水十四五规划，。、“”（） \n0123.％％%-—ABCx5Gｇ", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地下水，节水", ["地下水", "节水"]),
        ("５Ｇ 基站", ["5g基站"]),
        ("“十四五”规划", ["十四五规划"]),
        ("许政〔2022〕22号", ["许政202222号"]),
        ("县（市、区）政府", ["县市区政府"]),
        ("水、电", ["水", "电"]),
        ("Water Resources", ["water", "resources"]),
        ("到 2025 年", ["到2025年"]),
        ("第一\n第二", ["第一", "第二"]),
        ("增长95%以上", ["增长95以上"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_text_is_read_in_stretches(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize("typed", ["2021-2035", "2021—2035", "2021–2035", "2021～2035", "２０２１－２０３５"])
def test_years_are_one_stretch_however_the_dash_is_typed(typed: str) -> None:
    (one,) = runs(typed)
    assert one == runs("2021—2035")[0]


def test_marks_within_numbers_and_names_keep_them_whole() -> None:
    assert len(runs("2.5 R&D 4-1")) == 3
    assert runs("2。5") == ["2", "5"]


def test_words_are_letters_that_nothing_cuts() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words("许昌市5G基站𠮷野家"))
    assert [len(word) for word in words("地下水")] == [8, 8, 4]


def test_last_character_of_a_stretch_parts_it_from_the_next() -> None:
    joined = " ".join(words("地下，水利"))
    assert " ".join(pairs("下水")[:1]) not in joined


@given(TEXT, st.data())
def test_every_part_of_a_stretch_is_a_phrase_of_the_text(text: str, data: st.DataObject) -> None:
    stretches = [run for run in runs(text) if len(run) >= 2]
    if not stretches:
        return
    run = data.draw(st.sampled_from(stretches))
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    phrase = " ".join(pairs(run[start:end])[:-1])
    assert f" {phrase} " in f" {' '.join(words(text))} "


@given(TEXT)
def test_reading_twice_changes_nothing(text: str) -> None:
    for run in runs(text):
        assert "".join(runs(run)) == run
