"""History cannot be rewritten unseen: six kinds of tampering, each at many places, all found."""

from random import Random

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.engine.ways import june, to_township
from tests.trust.attacks import KINDS, drop_triggers, reseal
from tests.trust.conftest import Figure
from workflows.access.models import Officer
from workflows.engine.models import Case, Checkpoint, Erasure, Event, Leaf, PersonalAnswers
from workflows.engine.proving import Proof
from workflows.engine.sealing import publish, seal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

PLACES, FEW_PLACES = 60, 6


def found() -> list[str]:
    """What the proof of the whole journal says."""
    return [finding.text for finding in Proof().findings()]


@pytest.fixture
def journal(county: Rehearsal) -> list[Event]:
    """A case led to the county's examination, sealed in two parts and published; no triggers."""
    case = to_township(county)
    seal()
    with clock.standing_at(june(12)):
        county.take(case, "pass_on", county.local("shenhe"), opinion="材料齐全，同意上报。")
        other = county.warn(Case.objects.exclude(household=None)[0].household)  # type: ignore[arg-type]
    assert other.stage
    seal()
    publish()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
    drop_triggers()
    return list(Event.objects.order_by("pk"))


def test_an_untouched_journal_raises_no_alarm(journal: list[Event], figure: Figure) -> None:
    alarms = found()
    assert alarms == []
    assert Checkpoint.objects.count() == 2
    figure("tampering.false_alarms", len(alarms))


@pytest.mark.parametrize("thorough", [False, True], ids=["plain", "resealed"])
def test_every_tampering_with_sealed_events_is_found(
    journal: list[Event], thorough: bool, figure: Figure, heavy: bool
) -> None:
    """`resealed`: leaves and checkpoints are written anew as well, without the key."""
    chance, missed = Random(7), []
    places = PLACES if heavy else FEW_PLACES
    for kind, attack in KINDS.items():
        for _ in range(places):
            with transaction.atomic():
                attack(chance.choice(journal), chance)
                if thorough:
                    reseal()
                if not found():
                    missed.append(kind)
                transaction.set_rollback(True)
    assert missed == []
    figure("tampering.attempts", places * len(KINDS))
    figure("tampering.missed", len(missed))


def test_checkpoints_taken_out_are_missed_by_the_file_that_others_hold(
    journal: list[Event],
) -> None:
    """Everything newer than the first checkpoint is taken back, database and all."""
    first = Checkpoint.objects.order_by("size").first()
    assert first
    Leaf.objects.filter(number__gte=first.size).delete()
    Checkpoint.objects.exclude(pk=first.pk).delete()
    said = found()
    assert said == [f"文件的检查点 {len(journal)} 与现有记录不符"]
    settings.CHECKPOINTS.unlink()
    assert found() == []  # nobody else held it: this is what the file is for


def test_a_sealed_event_that_is_gone_is_named(journal: list[Event]) -> None:
    victim = journal[2]
    number = Leaf.objects.get(event=victim).number
    with transaction.atomic():
        PersonalAnswers.objects.filter(event=victim).delete()
        Event.objects.filter(pk=victim.pk)._raw_delete("default")
        assert f"封存的第 {number} 条记录不见了" in found()
        transaction.set_rollback(True)


def test_an_event_slipped_in_below_what_was_sealed_long_ago_is_found(
    journal: list[Event],
) -> None:
    """It would stand in a chain of its own case, before the first sealed event of any other."""
    Checkpoint.objects.update(sealed_at="2026-01-01T00:00:00Z")
    victim = journal[3]
    Leaf.objects.filter(event=victim).delete()
    assert "补插在早已封存的记录之间" in found()


def test_erasing_personal_answers_leaves_the_proofs_valid(
    journal: list[Event], figure: Figure
) -> None:
    """个人信息删除后，证明仍然成立；没有登记的删除则被发现。"""
    with transaction.atomic():
        PersonalAnswers.objects.all().delete()
        assert set(found()) == {"个人信息不见了，又没有删除登记"}
        transaction.set_rollback(True)
    officer = Officer.objects.earliest("pk")
    for case in Case.objects.all():
        Erasure.objects.create(case=case, officer=officer, reason="期满", erased_on=june(30))
    PersonalAnswers.objects.all().delete()
    alarms = found()
    assert alarms == []
    figure("tampering.false_alarms", len(alarms))


def test_a_case_row_cut_loose_from_its_journal_is_found(journal: list[Event]) -> None:
    """Its last hash is another; its only event is gone; its newest leaves have no checkpoint."""
    case = journal[-1].case
    number = case.number
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(last_hash="00" * 32)
        assert found() == ["案件末次散列与最后一条记录不符"]
        transaction.set_rollback(True)
    assert [*Proof(number).findings()] == []
    with transaction.atomic():
        Leaf.objects.filter(event__case=case).delete()
        PersonalAnswers.objects.filter(event__case=case).delete()
        Event.objects.filter(case=case).delete()
        assert "案件没有任何记录" in [finding.text for finding in Proof(number).findings()]
        transaction.set_rollback(True)
    Checkpoint.objects.order_by("size").last().delete()  # type: ignore[union-attr]
    settings.CHECKPOINTS.unlink()
    assert found() == [f"封存到第 {len(journal)} 条，没有检查点"]
