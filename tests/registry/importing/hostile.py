"""Files somebody might send to hurt the server, each made from a good one or from nothing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.fixtures.lists import HEADS, head, text, xlsx
from tests.registry.importing.old_books import compound, xls

GOOD = xlsx([head("曾福生", 11)])
OLD = xls([head("曾福生", 11)])
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def parts(book: bytes = GOOD) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in content.items():
            book.writestr(name, data)
    return out.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good workbook with one part changed."""
    content = parts()
    content[name] = change(content[name])
    return packed(content)


def with_part(name: str, data: bytes) -> bytes:
    """The good workbook with one part more."""
    return packed({**parts(), name: data})


def far(reference: bytes) -> bytes:
    """A cell far away, before which a reader would lay out all others."""
    cell = b'<row r="9"><c r="%s" t="inlineStr"><is><t>x</t></is></c></row>' % reference
    return changed(SHEET, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))


def entity_bomb() -> bytes:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    doctype = b'<!DOCTYPE worksheet [<!ENTITY l0 "lol">' + levels + b"]>"
    return changed(SHEET, lambda xml: xml.replace(b"<worksheet", doctype + b"<worksheet", 1))


def lying_bomb() -> bytes:
    """A part that unpacks to 300 MB while the directory says 1,000 bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(squeeze.compress(b" " * (1 << 20)) for _ in range(300)) + squeeze.flush()
    book = bytearray(packed({**parts(), "xl/worksheets/sheet2.xml": b"?" * 1000}))
    at = book.find(b"xl/worksheets/sheet2.xml")
    start = at + len("xl/worksheets/sheet2.xml")
    old = struct.unpack("<I", book[at - 12 : at - 8])[0]
    grown = len(data) - old
    book[start : start + old] = data
    book[at - 12 : at - 8] = struct.pack("<I", len(data))
    central = book.find(b"PK\x01\x02", start + len(data))
    while central >= 0:
        name_length = struct.unpack("<H", book[central + 28 : central + 30])[0]
        name = bytes(book[central + 46 : central + 46 + name_length])
        if name == b"xl/worksheets/sheet2.xml":
            book[central + 20 : central + 24] = struct.pack("<I", len(data))
        central = book.find(b"PK\x01\x02", central + 4)
    end = book.rfind(b"PK\x05\x06")
    moved = struct.unpack("<I", book[end + 16 : end + 20])[0] + grown
    book[end + 16 : end + 20] = struct.pack("<I", moved)
    return bytes(book)


def corpus() -> Iterator[tuple[str, bytes]]:
    """Each by the name of what it tries."""
    yield "empty", b""
    yield "too large", b"PK\x03\x04" + bytes(21 << 20)
    yield "plain bomb", with_part("xl/worksheets/sheet2.xml", b"<x/>" * (60 << 18))
    yield "lying bomb", lying_bomb()
    yield "many parts", packed({**parts(), **{f"xl/media/{n}.xml": b"<x/>" for n in range(600)}})
    yield (
        "many sheets",
        packed({**parts(), **{f"xl/worksheets/sheet{n}.xml": b"<x/>" for n in range(2, 60)}}),
    )
    yield "far column", far(b"XFD9")
    yield "column just beyond", far(b"AP9")
    yield "far row", far(b"A1048576")
    yield "row just beyond", far(b"A50010")
    yield "entity bomb", entity_bomb()
    yield (
        "outside entity",
        changed(
            SHEET,
            lambda xml: xml.replace(
                b"<worksheet",
                b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet',
                1,
            ),
        ),
    )
    yield (
        "entity in another encoding",
        changed(SHEET, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    )
    yield from strangers()


def strangers() -> Iterator[tuple[str, bytes]]:
    """What is no plain workbook, or none of ours."""
    yield "macro", with_part("xl/vbaProject.bin", b"\x00" * 100)
    yield (
        "macro by type",
        changed(TYPES, lambda xml: xml.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
    )
    yield "outside link", with_part("xl/externalLinks/externalLink1.xml", b"<x/>")
    yield "embedded", with_part("xl/embeddings/oleObject1.bin", b"x")
    yield "cut off", GOOD[: len(GOOD) // 2]
    yield "no workbook", packed({"word/document.xml": b"<x/>"})
    yield "nested zip", packed({"a.xlsx": GOOD})
    yield "old macro", COMPOUND + bytes(504) + "_VBA_PROJECT".encode("utf-16-le") + bytes(2048)
    yield "password", COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
    yield "hollow old book", COMPOUND + bytes(4096)
    yield "page", b"<html><table><tr><td>x</td></tr></table></html>"
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(200)
    yield "document", b"%PDF-1.7\n" + bytes(200)
    yield "other encoding", text([head("曾福生", 11)], "utf-16")
    yield "endless cell", ",".join(HEADS).encode() + b"\n" + b"x" * 100_000
    yield "endless line", ",".join(HEADS).encode() + b"\n" + b"," * 100_000
    yield "open quote", ",".join(HEADS).encode() + b'\n"' + b"a\n" * 200_000
    yield "wrong template", xlsx([], heads=("姓名", "成绩"))
    yield "twice a column", xlsx([], heads=(*HEADS, "姓名"))
    yield "unknown column", xlsx([], heads=(*HEADS, "=cmd|'/c calc'!A1"))
    yield "nothing in it", xlsx([], heads=())
    yield "old book cut off", OLD[: len(OLD) - 2048]
    yield "old book of nothing", compound(b"")
    yield "old book under another name", compound(OLD, "Mailbox")
    yield "numbers in an old book", xls([head("曾福生", 身份证号码=360799197005010114.0)])
    yield "numbers for numbers", xlsx([head("曾福生", 身份证号码=360799197005010114.0)])
    yield "numbers in CSV", text([head("曾福生", 身份证号码="3.60799E+17"), head("钟水生", 3)])
