"""The shelf of policy packs: read from TOML, and the one that holds in a region on a day.

A case binds the pack valid in its region on the day it is accepted and keeps it, so that a later
change never rewrites a running period. Money standards are no part of this: they go by the month
of entitlement.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workflows.policy.jurisdictions import Jurisdiction
from workflows.policy.pack import BadPack, NoPack, NoSuchKey, NotALength, Pack, PolicyError
from workflows.policy.parameters import BadParameter, Parameter, read

__all__ = [
    "BadPack",
    "NoPack",
    "NoSuchKey",
    "NotALength",
    "Pack",
    "PolicyError",
    "Shelf",
    "load",
]

HEAD_FIELDS = {"key", "name", "jurisdictions", "effective_from", "effective_to"}
PACK_KEY = re.compile(r"[a-z][a-z0-9-]*")
LINE = re.compile(r"at line (\d+)")
ENTRY = re.compile(r'\s*\[?\s*"?([^"=\]]+?)"?\s*[=\]]')


@dataclass(frozen=True, slots=True)
class Shelf:
    """All packs of an installation."""

    packs: tuple[Pack, ...]

    def choose(self, region: int, on: date) -> Pack:
        """The pack that holds in `region` (a code of any level) on the day `on`.

        The narrowest region comes first, the latest effective date second; a pack that is not yet
        or no longer valid leaves its place to the next wider one. Raises NoPack; ValueError when
        `region` is no region code.
        """
        place = Jurisdiction.of(region)
        found = [
            (depth, pack.effective_from, pack)
            for pack in self.packs
            if pack.is_valid(on) and (depth := pack.depth(place)) is not None
        ]
        if not found:
            raise NoPack(f"区划 {region} 在 {on.isoformat()} 没有适用的政策包")
        return max(found, key=lambda candidate: candidate[:2])[2]

    def get(self, pack_id: str) -> Pack:
        """The pack that a case has bound. Raises NoPack."""
        for pack in self.packs:
            if pack.id == pack_id:
                return pack
        raise NoPack(f"没有政策包 {pack_id}；案件引用过的政策包不得删除，也不得改动施行日期")


def load(directory: Path) -> Shelf:
    """Read and check every `*.toml` of the directory. Raises BadPack, naming file and key."""
    files = sorted(directory.glob("*.toml"))
    if not files:
        raise BadPack(f"目录 {directory} 里没有政策包（*.toml）")
    packs = {file.name: _read_pack(file) for file in files}
    _compare(packs)
    return Shelf(tuple(packs.values()))


def _read_pack(file: Path) -> Pack:
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows editors put a mark at the beginning
    except UnicodeDecodeError as error:
        raise BadPack(f"{file.name}：不是 UTF-8 编码，请另存为 UTF-8") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPack(f"{file.name}{_place(text, str(error))}：{_reason(str(error))}") from error
    head, parameters = content.pop("pack", None), content.pop("parameters", None)
    try:
        if content or not isinstance(head, dict) or not isinstance(parameters, dict):
            raise BadParameter("须有且仅有 [pack] 与 [parameters] 两节")
        return _make(head, MappingProxyType(_read_all(parameters)))
    except BadParameter as error:
        raise BadPack(f"{file.name}：{error}") from error


def _read_all(tables: Mapping[str, object]) -> dict[str, Parameter]:
    parameters = {}
    for key, table in tables.items():
        try:
            parameters[key] = read(key, table)
        except BadParameter as error:
            raise BadParameter(f"{key}：{error}") from error
    _check_notice_unit(parameters)
    _check_delegation(parameters)
    return parameters


def _check_notice_unit(parameters: Mapping[str, Parameter]) -> None:
    """The one thing said twice, what notices count and the unit of each, must not contradict."""
    said = parameters.get("notice.unit")
    unit = "workday" if said and said.value == "workday" else "day"
    for key, parameter in parameters.items():
        if said and key.startswith("notice.days") and parameter.unit != unit:
            raise BadParameter(f"{key}：单位应为 {unit}，与 notice.unit = {said.value} 一致")


def _check_delegation(parameters: Mapping[str, Parameter]) -> None:
    """Power is not delegated without a paper: every decision under it names that paper."""
    delegated, basis = (
        parameters.get(f"county.{key}") for key in ("delegated", "delegation_basis")
    )
    if delegated and delegated.value and not (basis and basis.value):
        raise BadParameter("county.delegation_basis：审批权委托乡镇的，须写明委托的文件")


def _make(head: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Pack:
    if unknown := sorted(head.keys() - HEAD_FIELDS):
        raise BadParameter(f"[pack] 有不认识的项：{'、'.join(unknown)}")
    key, name = head.get("key"), head.get("name")
    if not isinstance(key, str) or not PACK_KEY.fullmatch(key):
        raise BadParameter(f"key 应为小写英文，而不是 {key!r}")
    if not isinstance(name, str) or not name.strip():
        raise BadParameter("缺少 name")
    first, last = head.get("effective_from"), head.get("effective_to")
    # A TOML date and time is a `datetime`, which is a `date` too, so the exact type is asked for.
    if type(first) is not date or not (last is None or (type(last) is date and last >= first)):
        raise BadParameter(
            "effective_from 应为日期，如 2019-10-09；effective_to 可不写，写则不早于 effective_from"
        )
    return Pack(key, name, _jurisdictions(head.get("jurisdictions")), first, last, parameters)


def _jurisdictions(codes: object) -> tuple[Jurisdiction, ...]:
    if not isinstance(codes, list) or not codes or not all(type(code) is int for code in codes):
        raise BadParameter("jurisdictions 应为区划代码的数组，如 [360799]；全国写 [0]")
    try:
        return tuple(Jurisdiction.of(code) for code in codes)
    except ValueError as error:
        raise BadParameter(f"jurisdictions：{error}") from error


def _compare(packs: Mapping[str, Pack]) -> None:
    """Every pack answers the same questions, and no two answer at once."""
    model_file, model = next(iter(packs.items()))
    seen: dict[tuple[object, ...], str] = {}
    for file, pack in packs.items():
        if lacking := sorted(model.keys() ^ pack.keys()):
            raise BadPack(
                f"{model_file} 与 {file} 的参数不一致，只有一方写了：{'、'.join(lacking)}"
            )
        for key in pack:
            if pack.parameter(key).shape != model.parameter(key).shape:
                raise BadPack(f"{file}：{key}：单位、kind 或 choices 与 {model_file} 不一致")
        for claim in [(pack.id,), *((own, pack.effective_from) for own in pack.jurisdictions)]:
            if claim in seen:
                raise BadPack(f"{seen[claim]} 与 {file} 标识相同，或在同一区划同日施行")
            seen[claim] = file


def _place(text: str, message: str) -> str:
    """The line, and the key if one starts there, in which the TOML reader stumbled."""
    if not (found := LINE.search(message)):
        return ""
    number = int(found[1])
    entry = ENTRY.match(text.splitlines()[number - 1])
    return f" 第 {number} 行" + (f"（{entry[1]}）" if entry else "")


def _reason(message: str) -> str:
    repeated = "overwrite" in message or "twice" in message
    return "同一个键写了两次" if repeated else f"不合 TOML 写法（{message}）"
