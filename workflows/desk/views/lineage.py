"""分户、并户，村的更名和合并: what the register's models do, with basis and a record of who did it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor, Role
from workflows.access.register import KEEPERS, households_of
from workflows.access.rules import actor_on, signed_in
from workflows.desk.forms import day_field
from workflows.desk.places import places
from workflows.engine.models import Case
from workflows.registry import accesses, lineage, regions
from workflows.registry.areas import within
from workflows.registry.models import Household, Member, Region

_VILLAGE = 5
_BASIS_HELP = "如派出所证明、村委会会议记录、批复文号；4至200字，将留存备查。"


def _basis() -> forms.CharField:
    return forms.CharField(
        label="依据",
        min_length=accesses.SHORTEST_REASON,
        max_length=accesses.LONGEST_REASON,
        help_text=_BASIS_HELP,
    )


class SplitForm(forms.Form):
    """Who leaves, and who of them is the new head."""

    leaving = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(), label="分出的成员", widget=forms.CheckboxSelectMultiple
    )
    head = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label="新户主",
        empty_label="请选择",
        help_text="须在分出的成员之中。",
    )
    on = day_field("分户日期")
    basis = _basis()

    def __init__(self, *given: Any, household: Household) -> None:
        super().__init__(*given)
        here = household.members.filter(died_on=None, left_on=None).order_by("pk")
        for name in ("leaving", "head"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = here


class MergeForm(forms.Form):
    """Into which household everybody goes."""

    into = forms.CharField(label="并入的户编号", max_length=24)
    on = day_field("并户日期")
    basis = _basis()


class RenameForm(forms.Form):
    """What the village is called from a day on."""

    name = forms.CharField(label="新名称", min_length=2, max_length=100)
    on = day_field("启用日期")
    basis = _basis()


class MergeVillageForm(forms.Form):
    """Into which village of the same township its households go."""

    into = forms.ModelChoiceField(
        queryset=Region.objects.none(), label="并入的村", empty_label="请选择"
    )
    on = day_field("合并日期")
    basis = _basis()

    def __init__(self, *given: Any, village: Region) -> None:
        super().__init__(*given)
        low, high = regions.reach(village.code // 1000 * 1000)
        beside = Region.objects.filter(within("code", [(low, high)]), level=_VILLAGE, valid_to=None)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = beside.exclude(pk=village.pk)


@signed_in(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Some of a household found one of their own."""
    actor = actor_on(request)
    household = _household(actor, pk)
    form = SplitForm(request.POST or None, household=household)

    def act(given: dict[str, Any]) -> HttpResponse:
        result = lineage.split(
            household, list(given["leaving"]), head=given["head"], on=given["on"],
            basis=given["basis"],
        )  # fmt: skip
        _put_down(actor, given["basis"], f"分户：{household.number}分出{result.number}")
        messages.success(request, f"已分户，新户编号 {result.number}。")
        return redirect("desk:household", pk=result.pk)

    return _page(request, f"{household.head_name}户分户", form, act, _trail(household))


@signed_in(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of a household joins another; one with work under way waits for it."""
    actor = actor_on(request)
    household = _household(actor, pk)
    form = MergeForm(request.POST or None)

    def act(given: dict[str, Any]) -> HttpResponse:
        into = households_of(actor, *KEEPERS).filter(number=given["into"].strip()).first()
        if into is None:
            raise ValidationError("您的管辖范围内没有这个户编号，请核对。")
        if Case.objects.filter(household=household, parent=None, closed=False).exists():
            raise ValidationError("该户还有在办事项，请先办结或并案，再并户。")
        lineage.merge(household, into, on=given["on"], basis=given["basis"])
        _put_down(actor, given["basis"], f"并户：{household.number}并入{into.number}")
        messages.success(request, f"已并入 {into.number}，原户已注销，记录仍可查阅。")
        return redirect("desk:household", pk=into.pk)

    return _page(request, f"{household.head_name}户并入他户", form, act, _trail(household))


@signed_in(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD"])
def villages(request: HttpRequest) -> HttpResponse:
    """The villages of the administrator's area by township."""
    held = _area(actor_on(request))
    found = Region.objects.filter(within("code", held), level=_VILLAGE).order_by("code")
    listed = list(found.select_related("successor"))
    where = places(one.code for one in listed)
    rows = [(one, where[one.code]) for one in listed]
    return render(request, "desk/villages.html", {"rows": rows})


@signed_in(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Another name from a day on; papers of before keep the old one."""
    actor = actor_on(request)
    village = _village(actor, number)
    form = RenameForm(request.POST or None)

    def act(given: dict[str, Any]) -> HttpResponse:
        regions.rename(village, given["name"], on=given["on"], basis=given["basis"])
        _put_down(actor, given["basis"], f"更名：{village.name}改称{given['name']}")
        messages.success(request, "已更名；此前制发的文书仍用原名。")
        return redirect("desk:villages")

    return _page(request, f"{village.name}更名", form, act, _villages_trail())


@signed_in(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_villages(request: HttpRequest, number: int) -> HttpResponse:
    """The households of a village go to another of its township."""
    actor = actor_on(request)
    village = _village(actor, number)
    form = MergeVillageForm(request.POST or None, village=village)

    def act(given: dict[str, Any]) -> HttpResponse:
        into = given["into"]
        moved = regions.merge_villages(village, into, on=given["on"])
        _put_down(actor, given["basis"], f"村合并：{village.name}并入{into.name}，{moved}户")
        messages.success(request, f"已合并，{moved}户转入{into.name}；在办事项和文书仍在原村名下。")
        return redirect("desk:villages")

    return _page(request, f"{village.name}并入他村", form, act, _villages_trail())


def _page(
    request: HttpRequest, title: str, form: forms.Form, act: Any, trail: list[tuple[str, str]]
) -> HttpResponse:
    """The form, or what the deed leads to; deed and record stand or fall together."""
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done: HttpResponse = act(form.cleaned_data)
                return done
        except ValidationError as refused:
            wrong = refused.messages
    context = {"title": title, "form": form, "wrong": wrong, "trail": trail, "back": trail[-1][1]}
    status = 422 if wrong or form.errors else 200
    return render(request, "desk/lineage.html", context, status=status)


def _put_down(actor: Actor, basis: str, told: str) -> None:
    assert actor.person is not None
    accesses.recorded(accesses.What.CHANGE, officer=actor.person, reason=basis, told=told)


def _household(actor: Actor, pk: int) -> Household:
    found = households_of(actor, *KEEPERS).filter(pk=pk, ended_on=None).first()
    if found is None:
        raise Http404("登记册里没有这一户，或不在您的管辖范围内。")
    return found


def _area(actor: Actor) -> list[tuple[int, int]]:
    return [(seat.low, seat.high) for seat in actor.seats if seat.role is Role.SYSTEM_ADMIN]


def _village(actor: Actor, code: int) -> Region:
    inside = within("code", _area(actor))
    found = Region.objects.filter(inside, pk=code, level=_VILLAGE, valid_to=None).first()
    if found is None:
        raise Http404("没有这个村，或不在您的管辖范围内。")
    return found


def _trail(household: Household) -> list[tuple[str, str]]:
    return [
        ("农户册", reverse("desk:households")),
        (household.head_name, reverse("desk:household", args=[household.pk])),
    ]


def _villages_trail() -> list[tuple[str, str]]:
    return [("行政村", reverse("desk:villages"))]
