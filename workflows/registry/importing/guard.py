"""Refuses what is no plain table by its bytes alone, before anything is unpacked into memory.

An .xlsx is a zip of XML: it is streamed once, so that a bomb, a far cell, an entity or a macro is
found in constant memory. An .xls is a compound file whose records only its reader knows; that runs
under limits of its own (`reader`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from .refusals import SheetRefused

MIB = 1 << 20
LARGEST = 20 * MIB
# Widest and longest sheet taken: the dense table a reader makes of it stays below 70 MB.
MOST_COLUMNS = 41
MOST_ROWS = 50_000
MOST_SHEETS = 40
MOST_PARTS = 500
LARGEST_UNPACKED = 400 * MIB
LARGEST_PART = 220 * MIB
LARGEST_STRINGS = 80 * MIB
MOST_TIMES = 100  # how much larger a part may become; real sheets grow 15-fold, bombs 1000-fold
_CHUNK = 1 * MIB
_OVERLAP = 64
_SMALL = 1 * MIB

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACTIVE = (
    "vbaproject",
    "macrosheets/",
    "activex/",
    "embeddings/",
    "externallinks/",
    "dialogsheets/",
)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAR_COLUMN = re.compile(rb"""[\s]r=["'](?:[A-Z]{3,}|[B-Z][A-Z]|A[P-Z])\d""")
_FAR_ROW = re.compile(
    rb"""[\s]r=["'][A-Z]{0,3}(?:\d{6,}|[6-9]\d{4}|5[1-9]\d{3}|50[1-9]\d\d|500[1-9]\d)["']"""
)
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Format(StrEnum):
    """What a file is, by its bytes."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


def inspect(data: bytes) -> Format:
    """The format of a file that may be read on; raises SheetRefused."""
    if not data:
        raise SheetRefused("上传的文件是空的，请重新选择。")
    if len(data) > LARGEST:
        raise SheetRefused(f"文件超过{LARGEST // MIB} MB，请按乡镇分成几个文件上传。")
    if data.startswith(_ZIP):
        _inspect_xlsx(data)
        return Format.XLSX
    if data.startswith(_COMPOUND):
        _inspect_compound(data)
        return Format.XLS
    if b"\x00" in data or data.startswith((b"%PDF", b"{\\rtf", b"PK")):
        raise SheetRefused("只接受.xlsx、.xls和.csv表格文件，请用模板填写后上传。")
    if data.lstrip()[:1] == b"<":
        raise SheetRefused("这是网页或XML文件，不是表格；请在Excel或WPS中另存为.xlsx后上传。")
    return Format.CSV


def _inspect_compound(data: bytes) -> None:
    if _ENCRYPTED in data:
        raise SheetRefused("工作簿设有密码，请取消密码后上传。")
    if _VBA in data:
        raise SheetRefused("工作簿含有宏，请另存为不含宏的.xlsx后上传。")


def _inspect_xlsx(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            _inspect_parts(parts, len(data))
            for part in parts:
                _inspect_part(book, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise SheetRefused("文件已损坏，无法打开；请在Excel或WPS中另存后再上传。") from error
    except (RuntimeError, ValueError, UnicodeError) as error:
        raise SheetRefused("文件的内部结构不符合.xlsx的规定，请另存后再上传。") from error


def _inspect_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename.lower() for part in parts]
    if any(word in name for name in names for word in _ACTIVE):
        raise SheetRefused("工作簿含有宏、控件、嵌入对象或外部链接，请另存为普通.xlsx后上传。")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise SheetRefused("这不是.xlsx工作簿，请用模板填写后上传。")
    if len(set(names)) < len(names):
        raise SheetRefused("文件的内部结构有重复，请在Excel或WPS中另存后再上传。")
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused("工作簿设有密码，请取消密码后上传。")
    sheets = sum(name.startswith("xl/worksheets/") for name in names)
    if len(parts) > MOST_PARTS or sheets > MOST_SHEETS:
        raise SheetRefused(f"工作表过多，至多{MOST_SHEETS}张，请分成几个文件上传。")
    # Parts that lie over one another are one bomb counted many times.
    if sum(part.compress_size for part in parts) > size:
        raise SheetRefused("文件的内部结构有重叠，不予打开。")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(map(_swells, parts)):
        raise SheetRefused("文件解压后过大，不予打开；请删去空行、图片和格式后另存上传。")


def _swells(part: zipfile.ZipInfo) -> bool:
    strings = part.filename.lower().endswith("sharedstrings.xml")
    if part.file_size > (LARGEST_STRINGS if strings else LARGEST_PART):
        return True
    return part.file_size > _SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1)


def _inspect_part(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    name = part.filename.lower()
    if not name.endswith((".xml", ".rels")):
        return
    is_sheet = name.startswith("xl/worksheets/")
    first = True
    for window in _windows(book, part):
        if first and (b"\x00" in window[:8] or window.startswith((b"\xff\xfe", b"\xfe\xff"))):
            raise SheetRefused("文件的内部编码不是UTF-8，请在Excel或WPS中另存后再上传。")
        first = False
        if _DECLARES.search(window):
            raise SheetRefused("文件内含实体声明，不予打开；请在Excel或WPS中另存后再上传。")
        if name == "[content_types].xml" and b"macroEnabled" in window:
            raise SheetRefused("工作簿含有宏，请另存为不含宏的.xlsx后上传。")
        if is_sheet and _FAR_COLUMN.search(window):
            raise SheetRefused(
                f"工作表第{MOST_COLUMNS}列以外还有内容，请删去多余的列（整列删除）后上传。"
            )
        if is_sheet and _FAR_ROW.search(window):
            raise SheetRefused(f"每张工作表至多{MOST_ROWS}行，请按乡镇分表，或删去末尾的空行。")


def _windows(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes in pieces that overlap, so that nothing hides on a seam."""
    tail, size = b"", 0
    with book.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > LARGEST_PART:
                raise SheetRefused("文件解压后过大，不予打开。")
            yield tail + piece
            tail = piece[-_OVERLAP:]
