"""退回, through the door: for every cause at every level, what reopens, what stands, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from documents.models import Paper
from tests.engine.ways import june, to_public_notice
from tests.laws.test_returns import rests
from workflows.engine.family import Family
from workflows.engine.models import Case, Task
from workflows.engine.plans import Cause, causes
from workflows.procedures.intervention.co_check import departments_to_ask
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.procedures.intervention.table import Intervention
from workflows.workdays import clock

LATER = june(22)
# Who returns from each level a case that came all the way.
LEVELS = {"township": "zhen1_shenhe", "examining": "xian_jingban", "deciding": "xian_shenpi"}
APPROVED: dict[str, Any] = {"decision_text": "同意。", "subject_class": "突发严重困难户"}


def offered(case: Case, on: date) -> tuple[Cause, ...]:
    family = Family.read(case, on)
    return causes(case.table, family.outline(family.head))


def levels(county: Rehearsal) -> Iterator[Case]:
    """One case as it stands in the township's review, the county's examination, its decision."""
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(5)):
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    yield case
    with clock.standing_at(june(11)):
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
    yield case
    with clock.standing_at(june(12)):
        county.take(
            case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="符合条件。"
        )
    yield case


def fallen(token: str) -> set[str]:
    """The stages whose result rests on one thing found wrong, by the table's grounds alone."""
    wrong = frozenset({token})
    names = Intervention.stages
    return {name for name in names if name == token or rests(Intervention, name, wrong)}


def kept_by(case: Case) -> dict[str, bool]:
    """Each child that gave a result, and whether it stands."""
    given = case.children.filter(closed=True).values_list("procedure", "key", "stands")
    return {f"{kind}:{key}": stands for kind, key, stands in given}


def returned(county: Rehearsal, case: Case, cause: Cause, by: str) -> None:
    county.take(case, "return_", by, wrong=[cause.token], return_reason="请核实补正。")


def test_each_cause_at_each_level_reopens_what_rests_on_it_and_says_what_stands(
    county: Rehearsal,
) -> None:
    """一次告知全部补正事项（民发〔2021〕57号 第十条）；没有问题的环节不必重做，退回单上写明。"""
    tried = 0
    for case in levels(county):
        before, results = set(case.standing), kept_by(case)
        for cause in offered(case, LATER):
            with clock.standing_at(LATER), transaction.atomic():
                returned(county, case, cause, LEVELS[case.stage])
                told = Paper.objects.filter(dossier=case.uuid, kind="D19").latest("pk").facts
                assert_reopened(case, cause, before, results)
                assert_told(case, cause, told)
                transaction.set_rollback(True)
            case.refresh_from_db()
            tried += 1
    # beside check and departments: the stages passed without a child, one more at each level
    departments = len(tuple(departments_to_ask(Family.read(case, LATER).outline(case))))
    assert tried == sum(1 + departments + more for more in (4, 5, 6))


def assert_reopened(case: Case, cause: Cause, before: set[str], results: dict[str, bool]) -> None:
    fell = fallen(cause.token)
    assert set(case.standing) == before - fell, cause
    assert case.stage == min(fell, key=Intervention.order.__getitem__), cause
    again = {f"{one.procedure}:{one.key}" for one in case.children.filter(closed=False)}
    named = {cause.token} if ":" in cause.token else set()
    assert again == named, cause  # nobody else is asked again
    stood = {token: stands for token, stands in kept_by(case).items() if token not in named}
    assert stood == {token: stands for token, stands in results.items() if token not in named}
    work = set(Task.objects.open().filter(case=case).values_list("stage", flat=True))
    assert work <= {case.stage}, cause  # none where only children have work


def assert_told(case: Case, cause: Cause, told: dict[str, Any]) -> None:
    """The slip names what is wrong, and each result that stands with its signature."""
    stages = Intervention.stages
    assert cause.label in str(told["reason"])
    demanded = {stage.name for stage in Intervention.steps["confirm"].upon}
    kept = {stages[name].label for name in demanded & set(case.standing)}
    gone = {stages[name].label for name in fallen(cause.token)}
    listed = set(told["standing"])
    assert kept <= listed and not gone & listed, cause


def test_what_stood_bears_its_first_signature_on_the_approval_form(county: Rehearsal) -> None:
    """县级审查有误的，只重新审查：乡镇意见、公示、核查都还是原来的日期和签字。"""
    *_, case = levels(county)
    with clock.standing_at(LATER):
        wrong = next(one for one in offered(case, LATER) if one.token == "examining")
        returned(county, case, wrong, "xian_shenpi")
        assert case.stage == "examining"
        county.take(
            case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="已补充审查。"
        )
        county.visit_if_drawn(case)
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    form = Paper.objects.get(dossier=case.uuid, kind="D18").facts
    assert form["township_opinion"]["signed_on"] == str(june(11))
    assert form["county_handling"]["signed_on"] == str(LATER)
    assert form["notice"]["starts_on"] == str(june(6))
    assert case.children.filter(round__gt=1).count() == 0
