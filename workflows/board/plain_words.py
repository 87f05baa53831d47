"""What a stage means to the villager who waits: what is being done now, and by whom.

`{due}` is the day until which it is to be done; a sentence is told without it when there is none.
"""

from __future__ import annotations

from datetime import date

_CLUE = {
    "registered": "乡镇正在初步核实，{due}决定是否受理。",
    "applied": "乡镇经办人会在{due}登记您的申报，并打电话与您核对。",
    "accepted": "已经受理，列为初步预警对象。",
    "merged": "您家已有正在办理的事项，这次申报并入一起办理。",
    "screened_out": "没有启动，理由书面告知您。情况有变化，随时可以再申报。",
    "transferred": "已移送您家所属的县、乡镇办理。",
}
_APPLICATION = {
    "received": "乡镇经办人会在{due}打电话与您核对，登记您的申报。",
    "taken_over": "已经登记。",
    "declined": "没有登记，答复写在下面。情况有变化，随时可以再申报。",
}
_INTERVENTION = {
    "preliminary": "县里{due}把核查任务交给乡镇。",
    "taking_over": "您家的事项先前在纸上办理，乡镇{due}整理好原件，接着办。",
    "verifying": "您家的事项先前在纸上办理，乡镇{due}核对完原件，接着办。",
    "not_taken_over": "先前在纸上办理的事项没有转到网上，请问乡镇经办人；需要的可以再申报。",
    "authorising": "乡镇经办人会请您家成年人签授权书，{due}办好。",
    "household_check": "至少两名工作人员会在{due}上门核查。",
    "department_co_check": "有关部门正在核对信息，{due}反馈。",
    "reviewing": "乡镇正在评议初审，{due}完成。",
    "public_notice": "正在村里公示，听取不同意见。",
    "township": "公示已结束，乡镇{due}审核完。",
    "entrusted": "等乡镇负责人审批（受县里委托），{due}决定。",
    "examining": "县里正在审查，{due}完成。",
    "deciding": "等县里审批，{due}决定。",
    "confirmed": "已经批准，结果会张榜公告，并把告知书送到您家。",
    "filed": "已经办结：批准纳入，并已建档。",
    "revoked": "原来的批准已经撤销，理由和救济办法写在告知书上。",
    "not_confirmed": "已经办结：没有纳入，理由和救济办法写在告知书上。",
    "withdrawn": "已经撤回。",
    "transferring": "您家已迁出，正在移交给迁入地办理。",
    "terminated": "程序已经终止，理由写在决定书上。",
    "transferred": "已移交迁入地办理。",
    "merged": "已与您家的另一件事项合并办理。",
}
_OBJECTION = {
    "lodged": "乡镇{due}决定是否受理。",
    "investigating": "没有参加过这户核查的人员正在查，{due}查完。",
    "deciding": "已经查过，{due}认定。",
    "not_accepted": "没有受理。",
    "withdrawn": "您已撤回，到此办结。",
    "dismissed": "已经查清：不成立。",
    "partly": "已经查清：部分成立，公示内容更正后重新公示。",
    "upheld": "已经查清：成立，另派人重新核查。",
    "cancelled": "这一户已经撤回或者不予确认，不再查办。",
}
_REPORT = {
    "received": "县里{due}决定是否受理。",
    "accepted": "已经受理，{due}交给查办人员。",
    "assigned": "已经交给与被举报的单位和人员无关的查办人员。",
    "investigating": "正在查办，{due}查完。",
    "concluded": "已经查完，等县里审定答复。",
    "answered": "已经答复，正在落实处理意见。",
    "closed": "已经办结。",
    "not_accepted": "没有受理。",
}
_OVERSIGHT = {
    "received": "由审计人员接收，{due}转有权机关。",
    "passed_on": "已转上级或者纪检监察机关。",
    "answered": "已经答复。",
}
SENTENCES = {
    "application": _APPLICATION, "clue": _CLUE, "intervention": _INTERVENTION, "objection": _OBJECTION, "report": _REPORT,
    "oversight": _OVERSIGHT, "phase_out_objection": _OBJECTION,
}  # fmt: skip


def sentence(procedure: str, stage: str, due_on: date | None) -> str:
    """One stage in plain words."""
    due = f"在{due_on:%-m月%-d日}前" if due_on else ""
    said = SENTENCES[procedure][stage].replace("在{due}", "{due}")
    return said.format(due=due)
