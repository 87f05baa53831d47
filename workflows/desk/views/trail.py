"""使用记录: who opened whose file, for one household or one officer, and who signed in."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from documents.masking import mask_name
from vault.cipher import fingerprint
from workflows.access.actors import Actor
from workflows.access.models import Officer, SignInAttempt
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.access.visibility import Datum, roles_with
from workflows.engine.models import SheetEntry
from workflows.registry import ids
from workflows.registry.areas import within
from workflows.registry.models import ID_NUMBER, Household, RegisterAccess
from workflows.workdays import clock

READERS = roles_with(Datum.TRAIL)
SHOWN_AT_MOST = 200


class Question(forms.Form):
    """Whose file, or which officer, and since when."""

    household = forms.CharField(
        label="户编号或身份证号码", max_length=40, required=False,
        help_text="查谁看过这一户：须填完整，不能按姓名翻查。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    officer = forms.CharField(label="工作人员账号", max_length=150, required=False)
    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """One question at a time is enough, none is too little."""
        given = super().clean() or {}
        if not given.get("household") and not given.get("officer"):
            raise forms.ValidationError("请填写户编号、身份证号码或工作人员账号。")
        return given


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the report shows it."""

    at: Any
    who: str
    what: str
    told: str
    reason: str
    address: str


@signed_in(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def trail(request: HttpRequest) -> HttpResponse:
    """The report for one household or one officer; asking for it is on record like any look.

    Asked by POST: an ID number in an address would stay in logs and in the browser's history.
    """
    actor = actor_on(request)
    form = Question(request.POST or None)
    context: dict[str, Any] = {"form": form, "asked": False}
    if form.is_valid():
        household = _household(actor, form.cleaned_data["household"])
        officer = Officer.objects.filter(username=form.cleaned_data["officer"]).first()
        found = _accesses(form.cleaned_data, household, officer)
        opened(
            request, What.TRAIL, household=household.pk if household else None,
            told=f"工作人员 {officer.username}" if officer else "",
        )  # fmt: skip
        context |= {
            "asked": True,
            "household": household,
            "masked": mask_name(household.head_name) if household else "",
            "officer": officer,
            "lines": _lines(found),
            "capped": len(found) == SHOWN_AT_MOST,
            "today": clock.today(),
        }
    answer = render(request, "desk/trail.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in(*READERS)
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The latest attempts to sign in, and what administrators changed."""
    context = {
        "attempts": SignInAttempt.objects.select_related("officer")[:SHOWN_AT_MOST],
        "changes": LogEntry.objects.select_related("user", "content_type")[:SHOWN_AT_MOST],
    }
    return render(request, "desk/sign_ins.html", context)


def _household(actor: Actor, asked: str) -> Household | None:
    """The household of that very number, or of the member with that ID number."""
    asked = asked.strip()
    if not asked:
        return None
    inside = Household.objects.filter(within("village_id", actor.ranges(*READERS)))
    number = Q(number=asked.upper())
    digest = fingerprint(ids.normalise(asked), purpose=ID_NUMBER)
    return inside.filter(number | Q(members__id_digest=digest)).first()


def _accesses(
    given: dict[str, Any], household: Household | None, officer: Officer | None
) -> list[RegisterAccess]:
    wanted: QuerySet[RegisterAccess] = RegisterAccess.objects.select_related("officer")
    if given["household"]:
        wanted = wanted.filter(_of(household)) if household else wanted.none()
    if given["officer"]:
        wanted = wanted.filter(officer=officer) if officer else wanted.none()
    since: date | None = given["since"]
    if since:
        wanted = wanted.filter(at__gte=datetime.combine(since, time.min, clock.SHANGHAI))
    return list(wanted[:SHOWN_AT_MOST])


def _of(household: Household) -> Q:
    """What showed the household: its own files, and the notices it stood on."""
    sheets = SheetEntry.objects.filter(case__household=household).values("sheet__uuid")
    return Q(household=household) | Q(member__household=household) | Q(about__in=sheets)


def _lines(found: list[RegisterAccess]) -> list[Line]:
    return [
        Line(
            one.at, f"{one.officer.name}（{one.officer.username}）", one.get_what_display(),
            one.told, one.reason, one.address,
        )
        for one in found
    ]  # fmt: skip
