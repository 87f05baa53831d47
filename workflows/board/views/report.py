"""我要举报: what is wrong, about whom, by whom if he likes; looked into by others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import check_codes
from workflows.access.pace import paced
from workflows.access.rules import public
from workflows.board import receipts
from workflows.board.lodging import OVERSIGHT, REPORT, choices, held_ticket, limits, lodge
from workflows.board.views.notices import whereabouts
from workflows.engine.policies import shelf
from workflows.engine.refusals import Refusal
from workflows.workdays import clock

COUNTY_OFFICE = "县防贫办工作人员"


class ReportForm(forms.Form):
    """Whom it is about and what happened; name and contact may be left empty."""

    about = forms.ChoiceField(label="举报的是", widget=forms.RadioSelect)
    content = forms.CharField(
        label="什么事，请写具体",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="谁、什么时候、在哪里、做了什么。",
    )
    reporter = forms.CharField(
        label="您的姓名", max_length=40, required=False,
        help_text="可以不填。填了只有县里办理人和审计知道，并书面答复您。",
    )  # fmt: skip
    contact = forms.CharField(
        label="联系方式", max_length=60, required=False, help_text="可以不填。"
    )
    lodged_by_hand = forms.CharField(
        label="代办人", max_length=40, required=False,
        help_text="接到电话、来信代为登记的，写代办人姓名。",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        known = choices(REPORT, "make", "about")
        about.choices = [*known, (COUNTY_OFFICE, COUNTY_OFFICE)]


@public
@never_cache
@paced("report", times=10, seconds=3600)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: int) -> HttpResponse:
    """The form; sent, a report at the county's office, or at the auditor's if it is about that."""
    _, place = whereabouts(code)
    form = ReportForm(request.POST or None)
    ticket = held_ticket(request.POST.get("ticket", ""))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        above = given["about"] == COUNTY_OFFICE
        try:
            found = lodge(OVERSIGHT if above else REPORT, ticket, code, given)
        except Refusal as refused:
            form.add_error(None, refused.message)
        else:
            slip = {"code": check_codes.grouped(found), "pin": receipts.pin_of(found)}
            told = {"place": place, "above": above, "named": bool(given["reporter"]), **slip}
            told["limits"] = limits(shelf().choose(code, clock.today()), "report")
            return render(request, "board/report_received.html", told)
    context = {"form": form, "place": place, "ticket": ticket}
    return render(request, "board/report.html", context, status=422 if form.is_bound else 200)
