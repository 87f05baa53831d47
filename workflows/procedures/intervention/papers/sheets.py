"""The papers on the village board: notice (D12), announcement (D20), and the notice's result (D13).

What stands on a poster passes the allow-list of its kind; a line holds the head's name, the
number of persons, the group and the opinion, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max

from documents.models import Paper
from workflows.engine.decide import TAKEN
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Event, SheetEntry
from workflows.engine.private_words import private_words
from workflows.workdays import clock

from . import blocks
from .findings import objections, period
from .offices import Offices, place_of
from .record import CHECK, NOTICE, OBJECTION, Signed, journal, persons_of, record_of
from .struck import lines_to_tell, poster_of

_LISTED = "listed"


def notice(matter: Matter) -> dict[str, Any]:
    """D12. The period printed here is the one the minimum counts from."""
    said, listed = matter.said, _listed(matter)
    starts, ends = date.fromisoformat(said["from_on"]), date.fromisoformat(said["to_on"])
    met = "、民主评议" if any(case.facts.get("meeting") for case in listed) else ""
    board = settings.BOARD_URL or None
    return {
        **place_on_poster(matter),
        "procedure": f"入户核查、部门协查{met}和乡镇初审",
        "reviewed_on": _reviewed_on(listed),
        "rows": _rows(listed, "拟确认"),
        "starts_on": starts,
        "ends_on": ends,
        "days": (ends - starts).days + 1,
        "online": board,
        "committee": _offices(matter).village.name,
    }


def announcement(matter: Matter) -> dict[str, Any]:
    """D20. Households of several notices may stand on one announcement: all are named."""
    listed = _listed(matter)
    posted = _notices_of(listed)
    numbers = Paper.objects.filter(
        dossier__in=[sheet.uuid for sheet in posted], kind="D12", superseded_by=None, voided_on=None
    )
    return {
        **place_on_poster(matter),
        "notice_number": "、".join(numbers.order_by("serial").values_list("number", flat=True)),
        "notice_starts_on": min(sheet.facts["from_on"] for sheet in posted),
        "notice_ends_on": max(period(matter, sheet)["ends_on"] for sheet in posted),
        "decided_by": _decided_by(matter, listed),
        "decided_on": max(case.entered_on for case in listed),
        "rows": _rows(listed, "确认"),
        "posted_until": blocks.due(matter, "announce.post_days"),
    }


def forbidden(matter: Matter) -> list[str]:
    """What must not appear on a poster: whatever is private of the households that stand on it."""
    return private_words(_listed(matter), matter.agencies)


def withdrawal(matter: Matter) -> dict[str, Any]:
    """D12-W: which lines, or the whole notice, are 因故撤下. No names, no reasons."""
    poster = poster_of(matter.case)
    assert poster is not None  # nothing is taken from a wall on which nothing was posted
    place = place_on_poster(matter)
    return {
        **{name: place[name] for name in ("township", "village", "contacts", "verify_url")},
        "notice_number": poster.number,
        "whole": bool(matter.step and matter.step.name == "remove"),
        "lines": lines_to_tell(matter.case),
        "struck_on": matter.today,
        "committee": _offices(matter).village.name,
    }


def result(matter: Matter) -> dict[str, Any]:
    """D13, of one household: the notice as it hung, and the objections to this household alone."""
    record = record_of(matter)
    sheet = record.notice
    assert sheet is not None  # the notice period cannot end for a household that stands on none
    poster = Paper.objects.filter(dossier=sheet.uuid, kind="D12", voided_on=None).order_by("-pk")[0]
    rows = poster.facts["rows"]
    steps = journal(sheet)
    down = next(one for one in reversed(steps) if one.step == "take_down")
    counted = objections(record)
    return {
        "notice": {
            "number": poster.number,
            "households": len(rows),
            **period(matter, sheet),
            "days": matter.family.pack_of(sheet).length("notice.days").count,
            "lost_days": int(sheet.facts.get("lost_days", 0)),
            "taken_down_on": down.on,
        },
        "township": record.offices.place.township,
        "village": record.offices.place.village,
        "places": [
            {"place": sheet.facts["place"], "posted_at": _posted_at(steps), "removed_at": _at(down)}
        ],
        "interruptions": [_interruption(one) for one in steps if one.step == "mishap"],
        "objections": {
            **counted, "text": "以上只计对本户的异议。" if len(rows) > 1 else None,
        },
        "struck": _struck(sheet, poster),
        "photos": [photo for one in steps for photo in _photos(one)],
        "opinion": None,
        "committee": record.offices.village.name,
    }  # fmt: skip


def place_on_poster(matter: Matter) -> dict[str, Any]:
    """What every poster says of its place, its ground and whom to turn to."""
    offices = _offices(matter)
    return {
        "township": offices.place.township,
        "village": offices.place.village,
        "basis": matter.pack["intervention.basis"],
        "contacts": offices.contacts(),
        "verify_url": f"{settings.BOARD_URL}/check/" if settings.BOARD_URL else None,
    }


def _listed(matter: Matter) -> list[Case]:
    """The cases on the poster: those of a sheet, else the one household it is about."""
    if _LISTED not in matter.kept:
        sheet = matter.case.table.is_sheet
        matter.kept[_LISTED] = matter.listed() if sheet else [matter.head]
    listed: list[Case] = matter.kept[_LISTED]
    return listed


def _offices(matter: Matter) -> Offices:
    return Offices(place_of(matter.case.region), tuple(matter.agencies))


def _decided_by(matter: Matter, listed: Iterable[Case]) -> str:
    """The county, and the township that it entrusted with some of these decisions."""
    offices = _offices(matter)
    if any(case.came_from == blocks.ENTRUSTED for case in listed):
        return f"{offices.county.name}（委托{offices.township.name}）"
    return offices.county.name


def _rows(listed: Iterable[Case], opinion: str) -> list[dict[str, Any]]:
    """One line a household, in the order listed; one statement for all their results."""
    cases = list(listed)
    results: dict[int | None, list[Case]] = defaultdict(list)
    settled = Case.objects.filter(parent__in=cases, procedure__in=(CHECK, OBJECTION))
    for child in settled.defer("private").order_by("pk"):
        results[child.parent_id].append(child)
    return [
        {
            "order": order,
            "name": case.head_name,
            "persons": persons_of(case, results[case.pk]),
            "group": case.household.group_name if case.household else "",
            "opinion": opinion,
        }
        for order, case in enumerate(cases, start=1)
    ]


def _reviewed_on(listed: Iterable[Case]) -> date:
    """The last day on which the township gave a first opinion on one of these households."""
    given = Event.objects.filter(case__in=list(listed), step="agree", outcome=TAKEN)
    last: date = given.aggregate(last=Max("occurred_on"))["last"]
    return last


def _notices_of(listed: Iterable[Case]) -> list[Case]:
    """The notices on which these households stood to the end."""
    entries = SheetEntry.objects.filter(
        case__in=list(listed), struck_on=None, sheet__procedure=NOTICE, sheet__stage="closed"
    )
    return list({entry.sheet_id: entry.sheet for entry in entries.select_related("sheet")}.values())


def _posted_at(steps: list[Signed]) -> str:
    """When the notice went up; a posting recorded later has its day only."""
    done = next(one for one in reversed(steps) if one.step in ("post", "post_late"))
    return _at(done) if done.step == "post" else str(done.said["posted_on"])


def _at(done: Signed) -> str:
    """The moment of a step, or its day alone where it was recorded on another day."""
    return (done.at if clock.day_of(done.at) == done.on else done.on).isoformat()


def _interruption(done: Signed) -> dict[str, Any]:
    days = int(done.said["days_lost"])
    return {
        "from_on": done.on - timedelta(days=days - 1),
        "to_on": done.on,
        "reason": f"公示损毁后重新张贴，顺延{days}天",
    }


def _struck(sheet: Case, poster: Paper) -> list[dict[str, str]]:
    """Who left a notice that had his name; why he left is that household's own affair."""
    names = {row["name"] for row in poster.facts["rows"]}
    entries = SheetEntry.objects.filter(sheet=sheet, struck_on__gte=poster.issued_on)
    left = [
        (entry.case.head_name, entry.struck_on)
        for entry in entries.select_related("case__household").order_by("pk")
        if entry.case.household and entry.struck_on
    ]
    return [
        {"name": name, "reason": f"{blocks.chinese(on)}因故撤下"}
        for name, on in left
        if name in names
    ]


def _photos(done: Signed) -> list[dict[str, Any]]:
    captions = {
        "posted_photo": "张贴后",
        "mishap_photo": "重新张贴后",
        "taken_down_photo": "取下前",
    }
    return [
        {
            "caption": caption,
            "taken_at": _at(done),
            "sha256": done.said[name]["original"],
            "picture": done.said[name]["public"],
        }
        for name, caption in captions.items()
        if name in done.said
    ]
