"""Erasing a person: refused within retention, told in the record, and the proofs stay valid."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from documents import storage
from documents.errors import FileDamaged
from documents.models import Delivery, Package, Paper, Rendition, StoredFile
from documents.packages.checking import check, is_sound
from tests.engine.ways import june
from tests.trust.conftest import Figure
from tests.trust.filing import filed, print_all, seal_all
from workflows.engine.erasure import erase, kept_until
from workflows.engine.models import Case, Erasure, PersonalAnswers
from workflows.engine.packaging import pack
from workflows.engine.proving import Proof
from workflows.engine.refusals import Blocked
from workflows.engine.sealing import publish
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

LAST_DAY, DAY_AFTER = date(2056, 6, 24), date(2056, 6, 25)


@pytest.fixture
def case(county: Rehearsal) -> Case:
    """A case filed on 24 June 2026, printed, sealed and packed."""
    done = filed(county)
    print_all()
    seal_all()
    publish()
    assert pack(done)
    return done


def kept_files() -> set[str]:
    return set(StoredFile.objects.filter(erased_on=None).values_list("sha256", flat=True))


def test_a_person_is_erased_after_retention_and_the_proofs_stay_valid(
    county: Rehearsal, case: Case, figure: Figure
) -> None:
    """保管期三十年，自结案起；期满次日起可以删除。"""
    assert kept_until(case) == LAST_DAY
    with clock.standing_at(LAST_DAY), pytest.raises(Blocked) as refused:
        erase(case, by=county.actor("xian_shenpi"), reason="保管期满")
    assert refused.value.reasons == ("档案保管期至2056年6月24日，期满前不得删除",)
    assert PersonalAnswers.objects.filter(event__case=case).exists()
    own = Rendition.objects.filter(paper__dossier=case.uuid).values_list("file", flat=True)
    printed, before = set(own), kept_files()

    with clock.standing_at(DAY_AFTER):
        gone = erase(case, by=county.actor("xian_shenpi"), reason="保管期满")
        assert erase(case, by=county.actor("xian_shenpi"), reason="再次") == gone
    erased = before - kept_files()
    assert gone == len(erased)
    assert printed < erased  # the PDF of each paper, and the photographs taken in the field
    assert len(printed) == Paper.objects.filter(dossier=case.uuid).count()
    assert not PersonalAnswers.objects.filter(event__case=case).exists()
    case.refresh_from_db()
    assert case.private == {}
    assert set(
        map(str, Paper.objects.filter(dossier=case.uuid).values_list("facts", flat=True))
    ) == {"{}"}
    assert set(Delivery.objects.values_list("receiver", flat=True)) == {""}
    told = Erasure.objects.get(case=case)
    assert (told.reason, told.erased_on, str(told)) == ("保管期满", DAY_AFTER, str(case.pk))
    alarms = list(Proof().findings())
    assert alarms == []
    assert storage.audit().is_sound
    figure("erasure.false_alarms", len(alarms))


def test_what_shows_the_person_is_gone_from_the_disk(county: Rehearsal, case: Case) -> None:
    letter = Paper.objects.get(dossier=case.uuid, kind="D21").renditions.get()
    assert letter.file
    with clock.standing_at(DAY_AFTER):
        erase(case, by=county.actor("xian_shenpi"), reason="保管期满")
    file = StoredFile.objects.get(pk=letter.file_id)
    with pytest.raises(FileDamaged, match="保管期满，已于 2056-06-25 销毁"):
        storage.read(file)
    with pytest.raises(FileDamaged):
        storage.read_named(file.sha256)
    poster = Paper.objects.get(kind="D12").renditions.get()
    assert poster.file
    assert storage.read(poster.file)  # it lies in the dossier of every household it lists


def test_what_is_missing_is_said_all_at_once(county: Rehearsal, case: Case) -> None:
    open_case = county.warn(case.household)  # type: ignore[arg-type]
    with pytest.raises(Blocked) as refused:
        erase(open_case, by=county.actor("xian_shenpi"), reason=" ")
    assert refused.value.reasons == (
        "请写明删除的依据", "案件尚未办结", "有办理记录尚未封存，请稍后再试",
    )  # fmt: skip


def test_the_command_erases_or_says_why_not(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("erase_case", case.number, "--by", "xian_shenpi", "--reason", "保管期满")
    with clock.standing_at(june(30)), pytest.raises(CommandError, match="期满前不得删除"):
        call_command(*words)
    with pytest.raises(CommandError, match="没有这一账号"):
        call_command("erase_case", case.number, "--by", "nobody", "--reason", "x")
    with clock.standing_at(DAY_AFTER):
        call_command(*words)
    assert "已登记" in capsys.readouterr().out
    call_command("verify_journal")


def test_a_package_taken_out_before_stays_sound(county: Rehearsal, case: Case) -> None:
    """What others hold cannot be erased from here; and it proves what it proved."""
    held = io.BytesIO(storage.read(Package.objects.get().file))
    with clock.standing_at(DAY_AFTER):
        erase(case, by=county.actor("xian_shenpi"), reason="保管期满")
    assert is_sound(check(held))
    with pytest.raises(FileDamaged):
        storage.read(Package.objects.get().file)
