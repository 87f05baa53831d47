"""Papers that put right or undo what was filed: correction (D51, D51-S), revocation (D20-R, D22-R)."""

from __future__ import annotations

from typing import Any

from documents.models import Paper
from workflows.engine.matter import Matter

from .. import kinds
from . import blocks
from .letter import household_letter
from .record import HOUSEHOLD_HEAD, journal, record_of
from .sheets import place_on_poster

# Which papers carry what may be corrected, so that the page before can be found.
CARRYING = ("D18", "D20", "D21", "D23")


def correction_notice(matter: Matter) -> dict[str, Any]:
    """D51: the published words and what they must be; posted as long as the notice was."""
    said, household = matter.said, blocks.household(matter)
    name = said["becomes"] if said["item"] == HOUSEHOLD_HEAD else household["head"]
    return {
        **place_on_poster(matter),
        "corrects": _announced(matter),
        "item": said["item"],
        "was": said["was"],
        "becomes": said["becomes"],
        "name": name,
        "group": household["group"],
        **_run(matter),
    }


def correction_slip(matter: Matter) -> dict[str, Any]:
    """D51-S, laid with the dossier: which pages are 更正前. They stay where they are."""
    said, head = matter.said, matter.head
    before = Paper.objects.filter(dossier=head.uuid, kind__in=CARRYING, voided_on=None)
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "item": said["item"],
        "was": said["was"],
        "becomes": said["becomes"],
        "evidence": said["evidence_of"],
        "pages": [
            {"title": paper.title, "number": paper.number or None, "issued_on": paper.issued_on}
            for paper in before.order_by("pk")
        ],
        "opinions": [
            {"step": matter.case.table.steps[one.step].label, "name": one.signature, "on": one.on}
            for one in journal(matter.case)
            if one.step in ("examine", "approve", "amend")
        ],
        "signer": record_of(matter).signer,
        "signed_on": matter.today,
    }


def revocation_notice(matter: Matter) -> dict[str, Any]:
    """D20-R, before the county decides; it says what is intended and not why."""
    household = blocks.household(matter)
    line = {
        "order": 1,
        "name": household["head"],
        "persons": household["persons"],
        "group": household["group"],
        "opinion": "拟撤销确认",
    }
    return {
        **place_on_poster(matter),
        "announced": _announced(matter),
        "rows": [line],
        **_run(matter),
    }


def revocation(matter: Matter) -> dict[str, Any]:
    """D22-R. What the household said in its defence is answered; good faith is not made to pay."""
    said = matter.said
    decided = (
        f"本机关于{blocks.chinese(matter.today)}决定：撤销"
        f"{record_of(matter).number(kinds.D21.code)}对你户的确认。理由："
    )
    back = (
        ["经查实有骗取行为，已经享受的帮扶依法追回，另行通知。", *blocks.lines(said["fraud_text"])]
        if said.get("fraud")
        else ["没有查实骗取，已经享受的帮扶不予追回。"]
    )
    return household_letter(
        matter,
        "的防贫干预对象确认，经重新核查，已予撤销",
        (
            ("查明的事实", blocks.lines(said["facts_found"])),
            ("依据", [said["rule"]]),
            (
                "陈述申辩及其处理",
                [*blocks.lines(said["household_said"]), *blocks.lines(said["considered"])],
            ),
            ("决定和理由", [decided, *blocks.lines(said["reason"])]),
            ("已享受的帮扶", back),
        ),
    )


def _announced(matter: Matter) -> str:
    """The number of the announcement the household stands on; the notice's while there is none."""
    record = record_of(matter)
    return record.number(kinds.D20.code) or record.number(kinds.D12.code)


def _run(matter: Matter) -> dict[str, Any]:
    starts, ends = matter.said["from_on"], matter.said["to_on"]
    return {"starts_on": starts, "ends_on": ends, "days": blocks.days_between(starts, ends)}
