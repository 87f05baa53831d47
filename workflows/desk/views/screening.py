"""重点人群: what the rules propose, why, and what an officer makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from workflows.access.actors import Actor, Role
from workflows.access.register import CIRCUMSTANCES, KEEPERS, areas, households_of
from workflows.access.rules import actor_on, signed_in
from workflows.desk import leaving
from workflows.desk.intake import openable
from workflows.desk.places import places
from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.registry.areas import within
from workflows.registry.models import ScreeningDecision, ScreeningHit, ScreeningRun
from workflows.registry.screening import running
from workflows.registry.screening.rules import RULES
from workflows.registry.screening.terms import Terms
from workflows.workdays import clock

PAGE = 25
_COUNTY_SPAN = 10**6
MOST_EXPORTED = 50_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """One household as a rule proposes it, with the sentence of its numbers."""

    pk: int
    rule: str
    name: str
    place: str
    says: str
    fresh: bool
    address: str
    open_case: str
    clue: str


@signed_in(*CIRCUMSTANCES)
@require_safe
def screening(request: HttpRequest) -> HttpResponse:
    """The latest run over the officer's area: counts by rule, and the households to be looked at."""
    actor = actor_on(request)
    run = _run(actor)
    chosen = request.GET.get("rule", "")
    chosen = chosen if chosen in RULES else ""
    listed: list[ScreeningHit] = []
    onward = ""
    if run:
        listed, onward = _page(_waiting(run, actor, chosen), request.GET.get("after", ""))
    kept = {"rule": chosen} if chosen else {}
    context = {
        "run": run,
        "rules": _rules(run, chosen),
        "basis": RULES[chosen].basis if chosen else "",
        "rows": _described(run, listed, actor) if run else [],
        "may_run": actor.holds(Role.HANDLER) and bool(areas(actor, Role.HANDLER)),
        "keeps": actor.holds(*KEEPERS),
        "chosen": chosen,
        "onward": urlencode({**kept, "after": onward}) if onward else "",
        "start": reverse("desk:screening") if request.GET.get("after") else "",
    }
    return render(request, "desk/screening.html", context)


@signed_in(Role.HANDLER)
@require_POST
def rescreen(request: HttpRequest) -> HttpResponse:
    """Owe a worker a new run over the officer's county."""
    actor = actor_on(request)
    county = _county(actor)
    if county is None:
        raise Http404("您的岗位没有可以筛查的范围。")
    if ScreeningRun.owed().filter(area=county).exists():
        messages.info(request, "已经在筛查，请稍后刷新查看。")
        return redirect("desk:screening")
    today = clock.today()
    pack = shelf().choose(county, today)
    running.ask(county, today.year - 1, pack=pack, pack_id=pack.id, officer=actor.person)
    messages.success(request, f"已开始按{today.year - 1}年收支筛查，请稍后刷新查看。")
    return redirect("desk:screening")


@signed_in(*CIRCUMSTANCES)
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """A person has looked and found no risk; the rule proposes again when its numbers change."""
    actor = actor_on(request)
    inside = households_of(actor, *CIRCUMSTANCES)
    hit = ScreeningHit.objects.filter(pk=pk, household__in=inside).first()
    if hit is None or actor.person is None:
        raise Http404("没有这条筛查结果，或不在您的管辖范围内。")
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, "请写明核实情况，再标为无风险。")
    else:
        ScreeningDecision.objects.create(
            household_id=hit.household_id, rule=hit.rule, reason=reason[:200],
            measure=hit.measure, base=hit.base, officer_id=actor.person, at=clock.now(),
        )  # fmt: skip
        messages.success(request, "已记录核实情况，这一条不再列出。")
    return redirect(f"{reverse('desk:screening')}?rule={hit.rule}")


