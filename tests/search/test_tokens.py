"""How a text is cut: every three neighbouring characters are a word, so that a string is found wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.tokens import END, MARKS, dated, runs, stream

TEXT = st.text(alphabet="许昌市地下水十四五规划，。、“”（） \n0123.％％%-—ABCx5Gｇ", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地下水，节水", ["地下水", "节水"]),
        ("５Ｇ 基站", ["5g基站"]),
        ("“十四五”规划", ["十四五规划"]),
        ("许政〔2022〕22号", [f"许政2022{MARKS['|']}22号"]),
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


def test_stretches_end_apart_from_each_other() -> None:
    assert stream("地下水，利用") == f"地下水{END}利用{END}"
    assert END not in runs("地下水\n利用")[0]


def test_characters_beyond_the_first_plane_are_the_two_code_units_of_a_browser() -> None:
    assert stream("𠮷野家").encode("utf-16-le", "surrogatepass") == "𠮷野家\n".encode("utf-16-le")


@pytest.mark.parametrize("text", ["到2025年", "2021—2035", "许政〔2022〕22号", "1999"])
def test_year_is_one_character(text: str) -> None:
    (run,) = runs(text)
    years = [year for year in ("2025", "2021", "2035", "2022", "1999") if year in text]
    assert len(dated(run)) == len(run) - 3 * len(years)


@pytest.mark.parametrize("text", ["12025", "20250", "1899年", "2100年", "2025.5", "202", "0.2025", "二〇二五"])
def test_other_numbers_keep_their_digits(text: str) -> None:
    (run,) = runs(text)
    assert dated(run) == run


def test_years_stand_in_order_and_apart() -> None:
    characters = [dated(str(year)) for year in range(1900, 2100)]
    assert len(set(characters)) == 200
    assert characters[100:] == sorted(characters[100:])


@given(TEXT, st.data())
def test_every_part_of_a_stretch_is_in_the_stream(text: str, data: st.DataObject) -> None:
    stretches = [run for run in runs(text) if not any(character.isdigit() for character in run)]
    if not stretches:
        return
    run = data.draw(st.sampled_from(stretches))
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    assert run[start:end] in stream(text)


@given(TEXT)
def test_stream_has_every_stretch_once_and_in_order(text: str) -> None:
    assert stream(text).split(END)[:-1] == [dated(run) for run in runs(text)]


@given(TEXT)
def test_reading_twice_changes_nothing(text: str) -> None:
    for run in runs(text):
        assert "".join(runs(run)) == run
