"""The product's engine as a contender."""

from typing import Any
from uuid import uuid4

from workflows.access.models import Officer
from workflows.access.officers import actor_of
from workflows.engine.door import advance, start
from workflows.engine.models import Case
from workflows.registry.models import Household
from workflows.workdays import clock

from .recording import Meter
from .tables import Tables
from .walking import AFTER_NOTICE, FINDING, KEEPER, OPENED, OPINION, SITUATION


class Ours:
    """Walks through the one door."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.meter = tables, Meter()
        posted = Officer.objects.filter(posts__role="liaison")
        wanted = {o.username: o for o in Officer.objects.filter(username__in=ACCOUNTS)}
        self.actors = {name: actor_of(officer, OPENED) for name, officer in wanted.items()}
        self.liaisons = {
            officer.posts.get().agency.department: actor_of(officer, OPENED) for officer in posted
        }

    def walk(self, household: Household) -> None:
        """All ten steps."""
        answers = {"situation": SITUATION}
        with clock.standing_at(OPENED):
            with self.meter.step():
                case = start(
                    self.tables.aid, by=self.actors[CLERK], household=household,
                    command_id=uuid4(), answers=answers,
                )  # fmt: skip
            self._take(case, 1, "check", CHECKER, finding=FINDING)
            children = Case.objects.filter(parent=case).order_by("pk")
            for child in children:
                with self.meter.step():
                    advance(
                        child, "reply", by=self.liaisons[child.key], seen=1, command_id=uuid4(),
                        answers={"finding": FINDING},
                    )  # fmt: skip
        with clock.standing_at(AFTER_NOTICE):
            self._take(case, 3, "close", REVIEWER)
            self._take(case, 4, "approve", APPROVER, opinion=OPINION)
            self._take(case, 5, "file", CLERK, keeper=KEEPER)

    def _take(self, case: Case, seen: int, step: str, account: str, **answers: Any) -> None:
        with self.meter.step():
            advance(
                case, step, by=self.actors[account], seen=seen, command_id=uuid4(), answers=answers
            )


CLERK, CHECKER, REVIEWER, APPROVER = ACCOUNTS = (
    "zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe", "xian_shenpi",
)  # fmt: skip
