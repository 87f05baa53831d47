"""Owed work is done by one worker at a time, and a late one writes nothing."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections, models
from django.db.models.functions import Now

from documents import leases
from documents.leases import LostLease
from documents.models import Rendition
from documents.printing import current_rendition
from tests.documents.conftest import IssuePaper

MINUTE = timedelta(minutes=1)


def claim(worker: str = "甲", lease: timedelta = MINUTE) -> Rendition | None:
    return leases.claim(Rendition.owed(), worker=worker, lease=lease)


def run_out(row: Rendition) -> None:
    """Let time pass until the lease is over; leases live by the database's clock."""
    Rendition.objects.filter(pk=row.pk).update(lease_until=Now() - MINUTE)


class OvertakenRows(models.QuerySet[Rendition]):
    """Rows of which each is taken by another as soon as it was looked at."""

    def first(self) -> Rendition | None:
        row = super().first()
        if row is not None:
            Rendition.objects.filter(pk=row.pk).update(fence=row.fence + 1)
        return row


class RowsOfAMomentAgo(models.QuerySet[Rendition]):
    """Rows that were there when the worker looked."""

    def exists(self) -> bool:
        return True


@pytest.mark.django_db
class TestOneRow:
    @pytest.fixture
    def owed(self, issue_paper: IssuePaper) -> Rendition:
        return current_rendition(issue_paper())

    def test_nothing_owed_is_nothing_claimed(self) -> None:
        assert claim() is None

    def test_a_claimed_row_is_held_until_its_lease_ends(self, owed: Rendition) -> None:
        held = claim()
        assert held is not None
        assert (held.pk, held.fence, held.attempts, held.leased_by) == (owed.pk, 1, 1, "甲")
        assert claim("乙") is None
        run_out(held)
        taken_over = claim("乙")
        assert taken_over is not None
        assert (taken_over.fence, taken_over.attempts, taken_over.leased_by) == (2, 2, "乙")

    def test_work_not_yet_due_is_left_alone(self, owed: Rendition) -> None:
        Rendition.objects.filter(pk=owed.pk).update(not_before=Now() + MINUTE)
        assert claim() is None

    def test_the_heart_beats_for_the_holder_only(self, owed: Rendition) -> None:
        held = claim(lease=timedelta())
        assert held is not None
        assert leases.heartbeat(held, lease=MINUTE)
        assert claim("乙") is None
        run_out(held)
        assert claim("乙") is not None
        assert not leases.heartbeat(held, lease=MINUTE)

    def test_a_result_is_written_through_the_fence(self, owed: Rendition) -> None:
        held = claim()
        assert held is not None
        with leases.fenced(held) as current:
            current.park("试验")
            current.save()
        assert current_rendition(owed.paper).reason == "试验"
        assert current_rendition(owed.paper).lease_until is None

    def test_a_worker_that_was_overtaken_writes_nothing(self, owed: Rendition) -> None:
        late = claim()
        assert late is not None
        run_out(late)
        claim("乙")
        with pytest.raises(LostLease), leases.fenced(late):
            pytest.fail("the fence let a late worker through")

    def test_a_row_that_is_gone_takes_no_result(self, owed: Rendition) -> None:
        held = claim()
        assert held is not None
        Rendition.objects.all().delete()
        with pytest.raises(LostLease), leases.fenced(held):
            pytest.fail("the fence let a result through to nowhere")

    def test_compare_and_set_holds_where_no_row_can_be_locked(self, owed: Rendition) -> None:
        """What SQLite without its queue would do: another takes the row between look and take."""
        assert leases.claim(OvertakenRows(Rendition), worker="甲", lease=MINUTE) is None
        assert current_rendition(owed.paper).leased_by == ""

    def test_a_row_taken_between_look_and_lock_is_passed_over(self, owed: Rendition) -> None:
        Rendition.objects.filter(pk=owed.pk).update(lease_until=Now() + MINUTE)
        assert leases.claim(RowsOfAMomentAgo(Rendition), worker="甲", lease=MINUTE) is None


def test_workers_at_once_share_the_work_without_doing_any_twice(
    own_database: object, issue_paper: IssuePaper
) -> None:
    for number in range(24):
        issue_paper(facts={"n": number})
    done: Counter[int] = Counter()
    lock = threading.Lock()

    def worker(name: str) -> None:
        try:
            while Rendition.owed().exists():
                row = claim(name)
                if row is None:
                    continue
                with leases.fenced(row) as current:
                    current.park(f"由{name}完成")
                    current.save()
                with lock:
                    done[row.pk] += 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=6) as workers:
        list(workers.map(worker, "甲乙丙丁戊己"))
    assert sorted(done.values()) == [1] * 24
    assert set(Rendition.objects.values_list("fence", flat=True)) == {1}


def test_a_rolled_back_result_leaves_the_work_owed(
    own_database: object, issue_paper: IssuePaper
) -> None:
    issue_paper()
    held = claim()
    assert held is not None

    class PowerCut(Exception):
        pass

    with suppress(PowerCut), leases.fenced(held) as current:
        current.park("未完")
        current.save()
        raise PowerCut
    run_out(held)
    again = claim("乙")
    assert again is not None
    assert again.state == "frozen"
