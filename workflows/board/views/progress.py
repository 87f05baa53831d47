"""查询进度: how far one's objection is, by the code and PIN of the receipt."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workflows.access.pace import paced
from workflows.access.rules import public
from workflows.board import receipts
from workflows.engine.models import Case, Task

UNKNOWN = "查询码或密码不对，请对照回执再输一次。遗失回执的，请打电话询问。"


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
        found = receipts.objection_of(form.cleaned_data["code"], form.cleaned_data["pin"])
        if found is None:
            form.add_error(None, UNKNOWN)
    wrong = form.is_bound and not form.is_valid()
    context = {"form": form, **(_told(found) if found else {})}
    return render(request, "board/progress.html", context, status=422 if wrong else 200)


def _told(objection: Case) -> dict[str, object]:
    table = objection.table
    main = [stage for stage in table.stages.values() if not stage.end]
    passed = table.order[objection.stage]
    task = Task.objects.open().filter(case=objection).order_by("due_on").first()
    return {
        "stage": objection.stage_label,
        "closed": objection.closed,
        "opened_on": objection.opened_on,
        "due_on": task.due_on if task else None,
        "stations": [
            {"label": stage.label, "state": _state(table.order[stage.name], passed, objection)}
            for stage in main
        ],
        "answer": objection.answers.get("answer", ""),
    }


def _state(order: int, passed: int, objection: Case) -> str:
    if objection.closed or order < passed:
        return "past"
    return "now" if order == passed else ""
