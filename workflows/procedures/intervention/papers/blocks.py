"""Blocks that many papers have: household, members, opinions, periods, lists of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from workflows.access.actors import Role
from workflows.access.models import Agency, Post
from workflows.engine.matter import Matter
from workflows.registry.models import Member

from .record import Record, Signed, record_of

# How a checker is named beside his unit.
POSTS = {Role.CLERK: "经办人员", Role.VILLAGE: "工作人员"}
ENTRUSTED = "entrusted"  # the stage in which a township decides for the county
# As the forms abbreviate the capacity for work: 普通、技能、弱半、丧失、无.
LABOUR = {"ordinary": "普通", "skilled": "技能", "weak": "弱半", "lost": "丧失", "none": "无"}
_CHILDREN = (Member.Relation.SON, Member.Relation.DAUGHTER)
_LINES = re.compile(r"[\n；;]+")


def case(matter: Matter) -> dict[str, Any]:
    """The number of the household's case, under which all its papers lie."""
    return {"number": matter.head.number}


def household(matter: Matter) -> dict[str, Any]:
    """What every form says of the household; nothing by which it could be reached or exposed."""
    record, row = record_of(matter), matter.household
    place = record.offices.place
    return {
        "head": record.head_name,
        "persons": record.persons,
        "kind": row.get_kind_display(),
        "township": place.township,
        "village": place.village,
        "group": row.group_name,
    }


def reachable(matter: Matter) -> dict[str, Any]:
    """The household with telephone and address, for papers that only the office and it read."""
    return {**household(matter), "phone": _phone(record_of(matter)), "address": address(matter)}


def address(matter: Matter) -> str:
    """Where the household lives, from the township down."""
    row = matter.household
    return f"{record_of(matter).offices.place}{row.group_name}{row.address}"


def members(matter: Matter, *columns: str) -> list[dict[str, Any]]:
    """Who lives in the household, with the columns a paper prints and no other."""
    record = record_of(matter)
    grown = {one.pk for one in record.members if one.is_adult(matter.today)}
    guardian = _head_among(record.members, grown)
    rows = []
    for one in record.members:
        row = {
            "name": one.name,
            "relation": one.get_relation_display(),
            "sex": one.get_sex_display(),
            "born": f"{one.born:%Y-%m}" if one.born else "",
            "labour": LABOUR.get(one.labour, ""),
            "health": one.health,
            "disability": one.disability or None,
            "occupation": _schooling(one),
            "id_number": one.id_number,
            "is_adult": one.pk in grown,
            # Only of his own children is the head known to be the guardian.
            "guardian": guardian if one.pk not in grown and one.relation in _CHILDREN else None,
        }
        rows.append({column: row[column] for column in columns})
    return rows


def checkers(matter: Matter) -> list[dict[str, str]]:
    """Who went, with the unit and the post by which each may."""
    chosen = matter.said["checkers"]
    village = record_of(matter).offices.place.village
    posts = Post.objects.valid_on(matter.today).filter(officer__in=chosen, role__in=POSTS)
    found = {
        post.officer_id: {
            "name": post.officer.name,
            "unit": village if post.role == Role.VILLAGE else post.agency.short_name,
            "post": POSTS[Role(post.role)],
        }
        for post in posts.select_related("officer", "agency")
    }
    return [found[pk] for pk in chosen if pk in found]


def opinion(matter: Matter, text: str, outcome: str = "") -> dict[str, Any]:
    """An opinion of the acting officer, signed today."""
    return {
        "outcome": outcome,
        "text": text,
        "signer": record_of(matter).signer,
        "signed_on": matter.today,
    }


def opinion_of(done: Signed | None, text: str, outcome: str = "") -> dict[str, Any] | None:
    """An opinion given earlier, with the signature the journal has; None if it was not given."""
    if done is None:
        return None
    return {"outcome": outcome, "text": text, "signer": done.signature, "signed_on": done.on}


def delegation(matter: Matter) -> dict[str, str] | None:
    """Who entrusted the township with the decision just made, on what paper; None where nobody did."""
    if matter.head.came_from != ENTRUSTED:
        return None
    offices, basis = record_of(matter).offices, matter.pack["county.delegation_basis"]
    return {"by": offices.county.name, "to": offices.township.name, "basis": basis}


def decided_by(matter: Matter) -> Agency:
    """In whose name a decision goes out: the county's where it has entrusted the township with it.

    Who is entrusted acts in the name of who entrusts, which answers for it (行政许可法 第二十四条).
    """
    return record_of(matter).offices.county if delegation(matter) else matter.agency


def due(matter: Matter, key: str, start: date | None = None) -> date:
    """The last day of a length of the pack, counted from today unless told otherwise."""
    return matter.pack.length(key).after(start or matter.today, matter.family.calendar).day


def twelve_months_before(day: date) -> dict[str, str]:
    """The twelve whole months before a day, over which income is reckoned."""
    last = day.replace(day=1) - timedelta(days=1)
    return {"period_from": f"{day.year - 1}-{day.month:02d}", "period_to": f"{last:%Y-%m}"}


def lines(text: str | None) -> list[str]:
    """The lines, or the parts between semicolons, of what somebody typed."""
    return [line.strip() for line in _LINES.split(text or "") if line.strip()]


def appraisal(text: str) -> str:
    """The letter of a house's appraisal; "" where it was never appraised."""
    return text.removesuffix("级") if text.endswith("级") else ""


def met(word: str | None) -> bool | None:
    """Whether a safeguard is met, as a box to tick; None where nobody answered."""
    return {"达标": True, "不达标": False}.get(word or "")


def days_between(first: date | str, last: date | str) -> int:
    """How many days there are from the first to the last, both counted."""
    start, end = (date.fromisoformat(day) if isinstance(day, str) else day for day in (first, last))
    return (end - start).days + 1


def chinese(day: date | str) -> str:
    """A day as text within a sentence: 2026年6月4日."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.year}年{on.month}月{on.day}日"


def _phone(record: Record) -> str | None:
    heads = (one for one in record.members if one.relation == Member.Relation.HEAD)
    return next((one.phone for one in heads if one.phone), None)


def _schooling(member: Member) -> str:
    stage = member.get_schooling_display()
    return stage if not stage or "辍学" in stage else f"{stage}在读"


def _head_among(found: Iterable[Member], grown: set[int]) -> str | None:
    heads = (one for one in found if one.relation == Member.Relation.HEAD and one.pk in grown)
    return next((one.name for one in heads), None)
