"""One page for every step of every procedure: what it asks, what it needs, what it yields."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor, Seat
from workflows.access.rules import actor_on, signed_in
from workflows.desk.digest import digest_of
from workflows.desk.heads import head_of, title_of
from workflows.desk.reading import answers_for
from workflows.desk.signing import Proof, proof_asked
from workflows.desk.told import Told, asked_in, told
from workflows.desk.views.case import found, shown_to
from workflows.engine.decide import PROPOSED, admit, is_second, unmet
from workflows.engine.door import advance, judged
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Event, Task
from workflows.engine.refusals import Blocked, Invalid, NotNow, Refusal, Stale
from workflows.engine.snapshot import Command, Snapshot
from workflows.engine.words import Step
from workflows.workdays import clock

KEPT_BACK = (Blocked, Invalid, NotNow, Stale)


class Circumstances(forms.Form):
    """What every step asks beside its own form: which state was seen, which command this is."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    command_id = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[("take", "同意"), ("decline", "不同意")], required=False, widget=forms.HiddenInput
    )
    occurred_on = forms.DateField(
        label="事情发生在哪一天",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="当天办理的不填；事后补录的填实际日期，审批人会看到补录标记。",
    )

    def clean_occurred_on(self) -> Any:
        """A step cannot have happened tomorrow."""
        day = self.cleaned_data["occurred_on"]
        if day and day > clock.today():
            raise forms.ValidationError("发生日期不能晚于今天。")
        return day


class DeclineReason(forms.Form):
    """Why a proposed step is not countersigned; agreeing needs no words."""

    reason = forms.CharField(
        label="不同意的理由", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不同意时必填，提出人会看到。",
    )  # fmt: skip


@dataclass
class Sitting:
    """A step of a case at hand for one officer, admitted by the engine's judge."""

    family: Family
    case: Case
    step: Step
    actor: Actor
    snapshot: Snapshot
    seat: Seat

    @property
    def second(self) -> bool:
        """Whether the officer is asked to countersign rather than to fill in."""
        return is_second(self.step, self.snapshot)

    def form(self, *bound: Any) -> forms.Form | None:
        """The step's own form, empty or bound; the countersigner's form for a second signature."""
        if self.second:
            return DeclineReason(*bound)
        if self.step.asks is None:
            return None
        matter = Matter(self.family, self.case, self.actor, self.step, self.seat)
        form: forms.Form = self.step.asks(*bound, matter=matter)
        return form


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    """Fill in a step, or take it.

    A refusal that the officer can do something about keeps every entry on the page and lists
    every reason; a wrong person or place is answered with its own page.
    """
    actor = actor_on(request)
    case = found(actor, uuid)
    if name not in case.table.steps:
        raise Http404("没有这一步骤。")
    shown_to(request, case)
    proof = proof_asked(request, case.table.steps[name])
    if request.method != "POST":
        return _page(request, _sit(case, name, actor), proof=proof)
    given = Circumstances(request.POST)
    if proof and not proof.is_valid():
        sitting = _sit(case, name, actor)
        refusal = Invalid("请先确认身份，已填写的内容都还在。", _texts(proof))
        return _page(request, sitting, given, refusal, proof)
    if not given.is_valid():
        sitting = _sit(case, name, actor)
        return _page(
            request, sitting, given, Invalid("有内容需要更正，已填写的内容都还在。", _texts(given))
        )
    try:
        event = advance(
            case,
            name,
            by=actor,
            seen=given.cleaned_data["seen"],
            command_id=given.cleaned_data["command_id"],
            answers=request.POST,
            files=request.FILES,
            occurred_on=given.cleaned_data["occurred_on"],
            verdict=given.cleaned_data["verdict"] or "take",
        )
    except KEPT_BACK as refusal:
        return _refused(request, case, name, actor, given, refusal)
    messages.success(request, _done(event, case.table.steps[name]))
    return redirect("desk:case", uuid=uuid)


def _texts(form: forms.Form) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _sit(case: Case, name: str, actor: Actor) -> Sitting:
    """Admit the officer to the step. Raises the refusal the judge returns."""
    family = Family.read(case, clock.today())
    here = family.cases[case.pk]
    step = here.table.steps[name]
    snapshot = judged(family, here, step, actor)
    seat = admit(here.table, snapshot, Command(name, actor, here.seq))
    if isinstance(seat, Refusal):
        raise seat
    return Sitting(family, here, step, actor, snapshot, seat)


def _refused(
    request: HttpRequest,
    case: Case,
    name: str,
    actor: Actor,
    given: Circumstances,
    refusal: Refusal,
) -> HttpResponse:
    """The same page again; if the step cannot be taken any more, the page of that refusal."""
    try:
        sitting = _sit(case, name, actor)
    except (NotNow, Stale):
        return _moved_on(request, case, refusal)
    return _page(request, sitting, given, refusal)


def _moved_on(request: HttpRequest, case: Case, refusal: Refusal) -> HttpResponse:
    told_so = {
        "message": refusal.message,
        "reasons": refusal.reasons,
        "back": reverse("desk:case", args=[case.uuid]),
    }
    return render(request, "409.html", told_so, status=refusal.status)


def _page(
    request: HttpRequest,
    sitting: Sitting,
    given: Circumstances | None = None,
    refusal: Refusal | None = None,
    proof: Proof | None = None,
) -> HttpResponse:
    family, case, step = sitting.family, sitting.case, sitting.step
    form = sitting.form(request.POST, request.FILES) if given else sitting.form()
    task = Task.objects.open().filter(case=case).order_by("due_on").first()
    context = {
        "trail": [
            ("我的待办", reverse("desk:inbox")),
            (title_of(case), reverse("desk:case", args=[case.uuid])),
        ],
        "head": head_of(family, case, task),
        "label": step.label,
        "second": step.agreed_by.label if step.agreed_by else "",
        "papers": [drafted.kind.title for drafted in step.issues],
        "form": form,
        "proof": proof,
        "circumstances": given or Circumstances(),
        "seen": case.seq,
        "command_id": given["command_id"].value() if given else uuid4(),
        "proposed": _proposed(sitting),
        "unmet": unmet(case.table, step, sitting.snapshot),
        "refused": refusal,
        "digest": digest_of(family, case, step, sitting.snapshot),
        "answers": told(asked_in(case), answers_for(sitting.actor, case)),
        "back": reverse("desk:case", args=[case.uuid]),
        "case_uuid": case.uuid,
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/step.html", context, status=status)


def _proposed(sitting: Sitting) -> list[Told] | None:
    """What the countersigner agrees to; None when there is nothing to countersign."""
    proposal = sitting.snapshot.proposal
    if not sitting.second or proposal is None:
        return None
    return told([sitting.case.table], proposal.answers)


def _done(event: Event, step: Step) -> str:
    if event.outcome == PROPOSED and step.agreed_by:
        return f"“{step.label}”已提出，待{step.agreed_by.label}会签后生效。"
    return f"“{step.label}”已办理。"
