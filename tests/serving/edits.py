"""Edits drawn at random: of cells, sentences, names and templates; and files that come or go."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random

from tests.conftest import REPOSITORY, City

Rows = list[list[str]]
TEMPLATES = (
    "pages/*.j2", "sections/*.j2", "charts/*.j2", "*.j2", "overrides/*.html", "overrides/partials/*.html", "styles/*.css",
    "scripts/*.js",
)  # fmt: skip
TAG = re.compile(r"<(?:a|dd|div|dt|g|h2|li|p|section|span|svg|td|text|ul)\b")
COLUMNS_OF_NAMES = (
    ("units", "name"), ("indicators", "name"), ("regions", "name"), ("topics", "name"), ("measures", "name_en"),
    ("unit_names", "name"), ("indicator_names", "name"), ("indicators", "everyday_names"), ("indicators", "definition"),
    ("near_indicators", "what"),
)  # fmt: skip


def files_of(city: City, pattern: str) -> list[Path]:
    return sorted(
        path for path in city.root.glob(pattern) if path.is_file() and path.relative_to(city.root).parts[0] != "build"
    )


def read(file: Path) -> tuple[list[str], Rows]:
    header, *rows = csv.reader(StringIO(file.read_text("utf-8"), newline=""))
    return header, rows


def write(file: Path, header: list[str], rows: Rows) -> None:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    file.write_text(out.getvalue(), "utf-8", newline="")


def a_cell(city: City, draw: Random) -> None:
    """Another cell, or a row less."""
    file = draw.choice(files_of(city, "datasets/*/*.csv"))
    header, rows = read(file)
    if not rows:
        return
    row, column = draw.randrange(len(rows)), draw.randrange(len(header))
    if draw.random() < 1 / 4:
        del rows[row]
    else:
        rows[row][column] = draw.choice(("", "7", "新", f"{rows[row][column]}改", rows[row][column][::-1]))
    write(file, header, rows)


def a_sentence(city: City, draw: Random) -> None:
    file = draw.choice(files_of(city, "content/*/*.md"))
    lines = file.read_text("utf-8").split("\n")
    line = draw.randrange(len(lines))
    lines[line] = draw.choice((f"{lines[line]}改。", lines[line].replace("。", "；"), "", f"{lines[line]}\n"))
    file.write_text("\n".join(lines), "utf-8", newline="")


def a_name(city: City, draw: Random) -> None:
    """Something of the registry is called or described otherwise."""
    name, column = draw.choice(COLUMNS_OF_NAMES)
    file = city.root / f"datasets/registry/{name}.csv"
    header, rows = read(file)
    if rows:
        draw.choice(rows)[header.index(column)] += "新"
        write(file, header, rows)


def a_name_in_a_text(city: City, draw: Random) -> None:
    """An indicator or a unit has a further name, which stands in a text and links from now on."""
    text = draw.choice(files_of(city, "content/plans/*.md")).read_text("utf-8").rpartition("---")[2]
    names = re.findall(r"[\u4e00-\u9fff]{4}", text)
    name, id_column = draw.choice((("unit_names", "unit_id"), ("indicator_names", "indicator_id")))
    file = city.root / f"datasets/registry/{name}.csv"
    header, rows = read(file)
    row = dict(zip(header, draw.choice(rows), strict=True))
    row["name"] = draw.choice(names) + ("局" if name == "unit_names" else "")
    assert id_column in row
    write(file, header, [*rows, [*row.values()]])


def a_title(city: City, draw: Random) -> None:
    """A plan is called or issued otherwise."""
    file = draw.choice(files_of(city, "content/plans/*.md"))
    key = draw.choice(("title", "short_title", "summary", "doc_number"))
    text, count = re.subn(rf"(?m)^({key}: .*)$", r"\1新", file.read_text("utf-8"), count=1)
    assert count or key != "title"
    file.write_text(text, "utf-8", newline="")


def a_template(city: City, draw: Random) -> None:
    """A tag of a template, which may be in a macro that others import, has one attribute more."""
    places = REPOSITORY / "site_templates"
    template = draw.choice([path for pattern in TEMPLATES for path in sorted(places.glob(pattern))])
    own, mark = city.root / "site_templates" / template.relative_to(places), draw.randrange(1000)
    own.parent.mkdir(parents=True, exist_ok=True)
    text = (own if own.exists() else template).read_text("utf-8")
    tags = [*TAG.finditer(text)]
    if own.suffix == ".css":
        text += f"\n.gh-{mark} {{ color: red }}\n"
    elif own.suffix == ".js":
        text += f"\nwindow.mark = {mark};\n"
    elif tags:
        at = draw.choice(tags).end()
        text = f'{text[:at]} data-mark="{mark}"{text[at:]}'
    own.write_text(text, "utf-8")


def a_file_more(city: City, draw: Random) -> None:
    page = city.root / f"content/pages/new-{draw.randrange(3)}.md"
    page.write_text(f"---\ntitle: 新{draw.randrange(9)}\ndescription: 新。\n---\n\n绿化委员会。\n", "utf-8")


def a_file_less(city: City, draw: Random) -> None:
    draw.choice(files_of(city, "content/*/*.md") + files_of(city, "site_templates/*/*")).unlink()


EDITS: tuple[Callable[[City, Random], None], ...] = (
    a_cell, a_cell, a_cell, a_sentence, a_sentence, a_name, a_name, a_name_in_a_text, a_title, a_template, a_template, a_template,
    a_file_more, a_file_less,
)  # fmt: skip
