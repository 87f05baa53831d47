"""Reading a list of region codes into the register."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from workflows.registry.codes import BadCode, ancestors, level, normalise, reach
from workflows.registry.models import Region
from workflows.registry.regions import forget_names

_BATCH = 2000
_NAME_LENGTH = 100


class BadList(Exception):
    """A file that is no list of regions; the message is Chinese and names the line."""


@transaction.atomic
def load_regions(path: Path, *, prefix: str = "") -> int:
    """Store the regions of a CSV file with the columns code and name; returns how many.

    With a prefix, only the regions whose code begins with it, and those above them, are
    taken. Loading the same file again changes nothing; a changed name is brought up to date;
    nothing is deleted. All or nothing: BadList leaves the table as it was.
    """
    regions = _below(prefix, _read(path)) if prefix else list(_read(path))
    if not regions:
        raise BadList(f"{path.name}中没有可载入的区划代码（前缀：{prefix or '无'}），请核对。")
    Region.objects.bulk_create(
        regions,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level"],
    )
    forget_names()
    return len(regions)


def _below(prefix: str, regions: Iterator[Region]) -> list[Region]:
    try:
        top = normalise(prefix)
    except BadCode as error:
        raise BadList(f"前缀有误：{error}") from None
    (low, high), above = reach(top), ancestors(top)
    return [region for region in regions if low <= region.code < high or region.code in above]


def _read(path: Path) -> Iterator[Region]:
    rows = csv.DictReader(io.StringIO(_text(path)))
    if not {"code", "name"} <= set(rows.fieldnames or ()):
        raise BadList(f"{path.name}第1行须有表头code,name，现为：{','.join(rows.fieldnames or ())}")
    seen: dict[int, int] = {}
    for row in rows:
        written, name = (row["code"] or "").strip(), (row["name"] or "").strip()
        where = f"{path.name}第{rows.line_num}行"
        try:
            code = normalise(written)
        except BadCode as error:
            raise BadList(f"{where}：{error}") from None
        if not 0 < len(name) <= _NAME_LENGTH:
            raise BadList(f"{where}：名称应为1至{_NAME_LENGTH}个字。")
        if code in seen:
            raise BadList(f"{where}：代码{written}与第{seen[code]}行重复，请删去一行。")
        seen[code] = rows.line_num
        yield Region(code=code, name=name, level=level(code))


def _text(path: Path) -> str:
    """The file as text: UTF-8, with or without a mark, or GB18030 as spreadsheets save it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadList(f"无法读取{path}：{error.strerror}") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadList(f"{path.name}既不是UTF-8也不是GB18030编码，请另存为UTF-8编码的CSV。")
