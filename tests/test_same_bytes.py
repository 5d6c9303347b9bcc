"""What must not depend on the machine, as far as one Python can show it; ``nox -s same_bytes`` compares all there are."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from io import BytesIO
from struct import unpack_from
from zipfile import ZipFile

import pytest

from generator.charts.preview import Preview, picture
from generator.deflating import gzipped, raw_stream, zipped, zlib_stream
from tests.conftest import City

TEXT = "".join(f"第{number}条　每年检查两次，{number * 7919 % 100}处。\n" for number in range(400)).encode("utf-8")
STREAM = "e5145eca"
"""How the digest of the text's DEFLATE stream begins, as libdeflate 1.2x at our level packs it: on every processor."""


@pytest.mark.parametrize("content", [b"", b"x", TEXT, bytes(range(256)) * 300, bytearray(TEXT)])
def test_streams_are_read_by_another_library(content: bytes) -> None:
    assert zlib.decompress(raw_stream(content), wbits=-15) == content
    assert zlib.decompress(zlib_stream(content)) == content
    assert gzip.decompress(gzipped(bytes(content))) == content


def test_streams_are_those_of_the_locked_library() -> None:
    """A new version of it may pack into other bytes: files of one name would then differ from those of a former build."""
    assert hashlib.sha256(raw_stream(TEXT)).hexdigest()[:8] == STREAM


def test_gzip_file_states_no_time_and_no_name() -> None:
    _, flags, time = unpack_from("<3sBI", gzipped(TEXT))
    assert (flags, time) == (0, 0)


def test_archive_is_read_by_another_library_and_states_nothing_of_where_it_was_made() -> None:
    files = {"乙/b.txt": TEXT, "a.txt": b"", "c.bin": bytes(range(256))}
    with ZipFile(BytesIO(zipped(files.items()))) as archive:
        assert archive.testzip() is None
        members = archive.infolist()
        assert {member.filename: archive.read(member) for member in members} == files
    assert [member.filename for member in members] == list(files)
    assert {(member.date_time, member.create_system, member.external_attr >> 16) for member in members} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o644)
    }


def test_picture_is_packed_by_the_same_library() -> None:
    content = picture(Preview(over="甲", title="乙", value="1", about="丙", source="丁"))
    length, kind = unpack_from(">I4s", start := content[content.index(b"IDAT") - 4 :])
    assert kind == b"IDAT"
    stream = start[8 : 8 + length]
    assert stream == zlib_stream(zlib.decompress(stream))


def test_workbooks_archives_and_sitemap_are_packed_by_the_same_library(settled_city: City) -> None:
    site = settled_city.root / "site"
    packed = [*site.rglob("*.xlsx"), *site.rglob("*.zip")]
    assert {path.suffix for path in packed} == {".xlsx", ".zip"}
    for path in packed:
        with ZipFile(path) as archive:
            assert path.read_bytes() == zipped((name, archive.read(name)) for name in archive.namelist()), path.name


def test_database_keeps_nothing_of_the_library_and_of_what_is_gone(settled_city: City) -> None:
    (path,) = (settled_city.root / "site").rglob("*.sqlite")
    content = path.read_bytes()
    changes, valid_for, version = (int.from_bytes(content[place : place + 4], "big") for place in (24, 92, 96))
    assert (changes, valid_for, version) == (1, 1, 1)
    (size,) = unpack_from(">H", content, 16)
    assert size == 4096
    pages = {place or 100: content[place or 100] for place in range(0, len(content), size)}
    kinds = {2: 12, 5: 12, 10: 8, 13: 8}
    assert {kind for kind in pages.values() if kind in kinds} >= {5, 13}
    for header, kind in pages.items():
        if kind in kinds:
            cells, first = unpack_from(">HH", content, header + 3)
            unused = content[header + kinds[kind] + 2 * cells : header // size * size + first]
            assert not any(unused), f"page {header // size}"
