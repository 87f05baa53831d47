"""更正: a clerical error by two signatures, what was published by the county and a new poster.

The page before stays in the dossier; nothing that was issued is replaced or taken out.
"""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.posting import (
    MishapForm,
    PlanForm,
    PostingForm,
    TakenDownForm,
    add_lost_days,
    as_printed,
    posted_as_printed,
)
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, condition, limit

from ..undoing import CorrectionForm
from . import papers
from .duties import APART, APPROVE, NEVER_AFTER, REVIEW
from .forms.after import RefusedCorrectionForm
from .forms.case import OpinionForm
from .sheets import period

HANDED = (*CorrectionForm.base_fields, "published")


@condition("改动的是已公布的内容，须由县级批准并张贴更正公告")
def clerical(case: Snapshot) -> bool:
    return not case.facts.get("published")


def next_correction(case: Snapshot) -> Iterable[str]:
    """Each correction is a child of its own."""
    return (str(sum(child.kind == "correction" for child in case.newest) + 1),)


class Correction(Procedure):
    key, name, edition, letter = "correction", "更正", "2019", "GZ"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：公示公告、审批建档；更正的程序未见规定，为本产品默认"
    apart, never_after = APART, NEVER_AFTER
    seen_by = (
        Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
        Role.AUDITOR,
    )  # fmt: skip

    requested = Stage("待核实", held_by=Role.REVIEWER, start=True)
    examined = Stage("待批准", held_by=Role.APPROVER, within=limit("county.decide_limit"))
    approved = Stage("待签发更正公告", held_by=Role.REVIEWER)
    to_post = Stage("待张贴", held_by=Role.VILLAGE)
    posted = Stage("更正公告中", held_by=Role.CLERK, lasts=limit("notice.days").since("posted_on"))
    applied = Stage("已更正", end=True)
    refused = Stage("不予更正", end=True)

    amend = requested.to(
        applied, "更正笔误", duty=REVIEW, agreed_by=Role.ARCHIVIST, only_if=(clerical,),
        issues=(papers.CORRECTION_SLIP,),
    )  # fmt: skip
    examine = requested.to(
        examined, "核实，报县级批准", duty=REVIEW, only_if=(~clerical,), asks=OpinionForm
    )
    approve = examined.to(approved, "批准更正", duty=APPROVE, asks=OpinionForm)
    refuse = requested.to(refused, "不予更正", duty=REVIEW, asks=RefusedCorrectionForm)
    deny = examined.to(refused, "县级不予更正", duty=APPROVE, asks=RefusedCorrectionForm)
    sign = approved.to(
        to_post,
        "签发更正公告",
        duty=REVIEW,
        asks=PlanForm,
        gives=(period,),
        issues=(papers.CORRECTION_POSTER,),
    )
    redate = to_post.to(approved, "未能按日张贴，改期", by=(Role.VILLAGE, Role.CLERK))
    post = to_post.to(
        posted, "张贴登记", by=(Role.VILLAGE, Role.CLERK), asks=PostingForm, needs=(as_printed,),
        gives=(posted_as_printed,),
    )  # fmt: skip
    mishap = posted.here(
        "损毁重贴", by=(Role.VILLAGE, Role.CLERK), asks=MishapForm, gives=(add_lost_days,)
    )
    apply = posted.to(
        applied, "公告期满，更正生效", waits=True, asks=TakenDownForm,
        issues=(papers.CORRECTION_SLIP,),
    )  # fmt: skip
