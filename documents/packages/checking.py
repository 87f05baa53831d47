"""Checking a package without a server, a database or any library: every member, chain and proof.

The items follow the four properties (四性) of electronic files: 真实性, 完整性, 可用性, 安全性. What
a program can check reads pass or fail, what deserves a look warn, and what only a person can judge
manual. This claims conformity with no standard.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from . import merkle, notes
from .members import (
    CHECKPOINTS,
    FORMAT,
    JOURNAL,
    MANIFEST,
    METADATA,
    PAPERS,
    README,
    SCANS,
    SIGNATURE,
    statement,
)  # fmt: skip

PASS, WARN, FAIL, MANUAL = "pass", "warn", "fail", "manual"
REQUIRED = ("number", "title", "procedure", "agency", "opened_on", "closed_on", "retention")
STARTS = {".pdf": b"%PDF-", ".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG", ".xml": b"<?xml"}
PLAIN = (".json", ".txt", ".sig")
BY_HAND = (
    ("真实性", "签章原件上的签名、印章是否为本人、本机关所为"),
    ("完整性", "应归档的材料是否都已归档，有无漏页"),
    ("可用性", "扫描件是否清晰可读"),
    ("安全性", "病毒检测；存储介质的状况和保管环境"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: which property, what, how it came out, and why."""

    property: str
    what: str
    result: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.result:<6} {self.property} {self.what}" + (
            f"：{self.why}" if self.why else ""
        )


class Broken(Exception):
    """This cannot be as it was sealed; the message says what is wrong."""


@dataclass(slots=True)
class _Package:
    members: dict[str, bytes]
    manifest: dict[str, Any] = field(default_factory=dict)
    key: bytes = b""


def check(package: Path | BinaryIO, key: str = "") -> list[Item]:
    """Everything that can be said of a package; `key` (hex) is the public key that must have signed.

    Without `key` the one in the package is used, which proves that its parts belong together but
    not whose they are. Any `fail` among the items means that it is not as it was sealed.
    """
    try:
        held = _Package(_read(package))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        return [Item("完整性", "信息包能打开", FAIL, type(error).__name__)]
    items = []
    for prop, what, look in _LOOKS:
        try:
            items += [Item(prop, what, result, why) for result, why in look(held, key)]
        except Broken as error:
            items.append(Item(prop, what, FAIL, str(error)))
        except (ValueError, LookupError, TypeError, AttributeError, SyntaxError) as error:
            items.append(Item(prop, what, FAIL, f"内容不合格式（{type(error).__name__}）"))
    return items + [Item(prop, what, MANUAL) for prop, what in BY_HAND]


def is_sound(items: list[Item]) -> bool:
    """Whether nothing failed; what is marked manual remains to be looked at."""
    return all(item.result != FAIL for item in items)


Look = Callable[[_Package, str], Iterator[tuple[str, str]]]


def _read(package: Path | BinaryIO) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        if len(set(names)) != len(names):
            raise ValueError("a name stands twice")
        return {name: archive.read(name) for name in names}


