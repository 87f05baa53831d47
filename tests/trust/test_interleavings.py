"""A decision happens once: all 70 orders of two people's four steps, ours and naive code's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from documents.models import Paper
from tests.engine.ways import june, to_deciding, to_household_check
from tests.fixtures.county import settle
from tests.fixtures.databases import OwnDatabase
from tests.trust.conftest import Figure
from tests.trust.interleaving import Body, Pause, breaking, orders, play
from workflows.access.models import Officer
from workflows.engine.door import advance
from workflows.engine.fold import fold
from workflows.engine.models import Case, Event, Task
from workflows.engine.proving import Proof
from workflows.engine.refusals import Refusal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

APPROVAL = {"decision_text": "同意。", "subject_class": "突发严重困难户"}
LOCKED, WROTE = 2, 3  # with which of its four steps a session takes its lock


def taking(pk: int, step: str, account: str, **answers: Any) -> Body:
    """An officer looks at a case, and then takes a step on what was seen."""

    def body(pause: Pause) -> Event:
        with clock.standing_at(june(13)):
            by, case = Rehearsal(1).actor(account), Case.objects.get(pk=pk)
            pause()
            with connection.execute_wrapper(breaking(pause)):
                return advance(
                    case, step, by=by, seen=case.seq, command_id=uuid4(), answers=answers
                )

    return body


def is_told(outcome: object) -> bool:
    """Whether somebody who came second reads who was first, and when."""
    return isinstance(outcome, Refusal) and outcome.status == 409 and "已由" in outcome.message


def is_as_recorded(pk: int) -> bool:
    """Whether a case's row is what its events amount to, and asks nothing of anybody once closed."""
    case = Case.objects.get(pk=pk)
    told = fold(case.events.order_by("seq"))
    left = Task.objects.open().filter(case=pk).exists()
    return (case.stage, case.seq, case.closed) == (told.stage, told.seq, told.closed) and not (
        case.closed and left
    )


def chosen(heavy: bool) -> list[tuple[int, ...]]:
    """Every order; of those on PostgreSQL, where a copy takes a second, each sixth day to day."""
    every = list(orders())
    return every if heavy or connection.vendor == "sqlite" else every[::6]


def wrong_orders(
    database: OwnDatabase, bodies: list[Body], right: Callable[[list[Any]], bool], heavy: bool
) -> tuple[int, list[str]]:
    """How many orders were played, each on a copy of the database, and after which not all is right."""
    wrong, played = [], chosen(heavy)
    for order in played:
        with database.copy():
            outcomes = play(order, bodies, locks_at=LOCKED)
            if not right(outcomes):
                wrong.append("".join(map(str, order)))
    return len(played), wrong


def naive_wrong(bodies: list[Body], right: Callable[[], bool]) -> list[str]:
    """The same of naive code in all orders; its rows are put back by hand."""
    wrong = []
    for order in orders():
        run("DELETE FROM naive_approval")
        run("UPDATE naive SET stage = CASE id WHEN 1 THEN 'deciding' ELSE 'issued' END")
        outcomes = play(order, bodies, locks_at=WROTE)
        assert outcomes == [None, None]
        if not right():
            wrong.append("".join(map(str, order)))
    return wrong


@pytest.fixture
def deciding(own_database: OwnDatabase) -> Case:
    """A case that waits for the county's decision."""
    settle()
    return to_deciding(Rehearsal(1))


@pytest.fixture
def asked(own_database: OwnDatabase) -> Case:
    """A co-check sent to a department, of a case under way."""
    settle()
    county = Rehearsal(1)
    case = to_household_check(county)
    with clock.standing_at(june(4)):
        return county.ask_departments(case)[0]


def test_two_approvers_are_one_decision(
    own_database: OwnDatabase, deciding: Case, figure: Figure, heavy: bool
) -> None:
    """两名审批人同时批准，只办一次；后到者得知由谁于何时办结。"""

    def right(outcomes: list[Any]) -> bool:
        first = [outcome for outcome in outcomes if isinstance(outcome, Event)]
        return (
            len(first) == 1
            and sum(map(is_told, outcomes)) == 1
            and Event.objects.filter(case=deciding, step="confirm").count() == 1
            and Paper.objects.filter(kind="D21").count() == 1
            and is_as_recorded(deciding.pk)
            and not list(Proof().findings())
        )

    both = [
        taking(deciding.pk, "confirm", who, **APPROVAL) for who in ("xian_shenpi", "xian_shenpi2")
    ]
    played, wrong = wrong_orders(own_database, both, right, heavy)
    assert wrong == []
    figure("interleavings.orders", played)
    figure("interleavings.wrong", len(wrong))


