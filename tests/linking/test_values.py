"""Cells as numbers, dates and lists: what is one, and what is nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.linking.values import decimal, integer, iso_date, listed, member
from generator.model import Role


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("2025", 2025),
        ("007", 7),
        ("999999999", 999_999_999),
        ("1000000000", None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("12a", None),
        ("２０２５", None),
        ("²", None),
    ],
)
def test_integer_is_at_most_nine_plain_digits(text: str, number: int | None) -> None:
    assert integer(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.01", Decimal("0.01")),
        ("-12", Decimal(-12)),
        ("1" * 15, Decimal("1" * 15)),
        ("1" * 16, None),
        ("", None),
        (".5", None),
        ("1.", None),
        ("1e3", None),
        ("NaN", None),
        ("١", None),
    ],
)
def test_decimal_is_a_number_as_people_write_it(text: str, number: Decimal | None) -> None:
    assert decimal(text) == number


def test_date_and_member_are_none_where_the_text_is_neither() -> None:
    assert (iso_date("2022-01-10"), iso_date("2022-02-30"), iso_date("")) == (date(2022, 1, 10), None, None)
    assert (member(Role, "target"), member(Role, "goal"), member(Role, "")) == (Role.TARGET, None, None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市园林局", ["市园林局"]),
        ("市园林局、市水务局", ["市园林局", "市水务局"]),
        ("甲；乙;丙，丁,戊", ["甲", "乙", "丙", "丁", "戊"]),
        (" 甲 、 乙 ", ["甲", "乙"]),
        ("甲、、乙、", ["甲", "乙"]),
        ("", []),
        ("、", []),
        ("各县（市、区）人民政府、市园林局", ["各县（市、区）人民政府", "市园林局"]),
        ("甲(乙、丙)、丁", ["甲(乙、丙)", "丁"]),
        ("甲（乙、〔丙、丁〕、戊）、己", ["甲（乙、〔丙、丁〕、戊）", "己"]),
        ("《甲、乙》、“丙、丁”、[戊、己]", ["《甲、乙》", "“丙、丁”", "[戊、己]"]),
        ("甲）、乙、丙", ["甲）", "乙", "丙"]),
        ("甲、乙（丙、丁", ["甲", "乙（丙、丁"]),
    ],
)
def test_list_is_parted_outside_of_brackets(text: str, names: list[str]) -> None:
    """A bracket that only closes parts nothing off; one that never closes holds all that follows."""
    assert list(listed(text)) == names
