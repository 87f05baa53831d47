"""送达登记: every service of every letter in the officer's area, and the letters that wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from documents.models import Delivery
from documents.models.proofs import Way
from workflows.access.actors import Actor
from workflows.access.register import KEEPERS
from workflows.access.rules import actor_on, signed_in
from workflows.desk import leaving, registers
from workflows.desk.places import places
from workflows.desk.reading import may_read, readable
from workflows.engine.models import CasePaper

PAGE = 25
OWED, REFUSED, WITHDRAWN = "owed", "refused", "withdrawn"
STATES = {"": "已登记", OWED: "待送达", REFUSED: "拒收", WITHDRAWN: "登记已撤销"}
HEADS = (
    "送达日期", "文书", "文号", "成文日期", "户主", "村组", "案件编号", "送达方式", "签收人",
    "与受送达人关系", "送达人", "见证人", "邮件号或公告处", "说明",
)  # fmt: skip


class Narrowing(forms.Form):
    """Since when, until when, and in which way."""

    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    way = forms.ChoiceField(
        label="送达方式", required=False, choices=[("", "全部方式"), *Way.choices]
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A letter with one service of it; without a day it waits for one."""

    day: date | None
    title: str
    number: str
    issued_on: date
    name: str
    place: str
    case: str
    address: str
    way: str = ""
    receiver: str = ""
    relation: str = ""
    served_by: str = ""
    witness: str = ""
    reference: str = ""
    note: str = ""

    def cells(self) -> tuple[object, ...]:
        """As HEADS has them."""
        return (
            self.day, self.title, self.number, self.issued_on, self.name, self.place, self.case,
            self.way, self.receiver, self.relation, self.served_by, self.witness, self.reference,
            self.note,
        )  # fmt: skip


@signed_in(*registers.DELIVERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: HttpRequest) -> HttpResponse:
    """The register, the newest service first; what is owed, the oldest letter first."""
    actor, form = actor_on(request), Narrowing(request.GET)
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    given = form.cleaned_data if form.is_valid() else {}
    found = _owed(actor, given) if state == OWED else _served(actor, state, given)
    wrong: list[str] = []
    if request.method == "POST":
        cells = [row.cells() for row in _rows(actor, found[: leaving.MOST_EXPORTED])]
        name = f"送达登记（{STATES[state]}）"
        try:
            return leaving.listed(actor, request.POST.get("reason", ""), name, HEADS, cells)
        except ValidationError as refused:
            wrong = refused.messages
    after = request.GET.get("after", "")
    listed, onward = _page(found, after, oldest_first=state == OWED)
    kept = {name: word for name in form.fields if (word := request.GET.get(name))}
    context: dict[str, Any] = {
        "form": form,
        "state": state,
        "states": [
            (label, urlencode({**kept, "state": key}), key == state)
            for key, label in STATES.items()
        ],
        "rows": _rows(actor, listed),
        "keeps": actor.holds(*KEEPERS),
        "wrong": wrong,
        "registers": registers.offered(request, actor),
        "asked": urlencode({**kept, "state": state}),
        "onward": urlencode({**kept, "state": state, "after": onward}) if onward else "",
        "start": f"{reverse('desk:deliveries')}?{urlencode({**kept, 'state': state})}"
        if after
        else "",
    }
    return render(request, "desk/deliveries.html", context, status=422 if wrong else 200)


def _served(actor: Actor, state: str, given: dict[str, Any]) -> QuerySet[Delivery]:
    """Services on record, in this state and narrowed as asked; `day` is that of the service."""
    told = {REFUSED: Q(refused=True), WITHDRAWN: ~Q(withdrawn_reason="")}
    found = Delivery.objects.filter(told.get(state, Q()), paper__casepaper__in=readable(actor))
    if given.get("way"):
        found = found.filter(way=given["way"])
    cases = ("paper__casepaper__case__household", "paper__casepaper__case__root__household")
    found = found.select_related("paper", *cases).defer("paper__facts", "paper__forbidden")
    return _within(found.annotate(day=F("served_on")), given)


def _owed(actor: Actor, given: dict[str, Any]) -> QuerySet[CasePaper]:
    """Letters to households without a service that stands; `day` is that of the letter."""
    served = Delivery.objects.filter(paper=OuterRef("paper"), withdrawn_reason="")
    letters = readable(actor).filter(paper__audience="household", paper__voided_on=None)
    letters = letters.exclude(paper__series="").filter(~Exists(served))
    letters = letters.select_related("paper", "case__household", "case__root__household")
    letters = letters.defer("paper__facts", "paper__forbidden")
    return _within(letters.annotate(day=F("paper__issued_on")), given)


def _within(found: QuerySet[Any], given: dict[str, Any]) -> QuerySet[Any]:
    if given.get("since"):
        found = found.filter(day__gte=given["since"])
    if given.get("until"):
        found = found.filter(day__lte=given["until"])
    return found.order_by("-day", "-pk")


def _page(found: QuerySet[Any], after: str, *, oldest_first: bool) -> tuple[list[Any], str]:
    """One page by day; the key of the next, or nothing. A key nobody gave is the first page."""
    day, _, number = after.partition("_")
    if oldest_first:
        found = found.order_by("day", "pk")
    try:
        since, key = date.fromisoformat(day), int(number)
    except ValueError:
        pass
    else:
        beyond, same = ("day__gt", "pk__gt") if oldest_first else ("day__lt", "pk__lt")
        found = found.filter(Q(**{beyond: since}) | Q(**{"day": since, same: key}))
    listed = list(found[: PAGE + 1])
    last = listed[PAGE - 1] if len(listed) > PAGE else None
    return listed[:PAGE], f"{last.day}_{last.pk}" if last else ""


def _rows(actor: Actor, found: Iterable[Delivery | CasePaper]) -> list[Row]:
    """What the actor may read of them; one statement at most, for names of places."""
    pairs: list[tuple[CasePaper, Delivery | None]] = [
        (one.paper.casepaper, one) if isinstance(one, Delivery) else (one, None) for one in found
    ]
    pairs = [(link, service) for link, service in pairs if may_read(actor, link)]
    where = places(link.case.region for link, _ in pairs)
    return [_row(link, service, where[link.case.region]) for link, service in pairs]


def _row(link: CasePaper, service: Delivery | None, place: str) -> Row:
    paper, case = link.paper, link.case
    home = case.head.household
    row = Row(
        None, paper.title, paper.number, paper.issued_on,
        case.head.head_name if home else case.department,
        f"{place} {home.group_name}".strip() if home else place,
        case.number, reverse("desk:paper", args=[paper.uuid]),
    )  # fmt: skip
    if service is None:
        return row
    withdrawn = f"登记已撤销：{service.withdrawn_reason}" if service.withdrawn_reason else ""
    return replace(
        row, day=service.served_on, way=service.get_way_display(), receiver=service.receiver,
        relation=service.relation, served_by=service.served_by, witness=service.witness,
        reference=service.reference,
        note="，".join(filter(None, ("拒收" if service.refused else "", withdrawn))),
    )  # fmt: skip
