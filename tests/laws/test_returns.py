"""退回只重做有问题的: what is named wrong falls with what rests on it, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.cases import acting, asked, case_at, child
from workflows.engine.decide import Decision, decide, roles_of
from workflows.engine.plans import causes, resumes_at
from workflows.engine.procedure import Procedure, all_procedures
from workflows.engine.snapshot import Child, Snapshot
from workflows.engine.words import BACK, Stage, Step

RETURNS = [
    (table, step, stage)
    for table in all_procedures()
    for step in table.steps.values()
    for stage in step.sources
    if step.kind == BACK
]
DEPARTMENTS = ("民政", "公安", "市场监管", "自然资源", "医保", "人社")
EVERY = pytest.mark.parametrize(
    ("table", "step", "stage"),
    RETURNS,
    ids=[f"{t.key}-{s.name}-{stage}" for t, s, stage in RETURNS],
)


def rests(table: type[Procedure], name: str, wrong: frozenset[str]) -> bool:
    """Whether a stage's result rests, by any chain of grounds, on something named wrong."""
    return any(
        ground.name in wrong or rests(table, ground.name, wrong)
        if isinstance(ground, Stage)
        else any(token.startswith(f"{ground.key}:") for token in wrong)
        for ground in table.stages[name].rests_on
    )


@st.composite
def cases(draw: st.DrawFn, table: type[Procedure], stage: str) -> Snapshot:
    """A case in a stage: any results before it stand, its children accepted, some overruled."""
    before = [name for name in table.stages if table.order[name] < table.order[stage]]
    standing = draw(st.sets(st.sampled_from(before)))
    made: list[Child] = []
    for kind in {g for s in table.stages.values() for g in s.rests_on if not isinstance(g, Stage)}:
        keys = DEPARTMENTS if kind.key_is_department else ("",)
        for key in draw(st.sets(st.sampled_from(keys), min_size=1)):
            stands = draw(st.booleans())
            made.append(child(kind, "accepted", key, len(made) + 1, stands=stands))
    return case_at(
        stage, standing=frozenset(standing), children=tuple(made), department=table.led_by
    )


def returned(table: type[Procedure], step: Step, case: Snapshot, wrong: list[str]) -> Any:
    by = acting(*roles_of(table, step, case), department=table.led_by)
    answers = dict.fromkeys(step.required, "理由") | {"wrong": wrong}
    return decide(table, case, asked(step.name, by, answers=answers))


@EVERY
@given(data=st.data())
def test_exactly_what_rests_on_the_cause_falls(
    data: st.DataObject, table: type[Procedure], step: Step, stage: str
) -> None:
    case = data.draw(cases(table, stage))
    offered = [cause.token for cause in causes(table, case)]
    if not offered:
        assert not isinstance(returned(table, step, case, []), Decision)
        return
    wrong = frozenset(data.draw(st.sets(st.sampled_from(offered), min_size=1)))
    decision = returned(table, step, case, sorted(wrong))
    assert isinstance(decision, Decision)
    fallen = {name for name in table.stages if name in wrong or rests(table, name, wrong)}
    assert decision.fallen == fallen | wrong
    assert decision.standing == case.standing - fallen
    assert decision.target == min(fallen, key=table.order.__getitem__)
    assert table.order[decision.target] < table.order[stage]


@EVERY
@given(data=st.data())
def test_a_child_falls_only_when_it_is_named_itself(
    data: st.DataObject, table: type[Procedure], step: Step, stage: str
) -> None:
    """One department's reply found wrong leaves the others' replies as they are."""
    case = data.draw(cases(table, stage))
    offered = [cause.token for cause in causes(table, case)]
    for token in offered:
        decision = returned(table, step, case, [token])
        others = {c.token for c in case.children} - {token}
        assert not decision.fallen & others


@EVERY
@given(data=st.data())
def test_only_what_stands_before_the_stage_may_be_named(
    data: st.DataObject, table: type[Procedure], step: Step, stage: str
) -> None:
    case = data.draw(cases(table, stage))
    for cause in causes(table, case):
        name, colon, key = cause.token.partition(":")
        if colon:
            named = [c for c in case.newest if (c.kind, c.key) == (name, key)]
            assert [c.stands for c in named] == [True]
        else:
            assert name in case.standing and table.order[name] < table.order[stage]
        assert cause.label


@EVERY
@given(data=st.data())
def test_what_fell_can_be_done_again_until_the_case_is_back(
    data: st.DataObject, table: type[Procedure], step: Step, stage: str
) -> None:
    """Work resumes at the first result that fell; nothing that fell lies before it."""
    case = data.draw(cases(table, stage))
    offered = [cause.token for cause in causes(table, case)]
    for token in offered:
        decision = returned(table, step, case, [token])
        stages = {name for name in decision.fallen if name in table.order}
        assert decision.target == resumes_at(table, frozenset(stages))
        assert all(table.order[name] >= table.order[decision.target] for name in stages)
