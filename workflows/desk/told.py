"""What was answered, under the words of the forms that asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from workflows.access.models import Officer
from workflows.desk.heads import chinese
from workflows.engine.models import Case
from workflows.engine.procedure import Procedure

# What forms work out from their answers and the procedures keep under these names.
WORKED_OUT = {
    "net_income": "家庭纯收入（元）",
    "per_capita": "人均纯收入（元）",
    "outcome": "反馈结论",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as a person reads it; `photo` is the hash of a picture kept with it."""

    label: str
    value: str
    photo: str = ""


def asked_in(case: Case) -> list[type[Procedure]]:
    """The procedures whose forms may have asked for what a case knows, in reading order.

    A case takes facts along from the one it follows, a child from its parent.
    """
    before = [case.follows.table] if case.follows else []
    above = [case.parent.table] if case.parent else []
    return [*before, *above, case.table]


def told(tables: Iterable[type[Procedure]], facts: Mapping[str, Any]) -> list[Told]:
    """The answers that forms of these procedures asked for, in the order of its steps and fields.

    Of what no form asked only the results that officers decide by follow.
    """
    asked = {
        name: field
        for table in tables
        for step in table.steps.values()
        if step.asks is not None
        for name, field in step.asks.base_fields.items()
        if facts.get(name) not in (None, "", [])
    }
    people = _people(asked, facts)
    shown = [_one(field, facts[name], people) for name, field in asked.items()]
    worked_out = [Told(WORKED_OUT[name], str(facts[name])) for name in WORKED_OUT if name in facts]
    return [*shown, *worked_out, *_items(facts.get("items"))]


def _items(rows: Any) -> Iterator[Told]:
    """A department's answer to each item it was asked."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and "item" in row:
            detail = f"：{row['detail']}" if row.get("detail") else ""
            yield Told(str(row["item"]), f"{row.get('result', '')}{detail}")


def _people(asked: Mapping[str, forms.Field], facts: Mapping[str, Any]) -> dict[str, str]:
    """The names of the officers that answers name by their ids; one statement if there are any."""
    ids = {
        person
        for name, field in asked.items()
        if isinstance(field, forms.ModelMultipleChoiceField)
        for person in facts[name]
    }
    if not ids:
        return {}
    return {
        str(pk): name for pk, name in Officer.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def _one(field: forms.Field, value: Any, people: Mapping[str, str]) -> Told:
    label = str(field.label or "")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return Told(label, _words(value, people))
    if isinstance(value, Mapping) and "public" in value:
        return Told(label, "照片", value["public"])
    choices = dict(_flat(getattr(field, "choices", ()) or ()))
    return Told(label, _words(value, choices))


def _words(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(_words(item, choices) for item in value)
    if isinstance(value, Mapping):
        return "；".join(_words(item, choices) for item in value.values() if item not in (None, ""))
    if str(value) in choices:
        return choices[str(value)]
    return dated(str(value))


def dated(text: str) -> str:
    """A date kept as ISO text in Chinese; any other text as it is."""
    try:
        return chinese(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return f"{datetime.fromisoformat(text):%Y年%-m月%-d日 %H:%M}"
    except ValueError:
        return text


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    """Choices of a field without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
