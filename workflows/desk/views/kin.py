"""近亲属备案: households near to officers, who is kept out of their cases, and the county's visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor
from workflows.access.models import Kinship, Officer, Post
from workflows.access.register import KEEPERS, areas
from workflows.access.rules import actor_on, signed_in
from workflows.desk import leaving, registers
from workflows.desk.heads import title_of
from workflows.desk.places import places
from workflows.desk.reading import answers_for
from workflows.engine.models import Case
from workflows.registry.areas import within
from workflows.workdays import clock

PAGE = 25
TIES_SHOWN = 200
HEADS = (
    "户主", "村组", "事项", "案件编号", "环节", "有关人员", "与该户的关系", "来源", "县级入户",
)  # fmt: skip
# Where a case keeps who is near to its household: declared with the authorisation, or by oneself.
DECLARED, ASIDE = "relatives", "stepped_aside"


@dataclass(frozen=True, slots=True)
class Row:
    """A household with the officers near to it, as one case or one declaration has it."""

    name: str
    place: str
    title: str
    number: str
    stage: str
    who: str
    relation: str
    source: str
    visited: str
    address: str

    def cells(self) -> tuple[str, ...]:
        """As HEADS has them."""
        return (
            self.name, self.place, self.title, self.number, self.stage, self.who, self.relation,
            self.source, self.visited,
        )  # fmt: skip


@signed_in(*registers.KIN)
@require_http_methods(["GET", "HEAD", "POST"])
def kin(request: HttpRequest) -> HttpResponse:
    """Cases of such households, the newest first, and the ties that officers have declared."""
    actor = actor_on(request)
    cases, ties = _cases(actor), _ties(actor)
    wrong: list[str] = []
    if request.method == "POST":
        rows = [
            *_of_cases(actor, cases[: leaving.MOST_EXPORTED]),
            *_of_ties(ties[: leaving.MOST_EXPORTED]),
        ]
        cells = [row.cells() for row in rows]
        try:
            return leaving.listed(
                actor, request.POST.get("reason", ""), "近亲属备案登记", HEADS, cells
            )
        except ValidationError as refused:
            wrong = refused.messages
    after = request.GET.get("after", "")
    listed, onward = _page(cases, after)
    context: dict[str, Any] = {
        "rows": _of_cases(actor, listed),
        "ties": _of_ties(ties[:TIES_SHOWN]),
        "ties_shown": TIES_SHOWN,
        "keeps": actor.holds(*KEEPERS),
        "wrong": wrong,
        "registers": registers.offered(request, actor),
        "onward": urlencode({"after": onward}) if onward else "",
        "start": reverse("desk:kin") if after else "",
    }
    return render(request, "desk/kin.html", context, status=422 if wrong else 200)


def _cases(actor: Actor) -> QuerySet[Case]:
    """The cases set down as near to an officer, and those an officer has stepped aside from.

    Source: 民发〔2021〕57号 第十一条, a register of its own.
    """
    near = Q(facts__near_relative=True) | Q(facts__has_key=ASIDE)
    found = Case.objects.visible_to(actor).filter(near, parent=None)
    return found.select_related("household").order_by("-pk")


def _ties(actor: Actor) -> QuerySet[Kinship]:
    """What officers declared of themselves, whether the household has a case or not."""
    found = Kinship.objects.filter(within("household__village_id", areas(actor, *registers.KIN)))
    return found.select_related("household", "officer").order_by("-declared_on", "-pk")


def _page(found: QuerySet[Case], after: str) -> tuple[list[Case], str]:
    if after.isdigit():
        found = found.filter(pk__lt=int(after))
    listed = list(found[: PAGE + 1])
    return listed[:PAGE], str(listed[PAGE - 1].pk) if len(listed) > PAGE else ""


def _of_cases(actor: Actor, found: Iterable[Case]) -> list[Row]:
    cases = list(found)
    where = places(case.region for case in cases)
    named = _named({pk for case in cases for pk in _persons(case)})
    return [_of_case(actor, case, where[case.region], named) for case in cases]


def _of_case(actor: Actor, case: Case, place: str, named: Mapping[int, str]) -> Row:
    said, home = answers_for(actor, case), case.household
    visited = case.facts.get("visited_on", "") if case.facts.get("county_visit") else ""
    aside, declared = bool(case.facts.get(ASIDE)), bool(case.facts.get(DECLARED))
    sources = ("授权时申报" if declared or not aside else "", "申请回避" if aside else "")
    return Row(
        case.head_name,
        f"{place} {home.group_name}".strip() if home else place,
        title_of(case),
        case.number,
        case.stage_label,
        "、".join(named[pk] for pk in _persons(case) if pk in named) or "未指明",
        str(said.get("relation_note") or said.get("tie") or ""),
        "、".join(filter(None, sources)),
        visited or "尚未入户",
        reverse("desk:case", args=[case.uuid]),
    )


def _of_ties(found: Iterable[Kinship]) -> list[Row]:
    ties = list(found)
    where = places(tie.household.village_id for tie in ties)
    named = _named({tie.officer_id for tie in ties})
    return [
        Row(
            tie.household.head_name,
            f"{where[tie.household.village_id]} {tie.household.group_name}".strip(),
            "",
            "",
            "",
            named[tie.officer_id],
            tie.relation,
            f"本人申报（{tie.declared_on:%Y-%m-%d}）",
            "",
            reverse("desk:household", args=[tie.household_id]),
        )
        for tie in ties
    ]


def _persons(case: Case) -> list[int]:
    return sorted({pk for kept in (DECLARED, ASIDE) for pk in case.facts.get(kept, ())})


def _named(people: Iterable[int]) -> dict[int, str]:
    """Officers by name with today's posts; two statements."""
    held: dict[int, list[str]] = {}
    posts = Post.objects.valid_on(clock.today()).filter(officer__in=people)
    for post in posts.select_related("agency"):
        held.setdefault(post.officer_id, []).append(
            f"{post.agency.short_name}{post.get_role_display()}"
        )
    names = Officer.objects.filter(pk__in=people).values_list("pk", "name")
    return {pk: f"{name}（{'、'.join(held[pk])}）" if pk in held else name for pk, name in names}
