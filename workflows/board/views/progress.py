"""查询进度: how far one's application, objection or report is, by the code and PIN of the receipt."""

from datetime import date
from uuid import uuid5

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workflows.access.pace import paced
from workflows.access.rules import public
from workflows.board import receipts, sheets
from workflows.board.lodging import APPLICATION, UNMATCHED, take
from workflows.board.plain_words import sentence
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Refusal
from workflows.engine.words import Stage
from workflows.procedures.objecting import BY_RECEIPT
from workflows.procedures.raising import raised_by

UNKNOWN = "查询码或密码不对，请对照回执再输一次。遗失回执的，请打电话询问。"
ANOTHER_WAY = "现在无法在网上撤回，请打电话或者当面办理，效力一样。"
BECAUSE = ("answer", "because", "replied")


class ReceiptForm(forms.Form):
    """What the receipt says."""

    code = forms.CharField(label="查询码（12位）", max_length=20)
    pin = forms.CharField(
        label="密码（6位数字）",
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


@public
@never_cache
@paced("progress", times=10, seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """The form; after a right code and PIN, the stage in plain words and the answer if there is one."""
    form = ReceiptForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = receipts.case_of(form.cleaned_data["code"], form.cleaned_data["pin"])
        if found is None:
            form.add_error(None, UNKNOWN)
    if found and "take_back" in request.POST:
        _take_back(form, found)
    wrong = form.is_bound and not form.is_valid()
    context = {"form": form, **(_told(found) if found else {})}
    return render(request, "board/progress.html", context, status=422 if wrong else 200)


def _take_back(form: ReceiptForm, lodged: Case) -> None:
    """The objector takes his objection back; once, however often the button is pressed."""
    case = _followed(lodged)
    if _may_take_back(lodged, case):
        try:
            take(case, uuid5(case.uuid, "take_back"), {"recognised": BY_RECEIPT})
        except Refusal:
            form.add_error(None, ANOTHER_WAY)


def _may_take_back(lodged: Case, case: Case) -> bool:
    """Whether this is an objection that its objector may take back now, and has not yet."""
    objected = lodged.procedure in sheets.objections() and not case.answers.get("taken_back_on")
    return objected and bool(sheets.villagers_step(case))


def _told(lodged: Case) -> dict[str, object]:
    case = _followed(lodged)
    return {
        "name": "申报" if lodged.procedure in (APPLICATION, UNMATCHED) else lodged.table.name,
        "stage": case.stage_label,
        "plain": sentence(case.procedure, case.stage, _due_on(case)),
        "closed": case.closed,
        "opened_on": lodged.opened_on,
        "stations": _stations(case),
        "taken_back_on": "" if case.closed else case.answers.get("taken_back_on", ""),
        "may_take_back": _may_take_back(lodged, case),
        "answer": next((said for name in BECAUSE if (said := case.answers.get(name))), ""),
    }


def _followed(lodged: Case) -> Case:
    """What became of it: the case an application led to, or the round that took an objection up again.

    An objection is called off when the household withdraws; when that is regretted it goes on
    under the same key as another round, and the receipt with it.
    """
    if lodged.parent_id:
        rounds = Case.objects.filter(parent=lodged.parent_id, procedure=lodged.procedure)
        return rounds.filter(key=lodged.key).latest("round")
    if lodged.procedure == UNMATCHED:
        lodged = raised_by(lodged) or lodged
    if lodged.procedure != APPLICATION:
        return lodged
    return lodged.led_to.filter(procedure="intervention").first() or lodged.follows or lodged


def _due_on(case: Case) -> date | None:
    """Until when the present stage is to be done: its own day, or that of the work it waits for."""
    stage = case.table.stages[case.stage]
    awaited = [ground.key for ground in stage.rests_on if not isinstance(ground, Stage)]
    own = Q(case=case) | Q(case__root=case, case__procedure__in=awaited)
    task = Task.objects.open().filter(own).exclude(due_on=None).order_by("due_on").first()
    return task.due_on if task else None


def _stations(case: Case) -> list[dict[str, str]]:
    """The way of the case, by the four names of the paper where the table has them."""
    table = case.table
    now = table.stages[case.stage]
    names: dict[str, int] = {}
    for stage in table.stages.values():
        if not stage.end:
            names[stage.part_of or stage.label] = table.order[stage.name]
    here = now.part_of or now.label
    passed = table.order[case.stage]
    return [
        {"label": name, "state": _state(name == here, case.closed or last < passed)}
        for name, last in names.items()
    ]


def _state(here: bool, past: bool) -> str:
    if past:
        return "past"
    return "now" if here else ""
