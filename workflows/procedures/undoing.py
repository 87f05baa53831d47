"""What puts a decision right: asked for on the case itself, or from a report that proved true.

The steps of the decided case are found by their names, so that none of the procedures leans on
another; a procedure without them is put right by whoever handles it.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from django import forms

from documents.leaks import scan
from workflows.engine.answers import StepForm
from workflows.engine.door import advance
from workflows.engine.fields import ChoiceField, TextField
from workflows.engine.matter import Matter
from workflows.engine.models import Case

CORRECT, PROPOSE = "correct", "propose"
ITEMS = ("户主姓名", "家庭人口数", "村民小组", "其他内容")
PUBLISHED = ITEMS[:3]  # what a poster says of a household


class CorrectionForm(StepForm):
    """申请更正: what it says, what it must say, on what evidence."""

    personal = frozenset({"was", "becomes", "evidence_of"})

    item = ChoiceField(ITEMS, label="需要更正的内容")
    was = forms.CharField(label="原载", max_length=60)
    becomes = forms.CharField(label="更正为", max_length=60)
    evidence_of = TextField(label="有误的原因和凭据", rows=2)

    def clean(self) -> dict[str, Any]:
        """What was published needs the county and a poster; nothing on it may be unfit for the wall."""
        given = super().clean() or self.cleaned_data
        given["published"] = given.get("item") in PUBLISHED
        for name in ("was", "becomes"):
            if given["published"] and (found := scan(given.get(name, ""))):
                self.add_error(name, f"会印在更正公告上，不得含有{'、'.join(found)}，请删去。")
        if given.get("item") == "家庭人口数" and not str(given.get("becomes", "")).isdigit():
            self.add_error("becomes", "家庭人口数请填数字。")
        return given


class ProposeRevocationForm(StepForm):
    """拟撤销确认: what makes the county think that the household was unfit when confirmed."""

    personal = frozenset({"suspicion"})

    suspicion = TextField(label="发现的问题和来源")


def decided(number: str, step: str, matter: Matter) -> Case | None:
    """The case of this number within the officer's sight that this step can be taken of now."""
    case = Case.objects.visible_to(matter.actor).filter(number=number, parent=None).first()
    if case is None or step not in {one.name for one in case.table.leaving[case.stage]}:
        return None
    return case


def put_right(matter: Matter, step: str) -> None:
    """Take the step of the case named in the answer `about_case`, as the same officer, by the door.

    Hands over what the step's own form asks, and no other answer. Raises a Refusal.
    """
    case = decided(matter.answers["about_case"], step, matter)
    assert case is not None  # the form has looked
    asked: Any = case.table.steps[step].asks
    advance(
        case, step, by=matter.actor, seen=case.seq, command_id=uuid5(matter.case.uuid, step),
        answers={name: matter.answers[name] for name in asked.base_fields},
    )  # fmt: skip
