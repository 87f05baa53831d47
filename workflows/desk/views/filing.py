"""归档: the filing packages of closed cases: sealed, added to, lent, and copied with a log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from documents.errors import PaperError
from documents.models import Package, PackageUse
from documents.models.packages import Use
from documents.packages import keeping
from workflows.access.actors import Actor, Role
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.desk.reading import has_seat
from workflows.desk.views.case import found
from workflows.engine import packaging
from workflows.engine.models import Case

# Who reads the list and the log; who keeps the packages; who may take a copy out.
READERS = (Role.ARCHIVIST, Role.HANDLER, Role.AUDITOR)
KEEPERS = (Role.ARCHIVIST,)
COPIERS = (Role.ARCHIVIST, Role.HANDLER)
PAGE = 25
STATES = {"owed": "待封装", "packed": "已归档", "added": "有补充"}


class UseForm(forms.Form):
    """What is done with which package, by whom, what for: without it nothing is handed out."""

    serial = forms.TypedChoiceField(label="件次", coerce=int)
    use = forms.ChoiceField(label="方式")
    reader = forms.CharField(label="利用人", max_length=100, help_text="姓名和单位。")
    purpose = forms.CharField(label="利用目的", max_length=500, required=False)
    due_on = forms.DateField(
        label="应还日期", required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any, packages: list[Package], uses: list[Use]) -> None:
        super().__init__(data, auto_id="use_%s")
        serials = [(one.serial, f"第 {one.serial} 件") for one in packages]
        self.fields["serial"].choices = serials  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["use"].choices = [(use.value, use.label) for use in uses]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Copies and loans need a purpose, loans a day. ValidationError."""
        given = super().clean() or {}
        if given.get("use") != Use.RETURNED and not given.get("purpose"):
            self.add_error("purpose", "请写明利用目的。")
        if given.get("use") == Use.LENT and not given.get("due_on"):
            self.add_error("due_on", "借出须写明应还日期。")
        return given


