"""A worker asks each kind of owed work in turn."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from documents import owed
from documents.models import WorkerSign
from documents.printing import Printing


class Pile:
    """A kind with so much owed."""

    def __init__(self, name: str = "pile", size: int = 2, log: list[str] | None = None) -> None:
        self.name = name
        self.size = size
        self.log = [] if log is None else log

    def work_one(self, worker: str) -> bool:
        if not self.size:
            return False
        self.size -= 1
        self.log.append(self.name)
        return True

    def waiting(self) -> int:
        return self.size

    def close(self) -> None:
        self.log.append("closed")


def test_the_kinds_are_those_of_the_settings(settings: Settings) -> None:
    settings.OWED_WORK = ["documents.printing.Printing", f"{__name__}.Pile"]
    printing, pile = owed.kinds()
    assert (printing.name, type(pile).__name__) == ("文书排版", "Pile")


def test_papers_are_owed_in_every_installation() -> None:
    assert any(isinstance(kind, Printing) for kind in owed.kinds())


def test_kinds_take_turns_until_nothing_is_owed() -> None:
    log: list[str] = []
    assert owed.work([Pile("甲", 3, log), Pile("乙", 1, log), Pile("丙", 0, log)], worker="w") == 4
    assert log == ["甲", "乙", "甲", "甲"]


def test_a_limit_and_a_stop_end_the_work() -> None:
    log: list[str] = []
    assert owed.work([Pile("甲", 9, log)], worker="w", limit=2) == 2
    assert owed.work([Pile("甲", 9, log)], worker="w", stop=lambda: len(log) == 5) == 3
    assert owed.work([], worker="w") == 0


class Broken(Pile):
    """A kind with a fault in it."""

    def work_one(self, worker: str) -> bool:
        raise ValueError(self.name * 3)


def test_a_kind_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    assert owed.work([Broken("CAN"), Pile("乙", 2)], worker="w") == 2
    assert "CAN failed: ValueError" in caplog.text
    assert "CANCANCAN" not in caplog.text


@pytest.mark.django_db
class TestSignsOfLife:
    def test_a_worker_is_alive_while_it_signs(self) -> None:
        assert owed.workers_alive() == 0
        owed.sign_in("甲")
        owed.sign_in("甲")
        owed.sign_in("乙")
        assert owed.workers_alive() == 2
        owed.sign_out("乙")
        assert owed.workers_alive() == 1
        assert str(WorkerSign.objects.get()) == "甲"

    def test_one_silent_for_two_minutes_is_gone_and_forgotten_after_a_day(self) -> None:
        owed.sign_in("甲")
        WorkerSign.objects.update(seen_at=Now() - timedelta(minutes=3))
        assert owed.workers_alive() == 0
        owed.sign_in("乙")
        assert WorkerSign.objects.count() == 2
        WorkerSign.objects.filter(name="甲").update(seen_at=Now() - timedelta(days=2))
        owed.sign_in("乙")
        assert WorkerSign.objects.get().name == "乙"
