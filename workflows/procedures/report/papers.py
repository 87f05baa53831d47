"""D56-D59: what was reported, whether it is taken up, what was found, what is answered.

Who reported stands in the register and on the letters to him; those who may know it alone open
them (`Report.seal`). The report of the inquiry and the letter of referral name nobody who reported.
"""

from __future__ import annotations

from typing import Any

from workflows.access.actors import Role
from workflows.access.models import Officer
from workflows.engine.matter import Matter
from workflows.engine.papers import PaperForm
from workflows.registry.regions import names

from ..lines import dated, line
from . import kinds, words

ANONYMOUS = "举报人（匿名，本书存卷，凭查询码可查）"
SEALED = ("D56", "D57", "D59")
READERS = (Role.HANDLER, Role.APPROVER, Role.AUDITOR)
KEPT_SECRET = "你的身份和联系方式依法保密，不告知被举报的单位和人员。"  # noqa: S105 - a sentence


def received(matter: Matter) -> dict[str, Any]:
    """D56, once it is decided whether the report is taken up."""
    said = matter.said
    decided = f"不予受理：{said['because']}" if said.get("because") else "受理"
    by_hand = f"代办人：{said['lodged_by_hand']}" if said.get("lodged_by_hand") else "本人网上提出"
    return _form(
        matter,
        [
            dated("提出日期", matter.case.opened_on),
            line("提出方式", by_hand),
            line("举报人", said.get("reporter") or "（匿名）"),
            line("联系方式", said.get("contact") or "（未留）"),
            line("举报的是", _about(matter)),
            line("所在地", _place(matter)),
            line("举报内容", said["content"]),
            line("受理意见", decided),
            line("回避人员", _officers(said.get("subjects", ())) or "无"),
        ],
        ["登记人", "受理人"],
    )


def taken_up(matter: Matter) -> dict[str, Any]:
    """D57: taken up, by when it is answered; or not, and why."""
    said, opening = matter.said, f"你提出的举报（编号{matter.case.number}）"
    if said.get("because"):
        ways = "有新的情况，或者对不予受理有不同意见的，可以补充后再提出，也可以向审计机关反映。"
        told = _letter(matter, f"{opening}，经审查不予受理。", f"理由：{said['because']}。", ways)
        return {"taken_up": False} | told
    limit = matter.pack.length("report.answer_limit")
    others = f"由与被举报的单位和人员无关的人员查办，自提出之日起{limit}内答复。"
    return {"taken_up": True} | _letter(matter, f"{opening}已经受理。", others, KEPT_SECRET)


def inquiry(matter: Matter) -> dict[str, Any]:
    """D58: who looked into it, what was found, what is to follow."""
    said = matter.said
    return _form(
        matter,
        [
            line("举报的是", _about(matter)),
            line("所在地", _place(matter)),
            line("关联案件", said.get("about_case") or "无"),
            line("查办人员", _officers(said["investigators"])),
            line("回避人员", _officers(said.get("subjects", ())) or "无"),
            line("查办经过和查明的情况", said["finding"]),
            line("查办结论", said["outcome"]),
            line("处理意见", said["consequence"]),
        ],
        ["查办人员", "查办人员", "审定人"],
    )


def answered(matter: Matter) -> dict[str, Any]:
    """D59: the outcome and the answer, in the words of whoever settled it."""
    said = matter.said
    found = f"，经查办认定{said['outcome']}" if said.get("outcome") else ""
    opening = f"你提出的举报（编号{matter.case.number}）{found}。现答复如下："
    return _letter(matter, opening, *said["answer"].splitlines(), KEPT_SECRET)


def passed_on(matter: Matter) -> dict[str, Any]:
    """D58-T, to the authority whose matter it is; who reported is asked of us where it must be."""
    said = matter.said
    return {
        "to": said["receiver"],
        "case": {"number": matter.case.number},
        "about": _about(matter),
        "place": _place(matter),
        "matter_of": said["referred_because"],
        "contact": _contact(matter),
    }


def _form(matter: Matter, lines: list[dict[str, str]], signers: list[str]) -> dict[str, Any]:
    case = {"number": matter.case.number}
    return {"case": case, "household": None, "lines": lines, "signers": signers}


def _letter(matter: Matter, opening: str, *lines: str) -> dict[str, Any]:
    """A letter to whoever reported and nobody else."""
    return {
        "to": matter.said.get("reporter") or ANONYMOUS,
        "opening": opening,
        "lines": [text for text in lines if text.strip()],
        "contact": _contact(matter),
    }


def _contact(matter: Matter) -> dict[str, str]:
    return {"name": matter.agency.short_name, "phone": matter.agency.phone}


def _about(matter: Matter) -> str:
    """Whom it is about; a report that went to the auditor is about the county's own office."""
    return str(matter.said.get("about") or words.OFFICE)


def _place(matter: Matter) -> str:
    return "".join(names(matter.case.region)[-2:])


def _officers(chosen: Any) -> str:
    found = Officer.objects.filter(pk__in=chosen).order_by("pk")
    return "、".join(officer.get_full_name() for officer in found)


REGISTER = PaperForm(kinds.D56, received, READERS)
TAKEN_UP = PaperForm(kinds.D57, taken_up, READERS)
INQUIRY = PaperForm(kinds.D58, inquiry, READERS, stamped=True, supersedes=True)
REFERRAL = PaperForm(kinds.D58_T, passed_on, READERS)
ANSWER = PaperForm(kinds.D59, answered, READERS)
