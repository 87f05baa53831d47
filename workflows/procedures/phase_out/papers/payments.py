"""The list of a month's payments (D42-L), with its totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from workflows.engine.matter import Matter

from ..models import Instalment
from . import blocks


def pay_list(matter: Matter) -> dict[str, Any]:
    """Every payment of the list by village; no ID number: the bank's file has those."""
    rows = Instalment.objects.filter(pay_list=matter.case).select_related("grant__household")
    ordered = sorted(rows, key=lambda row: (row.grant.household.village_id, row.pk))
    places = {region: "".join(blocks.place(region)[1:]) for region in
              {row.grant.household.village_id for row in ordered}}  # fmt: skip
    lines: list[dict[str, Any]] = [
        {
            "order": order,
            "place": places[row.grant.household.village_id],
            "name": row.grant.household.head_name,
            "month": f"{row.month:%Y-%m}",
            "kind": row.get_kind_display(),
            "persons": row.persons,
            "basic": row.due.basic,
            "supplement": row.due.supplement,
            "total": row.due.total,
        }
        for order, row in enumerate(ordered, start=1)
    ]
    return {
        "case": blocks.case(matter),
        "month": matter.case.facts["month"],
        "office": blocks.civil_affairs(matter).name,
        "rows": lines,
        "households": len({row.grant.household_id for row in ordered}),
        "basic": sum((line["basic"] for line in lines), Decimal(0)),
        "supplement": sum((line["supplement"] for line in lines), Decimal(0)),
        "total": sum((line["total"] for line in lines), Decimal(0)),
        "signer": blocks.signer(matter),
        "signed_on": matter.today,
    }
