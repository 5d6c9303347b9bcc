"""What programs get of findings, to the character: a forge's annotations and JSON.

The forge's rules (GitHub's workflow commands): a message has no raw ``%``, carriage return or line feed, and a
property no raw ``:`` or ``,`` besides; each stands as ``%`` and two hexadecimal digits. Nothing else is escaped.
"""

from __future__ import annotations

import json
from typing import Any

from generator.diagnostics import Diagnostic, Language, Location, Report, Text
from generator.reporters import REPORTERS
from tests.conftest import City

AWKWARD = Report.of(
    [
        Diagnostic(
            where=Location("datasets/绿化, 100%/a:b.csv", 7, 13),
            code="bad-cell",
            what=Text("the cell “y2025” is 50% wrong: see, below", "“y2025”这一格：50%不对，见下"),
            found='12%\r\n"34", 5:6',
            expected=Text("at most 100%\nin one line", "不超过100%\n写成一行"),
            fix=Text("write 12, not 12%", "请写12，不写12%"),
        )
    ]
)


def finding(line: int | None, column: int | None) -> Report:
    """A finding without anything to quote or expect."""
    where = Location("content/site.yml", line, column)
    return Report.of([Diagnostic(where=where, code="missing-key", what=Text("what", "何事"), fix=Text("fix", "改法"))])


def test_annotations_are_escaped_as_the_forge_asks() -> None:
    place = "file=datasets/绿化%2C 100%25/a%3Ab.csv,line=7,col=13,title=bad-cell"
    quoted = '12%25%0D%0A"34", 5:6'
    assert REPORTERS["github"](AWKWARD, Language.ENGLISH) == (
        f"::error {place}::the cell “y2025” is 50%25 wrong: see, below%0A{quoted}"
        "%0Aat most 100%25%0Ain one line%0Awrite 12, not 12%25\n"
    )
    assert REPORTERS["github"](AWKWARD, Language.CHINESE) == (
        f"::error {place}::“y2025”这一格：50%25不对，见下%0A{quoted}%0A不超过100%25%0A写成一行%0A请写12，不写12%25\n"
    )


def test_annotations_leave_out_what_is_not_known() -> None:
    github = REPORTERS["github"]
    message = "title=missing-key::what%0Afix\n"
    assert github(finding(None, None), Language.ENGLISH) == f"::error file=content/site.yml,{message}"
    assert github(finding(3, None), Language.ENGLISH) == f"::error file=content/site.yml,line=3,{message}"
    assert github(finding(3, 9), Language.ENGLISH) == f"::error file=content/site.yml,line=3,col=9,{message}"
    assert (
        github(finding(None, None), Language.CHINESE)
        == "::error file=content/site.yml,title=missing-key::何事%0A改法\n"
    )


def test_each_finding_is_one_annotation_in_file_order() -> None:
    both = Report.of([*finding(12, 1).diagnostics, *finding(3, 9).diagnostics])
    lines = REPORTERS["github"](both, Language.ENGLISH).split("\n")
    assert [line.partition(",title")[0] for line in lines] == [
        "::error file=content/site.yml,line=3,col=9",
        "::error file=content/site.yml,line=12,col=1",
        "",
    ]


def test_json_gives_every_text_in_both_languages() -> None:
    """The language asked for plays no part."""
    expected = """\
[
  {
    "path": "datasets/绿化, 100%/a:b.csv",
    "line": 7,
    "column": 13,
    "code": "bad-cell",
    "what": {
      "en": "the cell “y2025” is 50% wrong: see, below",
      "zh": "“y2025”这一格：50%不对，见下"
    },
    "found": "12%\\r\\n\\"34\\", 5:6",
    "expected": {
      "en": "at most 100%\\nin one line",
      "zh": "不超过100%\\n写成一行"
    },
    "fix": {
      "en": "write 12, not 12%",
      "zh": "请写12，不写12%"
    }
  }
]
"""
    for language in Language:
        assert REPORTERS["json"](AWKWARD, language) == expected


def test_json_says_null_where_there_is_no_line_or_column() -> None:
    def written(line: int | None, column: int | None) -> Any:
        return json.loads(REPORTERS["json"](finding(line, column), Language.ENGLISH))

    nothing = {"en": "", "zh": ""}
    texts = {"what": {"en": "what", "zh": "何事"}, "found": "", "expected": nothing, "fix": {"en": "fix", "zh": "改法"}}
    place = {"path": "content/site.yml", "code": "missing-key"}
    assert written(None, None) == [{**place, "line": None, "column": None, **texts}]
    assert written(3, None) == [{**place, "line": 3, "column": None, **texts}]
    assert written(3, 9) == [{**place, "line": 3, "column": 9, **texts}]


def test_no_finding_is_no_annotation_and_an_empty_list() -> None:
    for language in Language:
        assert REPORTERS["github"](Report(), language) == ""
        assert REPORTERS["json"](Report(), language) == "[]\n"


def test_the_check_of_a_project_gives_all_three_formats(city: City) -> None:
    """One slip, as the command line reports it: the same place in each format."""
    city.edit("datasets/registry/units.csv", "guicheng-water,", "guicheng water,")
    city.edit("datasets/registry/unit_names.csv", "桂城市水务局,guicheng-water", "桂城市水务局,guicheng water")
    city.edit("datasets/registry/unit_names.csv", "市水务局,guicheng-water,s", "市水务局,guicheng water,s")
    annotations, records = city.run("check", "--format", "github"), city.run("check", "--format", "json")
    assert annotations.code == records.code == 1
    places = [(record["path"], record["line"], record["column"], record["code"]) for record in json.loads(records.out)]
    assert ("datasets/registry/units.csv", 4, 1, "bad-cell") in places
    assert [line.split("::")[1] for line in annotations.out.splitlines()] == [
        f"error file={path},line={line},col={column},title={code}" for path, line, column, code in places
    ]
