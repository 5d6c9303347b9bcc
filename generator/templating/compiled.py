"""The code of compiled templates, kept for the time of the process, so that a template is compiled once. What is compiled
before the workers begin (``parallel``) they all have.
"""

from __future__ import annotations

from contextlib import suppress
from types import CodeType

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

_codes: dict[tuple[str, str], CodeType] = {}


class CompiledTemplates(BytecodeCache):
    """By name and path of a template, and check sum of its source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            _codes[bucket.key, bucket.checksum] = bucket.code


def compile_all(environment: Environment, folder: str) -> None:
    """Compiles the templates of a ``folder``, for the processes that begin after this one. A broken one is told where it is
    used.
    """
    for name in environment.list_templates(filter_func=lambda name: name.startswith(f"{folder}/")):
        with suppress(TemplateError):
            environment.get_template(name)
