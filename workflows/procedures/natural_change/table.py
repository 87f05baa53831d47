"""自然增减台账: recorded → verified → effective → followed up (攀脱贫办发〔2020〕19号 二（一）)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import NEW, Stage, limit

from . import papers
from .effects import apply_change, tell_cases
from .forms import ChangeForm, FollowForm, RejectForm, VerifyForm

VERIFY, EFFECT = "verify_change", "effect_change"


def ledger_month(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The month whose ledger the change stands in: that of the event while it is still open.

    A month is closed after some days of the next; what comes later goes into the current month,
    marked 补录.
    """
    happened = date.fromisoformat(answers["happened_on"])
    months_ago = (case.today.year - happened.year) * 12 + case.today.month - happened.month
    still_open = months_ago == 1 and case.today.day <= case.pack["ledger.close_day"]
    in_time = months_ago == 0 or still_open
    month = happened if in_time else case.today
    return {"month": f"{month:%Y-%m}", "late": not in_time}


class NaturalChange(Procedure):
    key, name, edition, letter = "natural_change", "自然增减", "2020", "ZJ"
    basis = "攀脱贫办发〔2020〕19号 二（一）：建立贫困人口自然增减工作台账，对新增加贫困人口及时跟进落实帮扶政策"
    apart = (frozenset({VERIFY, EFFECT}),)

    recorded = Stage("已登记", held_by=Role.CLERK, within=limit("ledger.verify_limit"), start=True)
    verified = Stage(
        "已核实", held_by=Role.REVIEWER, within=limit("ledger.effect_limit"), rests_on=(recorded,)
    )
    effective = Stage("已生效", held_by=Role.CLERK, within=limit("ledger.follow_limit"))
    followed_up = Stage("已跟进", end=True)
    rejected = Stage("不予登记", end=True)

    record = NEW.to(
        recorded, "登记增减", by=(Role.VILLAGE, Role.CLERK), asks=ChangeForm, gives=(ledger_month,)
    )
    verify = recorded.to(verified, "核实", duty=VERIFY, asks=VerifyForm)
    reject = recorded.to(rejected, "不予登记", duty=VERIFY, asks=RejectForm)
    take_effect = verified.to(
        effective, "生效，更新登记册", duty=EFFECT, books=(apply_change, tell_cases),
        issues=(papers.ENTRY,),
    )  # fmt: skip
    refuse = verified.to(rejected, "审核不予登记", duty=EFFECT, asks=RejectForm)
    follow_up = effective.to(followed_up, "登记政策跟进", asks=FollowForm)