@signed_in(*KEEPERS)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list as it stands, as a workbook: scoped, marked, with a reason on record."""
    actor = actor_on(request)
    run, chosen = _run(actor), request.POST.get("rule", "")
    if run is None or actor.person is None:
        raise Http404("还没有筛查结果。")
    hits = _waiting(run, actor, chosen if chosen in RULES else "")
    listed = list(hits.select_related("household").order_by("village_id", "household_id"))
    listed = listed[:MOST_EXPORTED]
    rows = [
        (RULES[one.rule].label, row.name, row.place, row.says, one.household.number)
        for one, row in zip(listed, _described(run, listed, actor), strict=True)
    ]
    heads = ("规则", "户主", "村组", "情况", "户编号")
    try:
        return leaving.listed(actor, request.POST.get("reason", ""), "重点人群", heads, rows)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("desk:screening")


def _run(actor: Actor) -> ScreeningRun | None:
    held = areas(actor, *CIRCUMSTANCES)
    return running.latest(held[0][0]) if held else None


def _county(actor: Actor) -> int | None:
    held = areas(actor, Role.HANDLER)
    return held[0][0] - held[0][0] % _COUNTY_SPAN if held else None


def _waiting(run: ScreeningRun, actor: Actor, rule: str) -> QuerySet[ScreeningHit]:
    """What nobody has looked at yet, or whose numbers have changed since."""
    looked_at = ScreeningDecision.objects.filter(
        household=OuterRef("household"), rule=OuterRef("rule"), measure=OuterRef("measure"),
        base=OuterRef("base"),
    )  # fmt: skip
    hits = ScreeningHit.objects.filter(within("village_id", areas(actor, *CIRCUMSTANCES)), run=run)
    hits = hits.filter(~Exists(looked_at))
    return hits.filter(rule=rule) if rule else hits


def _page(hits: QuerySet[ScreeningHit], after: str) -> tuple[list[ScreeningHit], str]:
    village, _, number = after.partition("_")
    if village.isdigit() and number.isdigit():
        beyond = Q(village_id=int(village), pk__gt=int(number))
        hits = hits.filter(Q(village_id__gt=int(village)) | beyond)
    found = list(hits.select_related("household").order_by("village_id", "pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.village_id}_{last.pk}" if last else ""


def _rules(run: ScreeningRun | None, chosen: str) -> list[dict[str, Any]]:
    counts = run.counts if run else {}
    address = reverse("desk:screening")
    every = {"label": "全部", "address": address, "current": not chosen, "found": "", "changed": ""}
    return [every] + [
        {
            "label": rule.label,
            "address": f"{address}?rule={rule.key}",
            "current": rule.key == chosen,
            "found": counts.get(rule.key, {}).get("found", 0),
            "changed": _changed(run, counts.get(rule.key, {})),
        }
        for rule in RULES.values()
    ]


def _changed(run: ScreeningRun | None, count: dict[str, int]) -> str:
    """How a rule's findings differ from the run before, in words; "" without one, or no difference."""
    if run is None or run.before_id is None:
        return ""
    told = [f"新增{count['fresh']}"] if count.get("fresh") else []
    return "、".join([*told, f"退出{count['gone']}"] if count.get("gone") else told)


def _described(run: ScreeningRun, hits: list[ScreeningHit], actor: Actor) -> list[Proposal]:
    terms = Terms.read(run.terms, year=run.year, on=run.on)
    where = places(hit.village_id for hit in hits)
    keys = [hit.household_id for hit in hits]
    running_cases = Case.objects.filter(household__in=keys, parent=None, closed=False)
    cases = {case.household_id: case.uuid for case in running_cases.order_by("-pk")}
    table = next((one for one in openable(actor) if one.key == "clue"), None)
    opening = reverse("desk:register_for", args=[table.key]) if table else ""
    return [
        Proposal(
            hit.pk,
            RULES[hit.rule].label,
            hit.household.head_name,
            f"{where[hit.village_id]} {hit.household.group_name}".strip(),
            RULES[hit.rule].says(hit.measure, hit.base, terms),
            hit.fresh and run.before_id is not None,
            reverse("desk:household", args=[hit.household_id]),
            reverse("desk:case", args=[cases[hit.household_id]])
            if hit.household_id in cases
            else "",
            f"{opening}?household={hit.household_id}" if opening else "",
        )
        for hit in hits
        if hit.rule in RULES
    ]
