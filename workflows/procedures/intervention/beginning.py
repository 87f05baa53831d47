"""How 防贫干预 begins: assigned by the county after a warning, or taken over while running on paper.

线下转入 (decision 0015). A county that changes from paper has cases half done. One is taken over by
two people: a clerk of the township enters what was done, attaches the scanned originals and types in
the results; another, who reviews, holds each original against what was entered. Only then does the
case stand where it stood.

What was found on paper stands: the consent, the household check, the departments' replies. They come
in as what they are, the children's own results, each accepted by whom it is always accepted by, so
that returns, objections and papers find them where they look for them. What is a person's opinion or
a running period is done anew: the first opinion, for its author answers for it here; the public
notice, for it must hang its full days where this system can show that it hung and villagers can
object; everything after it, for it rests on the notice. Departments that have not answered are asked
anew. The total limit runs on from the day of the clue; a stage's own limit begins with the stage.
"""

from collections.abc import Mapping
from typing import Any

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, limit

from . import conditions as c
from . import papers
from .co_check import CoCheck, answered_on_paper, asked_at_once
from .duties import CHECK, REVIEW
from .forms import after, case, transfer
from .household_check import HouseholdCheck, done_on_paper
from .sources import first_source


class Beginning(Procedure):
    """The lines of 防贫干预 up to the household check."""

    @classmethod
    def mark(cls, facts: Mapping[str, Any]) -> str:
        """Whoever reads the case must know that part of it was done on paper."""
        return "线下转入" if facts.get("offline") else ""

    preliminary = Stage(
        "初步预警对象", held_by=Role.HANDLER, within=limit("clue.accept_limit"), start=True,
        part_of="登记",
    )  # fmt: skip
    taking_over = Stage(
        "线下转入，待补齐", held_by=Role.CLERK, within=limit("clue.accept_limit"), part_of="登记",
        opens=(HouseholdCheck.for_each(done_on_paper), CoCheck.for_each(answered_on_paper)),
    )  # fmt: skip
    verifying = Stage(
        "线下转入待复核", held_by=Role.REVIEWER, within=limit("clue.accept_limit"), part_of="登记"
    )
    authorising = Stage(
        "承诺授权", held_by=Role.CLERK, within=limit("clue.accept_limit"), part_of="登记"
    )
    household_check = Stage(
        "入户核查", held_by=Role.CLERK, within=limit("check.limit"), part_of="入户核查",
        opens=(HouseholdCheck, CoCheck.for_each(asked_at_once)), rests_on=(HouseholdCheck,),
    )  # fmt: skip

    assign = preliminary.to(
        authorising, "交办核查", issues=(papers.ASSIGNMENT, papers.CONSENT_FORM)
    )
    refuse_consent = authorising.here(
        "登记拒绝授权", asks=after.ConsentRefusedForm, only_if=(c.not_refused,),
        issues=(papers.FAILED_VISIT,),
    )  # fmt: skip
    begin = authorising.to(household_check, "授权齐备，开展核查", asks=case.ConsentForm)

    # 线下转入：经办登记、补齐原件和结果，另一人复核后，案件才进入所处环节
    take_over = NEW.to(
        taking_over, "线下转入", by=Role.CLERK, duty=CHECK, only_if=(~c.known,),
        asks=transfer.TakeOverForm, gives=(first_source,), issues=(papers.TAKEN_OVER,),
    )  # fmt: skip
    hand_in = taking_over.to(
        verifying, "原件和结果齐全，送复核", duty=CHECK, asks=transfer.HandInForm,
        needs=(c.originals_there, c.results_in),
    )  # fmt: skip
    lacking = verifying.to(taking_over, "退回补正", duty=REVIEW, asks=transfer.SendBackForm)
    take_in = verifying.to(
        household_check, "原件属实，转入", duty=REVIEW, asks=transfer.TakeInForm,
        only_if=(c.authorised,),
    )  # fmt: skip
    take_in_early = verifying.to(
        authorising, "原件属实，转入承诺授权", duty=REVIEW, asks=transfer.TakeInForm,
        only_if=(~c.authorised,), issues=(papers.CONSENT_FORM,),
    )  # fmt: skip
