"""A household of the register as its page shows it, each part only to who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from documents.masking import mask_id, mask_phone
from workflows.access.actors import Actor
from workflows.access.register import CIRCUMSTANCES, READ_INCOME, UNCOVERERS, may
from workflows.desk.heads import chinese
from workflows.engine.models import Case
from workflows.registry import lineage
from workflows.registry.models import Household, Member, YearAccount
from workflows.registry.models.accounts import INCOMES, RIGID
from workflows.registry.money import yuan

_CASES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Person:
    """One member; `number` and `phone` are masked, `health` is empty for who may not read it."""

    pk: int
    name: str
    relation: str
    sex: str
    born: str
    number: str
    phone: str
    work: str
    schooling: str
    health: str
    gone: str
    reveal: str


def described(household: Household, actor: Actor) -> dict[str, Any]:
    """What the page of a household shows this officer."""
    reads = may(actor, READ_INCOME, household.village_id)
    knows = may(actor, CIRCUMSTANCES, household.village_id)
    uncovers = may(actor, UNCOVERERS, household.village_id)
    members = household.members.order_by("died_on", "left_on", "pk")
    return {
        "members": [_person(member, reads=knows, uncovers=uncovers) for member in members],
        "facts": _facts(household),
        "kinds": [
            (period.get_kind_display(), _span(period.since, period.until), period.basis)
            for period in household.kind_periods.all()
        ],
        "accounts": [_account(one) for one in household.accounts.all()] if reads else [],
        "reads": reads,
        "receives": reverse("desk:dibao_record", args=[household.pk]) if reads else "",
        "origins": [
            (one.get_how_display(), chinese(one.on), one.source, one.result, one.basis)
            for one in lineage.history(household)
        ],
        "cases": [
            (case.table.name, case.number, case.stage_label, reverse("desk:case", args=[case.uuid]))
            for case in Case.objects.visible_to(actor)
            .filter(household=household, parent=None)
            .order_by("-pk")[:_CASES_SHOWN]
        ],
    }


def _person(member: Member, *, reads: bool, uncovers: bool) -> Person:
    work = [member.get_labour_display(), member.get_employment_display()]
    health = [member.get_illness_display(), member.health, member.disability]
    return Person(
        pk=member.pk,
        name=member.name,
        relation=member.get_relation_display(),
        sex=member.get_sex_display(),
        born=f"{member.born:%Y-%m}" if member.born else "",
        number=mask_id(member.id_number),
        phone=mask_phone(member.phone),
        work=" · ".join(filter(None, work)),
        schooling=member.get_schooling_display(),
        health=" · ".join(dict.fromkeys(filter(None, health))) if reads else "",
        gone=_gone(member),
        reveal=reverse("desk:reveal", args=[member.pk]) if uncovers and member.id_number else "",
    )


def _gone(member: Member) -> str:
    if member.died_on:
        return f"{chinese(member.died_on)}去世"
    return f"{chinese(member.left_on)}迁出" if member.left_on else ""


def _facts(household: Household) -> list[tuple[str, str]]:
    said = {True: "是", False: "否", None: ""}
    named = [
        ("户类型", household.get_kind_display()),
        ("建档立卡", said[household.carded]),
        ("住房结构", household.get_housing_display()),
        ("唯一住房", said[household.only_house]),
        ("饮水", household.get_water_display()),
        ("灾害隐患", household.get_hazard_display()),
        ("产业覆盖", said[household.industry]),
        ("门牌地址", household.address),
    ]
    return [(label, value) for label, value in named if value]


def _account(account: YearAccount) -> Mapping[str, Any]:
    named = {field.name: str(field.verbose_name) for field in YearAccount._meta.concrete_fields}
    return {
        "year": account.year,
        "incomes": [(named[name], yuan(getattr(account, name))) for name in INCOMES],
        "costs": yuan(account.business_costs),
        "rigid": [(named[name], yuan(getattr(account, name))) for name in RIGID],
    }


def _span(since: date, until: date | None) -> str:
    return f"{chinese(since)}至{chinese(until) if until else '今'}"