def test_a_reply_and_a_withdrawal_agree_on_one_order(
    own_database: OwnDatabase, asked: Case, figure: Figure, heavy: bool
) -> None:
    """部门反馈与农户撤回同时发生：或者先反馈后随案取消，或者已取消、反馈者得知由谁办结。"""
    parent = asked.parent_id
    assert parent
    account = replying(asked)
    answers = {f"result_{n}": "无异常" for n in range(4)} | {"as_of": june(13), "signer": "联络员"}

    def right(outcomes: list[Any]) -> bool:
        replied, withdrawn = outcomes
        steps = list(asked.events.order_by("seq").values_list("step", flat=True))
        told = (
            steps[-2:] == ["reply", "cancel"]
            if isinstance(replied, Event)
            else (is_told(replied) and "reply" not in steps and steps[-1] == "cancel")
        )
        return (
            told
            and isinstance(withdrawn, Event)
            and is_as_recorded(asked.pk)
            and is_as_recorded(parent)
            and Case.objects.get(pk=asked.pk).stage == "cancelled"
            and not list(Proof().findings())
        )

    both = [
        taking(asked.pk, "reply", account, **answers),
        taking(parent, "withdraw", "zhen1_jingban", statement="家中情况好转，自愿撤回。"),
    ]
    played, wrong = wrong_orders(own_database, both, right, heavy)
    assert wrong == []
    figure("interleavings.orders", played)
    figure("interleavings.wrong", len(wrong))


def replying(child: Case) -> str:
    """The account of the liaison whose department was asked."""
    liaisons = Officer.objects.filter(posts__role="liaison")
    return str(liaisons.get(posts__agency__department=child.department).username)


@pytest.fixture
def naive(own_database: OwnDatabase) -> OwnDatabase:
    """Two rows as anybody would write them at first: a stage, and who approved."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive (id INTEGER PRIMARY KEY, stage VARCHAR(20))")
        cursor.execute("CREATE TABLE naive_approval (case_id INTEGER, officer INTEGER)")
        cursor.execute("INSERT INTO naive VALUES (1, 'deciding'), (2, 'issued')")
    return own_database


def run(sql: str, *values: int | str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None


def approving(officer: int) -> Body:
    """Read the stage, look whether it fits, write."""

    def body(pause: Pause) -> None:
        (stage,) = run("SELECT stage FROM naive WHERE id = 1")
        pause()
        if stage != "deciding":
            return
        pause()
        with transaction.atomic():
            run("INSERT INTO naive_approval VALUES (1, %s)", officer)
            run("UPDATE naive SET stage = 'confirmed' WHERE id = 1")
            pause()

    return body


def moving(pk: int, expected: str, stage: str, also: str = "") -> Body:
    def body(pause: Pause) -> None:
        (found,) = run("SELECT stage FROM naive WHERE id = %s", pk)
        pause()
        if found != expected:
            return
        pause()
        with transaction.atomic():
            run("UPDATE naive SET stage = %s WHERE id = %s", stage, pk)
            if also:
                run("UPDATE naive SET stage = %s WHERE id = 2", also)
            pause()

    return body


def test_the_harness_sees_naive_code_approve_twice(naive: OwnDatabase, figure: Figure) -> None:
    """Check, then act: right only where one is done before the other begins."""

    def right() -> bool:
        return bool(run("SELECT count(*) FROM naive_approval") == (1,))

    wrong = naive_wrong([approving(1), approving(2)], right)
    assert len(wrong) == 68
    figure("interleavings.naive_wrong", len(wrong))


def test_the_harness_sees_naive_code_answer_for_a_withdrawn_case(
    naive: OwnDatabase, figure: Figure
) -> None:
    """The department's answer brings a cancelled request back to life."""

    def right() -> bool:
        return bool(run("SELECT stage FROM naive WHERE id = 2") == ("cancelled",))

    bodies = [moving(2, "issued", "replied"), moving(1, "deciding", "withdrawn", "cancelled")]
    wrong = naive_wrong(bodies, right)
    assert len(wrong) >= 20
    figure("interleavings.naive_wrong", len(wrong))
