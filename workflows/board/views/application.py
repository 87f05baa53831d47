"""我要申报: a household asks for help itself (主动申请, one of the three channels)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import check_codes
from vault.cipher import fingerprint
from workflows.access.pace import paced
from workflows.access.rules import public
from workflows.board import receipts
from workflows.board.lodging import APPLICATION, UNMATCHED, choices, held_ticket, limits, lodge
from workflows.board.views.notices import whereabouts
from workflows.engine.policies import shelf
from workflows.engine.refusals import Refusal
from workflows.registry import ids
from workflows.registry.models import ID_NUMBER, Household, Member
from workflows.workdays import clock

HIMSELF, HELPED = "本户的人自己填", "村干部或亲友代填"


class ApplicationForm(forms.Form):
    """Four things to type, two to choose, and what is agreed to."""

    name = forms.CharField(label="申报人姓名", max_length=40)
    id_number = forms.CharField(
        label="身份证号", max_length=24, help_text="只用来找到您的户，不公示，申报里也不保存。"
    )
    phone = forms.CharField(
        label="联系电话", max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    trouble = forms.ChoiceField(label="遇到的困难")
    situation = forms.CharField(
        label="具体情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="如：家里主要劳动力生病住院，自己花了多少钱；房子被水淹了。",
    )
    filled_in = forms.ChoiceField(
        label="谁来填", choices=[(HIMSELF, HIMSELF), (HELPED, HELPED)], initial=HIMSELF
    )
    agreed = forms.BooleanField(label="以上告知已经看过，同意")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        trouble = self.fields["trouble"]
        assert isinstance(trouble, forms.ChoiceField)
        trouble.choices = choices(APPLICATION, "apply", "risks")

    def clean_id_number(self) -> str:
        """Length, date and check character are held before anything is looked up."""
        number = ids.normalise(self.cleaned_data["id_number"])
        ids.validate(number)
        return number


@public
@never_cache
@paced("apply", times=6, seconds=3600)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, code: int) -> HttpResponse:
    """The form; sent, a clue in the channel 主动申请 with a receipt."""
    township, place = whereabouts(code)
    form = ApplicationForm(request.POST or None)
    ticket = held_ticket(request.POST.get("ticket", ""))
    if form.is_bound and form.is_valid():
        try:
            given = _lodged(form.cleaned_data, ticket, code)
        except Refusal as refused:
            form.add_error(None, refused.message)
        else:
            told: dict[str, Any] = {
                "code": check_codes.grouped(given), "pin": receipts.pin_of(given),
                "limits": limits(shelf().choose(code, clock.today()), "clue"),
            }  # fmt: skip
            return render(request, "board/application_received.html", {"place": place, **told})
    context = {"form": form, "place": place, "township": township, "ticket": ticket}
    return render(request, "board/application.html", context, status=422 if form.is_bound else 200)


def _lodged(given: dict[str, Any], ticket: str, village: int) -> str:
    """Open the clue, or what stands for it until a clerk has found the household; the code.

    Whoever applies is told the same either way: a stranger learns nothing of the register.
    """
    digest = fingerprint(given["id_number"], purpose=ID_NUMBER)
    household = _household(given["name"], digest, village)
    helped = f"（{HELPED}）" if given["filled_in"] == HELPED else ""
    answers = {
        "reporter": given["name"],
        "reporter_phone": given["phone"],
        "situation": f"{given['situation']}{helped}",
        "agreed": given["agreed"],
    }
    trouble = given["trouble"]
    if household:
        answers["risks"] = [trouble]
        return lodge(APPLICATION, ticket, village, answers, household=household)
    return lodge(UNMATCHED, ticket, village, {**answers, "trouble": trouble, "id_digest": digest})


def _household(name: str, digest: str, village: int) -> Household | None:
    """The household in which somebody of this name and number lives; one statement.

    Name, number and village must all be right, and the answer never says which was not.
    """
    found = Member.objects.filter(
        id_digest=digest, name=name.strip(), died_on=None, household__village=village,
        household__ended_on=None,
    )  # fmt: skip
    member = found.select_related("household").first()
    return member.household if member else None
