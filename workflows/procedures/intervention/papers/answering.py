"""Answers to who asked for something: objectors (D15, D16), who asked for review (D55)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from documents.templatetags.papers import day
from workflows.engine.matter import Matter

from . import blocks
from .letter import Part, household_letter, letter
from .record import record_of

ANONYMOUS = "异议人（匿名，本书存卷）"


def acceptance(matter: Matter) -> dict[str, Any]:
    """D15: whether an objection is taken up, and if not, why. Only the objector is sent it."""
    said = matter.said
    about = f"对{_notice(matter)}公示的异议"
    if said.get("because"):
        opening = f"你提出的{about}（编号{matter.case.number}），经审查不予受理。"
        parts = [("理由", [f"{said['because']}。", *blocks.lines(said.get("because_text"))])]
    else:
        until = blocks.chinese(blocks.due(matter, "objection.decide_limit"))
        opening = f"你提出的{about}（编号{matter.case.number}）已经受理。"
        parts = [
            (
                "办理",
                [f"由原核查人员以外的人员核查，预计于{until}前答复。", "你的身份依法保密。"],
            )
        ]
    refused = bool(said.get("because"))
    return {"taken_up": not refused} | _to_objector(matter, opening, parts, remedies=refused)


def answer(matter: Matter) -> dict[str, Any]:
    """D16: the outcome and the answer, in the reviewer's words.

    Who has taken the objection back is told that it ends as taken back, and what was found.
    """
    about = f"你对{_notice(matter)}公示提出的异议（编号{matter.case.number}）"
    if matter.step and matter.step.name == "let_rest":
        opening = (
            f"{about}，你已于{day(matter.said['taken_back_on'])}撤回。撤回以前开始的核查已由"
            "原核查人员以外的人员完成，没有发现需要更正的问题，按撤回办结。现告知如下："
        )
        return _to_objector(matter, opening, [("核查情况", blocks.lines(matter.said["answer"]))])
    outcomes = {"dismiss": "不成立", "accept_part": "部分成立", "uphold": "成立"}
    outcome = outcomes[matter.step.name] if matter.step else ""
    opening = f"{about}，经原核查人员以外的人员核查，认定{outcome}。现答复如下："
    return _to_objector(
        matter, opening, [("答复", blocks.lines(matter.said["answer"]))], remedies=True
    )


def ruling(matter: Matter) -> dict[str, Any]:
    """D55: what was asked to be reviewed, what the other officers found, and the decision."""
    said, redo = matter.said, bool(matter.step and matter.step.name == "order_redo")
    decided = "撤销原决定，由其他人员重新办理" if redo else "维持原决定"
    return household_letter(
        matter,
        "申请复核的事项，已由原承办人员以外的人员复核",
        (
            ("复核请求", blocks.lines(said["claim"])),
            ("查明的事实", blocks.lines(said["reviewed"])),
            ("决定和理由", [f"{decided}。", *blocks.lines(said["ruling"])]),
        ),
    )


def _to_objector(
    matter: Matter, opening: str, parts: Iterable[Part], *, remedies: bool = False
) -> dict[str, Any]:
    """A letter to the objector alone: no copy goes to anybody, least of all to the village."""
    to = str(matter.said.get("objector") or ANONYMOUS)
    return {**letter(matter, to, opening, parts, remedies=remedies), "copies": []}


def _notice(matter: Matter) -> str:
    return record_of(matter).number("D12")
