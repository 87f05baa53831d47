"""A list from its upload to its end: what is kept of it is what the register says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction

from vault.cipher import fingerprint
from workflows.registry import accesses, ids
from workflows.registry.codes import Range
from workflows.registry.importing.guard import inspect
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.importing.sheets import Line, lines
from workflows.registry.importing.values import number_text
from workflows.registry.models import ID_NUMBER, Member
from workflows.registry.models.comparison import ComparisonBatch, ComparisonLine
from workflows.workdays import clock

from .kinds import KINDS, ListKind

NAME, NUMBER, NOTE = "姓名", "身份证号码", "说明"
_SLICE = 500
_DIGITS_KEPT = 15
_LONGEST_NOTE = 100

State = ComparisonBatch.State
Person = tuple[str, str, str]


@transaction.atomic
def compare(
    data: bytes, kind: str, *, officer: int, area: Range, basis: str, listed_on: date
) -> ComparisonBatch:
    """Compare a list with the register of an area; of the list only the doubts are kept, sealed.

    Raises SheetRefused for a file that is no such list, ValidationError without a legal basis.
    """
    accesses.recorded(accesses.What.COMPARE, officer=officer, reason=basis, told=KINDS[kind].label)
    batch = ComparisonBatch.objects.create(
        kind=kind, area_id=area[0], officer_id=officer, basis=basis.strip(), listed_on=listed_on
    )
    homes: set[int] = set()
    people = _people(data)
    while slice_ := list(islice(people, _SLICE)):
        batch.listed += len(slice_)
        found = _matched(slice_, area)
        batch.matched += len(found)
        doubts = [
            (member, said)
            for member, person in found
            if (said := _doubt(KINDS[kind], member, person))
        ]
        homes |= {member.household_id for member, _ in doubts}
        ComparisonLine.objects.bulk_create(
            [ComparisonLine(batch=batch, member=member, said=said) for member, said in doubts],
            ignore_conflicts=True,  # who stands on the list twice is one doubt
        )
    batch.doubted = len(homes)
    batch.save()
    return batch


@transaction.atomic
def hand_out(batch: ComparisonBatch) -> None:
    """Owe a worker the doubts. ValidationError unless they were not handed out before."""
    current = ComparisonBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state != State.MATCHED:
        raise ValidationError("这一批已经下发，请刷新页面查看。", code="handed")
    current.state = State.HANDED
    current.save()


@transaction.atomic
def close(batch: ComparisonBatch) -> None:
    """End a batch: nothing of the list is kept but its counts. ValidationError while it is handed out."""
    current = ComparisonBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in (State.MATCHED, State.DISTRIBUTED):
        raise ValidationError("正在下发的批次不能办结，请稍后再试。", code="being_handed")
    current.lines.all().delete()
    current.state, current.closed_at = State.CLOSED, clock.now()
    current.save()


def _doubt(kind: ListKind, member: Member, person: Person) -> str:
    said = kind.doubt(member)
    if said and person[0] != member.name:
        said += "名单上的姓名与登记册不同，请先核对是否同一人。"
    return f"{said}{person[2]}" if said else ""


def _matched(people: list[Person], area: Range) -> list[tuple[Member, Person]]:
    low, high = area
    by_digest = {
        fingerprint(number, purpose=ID_NUMBER): person
        for person in people
        for number in [person[1]]
    }
    members = Member.objects.filter(
        id_digest__in=by_digest, household__village_id__gte=low, household__village_id__lt=high,
        household__ended_on=None, left_on=None,
    ).select_related("household")  # fmt: skip
    return [(member, by_digest[str(member.id_digest)]) for member in members]


def _people(data: bytes) -> Iterator[Person]:
    """Name, number and note of each row. Raises SheetRefused, which quotes no cell."""
    sheet, places = "", dict[str, int]()
    for line in lines(data, inspect(data)):
        if line.sheet != sheet:
            sheet, places = line.sheet, _places(line)
            continue
        number = _text(line, places.get(NUMBER))
        if not ids.normalise(number):
            continue
        yield (
            _text(line, places.get(NAME)),
            ids.normalise(number),
            _text(line, places.get(NOTE))[:_LONGEST_NOTE],
        )


def _places(line: Line) -> dict[str, int]:
    titles = {str(cell or "").strip(): place for place, cell in enumerate(line.cells)}
    missing = [label for label in (NAME, NUMBER) if label not in titles]
    if missing:
        raise SheetRefused(
            f"名单首行缺少{'、'.join(missing)}；须有姓名、身份证号码两列，可以有说明一列。"
        )
    return titles


def _text(line: Line, place: int | None) -> str:
    cell = line.cells[place] if place is not None and place < len(line.cells) else ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = number_text(cell)
        if len(text) > _DIGITS_KEPT:
            raise SheetRefused(
                f"第{line.number}行的身份证号码存成了数字，末三位已丢失：请把整列设为“文本”重新录入。"
            )
        return text
    return str(cell or "").strip()
