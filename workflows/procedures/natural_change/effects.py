"""What a change that has taken effect does to the register and to the household's running cases."""

from __future__ import annotations

from datetime import date
from uuid import uuid5

from django.core.exceptions import ValidationError

from workflows.access.actors import SYSTEM
from workflows.engine.door import advance
from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked
from workflows.registry.models import Household, Member

from .forms import COMES, DEATH, RETURN

HEARS = "member_changed"


def apply_change(matter: Matter) -> None:
    """Bring the register up to date. Raises Blocked where it contradicts the change."""
    said = matter.said
    on = date.fromisoformat(said["happened_on"])
    home = Household.objects.select_for_update().get(pk=matter.household.pk)
    try:
        if said["what"] in COMES:
            _comes(home, matter)
        else:
            member = home.members.get(pk=int(said["member"]))
            _goes_or_returns(home, member, said["what"], on)
    except Member.DoesNotExist:
        raise Blocked("登记册已有变化。", ["这名成员已不在本户，请退回重新登记。"]) from None
    except ValidationError as error:
        raise Blocked("登记册不能这样变更。", error.messages) from error


def tell_cases(matter: Matter) -> None:
    """Every running case of the household whose table listens is told, without personal data."""
    running = Case.objects.filter(household=matter.head.household_id, parent=None, closed=False)
    for case in running.exclude(pk=matter.head.pk).order_by("pk"):
        if HEARS in case.table.steps:
            advance(
                case, HEARS, by=SYSTEM, seen=case.seq, command_id=uuid5(matter.case.uuid, HEARS),
                answers={
                    "change": matter.head.number, "changed_on": matter.said["happened_on"],
                },
            )  # fmt: skip


def _comes(home: Household, matter: Matter) -> None:
    said = matter.said
    relation = next(r for r in Member.Relation if r.label == said["relation"])
    born = date.fromisoformat(said["happened_on"]) if said["what"] == "出生" else None
    member = Member(
        household=home, name=said["name"], relation=relation, born=born,
        id_number=said.get("id_number", ""),
    )  # fmt: skip
    member.derive()
    known = Member.objects.filter(id_digest=member.id_digest).exclude(id_digest=None).first()
    if known is not None:
        raise ValidationError("这个身份证号码已登记在另一名成员名下，请先办理其迁出或转户。")
    member.save()


def _goes_or_returns(home: Household, member: Member, what: str, on: date) -> None:
    if what == RETURN:
        member.left_on = None
    elif what == DEATH:
        member.died_on = on
    else:
        member.left_on = on
    was_head = member.relation == Member.Relation.HEAD
    if was_head and what not in (DEATH, RETURN):
        member.relation = Member.Relation.OTHER
    member.save(update_fields=["died_on", "left_on", "relation"])
    if was_head and what != RETURN:
        _succeed(home, on)


def _succeed(home: Household, on: date) -> None:
    """The oldest who is left becomes head; where nobody is, the household has ended."""
    left = home.members.filter(died_on=None, left_on=None).order_by("born", "pk").first()
    if left is None:
        home.ended_on = on
    else:
        left.relation = Member.Relation.HEAD
        left.save(update_fields=["relation"])
        home.head_name = left.name
    home.save(update_fields=["ended_on", "head_name"])
