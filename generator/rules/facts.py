"""Front matter, site settings and descriptors have exactly the keys and values they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.model import Corpus
from generator.reading.project import SITE_FILE, ProjectSources
from generator.reading.yaml_tree import Tree
from generator.rules import Rule
from generator.rules._patterns import in_words
from generator.schemas import json_schema


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    if project.settings:
        yield from _violations(project.settings, "site")
    for document in project.documents.values():
        yield from _violations(document.front_matter, "plan")
    for document in project.pages.values():
        yield from _violations(document.front_matter, "page")
    for package in project.packages.values():
        yield from _violations(package.descriptor, "descriptor")


def _violations(tree: Tree, schema: str) -> Iterator[Diagnostic]:
    validator = Draft202012Validator(json_schema(schema), format_checker=FormatChecker(("date",)))
    for error in sorted(
        validator.iter_errors(tree.value), key=lambda error: [str(part) for part in error.absolute_path]
    ):
        yield from _translated(tree, error)


def _translated(tree: Tree, error: ValidationError) -> Iterator[Diagnostic]:
    """A JSON Schema error as findings: one for each unknown or missing key, or one for the value."""
    path = tuple(error.absolute_path)
    where = tree.where(path)
    instance: Any = error.instance
    limit: Any = error.validator_value
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    match error.validator:
        case "additionalProperties":
            for key in sorted(set(instance) - set(known)):
                yield _unknown_key(tree.where((*path, key)), key, known)
        case "required":
            for key in _listed(limit):
                if key not in instance:
                    yield _missing_key(where, key, known)
        case _:
            key = next((part for part in reversed(path) if isinstance(part, str)), SITE_FILE)
            yield _bad_value(where, key, instance, error)


def _listed(limit: Any) -> list[str]:
    """The values of a schema's ``enum`` or ``required`` as text."""
    return [str(value) for value in limit]


def _unknown_key(where: Location, key: str, known: Mapping[str, Any]) -> Diagnostic:
    names = ", ".join(known)
    return Diagnostic(
        where=where,
        code="unknown-key",
        what=Text("this key is not known", "没有这个键"),
        found=key,
        expected=Text(f"one of: {names}", f"其中之一：{names}") + did_you_mean(key, known),
        fix=Text("correct or delete the key", "请改正或删去"),
    )


def _missing_key(where: Location, key: str, known: Mapping[str, Any]) -> Diagnostic:
    about = known.get(key, {}).get("description", "")
    return Diagnostic(
        where=where,
        code="missing-key",
        what=Text(f"the key “{key}” is missing", f"缺少“{key}”"),
        expected=Text(
            f"{key}: … ({about})" if about else f"{key}: …", f"{key}: …（{about}）" if about else f"{key}: …"
        ),
        fix=Text(f"add a line  {key}: …", f"请加一行 {key}: …"),
    )


def _bad_value(where: Location, key: str, instance: Any, error: ValidationError) -> Diagnostic:
    about = error.schema.get("description", "") if isinstance(error.schema, Mapping) else ""
    return Diagnostic(
        where=where,
        code="bad-value",
        what=Text(f"the value of “{key}” is not possible", f"“{key}”的值不对"),
        found=str(instance)[:120],
        expected=_expected(error) + (Text(f" ({about})", f"（{about}）") if about else Text("", "")),
        fix=Text("correct the value", "请改正"),
    )


def _expected(error: ValidationError) -> Text:
    limit: Any = error.validator_value
    match error.validator:
        case "enum":
            return Text(f"one of: {', '.join(_listed(limit))}", f"其中之一：{'、'.join(_listed(limit))}")
        case "format":  # no other than dates are looked at
            return Text("a date that exists, as YYYY-MM-DD", "真实存在的日期，写作 YYYY-MM-DD")
        case "minLength":
            return Text("a value", "不能为空")
        case "pattern":
            return in_words(str(limit))
        case "type":
            return TYPE_NAMES.get(str(limit), Text(f"a value of type {limit}", f"类型为 {limit}"))
        case "minItems":
            return Text("at least one entry", "至少一项")
        case _:
            return Text(error.message[:160], "datasets/README.md 里说明的写法")


TYPE_NAMES = {
    "string": Text("a text", "一段文字"),
    "object": Text("lines of the form  key: value", "每行一个“键: 值”"),
    "array": Text("a list", "列表"),
}


RULE = Rule(
    codes=("unknown-key", "missing-key", "bad-value"),
    why=Text(
        "A mistyped key would be silently ignored, and an impossible date silently published.",
        "写错的键会被悄悄忽略，不存在的日期会被悄悄发布。",
    ),
    check=_check,
)
