"""Errors of templates as findings, with file and line."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.diagnostics import Diagnostic, Location, Text


def is_of_a_template(error: Exception, templates: Sequence[Path]) -> bool:
    """Whether the error is a template's and not our code's: it does not parse, or the innermost frame is in a template."""
    if isinstance(error, TemplateError | UnicodeDecodeError):
        return True
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and any(Path(frames[-1].filename).is_relative_to(template) for template in templates)


def template_problem(error: Exception, templates: Sequence[Path], name: str = "site_templates") -> Diagnostic:
    """The finding for an error of the template library; ``name`` is the template asked for.

    ``templates`` are folders called ``site_templates``; a template's place begins with this name whichever it lies in.
    """
    return Diagnostic(
        where=_place(error, templates, name),
        code="template",
        what=_what(error),
        found=str(error).splitlines()[0][:200] if not isinstance(error, TemplateNotFound) else str(error.name),
        fix=Text(
            "restore the file, or correct the template at this place",
            "请恢复这个文件，或改正模板里的这一处",
        ),
    )


def _what(error: Exception) -> Text:
    match error:
        case TemplateNotFound():
            return Text("the template is missing", "缺少模板")
        case TemplateSyntaxError():
            return Text("this is not valid Jinja", "这里的 Jinja 写法有误")
        case UnicodeDecodeError():
            return Text("the template is not UTF-8", "模板不是 UTF-8 编码")
        case _:
            return Text("the template cannot be filled in", "模板里引用了没有的内容")


def _place(error: Exception, templates: Sequence[Path], name: str) -> Location:
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Location(_relative(Path(error.filename), templates), error.lineno)
    places = [
        Location(_relative(Path(frame.filename), templates), frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".j2", ".html"))
    ]
    return places[-1] if places else Location(name)


def _relative(path: Path, templates: Sequence[Path]) -> str:
    for folder in templates:
        for base in (folder.parent, folder.resolve().parent):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
    return path.name


def no_template_folder(name: str) -> Diagnostic:
    """The finding for what should be a folder of templates and is none."""
    return Diagnostic(
        where=Location(name),
        code="template",
        what=Text("this is no folder of templates", "这不是放模板的文件夹"),
        expected=Text("a folder, or nothing", "一个文件夹，也可以没有"),
        fix=Text(
            "restore the folder, correct its name in mkdocs.yml, or delete what is there",
            "请恢复文件夹，或在 mkdocs.yml 里改正它的名字，或删去这个文件",
        ),
    )
