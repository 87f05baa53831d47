"""紧急救助: given ahead of confirmation, explained afterwards (关于改革完善社会救助制度的意见 15)."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, any_of, limit

from .duties import APART, APPROVE, NEVER_AFTER
from .forms.after import JustifyForm, RecoveredForm, RecoverForm, UnjustifiedForm


def next_relief(case: Snapshot) -> Iterable[str]:
    """Each payment is a child of its own."""
    return (str(sum(child.kind == "relief" for child in case.newest) + 1),)


class Relief(Procedure):
    key, name, edition, letter = "relief", "紧急救助", "2019", "JJ"
    basis = "关于改革完善社会救助制度的意见（2020年）15：急难的先行救助，事后补充说明情况"
    apart, never_after = APART, NEVER_AFTER

    given = Stage(
        "已先行救助，待补充说明", held_by=Role.HANDLER, within=limit("relief.justify_limit"),
        start=True,
    )  # fmt: skip
    recovering = Stage("追回中", held_by=Role.HANDLER)
    justified = Stage("已认可", end=True)
    not_justified = Stage("不予认可，不追回", end=True)
    recovered = Stage("已追回", end=True)

    justify = given.to(
        justified, "补充说明，予以认可", agreed_by=Role.APPROVER, duty=APPROVE, asks=JustifyForm
    )
    reject = given.to(
        not_justified, "说明不充分，不予认可", by=Role.APPROVER, duty=APPROVE, asks=UnjustifiedForm
    )
    # 未获确认的，救助不追回；只有骗取的才追回
    recover = any_of(given, justified, not_justified).to(
        recovering, "查实骗取，追回", by=Role.APPROVER, duty=APPROVE, asks=RecoverForm
    )
    repaid = recovering.to(recovered, "登记追回", asks=RecoveredForm)
