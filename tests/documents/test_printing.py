"""An issued paper gets its PDF, is tried again, or is put aside with a reason; never lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models.functions import Now

from documents import leases, storage
from documents.errors import IssueRefused, StorageFull
from documents.issuing import issue, void
from documents.models import Paper, Rendition, StoredFile
from documents.press import Job, Press, Sheet
from documents.printing import (
    MOST_ATTEMPTS,
    Printing,
    current_rendition,
    forgotten,
    owe_forgotten,
    release,
    remake,
)
from tests.documents import presses
from tests.documents.conftest import DAY, DOSSIER, LETTER, OFFICE, IssuePaper

pytestmark = pytest.mark.django_db


def come_due() -> None:
    """Let every wait and lease be over."""
    Rendition.objects.update(not_before=Now() - timedelta(hours=1), lease_until=None)


def printed_with(render: Any, times: int = 1, **limits: Any) -> None:
    """Work off what is owed so many times with a renderer of the given temper."""
    printing = Printing(Press(render, beat_seconds=0.2, **limits))
    for _ in range(times):
        come_due()
        assert printing.work_one("甲")
    printing.close()


class Halfway(Press):
    """Has come to a page when somebody looks."""

    def print(self, job: Job, *, tell: Callable[[int], object] = print, **more: Any) -> Sheet:
        tell(37)
        self.seen = Rendition.objects.get().stands
        return super().print(job, tell=tell, **more)


class TestMaking:
    def test_how_far_a_long_paper_is_can_be_read_meanwhile(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        assert current_rendition(paper).stands == "待排版"
        press = Halfway(presses.plain)
        printing = Printing(press)
        assert printing.work_one("甲")
        printing.close()
        assert press.seen == "正在排版，已排至第 37 页，排完还要写出和核对"
        assert current_rendition(paper).stands == "已成文"
        assert current_rendition(paper).pages == 1

    def test_a_pdf_is_made_stored_and_kept_by_its_hash(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        assert printing.waiting() == 1
        assert printing.work_one("甲")
        made = current_rendition(paper)
        assert made.state == "rendered"
        assert made.file is not None
        assert storage.read(made.file).startswith(b"%PDF-")
        assert made.file.media_type == "application/pdf"
        assert (made.reason, made.lease_until, made.leased_by) == ("", None, "")
        assert str(made) == f"{paper.pk}: rendered"
        assert printing.waiting() == 0
        assert not printing.work_one("甲")

    def test_a_voided_paper_gets_none(self, issue_paper: IssuePaper, printing: Printing) -> None:
        with transaction.atomic():
            void(issue_paper(), reason="误发", on=DAY)
        assert not printing.work_one("甲")

    def test_a_paper_voided_while_it_was_set_gets_none(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()

        class VoidingPress(Press):
            def print(self, job: Any, **more: Any) -> Any:
                sheet = super().print(job, **more)
                with transaction.atomic():
                    void(paper, reason="误发", on=DAY)
                return sheet

        printing = Printing(VoidingPress(presses.plain))
        assert printing.work_one("甲")
        printing.close()
        voided = current_rendition(paper)
        assert (voided.state, voided.file, voided.lease_until) == ("voided", None, None)
        assert not StoredFile.objects.exists()

    def test_a_result_that_comes_too_late_is_dropped(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()

        class SlowPress(Press):
            def print(self, job: Any, **more: Any) -> Any:
                Rendition.objects.update(lease_until=Now() - timedelta(seconds=1))
                assert leases.claim(Rendition.owed(), worker="乙", lease=timedelta(minutes=1))
                return super().print(job, **more)

        printing = Printing(SlowPress(presses.plain))
        assert printing.work_one("甲")
        printing.close()
        assert (current_rendition(paper).state, current_rendition(paper).leased_by) == (
            "frozen",
            "乙",
        )

    def test_changed_facts_are_never_printed(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        paper.facts = {"note": "改过的事实"}
        paper.save()
        printing.work_one("甲")
        assert "校验值不符" in current_rendition(paper).reason

    def test_a_kind_that_nobody_defines_is_put_aside(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        paper.kind = "T00"
        paper.save()
        printing.work_one("甲")
        parked = current_rendition(paper)
        assert (parked.state, parked.reason) == ("parked", "文书种类 T00 在本系统中没有定义。")


class TestFailing:
    def test_it_is_tried_again_after_ever_longer_waits_and_then_put_aside(
        self, issue_paper: IssuePaper
    ) -> None:
        paper = issue_paper()
        waits = []
        for attempt in range(1, MOST_ATTEMPTS):
            printed_with(presses.stumble)
            failed = current_rendition(paper)
            assert (failed.state, failed.attempts) == ("failed", attempt)
            assert failed.reason == "排版出错（ValueError）。"
            later = Rendition.objects.annotate(now=Now()).get(pk=failed.pk)
            waits.append(round((later.not_before - later.now).total_seconds() / 10) * 10)
        assert waits == [30, 120, 480, 1920]
        printed_with(presses.stumble)
        assert current_rendition(paper).state == "parked"
        assert not Rendition.owed().exists()

    def test_a_failed_paper_is_not_due_at_once(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        printing = Printing(Press(presses.stumble))
        assert printing.work_one("甲")
        assert not printing.work_one("甲")
        assert printing.waiting() == 1
        printing.close()

    def test_it_is_made_once_the_cause_is_gone(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        printed_with(presses.stumble)
        come_due()
        assert printing.work_one("甲")
        assert (current_rendition(paper).state, current_rendition(paper).reason) == ("rendered", "")

    def test_what_no_font_can_set_is_put_aside_at_once(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        printed_with(presses.lack_a_glyph)
        parked = current_rendition(paper)
        assert (parked.state, parked.attempts) == ("parked", 1)
        assert "字体中没有" in parked.reason

    def test_a_hung_paper_is_killed_and_tried_again(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        printed_with(presses.hang, wall_seconds=1.0)
        assert current_rendition(paper).reason == "排版超过 1 秒未完成，已中止。"

    def test_a_paper_that_kills_its_workers_runs_out_of_attempts(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        for _ in range(MOST_ATTEMPTS):  # claimed, and then the worker is gone
            come_due()
            assert leases.claim(Rendition.owed(), worker="甲", lease=timedelta(minutes=1))
        come_due()
        assert printing.work_one("乙")
        parked = current_rendition(paper)
        assert (parked.state, parked.reason) == ("parked", "排版多次中断，没有结果。")

    def test_a_full_disk_is_not_the_papers_fault(
        self, issue_paper: IssuePaper, printing: Printing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(data: bytes) -> str:
            raise StorageFull("磁盘空间不足。")

        paper = issue_paper()
        with monkeypatch.context() as patched:
            patched.setattr(storage, "write", full)
            for _ in range(MOST_ATTEMPTS + 1):
                come_due()
                assert printing.work_one("甲")
        failed = current_rendition(paper)
        assert (failed.state, failed.attempts, failed.reason) == ("failed", 0, "磁盘空间不足。")
        come_due()
        printing.work_one("甲")
        assert current_rendition(paper).state == "rendered"


class TestTryingAgainByHand:
    def test_a_parked_paper_is_owed_again_with_all_its_attempts(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        printed_with(presses.lack_a_glyph)
        released = release(current_rendition(paper))
        assert (released.state, released.attempts, released.reason) == ("frozen", 0, "")
        assert printing.work_one("甲")
        assert current_rendition(paper).state == "rendered"

    def test_only_a_parked_paper_is_released(self, issue_paper: IssuePaper) -> None:
        with pytest.raises(IssueRefused, match="已搁置"):
            release(current_rendition(issue_paper()))

    def test_a_lost_pdf_is_made_again_from_the_row_alone(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        printing.work_one("甲")
        first = current_rendition(paper)
        assert first.file_id is not None
        storage._path(first.file_id).unlink()
        fresh = remake(first, reason="文件丢失")
        assert fresh.state == "frozen"
        printing.work_one("甲")
        second = current_rendition(paper)
        assert second.pk == fresh.pk
        assert second.file_id == first.file_id  # same facts, same bytes
        assert storage.audit().is_sound
        states = paper.renditions.order_by("pk").values_list("state", "reason")
        assert list(states) == [("superseded", "文件丢失"), ("rendered", "")]

    def test_only_a_finished_pdf_is_made_again_and_with_a_reason(
        self, issue_paper: IssuePaper
    ) -> None:
        owed = current_rendition(issue_paper())
        with pytest.raises(IssueRefused, match="原因"):
            remake(owed, reason=" ")
        with pytest.raises(IssueRefused, match="已成文"):
            remake(owed, reason="模板有误")

    def test_voiding_leaves_what_was_superseded(
        self, issue_paper: IssuePaper, printing: Printing
    ) -> None:
        paper = issue_paper()
        printing.work_one("甲")
        remake(current_rendition(paper), reason="模板有误")
        with transaction.atomic():
            void(paper, reason="误发", on=DAY)
        states = paper.renditions.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["superseded", "voided"]


def test_a_thousand_owed_pdfs_do_not_hold_up_a_step(issue_paper: IssuePaper) -> None:
    """Issuing only adds rows: it never waits for the press."""
    with transaction.atomic():
        for number in range(20):
            issue(LETTER, {"n": number}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True)
    assert Rendition.owed().count() == Paper.objects.count() == 20


def test_a_paper_whose_row_of_owed_work_was_lost_is_owed_again(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    assert owe_forgotten() == 0
    paper.renditions.all().delete()
    assert list(forgotten()) == [paper]
    assert owe_forgotten() == 1
    assert owe_forgotten() == 0
    assert Rendition.owed().get().paper == paper
