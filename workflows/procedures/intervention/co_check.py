"""部门协查: each department answers for itself, item by item, and sees no other's answer."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, any_of, found, limit, parent_in

from . import papers
from .duties import APART, APPROVE, CALLED_OFF, EXAMINE, NEVER_AFTER
from .forms.co_check import QueryForm, ReplyForm, WaiveForm


def departments_to_ask(case: Snapshot) -> Iterable[str]:
    asked: tuple[str, ...] = case.pack["cocheck.mandatory"]
    return asked


def asked_at_once(case: Snapshot) -> Iterable[str]:
    """Departments asked while the household is being visited: sequential work cannot fit 15 days."""
    return departments_to_ask(case) if case.pack["cocheck.start"] == "with_check" else ()


@found("尚无有效的授权查询书，不得发函")
def consented(matter: Matter) -> bool:
    return bool(matter.head.facts.get("consent"))


class CoCheck(Procedure):
    key, name, edition, letter = "co_check", "部门协查", "2019", "XC"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：部门协查；民发〔2021〕57号 第十七条"
    apart, never_after = APART, NEVER_AFTER
    key_is_department = True
    seen_by = (
        Role.LIAISON, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
        Role.AUDITOR,
    )  # fmt: skip

    drafted = Stage("待发函", held_by=Role.HANDLER, within=limit("cocheck.start_limit"), start=True)
    issued = Stage("待反馈", held_by=Role.LIAISON, within=limit("cocheck.limit"))
    replied = Stage("待采信", held_by=Role.HANDLER)
    accepted = Stage("已采信", end=True)
    waived = Stage("免查", end=True)
    cancelled = Stage("已取消", end=True)

    consented = consented

    send = drafted.to(issued, "发出协查函", needs=(consented,), issues=(papers.REQUEST_LETTER,))
    reply = issued.to(replied, "反馈协查结果", asks=ReplyForm, issues=(papers.REPLY_FORM,))
    accept = replied.to(accepted, "采信协查结果", duty=EXAMINE)
    query = replied.to(issued, "退回补充", asks=QueryForm)
    waive = any_of(drafted, issued, replied).to(
        waived, "免查", by=Role.APPROVER, duty=APPROVE, asks=WaiveForm
    )
    cancel = any_of(drafted, issued, replied).to(cancelled, "随案取消", when=parent_in(*CALLED_OFF))
