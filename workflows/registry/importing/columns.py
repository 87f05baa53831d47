"""The columns of the template: what each is called, where it belongs, and how its words are read.

One row a person; the columns of the household and of its account are filled in on the head's row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices

from workflows.registry.models import Household, Member
from workflows.registry.models.accounts import AMOUNTS

HOUSEHOLD, MEMBER, ACCOUNT = "household", "member", "account"

YES: Final = {"是": True, "有": True, "否": False, "无": False, "没有": False}


def words(choices: type[TextChoices], **more: str) -> Mapping[str, str]:
    """What may be written in a column, by label; `more` are other words in use."""
    return {**{str(choice.label): str(choice.value) for choice in choices}, **more}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `choices` are the words it takes, empty for free text."""

    key: str
    label: str
    of: str
    choices: Mapping[str, object]
    note: str = ""
    must: bool = False
    width: int = 12


def _household(key: str, label: str, choices: Mapping[str, object] | None = None, **more: object) -> Column:  # fmt: skip
    return Column(key, label, HOUSEHOLD, choices or {}, **more)  # type: ignore[arg-type]  # passed on


def _member(key: str, label: str, choices: Mapping[str, object] | None = None, **more: object) -> Column:  # fmt: skip
    return Column(key, label, MEMBER, choices or {}, **more)  # type: ignore[arg-type]  # passed on


_KINDS = words(Household.Kind, 一般户="ordinary", 特困户="extreme")
_AMOUNT_LABELS = {
    "wages": "工资性收入", "business": "生产经营性收入", "property": "财产性收入",
    "transfer": "转移性收入", "business_costs": "生产经营性支出", "medical": "自付医疗支出",
    "schooling": "教育支出", "housing": "住房支出", "other_rigid": "其他刚性支出",
}  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    _household("number", "户编号", note="新户不填，由系统编", width=22),
    _household("village", "行政村", must=True, note="村名或12位区划代码，户主行必填", width=18),
    _household("group_name", "村民小组"),
    _household("address", "门牌地址", width=16),
    _household("kind", "户类型", _KINDS),
    _household("carded", "建档立卡", YES, note="是或否"),
    _household("housing", "住房结构", words(Household.Housing)),
    _household("only_house", "唯一住房", YES, note="是或否"),
    _household("water", "饮水安全", words(Household.Water)),
    _household("hazard", "灾害隐患", words(Household.Hazard)),
    _household("industry", "产业覆盖", YES, note="有或无"),
    _member("name", "姓名", must=True, note="按户口簿"),
    _member("relation", "与户主关系", words(Member.Relation, 本人="head"), must=True),
    _member("id_number", "身份证号码", note="整列设为文本后填写", width=22),
    _member("sex", "性别", words(Member.Sex), note="填了身份证号码的不填", width=6),
    _member("born", "出生日期", note="如2021-05-01；填了身份证号码的不填"),
    _member("phone", "联系电话", width=14),
    _member("labour", "劳动能力", words(Member.Labour, 弱劳动力="weak", 半劳动力="weak")),
    _member("employment", "就业状况", words(Member.Employment)),
    _member("schooling", "在校状况", words(Member.Schooling)),
    _member("illness", "患病类别", words(Member.Illness)),
    _member("health", "健康状况", note="病名等，可不填", width=18),
    _member("disability", "残疾类别等级", note="如肢体二级"),
    Column("year", "收支年度", ACCOUNT, {}, note="如2025"),
    *(
        Column(name, _AMOUNT_LABELS[name], ACCOUNT, {}, note="元，全户全年")
        for name in AMOUNTS
    ),
)  # fmt: skip

BY_LABEL: Final = {column.label: column for column in COLUMNS}
REQUIRED: Final = tuple(column.label for column in COLUMNS if column.must)
FAULT = "错误"
NOTES_SHEET = "填写说明"
SOURCE_SHEET = "导出说明"
