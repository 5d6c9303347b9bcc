"""What a template takes in, macro by macro: the edit of a macro reaches the pages that call it, and not all that import its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateError, nodes
from jinja2.meta import find_referenced_templates

SYNTAX: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
"""How the templates of pages are read."""
BODY, ALL_PARTS = "", "*"
"""In place of a macro: what is in none, and all macros with it."""
Use = tuple[str, str]
"""The name of a template, and a macro at its top, ``BODY`` or ``ALL_PARTS``."""


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A macro at the top of a template, or all else that is in it: its ``content`` without places, and what it takes in."""

    content: str
    uses: frozenset[Use]


def parts_of(name: str, source: bytes) -> Mapping[str, TemplatePart] | None:
    """The parts of the template by macro; ``None`` where it says only later what it takes in, or cannot be read."""
    try:
        template = Environment(**SYNTAX).parse(source.decode("utf-8"))  # noqa: S701  # nothing is filled in
    except (TemplateError, UnicodeDecodeError):
        return None
    if None in find_referenced_templates(template):
        return None
    parts: dict[str, list[nodes.Node]] = {BODY: []}
    for node in template.body:
        parts.setdefault(node.name if isinstance(node, nodes.Macro) else BODY, []).append(node)
    names = _Names(name, template, parts)
    return {part: TemplatePart(repr(own), frozenset(names.uses(own))) for part, own in parts.items()}


class _Names:
    """What the names in a template stand for: its own macros, imported ones, and other templates."""

    def __init__(self, name: str, template: nodes.Template, macros: Mapping[str, object]) -> None:
        self._macros = {macro: (name, macro) for macro in macros}
        self._templates: dict[str, str] = {}
        for one in template.find_all(nodes.Import):
            self._templates[one.target] = _named(one)[0]
        for some in template.find_all(nodes.FromImport):
            for imported in some.names:
                macro, alias = (imported, imported) if isinstance(imported, str) else imported
                self._macros[alias] = _named(some)[0], macro

    def uses(self, part: Sequence[nodes.Node]) -> Iterator[Use]:
        within = nodes.Template(list(part))
        for reference in within.find_all((nodes.Import, nodes.FromImport)):
            yield _named(reference)[0], BODY
        for reference in within.find_all((nodes.Include, nodes.Extends)):
            yield from ((name, ALL_PARTS) for name in _named(reference))
        asked = set()
        for attribute in within.find_all(nodes.Getattr):
            if isinstance(attribute.node, nodes.Name) and attribute.node.name in self._templates:
                asked.add(id(attribute.node))
                yield self._templates[attribute.node.name], attribute.attr
        for name in within.find_all(nodes.Name):
            if name.name in self._macros:
                yield self._macros[name.name]
            if name.name in self._templates and id(name) not in asked:
                yield self._templates[name.name], ALL_PARTS


def _named(reference: Any) -> list[str]:
    """The templates that an import, an inclusion or an extension names."""
    constant = reference.template.as_const()
    return [constant] if isinstance(constant, str) else list(constant)
