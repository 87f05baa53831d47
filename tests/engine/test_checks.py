"""`manage.py check` reads tables like a careful lawyer: each flaw has its id and a plain sentence."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from documents import kinds
from documents.kinds import Kind
from workflows.access.actors import Role
from workflows.engine import papers, procedure
from workflows.engine.checks import flaws
from workflows.engine.papers import PaperForm
from workflows.engine.procedure import Procedure, Sheet, all_procedures
from workflows.engine.words import STANDS, Stage, limit, parent_in, sheet_in


@pytest.fixture(autouse=True)
def no_trace() -> Iterator[None]:
    """Tables made here are forgotten again: laws and pages read every known one."""
    held: list[dict[str, Any]] = [procedure._known, papers._forms, kinds._registered]
    before = [dict(one) for one in held]
    yield
    for one, kept in zip(held, before, strict=True):
        one.clear()
        one.update(kept)


def codes(table: type[Procedure]) -> set[str]:
    return {code for code, _ in flaws(table)}


def test_the_shipped_tables_are_sound() -> None:
    assert {table.key: list(flaws(table)) for table in all_procedures()} == {
        table.key: [] for table in all_procedures()
    }


def test_a_table_needs_one_start_and_a_basis() -> None:
    class NoStart(Procedure):
        key, name = "no_start", "无起点"
        only = Stage("唯一", held_by=Role.CLERK)

    class TwoStarts(Procedure):
        key, name, basis = "two_starts", "两个起点", "某文件"
        one = Stage("甲", held_by=Role.CLERK, start=True)
        two = Stage("乙", held_by=Role.CLERK, start=True)

    assert {"E001", "E005"} <= codes(NoStart)
    assert "E001" in codes(TwoStarts) and "E005" not in codes(TwoStarts)


def test_stages_are_reached_held_and_left() -> None:
    class Stuck(Procedure):
        key, name, basis = "stuck", "走不通", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True)
        unheld = Stage("无人")
        dead_end = Stage("死路", held_by=Role.CLERK)
        island = Stage("孤岛", end=True)
        go = begun.to(unheld, "去")
        on_ = unheld.to(dead_end, "再去", by=Role.CLERK)
        stay = dead_end.here("原地")

    found = dict(flaws(Stuck))
    assert found["E002"] == "环节“孤岛”无法到达。"
    assert found["E003"] == "环节“无人”没有承办人，也没有自动的去向。"
    assert found["E004"] == "环节“死路”没有出路。"


def test_periods_exist_in_stage_and_pack() -> None:
    class Hasty(Procedure):
        key, name, basis = "hasty", "期限", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, within=limit("no.such_limit"), start=True)
        over = Stage("结束", end=True)
        finish = begun.to(over, "结束", waits=True)

    found = dict(flaws(Hasty))
    assert found["E006"] == "步骤“结束”须等期满，但所在环节没有法定期间（lasts）。"
    assert found["E007"] == "政策包中没有期限 no.such_limit。"


def test_a_notice_has_a_way_to_object() -> None:
    notice = procedure.newest("notice")
    assert issubclass(notice, Sheet)
    shared: type[Sheet] = notice

    class Silent(Procedure):
        key, name, basis = "silent", "不许说话", "某文件"
        posted = Stage(
            "公示", held_by=Role.CLERK, shares=shared, lasts=limit("notice.days").since("posted_on"),
            start=True,
        )  # fmt: skip
        over = Stage("结束", end=True)
        finish = posted.to(over, "结束", waits=True)

    assert dict(flaws(Silent))["E008"] == "环节“公示”有公示期，却没有提出异议的步骤。"


def test_a_step_may_only_wait_for_stages_its_sheet_has() -> None:
    class Paper(Sheet):
        key, name, basis = "paper", "一纸", "某文件"
        drafted = Stage("拟稿", held_by=Role.CLERK, start=True)
        sent = Stage("发出", end=True)
        send = drafted.to(sent, "发出")

    class Waiting(Procedure):
        key, name, basis = "waiting", "等候", "某文件"
        begun = Stage("开始", shares=Paper, start=True)
        lost = Stage("无纸", held_by=Role.CLERK)
        over = Stage("结束", end=True)
        gone = begun.to(lost, "已发出", when=sheet_in("sent"))
        never = begun.to(over, "已寄出", when=sheet_in("posted"))
        nowhere = lost.to(over, "已发出", when=sheet_in("sent"))

    texts = [text for code, text in flaws(Waiting) if code == "E014"]
    assert texts == [
        "步骤“已寄出”所等的环节在其所列的文书中没有。",
        "步骤“已发出”所等的环节在其所列的文书中没有。",
    ]


def test_a_child_may_only_wait_for_stages_its_parents_have() -> None:
    class Little(Procedure):
        key, name, basis = "little", "子项", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True)
        gone = Stage("取消", end=True)
        cancel = begun.to(gone, "随案取消", when=parent_in("withdrwan"))

    class Big(Procedure):
        key, name, basis = "big", "主案", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True, opens=(Little,))
        over = Stage("结束", end=True)
        finish = begun.to(over, "结束")

    assert codes(Big) == set()
    assert dict(flaws(Little))["E009"] == (
        "步骤“随案取消”所等的上级环节 withdrwan 在“主案”中没有。"
    )


def test_papers_have_templates_and_a_hand_that_signs() -> None:
    form = PaperForm(
        Kind("X98", "没有模板", "internal", "form", series="试"), lambda matter: {}, ()
    )

    class Papers(Procedure):
        key, name, basis = "papers", "文书", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True)
        over = Stage("结束", end=True)
        finish = begun.to(over, "自动", when=STANDS, issues=(form,))

    found = dict(flaws(Papers))
    assert found["E010"] == "自动步骤“自动”不得签发有文号的文书 X98。"
    assert found["E012"] == "文书 X98 没有模板。"


def test_a_duty_is_kept_apart_from_something() -> None:
    class Careless(Procedure):
        key, name, basis = "careless", "职责", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True)
        over = Stage("结束", end=True)
        finish = begun.to(over, "审批", duty="approve")

    assert (
        dict(flaws(Careless))["E011"] == "步骤“审批”的职责 approve 不在 apart、never_after 之中。"
    )


def test_manage_py_check_refuses_an_unsound_table() -> None:
    class Nowhere(Procedure):
        key, name, basis = "nowhere", "走不通", "某文件"
        begun = Stage("开始", held_by=Role.CLERK, start=True)

    with pytest.raises(SystemCheckError, match=r"workflows\.E004.*环节“开始”没有出路"):
        call_command("check")
