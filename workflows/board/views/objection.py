"""提出不同意见 in three pages without a script: what, who (if you like), check and send."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import check_codes
from documents.masking import mask_name
from workflows.access.pace import paced
from workflows.access.rules import public
from workflows.board import receipts, sheets
from workflows.board.lodging import held_ticket, limits, take
from workflows.board.views.notices import found
from workflows.engine.models import SheetEntry
from workflows.engine.policies import shelf
from workflows.engine.refusals import Refusal

ANOTHER_WAY = "现在无法在网上提交，请打电话、写信或当面提出，效力一样。"


@dataclass
class Lodging:
    """One objection in the making: the notice, the lines it may be about, what was typed."""

    hung: sheets.Hung
    entries: dict[str, SheetEntry]
    names: list[tuple[str, str]]
    ticket: str

    def about(self, data: Any = None) -> forms.Form:
        """First page: which household, and what is not right."""
        return AboutForm(data, choices=self.names)


class AboutForm(forms.Form):
    """Which line of the notice, and what is wrong with it."""

    line = forms.ChoiceField(label="您对哪一户有不同意见", widget=forms.RadioSelect)
    content = forms.CharField(
        label="哪里不对，请写具体", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="如：家里有小轿车；人口不对；已经搬走。",
    )  # fmt: skip

    def __init__(self, data: Any, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        line = self.fields["line"]
        assert isinstance(line, forms.ChoiceField)
        line.choices = choices


class WhoForm(forms.Form):
    """Who objects: everything may be left empty."""

    objector = forms.CharField(
        label="您的姓名",
        max_length=40,
        required=False,
        help_text="可以不填。填了也只有乡镇经办人和县里知道。",
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=60,
        required=False,
        help_text="可以不填；填了会把结果书面答复您。",
    )
    lodged_by_hand = forms.CharField(
        label="代办人",
        max_length=40,
        required=False,
        help_text="村干部或亲友代填的，写代办人姓名。",
    )


@public
@never_cache
@paced("object", times=20, seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page asked for; what was typed before travels along in hidden fields."""
    hung, _ = found(uuid)
    if hung.standing is not sheets.Standing.HANGING or not hung.invites:
        return redirect("board:notice", uuid=uuid)
    lodging = _lodging(hung, request.POST.get("ticket", ""))
    about, who = lodging.about(request.POST or None), WhoForm(request.POST or None)
    at = request.POST.get("at", "")
    if not at:
        return _page(request, lodging, 1, about=lodging.about())
    if not about.is_valid():
        return _page(request, lodging, 1, about=about)
    if request.POST.get("back") == "1":
        return _page(request, lodging, 1, about=about)
    if at == "1" or request.POST.get("back") == "2" or not who.is_valid():
        shown = WhoForm(initial=request.POST.dict()) if at == "1" else who
        return _page(request, lodging, 2, about=about, who=shown)
    if at == "2":
        return _page(request, lodging, 3, about=about, who=who)
    return _send(request, lodging, about, who)


def _lodging(hung: sheets.Hung, ticket: str) -> Lodging:
    entries = sheets.entries_of(hung.sheet)
    open_to = {
        str(entry.pk): entry
        for entry in entries
        if not entry.struck_on and sheets.villagers_step(entry.case)
    }
    if not open_to:
        raise Http404("这份公示现在不能在网上提出不同意见。")
    masked = sheets.masks(hung.sheet)
    names = [(key, _name(entry, masked)) for key, entry in open_to.items()]
    return Lodging(hung, open_to, names, held_ticket(ticket))


def _name(entry: SheetEntry, masked: bool) -> str:
    household = entry.case.household
    if household is None:
        return ""
    name = mask_name(household.head_name) if masked else household.head_name
    return f"{name} {household.group_name}".strip()


def _page(
    request: HttpRequest,
    lodging: Lodging,
    at: int,
    *,
    about: forms.Form,
    who: forms.Form | None = None,
    wrong: str = "",
) -> HttpResponse:
    line = about.cleaned_data["line"] if about.is_bound and about.is_valid() else ""
    context = {
        "hung": lodging.hung,
        "at": at,
        "about": about,
        "who": who,
        "line": dict(lodging.names).get(line, ""),
        "ticket": lodging.ticket,
        "wrong": wrong,
    }
    bad = wrong or (about.is_bound and about.errors) or (who and who.is_bound and who.errors)
    return render(request, "board/objection.html", context, status=422 if bad else 200)


def _send(
    request: HttpRequest, lodging: Lodging, about: forms.Form, who: forms.Form
) -> HttpResponse:
    entry = lodging.entries[about.cleaned_data["line"]]
    code = receipts.code_of(lodging.ticket)
    answers = {"content": about.cleaned_data["content"], **who.cleaned_data}
    try:
        take(entry.case, receipts.command_of(code), answers)
    except Refusal:
        return _page(request, lodging, 3, about=about, who=who, wrong=ANOTHER_WAY)
    context = {
        "hung": lodging.hung,
        "code": check_codes.grouped(code),
        "pin": receipts.pin_of(code),
        "named": bool(who.cleaned_data["objector"]),
        "limits": limits(shelf().get(lodging.hung.sheet.pack), "objection"),
    }
    return render(request, "board/receipt.html", context)
