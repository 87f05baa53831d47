"""Valid answers for any form: what an officer without imagination would enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django import forms

from workflows.engine.answers import PhotoField
from workflows.engine.fields import OfficersField
from workflows.procedures.intervention.rehearsal import photo
from workflows.workdays import clock

# Numbers that make sense only together.
SENSIBLE = {
    "entitled": 36, "attendees": 30, "representatives": 24, "stood_aside": 1, "in_favour": 25,
    "against": 3, "abstained": 1,
}  # fmt: skip
TEXT = "情况属实，已核对。"


def filled(form: forms.Form, random: Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers and files for every field of a form."""
    answers: dict[str, Any] = {}
    files: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, PhotoField):
            files[name] = photo()
        else:
            answers[name] = SENSIBLE.get(name) or _answer(field, random)
    if "comply_by" in answers:  # a term that is still to run
        answers["comply_by"] = clock.today() + timedelta(days=30)
    matter = getattr(form, "matter", None)
    on_paper = matter.head.facts.get("checked_on") if matter else None
    if on_paper and "visited_on" in answers:  # the day the paper has
        answers["visited_on"] = on_paper
    return answers, files


def _answer(field: Any, random: Random) -> Any:
    """One plausible answer to a field of any of the product's kinds."""
    kinds: dict[type, Callable[[], Any]] = {
        OfficersField: lambda: list(
            field.queryset.values_list("pk", flat=True)[: 2 * field.required]
        ),
        forms.MultipleChoiceField: lambda: _some([value for value, _ in field.choices], random),
        forms.ChoiceField: lambda: next(iter(field.choices))[0],
        forms.DateField: clock.today,
        forms.BooleanField: lambda: field.required,
        forms.IntegerField: lambda: max(int(field.min_value or 0), 1),
        forms.DecimalField: lambda: "100",
        forms.CharField: lambda: TEXT[: field.max_length],
    }
    return next(answer for kind, answer in kinds.items() if isinstance(field, kind))()


def _some(offered: list[str], random: Random) -> list[str]:
    return random.sample(offered, random.randint(1, min(2, len(offered))))
