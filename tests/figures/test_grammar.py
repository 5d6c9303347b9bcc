"""The grammar of printed values, by example and by chance."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import PrintedValue, Unreadable, read_printed
from generator.model.kinds import Comparator

HERE = Path(__file__).parent
SYMBOLS = [
    "户",
    "万户",
    "%",
    "个",
    "家",
    "万立方米",
    "立方米",
    "批次/千人",
    "批次",
    "个百分点",
    "亿元",
    "万元",
    "元",
    "平方米",
    "万亩",
    "岁",
    "项",
    "万件",
    "件",
    "倍",
    "条",
    "万吨",
    "厘米",
    ":1",
    "1:",
]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("values.csv"), ids=lambda row: row["printed"])
def test_printed_value_is_read(row: dict[str, str]) -> None:
    value = read_printed(row["printed"], symbols=SYMBOLS)
    assert isinstance(value, PrintedValue), value
    shown = {
        "printed": value.printed,
        "comparator": value.comparator or "",
        "amount": "" if value.amount is None else format(value.amount, "f"),
        "amount_high": "" if value.amount_high is None else format(value.amount_high, "f"),
        "symbol": value.symbol,
        "kind": value.kind,
        "hedge": value.hedge,
        "base_period": value.base_period,
    }
    assert shown == row


@pytest.mark.parametrize("row", rows("unreadable.csv"), ids=lambda row: row["printed"] or "nothing")
def test_unreadable_value_says_where_it_stops_making_sense(row: dict[str, str]) -> None:
    assert read_printed(row["printed"], symbols=SYMBOLS) == Unreadable(
        printed=row["printed"], offset=int(row["offset"])
    )


@settings(derandomize=True, max_examples=500)
@given(
    st.text(
        alphabet=st.one_of(
            st.characters(), st.sampled_from("0123456789.%万亿千百十一二年均较下降〔〕—:≥以上不低于约余个")
        )
    )
)
def test_no_string_raises_and_an_offset_is_in_the_string(printed: str) -> None:
    value = read_printed(printed, symbols=SYMBOLS)
    assert value.printed == printed
    if isinstance(value, Unreadable):
        assert 0 <= value.offset <= len(printed)
    else:
        assert (value.amount is None) == (value.comparator is None)


PREFIXES = {
    "": Comparator.EQUAL,
    "≥": Comparator.AT_LEAST,
    "不超过": Comparator.AT_MOST,
    "突破": Comparator.MORE,
    "约": Comparator.ABOUT,
}


@settings(derandomize=True, max_examples=300)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    st.sampled_from(sorted(PREFIXES)),
    st.sampled_from(("", "%", "个", "万户", "立方米")),
)
def test_what_is_printed_comes_back(amount: Decimal, prefix: str, symbol: str) -> None:
    value = read_printed(f"{prefix}{amount}{symbol}", symbols=SYMBOLS)
    assert isinstance(value, PrintedValue)
    assert (value.amount, value.symbol, value.comparator) == (amount, symbol, PREFIXES[prefix])


@pytest.mark.parametrize("text", ["9" * 1_000_000, "〔" * 1_000_000, "约" * 1_000_000, "百分之" * 300_000])
def test_a_very_long_cell_is_refused(text: str) -> None:
    assert isinstance(read_printed(text, symbols=SYMBOLS), Unreadable)
