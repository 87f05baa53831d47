"""Erasing personal data when its retention is over: the proofs stay valid, and the erasing is told.

What is erased of a closed case: the personal answers beside its journal, its own personal facts, the
facts of its papers, and the files of papers, scans and packages that lie in its dossier alone. What
stays: who decided what and when, and every hash. 个人信息保护法 第四十七条: what a law or rule keeps
for a term is not erased before, so the term of the case's own policy pack is a hard limit.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from documents import erasing
from workflows.access.actors import Actor
from workflows.access.models import Officer
from workflows.registry.holidays import calendar
from workflows.workdays import clock

from .family import Family
from .models import Case, Erasure, Event, PersonalAnswers
from .packaging import RETENTION
from .refusals import Blocked
from .sealing import unsealed


def kept_until(head: Case) -> date:
    """The last day of retention of a closed case, counted from its last entry."""
    last = Event.objects.filter(case=head).latest("seq").recorded_at
    family = Family.read(head, clock.today())
    length = family.pack_of(head).length(RETENTION)
    return length.after(clock.day_of(last), calendar()).day


def erase(head: Case, *, by: Actor, reason: str) -> int:
    """Erase the personal data of a case and of all that belongs to it; how many files went with it.

    Raises Blocked, with every reason, while the case is open or within its retention, when events
    of it are not sealed yet, or when nothing is said for it. Erasing twice changes nothing more.
    """
    with transaction.atomic():
        family = Family.lock(head, clock.today())
        cases = list(family.cases.values())
        if unmet := _unmet(family, reason):
            raise Blocked("现在不能删除个人信息。", unmet)
        assert by.person is not None  # nobody erases unsigned
        officer = Officer.objects.get(pk=by.person)
        for case in cases:
            Erasure.objects.get_or_create(
                case=case,
                defaults={"officer": officer, "reason": reason, "erased_on": family.today},
            )
            Case.objects.filter(pk=case.pk).update(private={})
        PersonalAnswers.objects.filter(event__case__in=cases).delete()
        gone = erasing.erase([case.uuid for case in cases], family.today)
    erasing.unlink(gone)
    return len(gone)


def _unmet(family: Family, reason: str) -> list[str]:
    head, reasons = family.head, []
    if not reason.strip():
        reasons.append("请写明删除的依据")
    if not all(case.closed for case in family.cases.values()):
        reasons.append("案件尚未办结")
    elif (until := kept_until(head)) >= family.today:
        reasons.append(f"档案保管期至{until:%Y年%-m月%-d日}，期满前不得删除")
    if unsealed().filter(case__in=family.cases).exists():
        reasons.append("有办理记录尚未封存，请稍后再试")
    return reasons
