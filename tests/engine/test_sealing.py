"""The seal: what is sealed, when, by whom, and what it refuses to sign."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from documents.packages import notes
from tests.engine.ways import june
from tests.fixtures.county import household
from vault.cipher import generate_key
from workflows.engine import sealing
from workflows.engine.models import Checkpoint, Event, Leaf
from workflows.engine.sealing import Forked, Sealing, overdue, publish, published, seal, unsealed
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

NINE = datetime(2026, 6, 1, 9, tzinfo=clock.SHANGHAI)


@pytest.fixture
def clue(county: Rehearsal) -> Event:
    """The one event of a clue registered at nine."""
    with clock.standing_at(NINE):
        county.warn(household())
    return Event.objects.get()


def another(county: Rehearsal, nth: int) -> None:
    with clock.standing_at(NINE):
        county.warn(household(nth=nth))


def test_events_get_their_places_in_order_and_a_signed_root(clue: Event) -> None:
    sealed = seal()
    assert sealed is not None
    assert str(sealed) == f"1: {sealed.root[:12]}"
    leaf = Leaf.objects.get()
    assert (leaf.number, leaf.event, leaf.hash, str(leaf)) == (0, clue, clue.hash, f"0: {clue.pk}")
    said = notes.checkpoint(sealed.note, sealing.public_key())
    assert (said.size, said.root.hex()) == (1, sealed.root)
    assert seal() is None


def test_an_event_with_a_lower_number_that_comes_late_is_sealed_all_the_same(
    county: Rehearsal, clue: Event
) -> None:
    """Sealing what lies above the last sealed number would pass over it for ever."""
    another(county, 1)
    later = Event.objects.exclude(pk=clue.pk).get()
    Leaf.objects.create(number=0, event=later, hash=later.hash)
    tree = sealing.tree_at(None)
    tree.add(later.hash.encode())
    Checkpoint.objects.create(
        size=1, root=tree.root.hex(), peaks=[tree.root.hex()], last_event=later.pk,
        note=sealing.sign(1, tree.root),
    )  # fmt: skip
    assert list(unsealed()) == [clue]
    assert seal() is not None
    assert list(Leaf.objects.order_by("number").values_list("event", flat=True)) == [
        later.pk,
        clue.pk,
    ]


def test_what_was_sealed_an_hour_ago_is_not_looked_at_again(clue: Event) -> None:
    sealed = seal()
    assert sealed
    long_ago = clock.now() - timedelta(hours=2)
    Checkpoint.objects.create(
        size=9, root=sealed.root, peaks=[], last_event=clue.pk + 5, note="", sealed_at=long_ago
    )
    assert not unsealed().exists()
    assert not sealing.slipped_in().exists()


def test_two_that_seal_at_once_seal_once(clue: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The places are unique: the second finds them taken and leaves it at that."""

    def taken_meanwhile(size: int, root: bytes) -> str:
        Checkpoint.objects.create(size=1, root="", peaks=[], last_event=0, note="")
        return ""

    monkeypatch.setattr(sealing, "sign", taken_meanwhile)
    assert seal() is None
    assert not Leaf.objects.exists()


class TestTheWorker:
    def test_seals_after_a_minute_at_the_latest(self, clue: Event) -> None:
        kind = Sealing()
        with clock.standing_at(NINE + timedelta(seconds=59)):
            assert not kind.work_one("w")
            assert kind.waiting() == 1
        with clock.standing_at(NINE + timedelta(seconds=60)):
            assert kind.work_one("w")
            assert not kind.work_one("w")
        assert kind.waiting() == 0
        assert len(published()) == 1
        kind.close()

    def test_seals_what_happens_to_a_notice_at_once(self, county: Rehearsal) -> None:
        """公示张贴之前先封存。"""
        from tests.engine.ways import to_public_notice

        _, sheet = to_public_notice(county)
        seal()
        with clock.standing_at(june(5)):
            county.take(
                sheet, "submit", county.local("jingban"), post_on=june(5), place="村务公开栏",
                screened=True,
            )  # fmt: skip
            assert Sealing().work_one("w")
        assert not unsealed().exists()

    def test_writes_what_a_crash_left_out_of_the_file(self, clue: Event) -> None:
        sealed = seal()
        assert sealed
        assert not Sealing().work_one("w")
        assert published() == [sealed.note]

    def test_an_event_of_ten_minutes_ago_is_overdue(self, clue: Event) -> None:
        with clock.standing_at(NINE + timedelta(minutes=10)):
            assert not overdue().exists()
        with clock.standing_at(NINE + timedelta(minutes=11)):
            assert list(overdue()) == [clue]


class TestWhatIsRefused:
    def test_a_file_that_knows_more_than_the_database(self, county: Rehearsal, clue: Event) -> None:
        """Events were lost: signing would cover it up."""
        with transaction.atomic():
            seal()
            publish()
            transaction.set_rollback(True)
        with pytest.raises(Forked, match="文件已记到 1 条"):
            seal()
        with pytest.raises(CommandError, match="未签名"):
            call_command("seal")

    def test_after_a_restore_until_the_file_is_set_aside(
        self, county: Rehearsal, clue: Event, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What both know goes on being proved; what only the file knows is kept, never deleted."""
        seal()
        publish()
        with transaction.atomic():
            another(county, 1)
            seal()
            publish()
            transaction.set_rollback(True)
        before = published()
        assert sealing.ahead() == (2, 1)
        with pytest.raises(CommandError, match="发现 1 处问题"):
            call_command("verify_journal")
        call_command("verify_journal", restored=True)
        another(county, 2)
        with clock.standing_at(NINE):
            call_command("seal", set_aside=True)
        kept = Path(f"{django_settings.CHECKPOINTS}.20260601T090000")
        assert str(kept) in capsys.readouterr().out
        assert kept.read_text() == "".join(before)
        assert published()[0] == before[0] and published()[1] not in before
        call_command("verify_journal")
        with pytest.raises(CommandError, match="不用另存"):
            call_command("seal", set_aside=True)

    def test_a_last_checkpoint_that_was_written_by_somebody_else(
        self, county: Rehearsal, clue: Event
    ) -> None:
        Checkpoint.objects.create(size=1, root="00" * 32, peaks=["00" * 32], last_event=0, note="")
        another(county, 1)
        with pytest.raises(Forked, match="签名不符"):
            seal()


def test_an_older_key_on_the_ring_is_known_again(clue: Event, settings: Settings) -> None:
    """The last key signs; a new one put before it changes nothing."""
    before = sealing.public_key()
    sealed = seal()
    assert sealed
    settings.VAULT_KEYS = [generate_key(), *settings.VAULT_KEYS]
    assert sealing.public_key() == before
    settings.VAULT_KEYS = settings.VAULT_KEYS[::-1]
    assert sealing.public_key() != before
    assert sealing.tree_at(sealed).size == 1
    assert sealing.read_note("nothing") is None


def test_the_command_prints_the_checkpoint_and_the_public_key(
    clue: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("seal")
    said = capsys.readouterr().out
    assert published()[0] in said
    assert f"公钥 {sealing.public_key().hex()}" in said
    assert Path(django_settings.CHECKPOINTS).is_file()


@pytest.mark.django_db
def test_without_any_event_there_is_nothing_to_seal() -> None:
    assert published() == []
    with pytest.raises(CommandError, match="还没有任何办理记录"):
        call_command("seal")
