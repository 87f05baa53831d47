"""What the leader of an agency arranges: substitutes for a time, and hand-overs for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from workflows.access.actors import Actor
from workflows.access.models import Agency, Delegation, Handover, Officer, Post
from workflows.engine.models import Task
from workflows.workdays import clock


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no fields[…] at run time
    """One of the leader's posts, by officer, role and agency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.officer}：{obj.get_role_display()}（{obj.agency.short_name}）"


class SubstituteForm(forms.Form):
    """代理: whose post, by whom, from when until when, on whose word."""

    post = PostField(Post.objects.none(), label="被代理的岗位", empty_label="请选择")
    taker = forms.ModelChoiceField(Officer.objects.none(), label="代理人", empty_label="请选择")
    starts_on = _day("代理自")
    ends_on = _day("代理至", "含当日；代理必须有期限")
    basis = forms.CharField(label="依据", max_length=200, help_text="书面委托的文号或会议记录")

    def __init__(self, *args: Any, leader: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leader = leader
        _offer(self, leader, "post", "taker")

    def clean(self) -> dict[str, Any]:
        """Say what the rules of posts say, beside the field it is about."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            if given["ends_on"] < max(given["starts_on"], clock.today()):
                self.add_error("ends_on", "代理终止日不得早于起始日，也不得早于今天。")
            elif given["taker"].pk == given["post"].officer_id:
                self.add_error("taker", "不能委托给本人，请改选代理人。")
            else:
                self.delegation().clean()
        return given

    def delegation(self) -> Delegation:
        """The substitution as it was entered, unsaved."""
        given = self.cleaned_data
        post: Post = given["post"]
        return Delegation(
            giver=post.officer, taker=given["taker"], role=post.role, basis=given["basis"],
            starts_on=given["starts_on"], ends_on=given["ends_on"],
            arranged_by_id=self.leader.person,
        )  # fmt: skip


class HandoverForm(forms.Form):
    """离任交接: which post ends when, and who takes it up the next day."""

    left = PostField(Post.objects.none(), label="离任的岗位", empty_label="请选择")
    last_day = _day("离任日期", "含当日，接任人次日起承办")
    successor = forms.ModelChoiceField(Officer.objects.none(), label="接任人", empty_label="请选择")
    order = forms.CharField(label="依据", max_length=200, help_text="任免或调动文件的文号")

    def __init__(self, *args: Any, leader: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leader = leader
        _offer(self, leader, "left", "successor")

    def handover(self) -> Handover:
        """The hand-over as it was entered, unsaved, with what lies open today counted."""
        given = self.cleaned_data
        post: Post = given["left"]
        return Handover(
            post=post, last_day=given["last_day"], successor=given["successor"],
            basis=given["order"], open_work=open_work(post),
            arranged_by=Officer(pk=self.leader.person),
        )  # fmt: skip


def agencies_led(actor: Actor) -> Any:
    """The agencies whose leader this officer is."""
    return Agency.objects.filter(leader=actor.person)


def posts_led(actor: Actor) -> Any:
    """The posts of those agencies and of the villages below, in force or coming."""
    wanted = agencies_led(actor)
    townships = wanted.filter(level=Agency.Level.TOWNSHIP).values_list("region_id", flat=True)
    below = Agency.objects.none()
    for township in townships:
        villages = Agency.objects.filter(level=Agency.Level.VILLAGE)
        below |= villages.filter(region__gt=township, region__lt=township + 1000)
    agencies = [*wanted.values_list("pk", flat=True), *below.values_list("pk", flat=True)]
    posts = Post.objects.filter(agency__in=agencies).select_related("officer", "agency")
    yesterday = clock.today() - timedelta(days=1)
    return posts.exclude(ends_on__lte=yesterday).order_by("agency__region", "role", "officer")


def open_work(post: Post) -> int:
    """How many pieces of work lie in the inbox of a post; delegations aside."""
    seat = post.holding()
    work = Task.objects.open().filter(
        role=post.role, region__gte=seat.area[0], region__lt=seat.area[1]
    )
    return work.filter(department=post.agency.department).count()


def _offer(form: forms.Form, leader: Actor, post: str, officer: str) -> None:
    people = Officer.objects.filter(is_active=True).order_by("name", "pk")
    for name, rows in ((post, posts_led(leader)), (officer, people)):
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
