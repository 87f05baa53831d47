"""What each department is asked, and nothing more (民发〔2021〕57号 第十七条 lists the items)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One question to a department; `sensitive` items need separate consent (个人信息保护法 第二十九条)."""

    what: str
    sensitive: bool = False


_ASKED: dict[str, tuple[Item, ...]] = {
    "民政": (Item("低保、特困、临时救助享受情况"), Item("残疾人两项补贴享受情况", True)),
    "公安": (Item("户籍人口"), Item("机动车登记")),
    "市场监管": (Item("企业、个体工商户登记"),),
    "自然资源": (Item("不动产登记"),),
    "医保": (Item("参保状态"), Item("近12个月自付医疗费用", True)),
    "人社": (Item("养老保险参保和待遇"), Item("就业和公职登记")),
}
DEPARTMENTS = tuple(_ASKED)
_OTHERWISE = (Item("与风险有关的登记情况"),)


def asked_of(department: str) -> tuple[Item, ...]:
    """The items asked of a department; a department the list does not know gets one open item."""
    return _ASKED.get(department, _OTHERWISE)
