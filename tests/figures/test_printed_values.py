"""The grammar of printed values: every example of ``printed_values.txt``, and strings nobody thought of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.figures import PrintedValue, Unreadable, read_printed
from generator.model.kinds import Comparator, Kind

LINES = (Path(__file__).parent / "printed_values.txt").read_text(encoding="utf-8").splitlines()
USUAL = next(line for line in LINES if line.startswith("# symbols:")).removeprefix("# symbols:").split()
CASES = [line for line in LINES if line and not line.startswith("#")]
COLUMNS = 8


def expected(line: str) -> tuple[PrintedValue | Unreadable, list[str]]:
    """The result a line promises, and the symbols it is read with."""
    cells = [cell.strip() for cell in line.split("|")]
    printed, says, amounts, symbol, kind, hedge, base, symbols = cells + [""] * (COLUMNS - len(cells))
    known = symbols.split() or USUAL
    if says.startswith("at "):
        return Unreadable(printed=printed, offset=int(says[3:])), known
    low, _, high = amounts.partition("..")
    words = says == "words"
    value = PrintedValue(
        printed=printed,
        comparator=None if words else Comparator(says),
        amount=Decimal(low) if low else None,
        amount_high=Decimal(high) if high else None,
        symbol=symbol,
        kind=Kind.QUALITATIVE if words else Kind(kind or "level"),
        hedge=hedge,
        base_period=base,
    )
    return value, known


@pytest.mark.parametrize("line", CASES)
def test_a_printed_value_says_what_its_example_says(line: str) -> None:
    value, symbols = expected(line)
    assert read_printed(value.printed, symbols=symbols) == value


@pytest.mark.parametrize("printed", ["7万", "1.5亿", "5百个", "3—4万家", "下降10%"])
def test_an_amount_is_written_out_without_exponent(printed: str) -> None:
    value = read_printed(printed, symbols=USUAL)
    assert isinstance(value, PrintedValue)
    assert value.amount is not None
    assert "E" not in str(value.amount)


@pytest.mark.parametrize(("printed", "offset"), [("", 0), ("   ", 3), ("\n\t", 2)])
def test_nothing_printed_is_unreadable_at_its_end(printed: str, offset: int) -> None:
    assert read_printed(printed, symbols=USUAL) == Unreadable(printed=printed, offset=offset)


def test_the_order_of_the_symbols_does_not_matter() -> None:
    for line in CASES:
        value, symbols = expected(line)
        assert read_printed(value.printed, symbols=frozenset(symbols)) == value
        assert read_printed(value.printed, symbols=symbols[::-1]) == value


PIECES = st.sampled_from(
    [*USUAL, *"0123456789.,，-—~:：/万亿千百十一二三两零余多〔〕【】[]（）≥≤<>％%  第前至到以上下降年均较比2020年",
     "以上", "左右", "不低于", "超过", "下降", "提高", "年均", "累计", "分之", "一半", "较2020年", "十余家", "\x00", "\u200b", "٣"]
)  # fmt: skip


@settings(derandomize=True, max_examples=2000, deadline=None)
@given(
    printed=st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)),
    symbols=st.lists(st.text(max_size=4)),
)
@example(printed="1:1", symbols=[":1"])
@example(printed="9" * 40 + "万亿", symbols=[])
@example(printed="1" * 30 + "千万亿", symbols=["", " "])
def test_no_string_raises_and_a_result_is_whole(printed: str, symbols: list[str]) -> None:
    for known in (USUAL, symbols):
        value = read_printed(printed, symbols=known)
        assert value.printed == printed
        if isinstance(value, Unreadable):
            assert 0 <= value.offset <= len(printed)
        elif value.amount is None:
            assert value == PrintedValue(printed=printed, base_period=value.base_period)
        else:
            assert value.comparator is not None
            assert value.amount.is_finite()
            assert value.amount_high is None or value.amount_high >= value.amount
            assert value.symbol in ("", "%", *known)


BOUNDS = [
    ("", "", Comparator.EQUAL), ("≥", "", Comparator.AT_LEAST), ("", "以上", Comparator.AT_LEAST),
    ("不超过", "", Comparator.AT_MOST), ("控制在", "以内", Comparator.AT_MOST), ("突破", "", Comparator.MORE),
    ("＜", "", Comparator.LESS), ("约", "", Comparator.ABOUT), ("力争达到", "左右", Comparator.ABOUT),
]  # fmt: skip
MIRROR = {
    Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS, Comparator.LESS: Comparator.MORE,
}  # fmt: skip
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=3)
UNITS = st.sampled_from(["", *(symbol for symbol in USUAL if ":" not in symbol)])


@settings(derandomize=True, max_examples=500, deadline=None)
@given(amount=AMOUNTS, unit=UNITS, bound=st.sampled_from(BOUNDS), grouped=st.booleans(), spaced=st.booleans())
def test_an_amount_comes_back(
    amount: Decimal, unit: str, bound: tuple[str, str, Comparator], grouped: bool, spaced: bool
) -> None:
    before, after, comparator = bound
    number = f"{amount:,f}" if grouped else f"{amount:f}"
    value = read_printed((" " if spaced else "").join((before, number, unit, after)), symbols=USUAL)
    assert isinstance(value, PrintedValue)
    assert (value.amount, value.symbol, value.comparator, value.kind) == (
        amount,
        unit,
        comparator,
        Kind.LEVEL,
    )


@settings(derandomize=True, max_examples=300, deadline=None)
@given(amount=AMOUNTS, bound=st.sampled_from(BOUNDS[:3] + BOUNDS[5:8]))
def test_a_decrease_is_negative_and_its_bound_turned_round(amount: Decimal, bound: tuple[str, str, Comparator]) -> None:
    before, after, comparator = bound
    value = read_printed(f"下降{before}{amount:f}%{after}", symbols=USUAL)
    assert isinstance(value, PrintedValue)
    assert value.kind is Kind.RELATIVE_CHANGE
    assert (value.amount, value.comparator) == (-amount, MIRROR.get(comparator, comparator))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(ends=st.tuples(AMOUNTS, AMOUNTS).map(sorted), sign=st.sampled_from("—-~～–至到"), unit=UNITS)
def test_both_ends_of_a_range_come_back(ends: list[Decimal], sign: str, unit: str) -> None:
    value = read_printed(f"{ends[0]:f}{sign}{ends[1]:f}{unit}", symbols=USUAL)
    assert isinstance(value, PrintedValue)
    assert (value.amount, value.amount_high, value.symbol) == (*ends, unit)


@pytest.mark.parametrize(
    "piece", ["9", "一", "百分之", "〔", "约", "应", "3—", "1,234", ",123", " ", "1:", "较2020年", "（", "余"]
)
def test_a_megabyte_of_anything_is_answered(piece: str) -> None:
    printed = piece * (1_000_000 // len(piece))
    assert isinstance(read_printed(printed, symbols=USUAL), PrintedValue | Unreadable)