class AdditionForm(forms.Form):
    """Why something is added to what was sealed."""

    reason = forms.CharField(
        label="补充归档的原因", max_length=500,
        help_text="已封装的不改动，案卷现有的全部材料另封一件，与原件并存。",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier in the list."""

    case: Case
    name: str
    state: str


@signed_in(*READERS)
@require_safe
def filing(request: HttpRequest) -> HttpResponse:
    """Dossiers of one's scope, the latest first: owed, filed, added to."""
    state = request.GET.get("state", "")
    after = request.GET.get("after", "")
    cases = _dossiers(actor_on(request), state).order_by("-pk")
    if after.isdigit():
        cases = cases.filter(pk__lt=int(after))
    listed = list(cases.select_related("household")[: PAGE + 1])
    onward = f"state={state}&after={listed[PAGE - 1].pk}" if len(listed) > PAGE else ""
    rows = [
        Row(one, one.household.head_name if one.household else one.table.name, _state(one))
        for one in listed[:PAGE]
    ]
    context = {"rows": rows, "states": STATES, "state": state, "onward": onward}
    return render(request, "desk/filing.html", context)


@signed_in(*READERS)
@require_safe
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The packages of one dossier, and who used them."""
    return _page(request, _dossier(request, uuid))


@signed_in(*COPIERS)
@require_POST
def use(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A package copied out as a file, lent, or taken back; each leaves a line in its log."""
    case = _dossier(request, uuid)
    actor = actor_on(request)
    packages = _packages(case)
    form = UseForm(request.POST, packages, _uses(actor, case))
    if not form.is_valid():
        return _page(request, case, form, status=422)
    given = form.cleaned_data
    package = next(one for one in packages if one.serial == given["serial"])
    try:
        if given["use"] == Use.COPIED:
            return _copied(request, case, package, given)
        if given["use"] == Use.LENT:
            told = {name: given[name] for name in ("reader", "purpose", "due_on")}
            keeping.lend(package, **told, by=actor.name)
        else:
            keeping.give_back(package, reader=given["reader"], by=actor.name)
        messages.success(request, "已登记。")
    except PaperError as error:
        messages.error(request, str(error))
    return redirect("desk:dossier", uuid=uuid)


def _copied(
    request: HttpRequest, case: Case, package: Package, given: dict[str, Any]
) -> HttpResponse:
    data = keeping.read(
        package, reader=given["reader"], purpose=given["purpose"], by=actor_on(request).name,
        use=Use.COPIED,
    )  # fmt: skip
    _put_down(request, case, f"复制归档信息包第 {package.serial} 件", given["purpose"])
    answer = HttpResponse(data, content_type=keeping.MEDIA_TYPE)
    name = content_disposition_header(True, f"{case.number}-{package.serial}.zip")
    answer["Content-Disposition"] = name or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in(*KEEPERS)
@require_POST
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One more package beside what is sealed; the first stays as it is."""
    case = _dossier(request, uuid)
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    try:
        packaging.pack(case, reason=form.cleaned_data["reason"])
        messages.success(request, "已补充归档。")
    except PaperError as error:
        messages.error(request, str(error))
    return redirect("desk:dossier", uuid=uuid)


def _dossiers(actor: Actor, state: str) -> QuerySet[Case]:
    """Closed cases that leave a dossier, in the areas of the seats that file, with their packages."""
    filed = Package.objects.filter(dossier=OuterRef("uuid")).order_by().values("dossier")
    counted = Subquery(filed.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    cases = packaging.dossiers().filter(pk__in=Case.objects.visible_to(_as_reader(actor)))
    cases = cases.annotate(packages=Coalesce(counted, 0))
    wanted = {"owed": {"packages": 0}, "packed": {"packages": 1}, "added": {"packages__gt": 1}}
    return cases.filter(**wanted.get(state, {}))


def _as_reader(actor: Actor) -> Actor:
    """The actor with those of his seats that have to do with filing."""
    return Actor(actor.person, actor.name, tuple(actor.seats_of(*READERS)))


def _state(case: Any) -> str:
    return STATES[("owed", "packed", "added")[min(case.packages, 2)]]


def _dossier(request: HttpRequest, uuid: UUID) -> Case:
    """The closed case, if it lies in the reach of a seat that has to do with filing; else a 404."""
    case = found(_as_reader(actor_on(request)), uuid)
    if not packaging.dossiers().filter(pk=case.pk).exists():
        raise Http404("该案件尚未办结，或没有自己的案卷。")
    return case


def _packages(case: Case) -> list[Package]:
    return list(Package.objects.filter(dossier=case.uuid).order_by("serial"))


def _uses(actor: Actor, case: Case) -> list[Use]:
    """What this officer may do with the packages of this dossier."""
    keeps = has_seat(actor, case, KEEPERS)
    copies = has_seat(actor, case, COPIERS) and _sees_all(actor, case)
    return [*([Use.COPIED] if copies else []), *([Use.LENT, Use.RETURNED] if keeps else [])]


def _sees_all(actor: Actor, case: Case) -> bool:
    """Whether each case whose journal lies in the package is one the actor may open.

    An objection's journal names the objector, whom an archivist does not see.
    """
    return not packaging.family(case).exclude(pk__in=Case.objects.visible_to(actor)).exists()


def _page(
    request: HttpRequest, case: Case, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    actor, packages = actor_on(request), _packages(case)
    _put_down(request, case, "查阅归档情况")
    log = PackageUse.objects.filter(package__in=packages).select_related("package").order_by("-pk")
    lines, uses = list(log), _uses(actor, case)
    keeps = Use.LENT in uses
    context = {
        "case": case,
        "name": case.household.head_name if case.household else case.table.name,
        "rows": [(one, _out(one, lines)) for one in packages],
        "lines": lines,
        "held_back": Use.COPIED not in uses and actor.holds(*COPIERS),
        "use_form": sent if isinstance(sent, UseForm) else UseForm(None, packages, uses),
        "uses": uses and packages,
        "add_form": (sent if isinstance(sent, AdditionForm) else AdditionForm()) if keeps else None,
        "trail": [("归档", reverse("desk:filing"))],
    }
    return render(request, "desk/dossier.html", context, status=status)


def _out(package: Package, uses: list[PackageUse]) -> PackageUse | None:
    """The lending that was not answered yet."""
    moved = (
        use for use in uses if use.package_id == package.pk and use.use in (Use.LENT, Use.RETURNED)
    )
    last = next(moved, None)
    return last if last and last.use == Use.LENT else None


def _put_down(request: HttpRequest, case: Case, told: str, reason: str = "") -> None:
    opened(
        request, What.FILE, household=case.household_id, about=case.uuid,
        told=f"{told} {case.number}", reason=reason,
    )  # fmt: skip
