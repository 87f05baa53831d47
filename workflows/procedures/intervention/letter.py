"""协查函: one letter to one department for all households of a township that wait for it."""

from workflows.access.actors import Role
from workflows.engine import overdue
from workflows.engine.matter import Matter
from workflows.engine.procedure import Sheet
from workflows.engine.words import EMPTIED, Stage, any_of, fact, found, limit

from . import papers
from .forms.co_check import SuperviseForm, UrgeForm
from .papers.asking import overdue_tasks, whose_consent_is_over


@found("有农户没有有效的授权查询书，不得发函，请先撤下该户或补签授权书")
def consented(matter: Matter) -> bool:
    return not whose_consent_is_over(matter)


@found("所列农户都已反馈，或尚未逾期，无须催办")
def late(matter: Matter) -> bool:
    return bool(overdue_tasks(matter))


@found("逾期还没有满规定天数，先催办，暂不督办")
def very_late(matter: Matter) -> bool:
    return bool(overdue_tasks(matter, overdue.SUPERVISED))


class RequestLetter(Sheet):
    key, name, edition, letter = "request_letter", "协查函", "2019", "XH"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：部门协查；民发〔2021〕57号 第十七条"
    gathers, key_is_department = 4, True  # 每个乡镇、每个部门一函
    seen_by = (Role.LIAISON, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST, Role.AUDITOR)

    drafted = Stage("拟稿", held_by=Role.HANDLER, within=limit("cocheck.start_limit"), start=True)
    sent = Stage("待签收", held_by=Role.LIAISON, within=limit("cocheck.receipt_limit"))
    received = Stage("已签收", end=True)
    withdrawn = Stage("已撤下", end=True)

    consented, late, very_late = consented, late, very_late
    urged = fact("urged_on", "尚未催办，不能直接督办")

    send = drafted.to(sent, "发出协查函", needs=(consented,), issues=(papers.REQUEST_LETTER,))
    sign = sent.to(received, "签收")
    # 逾期不视为同意，也不视为无异常：先催经办人，再督其负责人
    urge = any_of(sent, received).here(
        "催办", by=Role.HANDLER, asks=UrgeForm, needs=(late,), issues=(papers.URGING,)
    )
    supervise = any_of(sent, received).here(
        "督办", by=Role.HANDLER, asks=SuperviseForm, needs=(urged, very_late),
        issues=(papers.SUPERVISING,),
    )  # fmt: skip
    empty = drafted.to(withdrawn, "因故撤下", when=EMPTIED)
