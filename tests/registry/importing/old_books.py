"""Workbooks as Excel 97 wrote them (.xls): a compound file with one stream of BIFF8 records.

Written here because the one library that writes them has not been kept since 2017. Sources: [MS-CFB]
for the file around it, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterable, Mapping

from tests.fixtures.lists import HEADS

SECTOR, LEAST = 512, 4096
FREE, CHAIN_END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, BOUNDSHEET, LABEL, NUMBER, CODEPAGE = 0x0809, 0x000A, 0x0085, 0x0204, 0x0203, 0x0042
GLOBALS, WORKSHEET = 0x0005, 0x0010


def xls(rows: Iterable[Mapping[str, object]], sheet: str = "名单") -> bytes:
    """A list in the template's columns; numbers are number cells, all else is text."""
    body = _record(BOF, struct.pack("<HHHHII", 0x0600, WORKSHEET, 0, 1997, 0, 0x0600))
    for number, row in enumerate([dict(zip(HEADS, HEADS, strict=True)), *rows]):
        for place, head in enumerate(HEADS):
            if head in row:
                body += _cell(number, place, row[head])
    return compound(_globals(sheet) + body + _record(EOF))


def _globals(sheet: str) -> bytes:
    start = _record(BOF, struct.pack("<HHHHII", 0x0600, GLOBALS, 0, 1997, 0, 0x0600))
    start += _record(CODEPAGE, struct.pack("<H", 1200))
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    end = _record(EOF)
    at = len(start) + 4 + 6 + len(name) + len(end)  # where the sheet's own records begin
    return start + _record(BOUNDSHEET, struct.pack("<IBB", at, 0, 0) + name) + end


def _cell(row: int, place: int, value: object) -> bytes:
    at = struct.pack("<HHH", row, place, 0)
    if isinstance(value, int | float):
        return _record(NUMBER, at + struct.pack("<d", value))
    text = str(value).encode("utf-16-le")
    return _record(LABEL, at + struct.pack("<HB", len(text) // 2, 1) + text)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream, long enough not to be a small one."""
    stream = stream.ljust(LEAST, b"\x00")
    sectors = -(-len(stream) // SECTOR)
    stream = stream.ljust(sectors * SECTOR, b"\x00")
    assert sectors + 2 <= SECTOR // 4, "one sector of the table of sectors is enough for a test"
    # Sector 0 is that table, 1 the directory, from 2 on the stream.
    chain = [FAT, CHAIN_END, *range(3, sectors + 2), CHAIN_END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, LEAST,
                          CHAIN_END, 0, CHAIN_END, 0)  # fmt: skip
    header += struct.pack("<I", 0).ljust(SECTOR - len(header), b"\xff")
    root = _entry("Root Entry", 5, child=1, start=CHAIN_END, size=0)
    book = _entry(name, 2, child=FREE, start=2, size=sectors * SECTOR)
    return header + table + (root + book).ljust(SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    fixed = struct.pack(
        "<HBBIII16xI16xIQ", len(written), kind, 1, FREE, FREE, child, 0, start, size
    )
    return written.ljust(64, b"\x00") + fixed
