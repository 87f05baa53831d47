"""撤销确认: found unfit at the time of confirmation. Checked again, heard, posted, then decided (C28)."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.posting import (
    MishapForm,
    PlanForm,
    PostingForm,
    add_lost_days,
    as_printed,
    posted_as_printed,
)
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, found, limit

from . import papers
from .duties import APART, APPROVE, EXAMINE, NEVER_AFTER, REVIEW
from .forms.after import HeardForm, KeepForm, OverForm, RevokeForm, TellForm
from .sheets import period


@found("另派人员的重新核查尚未采信")
def checked_again(matter: Matter) -> bool:
    """A check that was opened with, or after, the proposal to revoke, and accepted."""
    checks = [c for c in matter.family.cases.values() if c.procedure == "household_check"]
    newest = max(checks, key=lambda case: case.pk, default=None)
    return bool(newest and newest.stage == "accepted" and newest.opened_on >= matter.case.opened_on)


def next_revocation(case: Snapshot) -> Iterable[str]:
    """Each proposal is a child of its own."""
    return (str(sum(child.kind == "revocation" for child in case.newest) + 1),)


class Revocation(Procedure):
    key, name, edition, letter = "revocation", "撤销确认", "2019", "CX"
    basis = "民发〔2021〕57号 第三十二条：作出停止决定应当符合法定事由和规定程序，并书面告知理由"
    apart, never_after = APART, NEVER_AFTER
    seen_by = (
        Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
        Role.AUDITOR,
    )  # fmt: skip

    checking = Stage("重新核查", held_by=Role.HANDLER, start=True)
    hearing = Stage(
        "听取陈述申辩", held_by=Role.CLERK, lasts=limit("hearing.days").since("told_on")
    )
    drafting = Stage("待签发公示", held_by=Role.REVIEWER)
    to_post = Stage("待张贴", held_by=Role.VILLAGE)
    posted = Stage(
        "拟撤销公示中", held_by=Role.CLERK, lasts=limit("notice.days").since("posted_on")
    )
    deciding = Stage("待决定", held_by=Role.APPROVER, within=limit("county.decide_limit"))
    revoked = Stage("已撤销确认", end=True)
    kept = Stage("维持确认", end=True)

    tell = checking.to(
        hearing, "告知拟撤销，听取陈述申辩", duty=EXAMINE, asks=TellForm, needs=(checked_again,)
    )
    drop = checking.to(
        kept, "核查属实，不再撤销", agreed_by=Role.APPROVER, duty=APPROVE, asks=KeepForm
    )
    heard = hearing.to(drafting, "陈述申辩期满，提交公示", waits=True, asks=HeardForm)
    sign = drafting.to(
        to_post,
        "签发拟撤销公示",
        duty=REVIEW,
        asks=PlanForm,
        gives=(period,),
        issues=(papers.REVOCATION_POSTER,),
    )
    redate = to_post.to(drafting, "未能按日张贴，改期", by=(Role.VILLAGE, Role.CLERK))
    post = to_post.to(
        posted, "张贴登记", by=(Role.VILLAGE, Role.CLERK), asks=PostingForm, needs=(as_printed,),
        gives=(posted_as_printed,),
    )  # fmt: skip
    mishap = posted.here(
        "损毁重贴", by=(Role.VILLAGE, Role.CLERK), asks=MishapForm, gives=(add_lost_days,)
    )
    over = posted.to(deciding, "公示期满，报县级决定", waits=True, asks=OverForm)
    revoke = deciding.to(
        revoked, "撤销确认", duty=APPROVE, asks=RevokeForm,
        upon=(checking, hearing, posted), issues=(papers.REVOCATION, papers.RECEIPT),
    )  # fmt: skip
    keep = deciding.to(kept, "维持确认", duty=APPROVE, asks=KeepForm)
