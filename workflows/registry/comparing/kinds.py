"""The lists departments share, and what makes a difference to the register a doubt.

Source: 攀脱贫办发〔2020〕19号 二（一）, 通过端口对接、数据交换等方式；通过数据共享比对，及时发现问题.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflows.registry.models import Household, Member

Kind = Household.Kind


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list: whose it is, and what is said of a member it does not fit; "" where it fits."""

    key: str
    label: str
    department: str
    doubt: Callable[[Member], str]


def _unless(fits: Callable[[Member], bool], said: str) -> Callable[[Member], str]:
    return lambda member: "" if fits(member) else said


def _draws(member: Member) -> bool:
    home = member.household
    return home.carded or home.kind in (Kind.DIBAO, Kind.EXTREME)


KINDS = {
    kind.key: kind
    for kind in (
        ListKind("dibao", "低保名单", "民政局", _unless(
            lambda m: m.household.kind in (Kind.DIBAO, Kind.EXTREME),
            "名单载明享受低保或特困供养，登记册不是低保户、特困户。",
        )),
        ListKind("disability", "残疾人名单", "残联", _unless(
            lambda m: bool(m.disability), "名单载明为持证残疾人，登记册没有登记残疾。",
        )),
        ListKind("medical", "医保大额支出", "医保局", _unless(
            lambda m: m.illness == Member.Illness.SERIOUS,
            "名单载明自付医疗费用较大，登记册没有登记大病。",
        )),
        ListKind("enrolled", "教育在读名单", "教育局", _unless(
            lambda m: bool(m.schooling) and m.schooling != Member.Schooling.DROPPED_OUT,
            "名单载明在读，登记册没有登记在校。",
        )),
        ListKind("dropout", "疑似辍学名单", "教育局", _unless(
            lambda m: m.schooling == Member.Schooling.DROPPED_OUT,
            "名单载明疑似辍学，登记册没有登记辍学。",
        )),
        ListKind("jobless", "未就业名单", "人社局", _unless(
            lambda m: m.employment == Member.Employment.NONE,
            "名单载明没有就业，登记册没有登记未就业。",
        )),
        ListKind("housing", "危房名单", "住建局", _unless(
            lambda m: False, "名单载明住房鉴定为危房。",
        )),
        ListKind("property", "不动产登记", "自然资源局", _unless(
            lambda m: not _draws(m), "名单载明名下另有不动产，该户在享受政策。",
        )),
        ListKind("vehicle", "机动车登记", "公安局", _unless(
            lambda m: not _draws(m), "名单载明名下有机动车，该户在享受政策。",
        )),
        ListKind("business", "市场主体登记", "市场监管局", _unless(
            lambda m: not _draws(m), "名单载明登记有企业或个体户，该户在享受政策。",
        )),
        ListKind("death", "死亡注销名单", "公安局", _unless(
            lambda m: m.died_on is not None, "名单载明已死亡注销，登记册登记为在世。",
        )),
        ListKind("disaster", "受灾名单", "应急局", _unless(
            lambda m: False, "名单载明本户受灾。",
        )),
    )
}  # fmt: skip
