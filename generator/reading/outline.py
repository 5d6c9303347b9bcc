"""A plan's Markdown file → front matter, lead, and clauses under the printed outline, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

from generator.diagnostics import Diagnostic, Location, Text
from generator.reading.source import SourceText
from generator.reading.yaml_tree import Tree, read_yaml_tree

HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{#(?P<anchor>[^\s}]*)(?:[ \t]+line=(?P<line>[^\s}]*))?[ \t]*\}[ \t]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text below it, up to the next heading.

    ``level`` is 1 for ``##``; ``anchor`` and ``source_line`` are as written, empty when not written.
    ``body`` starts at line ``body_line`` of the file.
    """

    level: int
    heading: str
    anchor: str
    source_line: str
    body: str
    body_line: int
    where: Location


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """A Markdown file: ``lead`` is the text above the first heading and starts at line ``lead_line``."""

    source: SourceText
    front_matter: Tree
    lead: str
    lead_line: int
    sections: tuple[Section, ...]


def read_document(source: SourceText) -> tuple[MarkdownDocument | None, tuple[Diagnostic, ...]]:
    """The document in ``source``, or ``None`` when its front matter is missing or no YAML."""
    lines = source.lines
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(marks) < 2 or marks[0]:
        return None, (_no_front_matter(source),)
    end = marks[1]
    tree, findings = read_yaml_tree(source, "\n".join(lines[1:end]), first_line=2, scalars_as_text=True)
    if tree is None:
        return None, findings
    if not isinstance(tree.value, dict):
        return None, (*findings, _no_front_matter(source))
    lead, lead_line, sections = _outline(source, first_line=end + 2)
    return MarkdownDocument(source, tree, lead, lead_line, sections), findings


def _outline(source: SourceText, first_line: int) -> tuple[str, int, tuple[Section, ...]]:
    """(lead, its first line, sections). A Markdown parser locates the headings, so that a # in a code block is none."""
    body = source.lines[first_line - 1 :]
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(body))
    headings = [
        (token.map[0], int(token.tag[1]), token.level)
        for token in tokens
        if token.type == "heading_open" and token.map and token.level == 0
    ]
    starts = [start for start, _, _ in headings] + [len(body)]
    lead = "\n".join(body[: starts[0]])
    sections = tuple(
        _section(source, first_line, body[start:end], start, depth)
        for (start, depth, _), (start, end) in zip(headings, pairwise(starts), strict=True)
    )
    return lead, first_line, sections


def _section(source: SourceText, first_line: int, lines: list[str], start: int, depth: int) -> Section:
    title = lines[0].lstrip(" ").lstrip("#").strip()
    attributes = HEADING_ATTRIBUTES.search(title)
    return Section(
        level=depth - 1,
        heading=title[: attributes.start()].strip() if attributes else title,
        anchor=attributes["anchor"] if attributes else "",
        source_line=(attributes["line"] or "") if attributes else "",
        body="\n".join(lines[1:]),
        body_line=first_line + start + 1,
        where=source.at(first_line + start),
    )


def _no_front_matter(source: SourceText) -> Diagnostic:
    return Diagnostic(
        where=source.at(1, 1),
        code="no-front-matter",
        what=Text("the file does not begin with its facts", "文件开头没有文件信息"),
        found=source.lines[0][:40],
        expected=Text(
            "a line ---, then lines  key: value, then a line ---", "先一行 ---，再若干行“键: 值”，再一行 ---"
        ),
        fix=Text("copy the block from another plan and fill it in", "请从其他规划复制这一段再填写"),
    )
