"""The papers of a phase-out as they leave the press: what must be said, and what nobody may read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import page
import pytest
from pypdf import PdfReader

from documents import kinds
from documents.models import Paper
from documents.printing import job_of
from documents.rendering import render
from tests.phase_out.walks import granted, month, pay
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.procedures.phase_out.rehearsal import APPROVER, HANDLER, PhaseOutCast
from workflows.registry.models import Household, Member
from workflows.workdays import clock


@pytest.fixture
def walked(cast: PhaseOutCast, home: Household) -> Case:
    """All the way to the exit, with a death on the way."""
    case = granted(cast, home)
    pay(cast, case, 1, 2)
    with clock.standing_at(month(2).replace(day=20)):
        results = cast.sheet(case, "phase_out_results")
        cast.take(results, "approve", cast.local("shenhe"))
        other = home.members.exclude(relation="head")[0]
        cast.take(
            case, "death", cast.local("jingban"), member=str(other.pk), died_on=clock.today(),
            eligible=0, proof="死亡证明",
        )  # fmt: skip
        cast.take(case, "death", HANDLER)
    with clock.standing_at(date(2027, 3, 20)):
        tick()
        cast.review(case, persons=2, eligible=0)
        cast.take(case, "exit_", APPROVER, decision_text="期满退出。")
    return case


def papers() -> Iterator[tuple[Paper, str]]:
    for paper in Paper.objects.filter(voided_on=None).order_by("pk"):
        pdf = pdf_of(paper)
        pages = PdfReader(io.BytesIO(pdf)).pages
        yield paper, "".join("".join(page.extract_text().split()) for page in pages)


def pdf_of(paper: Paper) -> bytes:
    job = job_of(paper)
    return render(kinds.get(paper.kind), paper.facts, job.meta)


def test_each_paper_says_what_it_must(walked: Case) -> None:
    said = {paper.kind: text for paper, text in papers()}
    assert said.keys() == {
        "D05-P", "D12-P", "D40", "D41-D", "D41", "D42", "D42-L", "D44", "D45", "D47", "D48", "D49",
        "D50",
    }  # fmt: skip
    for code in ("D41", "D45", "D47"):
        assert "申请行政复议" in said[code] and "提起行政诉讼" in said[code]
        assert "60日内" in said[code] and "6个月内" in said[code]
        assert "查明的事实" in said[code] or "变更的事实" in said[code]
        assert "你户的义务" in said[code]
        assert "明扶贫发〔2020〕1号" in said[code]
    assert "给予你户6个月低保渐退，自2026年10月1日起至2027年3月31日止" in said["D41"]
    for amount in ("439.40", "387.23", "335.07", "282.90", "230.73", "178.57", "1,853.90"):
        assert amount in said["D41"] and amount in said["D42"]
    assert "5个工作日内" in said["D41-D"] and "低保照常发放" in said["D41-D"]
    assert "期满退出低保，自2027年4月1日起不再发放" in said["D45"]
    assert "家庭人口变为2人" in said["D47"]
    assert "合计1户1笔" in said["D42-L"]


def test_each_is_an_archive_file_that_is_read_aloud(walked: Case) -> None:
    """The chart has words too."""
    flaws = {
        (paper.kind, rules): [
            str(one) for one in page.validate_pdf_bytes(pdf_of(paper), profile=rules).failures
        ]
        for paper in Paper.objects.filter(kind__in=("D42", "D41", "D42-L", "D49"))
        for rules in ("3a", "ua1")
    }
    assert set(map(tuple, flaws.values())) == {()}


def test_what_hangs_on_the_wall_says_name_persons_amount_and_nothing_else(walked: Case) -> None:
    assert walked.household is not None
    poster = Paper.objects.get(kind="D49")
    (row,) = poster.facts["rows"]
    assert row == {
        "order": 1, "name": walked.household.head_name, "persons": 3, "amount": "439.40",
    }  # fmt: skip
    (intended,) = Paper.objects.get(kind="D12-P").facts["rows"]
    assert intended.keys() == {"order", "name", "persons", "opinion"}
    for paper, text in papers():
        if paper.is_public:
            for member in Member.objects.filter(household=walked.household):
                assert member.id_number not in text
                assert not member.phone or member.phone not in text
            assert "就业" not in text and "工资" not in text
