"""PDF files with a text layer, by pypdf. A scanned page has none, and is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import Text
from generator.importing.formats import SourceFormat, cannot_import, missing_library


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps the library's own English lines from the screen: what is wrong with a file is told as a finding."""
    logger, nowhere = logging.getLogger("pypdf"), logging.NullHandler()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(nowhere)
    try:
        yield
    finally:
        logger.removeHandler(nowhere)
        logger.propagate = propagate


@_silent()
def _read(source: Path) -> list[str]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise missing_library(source, "pypdf") from error
    try:
        reader = PdfReader(source)
        if reader.is_encrypted and not reader.decrypt(""):
            raise cannot_import(
                source,
                Text("the PDF file needs a password", "这个 PDF 文件有密码"),
                Text("save it without a password", "请另存为没有密码的文件"),
            )
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise cannot_import(
            source,
            Text("this is no PDF file, or a damaged one", "这不是 PDF 文件，或文件已损坏"),
            Text("download or save it again", "请重新下载或另存"),
        ) from error
    if not any(page.strip() for page in pages):
        raise cannot_import(
            source,
            Text(
                f"none of the {len(pages)} pages has text: they are pictures",
                f"{len(pages)} 页都没有文字，是扫描的图片",
            ),
            Text("have it recognised (OCR), then import the text", "请先做文字识别（OCR），再导入识别出的文字"),
        )
    return [line for page in pages for line in [*page.split("\n"), ""]]


FORMAT = SourceFormat(suffixes=(".pdf",), read=_read)