def _signed(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    manifest = held.members.get(MANIFEST)
    if manifest is None or SIGNATURE not in held.members:
        raise Broken("没有目录清单或其签名")
    held.manifest = json.loads(manifest)
    if held.manifest["format"] != FORMAT:
        raise Broken("格式版本不明")
    held.key = bytes.fromhex(key or held.manifest["key"])
    try:
        said = notes.opened(held.members[SIGNATURE].decode(), held.key)
    except notes.BadNote as error:
        raise Broken(str(error)) from None
    if said != statement(manifest):
        raise Broken("清单与签名不符")
    yield (PASS, "") if key else (WARN, f"公钥取自包内，请与公布的核对：{held.key.hex()}")


def _complete(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    named = {line["path"]: line for line in held.manifest["members"]}
    there = held.members.keys() - {MANIFEST, SIGNATURE}
    if lost := sorted(named.keys() - there):
        raise Broken(f"缺少 {'、'.join(lost)}")
    if strange := sorted(there - named.keys()):
        raise Broken(f"多出 {'、'.join(strange)}")
    for path, line in named.items():
        data = held.members[path]
        if (hashlib.sha256(data).hexdigest(), len(data)) != (line["sha256"], line["size"]):
            raise Broken(f"{path} 与清单中的校验值不符")
    yield PASS, f"{len(named)} 件"


def _described(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    root = ElementTree.fromstring(held.members[METADATA])  # noqa: S314 - signed by ourselves, no entities of strangers
    empty = [name for name in REQUIRED if not (root.findtext(name) or "").strip()]
    if empty:
        raise Broken(f"元数据缺 {'、'.join(empty)}")
    yield PASS, ""


def _chained(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    count = 0
    for case, events in _journals(held):
        previous = ""
        for number, event in enumerate(events, start=1):
            body = json.loads(event["body"])
            text = f"{previous}\n{event['body']}".encode()
            if (body["case"], body["seq"], event["previous"]) != (case, number, previous):
                raise Broken(f"案件 {case} 第 {number} 条不衔接")
            previous = hashlib.new(event["algorithm"], text).hexdigest()
            if previous != event["hash"]:
                raise Broken(f"案件 {case} 第 {number} 条的正文与散列不符")
            count += 1
    if not count:
        raise Broken("没有办理记录")
    yield PASS, f"{count} 条"


def _committed(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    erased = 0
    for case, events in _journals(held):
        for event in events:
            body, personal = json.loads(event["body"]), event["personal"]
            if personal is None:
                erased += bool(body["commitment"])
                continue
            text = f"{personal['salt']}\n{personal['text']}".encode()
            if hashlib.new(event["algorithm"], text).hexdigest() != body["commitment"]:
                raise Broken(f"案件 {case} 第 {body['seq']} 条的个人信息与承诺不符")
    yield (WARN, f"{erased} 条的个人信息已删除") if erased else (PASS, "")


def _proved(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    known = {}
    for path, data in held.members.items():
        if path.startswith(CHECKPOINTS):
            try:
                said = notes.checkpoint(data.decode(), held.key)
            except notes.BadNote as error:
                raise Broken(f"{path}：{error}") from None
            known[said.size] = said.root
    for case, events in _journals(held):
        for event in events:
            size, number = event["checkpoint"], event["leaf"]
            proof = [bytes.fromhex(text) for text in event["proof"]]
            if merkle.root_by(event["hash"].encode(), number, size, proof) != known.get(size):
                raise Broken(f"案件 {case} 的记录不在检查点 {size} 之内")
    yield PASS, f"检查点 {len(known)} 个"


def _readable(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    plain = 0
    for path, data in held.members.items():
        start = STARTS.get(Path(path).suffix)
        if start and not data.startswith(start):
            raise Broken(f"{path} 不是所标的格式")
        plain += path.startswith(PAPERS) and b"pdfaid:part" not in data
    yield (WARN, f"{plain} 份文书没有标明 PDF/A") if plain else (PASS, "")


def _originals(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    wanting = [line["title"] for line in held.manifest["members"] if line["path"] in _bare(held)]
    yield (WARN, f"没有签章原件：{'、'.join(wanting)}") if wanting else (PASS, "")


def _harmless(held: _Package, key: str) -> Iterator[tuple[str, str]]:
    folders = (PAPERS, SCANS, JOURNAL, CHECKPOINTS)
    for path in held.members:
        if Path(path).suffix not in (*STARTS, *PLAIN):
            raise Broken(f"{path} 不是允许的类型")
        if ".." in path or not (
            path in (MANIFEST, SIGNATURE, METADATA, README) or path.startswith(folders)
        ):
            raise Broken(f"{path} 不在规定的位置")
    yield PASS, ""


def _bare(held: _Package) -> set[str]:
    """Papers that want their signed original and have none in the package."""
    wanted: dict[str, str] = held.manifest.get("originals", {})
    return {paper for paper, scan in wanted.items() if scan not in held.members}


def _journals(held: _Package) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path, data in held.members.items():
        if path.startswith(JOURNAL):
            told = json.loads(data)
            yield told["case"], told["events"]


# In this order: the first one reads what the others stand on.
_LOOKS: tuple[tuple[str, str, Look], ...] = (
    ("真实性", "目录清单由本机构签名", _signed),
    ("完整性", "各件齐全，与清单的校验值一致", _complete),
    ("完整性", "元数据齐备", _described),
    ("真实性", "办理记录逐条衔接，未经改动", _chained),
    ("真实性", "个人信息与记录中的承诺一致", _committed),
    ("真实性", "办理记录在签名的检查点之内", _proved),
    ("完整性", "应有签章原件的文书附有原件", _originals),
    ("可用性", "文件格式与标识一致，文书为 PDF/A", _readable),
    ("安全性", "没有可执行或来历不明的文件", _harmless),
)
