"""`manage.py doctor` on trust: what could be rewritten unseen, and what rows no longer owe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from documents.models import Paper, Rendition
from documents.owed import sign_in
from tests.fixtures.county import household
from tests.trust.attacks import drop_triggers
from vault.cipher import generate_key
from workflows.engine.models import Case, Checkpoint, Leaf, Task
from workflows.engine.sealing import publish, seal
from workflows.management.doctor import Finding, Mark, trust, work
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def wrong(examination: Callable[[], Iterator[Finding]]) -> str:
    """What it finds wrong, in one text."""
    return "；".join(found.what for found in examination() if found.mark is Mark.WRONG)


def test_a_seal_that_is_late_is_named(county: Rehearsal) -> None:
    with clock.standing_at(clock.now() - timedelta(minutes=11)):
        county.warn(household())
    assert wrong(trust.seal) == "有 1 条办理记录超过十分钟没有封存"
    call_command("seal")
    assert wrong(trust.seal) == ""


def test_a_checkpoint_that_is_nowhere_else_is_named(county: Rehearsal) -> None:
    county.warn(household())
    seal()
    assert wrong(trust.seal) == f"检查点文件 {settings.CHECKPOINTS} 没有最近的检查点"
    publish()
    assert wrong(trust.seal) == ""


def test_a_file_that_knows_more_than_a_restored_database_is_named(county: Rehearsal) -> None:
    with transaction.atomic():
        county.warn(household())
        seal()
        publish()
        transaction.set_rollback(True)
    assert wrong(trust.seal) == "检查点文件记到 1 条，数据库只到 0 条，封存已停"


def test_a_checkpoint_of_another_key_is_named(county: Rehearsal, settings: Settings) -> None:
    county.warn(household())
    seal()
    publish()
    settings.VAULT_KEYS = [generate_key()]
    assert wrong(trust.seal) == "最近的检查点不是本系统的密钥所签"


def test_an_event_slipped_in_and_lost_triggers_are_named(county: Rehearsal) -> None:
    county.warn(household())
    county.warn(household(nth=1))
    seal()
    publish()
    assert wrong(trust.triggers) == ""
    drop_triggers()
    Leaf.objects.filter(number=0).delete()
    Checkpoint.objects.update(sealed_at="2026-01-01T00:00:00Z")
    assert wrong(trust.seal) == "有 1 条记录补插在早已封存的记录之间"
    assert wrong(trust.triggers) == "办理记录缺少只增不改的触发器"


def test_timers_tasks_and_papers_lost_past_the_door_are_derived_again(
    county: Rehearsal, settings: Settings, tmp_path: Path
) -> None:
    """定时、待办、待排版的登记丢失后，由案件重新推算。"""
    settings.FONTS_DIR = tmp_path  # whatever faces this machine has cut are another matter
    case = county.accept(county.warn(household()))
    county.take(case, "assign", "xian_jingban")
    tasks = set(Task.objects.open().values_list("case", "role", "due_on"))
    days = list(Case.objects.order_by("pk").values_list("due_on", "wake_on"))
    assert tasks
    Task.objects.all().delete()
    Case.objects.filter(closed=False).update(due_on=None, wake_on=clock.today())
    Rendition.objects.all().delete()
    assert "没有成品" in wrong(work.forgotten_papers)

    sign_in("w")
    call_command("doctor", "--repair", "--skip-files")

    assert set(Task.objects.open().values_list("case", "role", "due_on")) == tasks
    assert list(Case.objects.order_by("pk").values_list("due_on", "wake_on")) == days
    assert Rendition.owed().count() == Paper.objects.count()
    assert wrong(work.forgotten_papers) == ""
