"""YAML (and JSON, a subset of it) → plain values with source positions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Location, Text
from generator.reading.source import SourceText

ALIAS = "a value cannot start with *"
PROBLEMS = {
    ALIAS: "值不能以 * 开头",
    "mapping values are not allowed here": "这里多了一个英文冒号",
    "could not find expected ':'": "缺少英文冒号",
    "found character '\\t' that cannot start any token": "缩进用了制表符，请改用空格",
    "found unexpected end of stream": "引号没有成对",
    "expected <block end>, but found '<block mapping start>'": "缩进不对",
    "expected <block end>, but found '-'": "缩进不对",
    "expected <block end>, but found '<scalar>'": "引号后面还有文字",
    "expected the node content, but found '-'": "缺少值",
    "Expecting value": "缺少值，或多了一个逗号",
    "Expecting ',' delimiter": "缺少英文逗号",
    "Expecting ':' delimiter": "缺少英文冒号",
    "Expecting property name enclosed in double quotes": "这里应是带英文双引号的名称，前面可能多了一个逗号",
    "Illegal trailing comma before end of object": "最后一项后面多了一个逗号",
    "Illegal trailing comma before end of array": "最后一项后面多了一个逗号",
    "Extra data": "末尾的括号后面还有内容",
    "Unterminated string starting at": "引号没有成对",
    "Invalid control character at": "引号里换了行，或有制表符",
    "Invalid \\escape": "反斜杠要写成 \\\\",
}
"""Messages of the parsers → Chinese. One that is not here is left out of the Chinese text."""

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """``value`` is made of dict, list and scalars; ``locate`` maps each path of keys to its location.

    ``Tree.where(("resources", 0, "path"))`` is the location of that value, or of the nearest parent known. The locations
    are looked up on the first use: most files need none.
    """

    value: Any
    locate: Callable[[], Mapping[KeyPath, Location]]

    def where(self, path: KeyPath) -> Location:
        while path and path not in self._places:
            path = path[:-1]
        return self._places[path]

    @cached_property
    def _places(self) -> Mapping[KeyPath, Location]:
        return self.locate()


def read_yaml_tree(
    source: SourceText, text: str, first_line: int = 1, *, scalars_as_text: bool = False
) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The tree in ``text``, which starts at ``first_line`` of ``source``; ``None`` when it is no valid YAML.

    With ``scalars_as_text`` every scalar stays the string it is written as, so that a date that does not
    exist is still there to be shown.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Tree({}, lambda: {(): source.at(first_line)}), ()
        walk = _Walk(source, first_line, loader, scalars_as_text)
        value = walk.value(node, ())
    except yaml.MarkedYAMLError as error:
        return None, (_invalid(source, first_line, error),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, (_invalid(source, first_line, error),)
    finally:
        loader.dispose()
    return Tree(value, lambda: walk.places), tuple(walk.findings)


class _Loader(yaml.SafeLoader):
    """A safe loader without aliases, which would allow exponential expansion (billion laughs)."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, ALIAS, mark)
        return super().compose_node(parent, index)


class _Walk:
    """Builds the value of a node and records the location of every path; a repeated key is a finding."""

    def __init__(self, source: SourceText, first_line: int, loader: _Loader, scalars_as_text: bool) -> None:
        self.source = source
        self.offset = first_line
        self.loader = loader
        self.scalars_as_text = scalars_as_text
        self.places: dict[KeyPath, Location] = {}
        self.findings: list[Diagnostic] = []

    def at(self, node: yaml.Node) -> Location:
        return self.source.at(node.start_mark.line + self.offset, node.start_mark.column + 1)

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self.places[path] = self.at(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        if self.scalars_as_text:
            return "" if node.tag.endswith(":null") else node.value
        return self.loader.construct_object(node)

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in result:
                self.findings.append(
                    Diagnostic(
                        where=self.at(key_node),
                        code="duplicate-key",
                        what=Text(f"the key “{key}” stands twice", f"键“{key}”写了两次"),
                        expected=Text("each key once", "每个键只写一次"),
                        fix=Text("delete one of the two", "请删去其中一个"),
                    )
                )
                continue
            result[key] = self.value(child, (*path, key))
            self.places[(*path, key)] = self.at(key_node)
        return result


def _invalid(source: SourceText, first_line: int, error: Exception) -> Diagnostic:
    scanning = str(getattr(error, "context", "")).startswith("while scanning")
    mark = getattr(error, "context_mark" if scanning else "problem_mark", None)  # where the open quote stands
    where = source.at(mark.line + first_line, mark.column + 1) if mark else source.at(first_line)
    return Diagnostic(
        where=where,
        code="invalid-yaml",
        what=_said(Text("this is not valid YAML", "这里的 YAML 写法有误"), error, getattr(error, "problem", None)),
        found=_line(source, where),
        expected=Text("lines of the form  key: value", "每行一个“键: 值”，冒号后空一格"),
        fix=Text(
            "check indentation and quotes; put a value that holds “: ” or starts with a quote or bracket in 'single quotes'",
            "请检查缩进和引号；值里有英文冒号、引号或方括号时，用英文单引号括起来",
        ),
    )


def _said(what: Text, error: Exception, problem: str | None) -> Text:
    """``what`` followed by the parser's message, in Chinese where it has a translation."""
    if isinstance(error, RecursionError):
        return what + Text(": brackets are nested too deep", "：括号嵌套太深")
    said = (problem or str(error)).splitlines()[0]
    zh = PROBLEMS.get(said.strip(), "")
    return what + Text(f": {said}", f"：{zh}" if zh else "")


def _line(source: SourceText, where: Location) -> str:
    """The line that a finding is about; the last one that holds anything where it is about the file's end."""
    lines = [line.strip() for line in source.lines[: where.line] if line.strip()]
    return lines[-1][:80] if lines else ""


def read_json_tree(source: SourceText) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The tree in a JSON file: ``json`` validates, the YAML parser gives the positions. ``None`` when it is no JSON."""
    repeated: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            repeated.extend(name for name, _ in pairs)
        return members

    try:
        value = json.loads(source.text, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        return None, (_invalid_json(source, error),)
    findings = _read_as_yaml(source)[1] if repeated else ()
    return Tree(value, lambda: _read_as_yaml(source)[0]), findings


def _read_as_yaml(source: SourceText) -> tuple[Mapping[KeyPath, Location], tuple[Diagnostic, ...]]:
    """The locations in a JSON file, which is nearly always YAML, too; where it is not, that of its start."""
    tree, findings = read_yaml_tree(source, source.text.replace("\t", " "))
    return (tree.locate(), findings) if tree else ({(): source.at(1, 1)}, ())


def _invalid_json(source: SourceText, error: Exception) -> Diagnostic:
    line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
    where = source.at(line, column)
    return Diagnostic(
        where=where,
        code="invalid-json",
        what=_said(Text("this is not valid JSON", "这里的 JSON 写法有误"), error, getattr(error, "msg", None)),
        found=_line(source, where),
        expected=Text('"name": "value", with a comma between entries', '"名称": "值"，各项之间用英文逗号'),
        fix=Text(
            "look for a missing comma, quote or bracket at or just before this place",
            "请检查此处或前面是否少了逗号、引号或括号",
        ),
    )
