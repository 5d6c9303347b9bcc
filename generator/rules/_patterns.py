"""Regular expressions of the schemas → descriptions for messages, in both languages."""

from __future__ import annotations

from generator.diagnostics import Text

PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Text(
        "small letters, digits and hyphens, like new-households", "小写字母、数字和连字符，如 new-households"
    ),
    r"^(19|20)\d{2}$": Text("a year such as 2025, from 1900 to 2099", "年份，如 2025（1900 至 2099）"),
    r"^(19|20)\d{2}(/(19|20)\d{2})?$": Text(
        "a year such as 2025, or years such as 2021/2025", "年份，如 2025；或起止年，如 2021/2025"
    ),
    r"^((19|20)\d{2}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?|---\d{2})$": Text(
        "2025, 2025-06 or 2025-06-30; --06 or --06-30 for every year, ---30 for every month",
        "2025、2025-06 或 2025-06-30；每年的写 --06 或 --06-30，每月的写 ---30",
    ),
    r"^(?!\d{4})|^(19|20)": Text("a year from 1900 to 2099", "1900 至 2099 之间的年份"),
    r"^[a-z0-9]+([_-][a-z0-9]+)*$": Text(
        "small letters, digits, hyphens and underscores, like unit_names",
        "小写字母、数字、连字符和下划线，如 unit_names",
    ),
    r"^\d{6}$": Text("six digits", "六位数字"),
    r"^\d{1,5}$": Text("a number of at most five digits", "不超过五位的数字"),
    r"^\d{1,7}-\d{1,7}$": Text("the first and the last line, such as 39-392", "起止行，如 39-392"),
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$": Text("three numbers, such as 0.1.0", "三个数字，如 0.1.0"),
    r'^(https?://[^ "<>/]+/|\.\./|/)([^ "<>]*/)?$': Text(
        "an address that ends with /, such as https://example.org/luohe/ or ../luohe/",
        "以 / 结尾的网址，如 https://example.org/luohe/ 或 ../luohe/",
    ),
    r'^(https?://|mailto:)[^ "<>]+$': Text("a full address such as https://…", "完整网址，如 https://…"),
}


def in_words(pattern: str) -> Text:
    """A description of the values that match ``pattern``; the pattern itself where it has none."""
    return PATTERNS.get(pattern, Text(f"the form {pattern}", f"格式 {pattern}"))
