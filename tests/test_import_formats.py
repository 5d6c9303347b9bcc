"""The gazette as a Word document or a PDF: the same draft as from the text; a picture of text is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from pypdf import PdfWriter

from tests.conftest import REPOSITORY, City
from tests.test_importing import ISSUE, only_plan


def word(file: Path, *, merged: bool = False) -> Path:
    """The issue, each run of rows as a real table; with ``merged``, the first column's two cells are one."""
    document: WordDocument = Document()
    rows: list[list[str]] = []
    for line in [*ISSUE.splitlines(), ""]:
        if "\t" in line and "关于" not in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            width = max(map(len, rows)) + merged
            table = document.add_table(len(rows), width)
            for row, cells in enumerate(rows):
                cells = ["类别" if row == 0 else "绿化" if row == 1 else "", *cells] if merged else cells
                for column, text in enumerate(cells):
                    table.cell(row, column).text = text
            if merged:
                table.cell(1, 0).merge(table.cell(len(rows) - 1, 0))
            rows = []
        document.add_paragraph(line)
    document.save(str(file))
    return file


def pdf(file: Path, lines: list[str]) -> Path:
    """A PDF with a text layer, written by hand: one font whose codes are Unicode's, and a map that says so."""
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
    content = f"BT /F 12 Tf 16 TL 40 800 Td\n{shown}\nET".encode()
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 1000 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    file.write_bytes(data)
    return file


def test_word_document_gives_the_draft_that_its_text_gives(city: City, tmp_path: Path) -> None:
    (tmp_path / "issue.txt").write_text(ISSUE, "utf-8")
    city.run("import", str(tmp_path / "issue.txt"), "--out", str(tmp_path / "from-text"))
    ran = city.run("import", str(word(tmp_path / "issue.docx")), "--out", str(tmp_path / "from-word"))
    assert ran.code == 0, ran.out
    assert only_plan(tmp_path / "from-word") == only_plan(tmp_path / "from-text")
    for table in (tmp_path / "from-text/datasets").rglob("*.csv"):
        other = tmp_path / "from-word" / table.relative_to(tmp_path / "from-text")
        assert without_lines(other) == without_lines(table), table.name


def without_lines(table: Path) -> list[str]:
    """The rows without their line in the source: a Word document has a line more between its paragraphs."""
    return [re.sub(r"第\d+行|row-\d+|,\d+$", "", row) for row in table.read_text("utf-8").splitlines()]


def test_merged_cell_of_a_word_table_stands_in_every_row(city: City, tmp_path: Path) -> None:
    ran = city.run("import", str(word(tmp_path / "issue.docx", merged=True)))
    assert ran.code == 0, ran.out
    rows = (city.root / "draft/datasets" / only_plan(city.root / "draft") / "table1.csv").read_text("utf-8")
    assert "r01,绿化,种树（万棵）,3,7" in rows
    assert "r02,绿化,成活率（%）,95,98以上" in rows


def test_pdf_with_a_text_layer_is_read(city: City, tmp_path: Path) -> None:
    lines = [line for line in ISSUE.splitlines() if line and "\t" not in line]
    ran = city.run("import", str(pdf(tmp_path / "issue.pdf", lines)))
    assert ran.code == 0, ran.out
    plan = only_plan(city.root / "draft")
    text = (city.root / f"draft/content/plans/{plan}.md").read_text("utf-8")
    assert "doc_number: 桂政〔2022〕9号" in text
    assert "### （一）多种树 {#c2-1 line=" in text
    assert "市园林局、市林业局" in (city.root / f"draft/datasets/{plan}/tasks.csv").read_text("utf-8")


@pytest.mark.parametrize("content", [b"no PDF at all", b"%PDF-1.7\nand then nothing"])
def test_damaged_pdf_is_told_in_our_words_alone(city: City, tmp_path: Path, content: bytes) -> None:
    """In a process of its own: there the reader's own lines would reach the screen."""
    (tmp_path / "issue.pdf").write_bytes(content)
    command = ("import", "--project", str(city.root), str(tmp_path / "issue.pdf"), "--lang", "zh")
    ran = subprocess.run(
        [sys.executable, "-m", "generator", *command],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "这不是 PDF 文件，或文件已损坏" in ran.stdout


def test_scanned_pdf_is_refused(city: City, tmp_path: Path) -> None:
    scan = PdfWriter()
    scan.add_blank_page(width=595, height=842)
    scan.write(tmp_path / "scan.pdf")
    ran = city.run("import", str(tmp_path / "scan.pdf"), "--lang", "en")
    assert ran.code == 1
    assert "none of the 1 pages has text: they are pictures" in ran.out
    assert not (city.root / "draft").exists()


def test_pdf_with_a_password_is_refused(city: City, tmp_path: Path) -> None:
    locked = PdfWriter()
    locked.add_blank_page(width=595, height=842)
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    assert "the PDF file needs a password" in city.run("import", str(tmp_path / "locked.pdf"), "--lang", "en").out
