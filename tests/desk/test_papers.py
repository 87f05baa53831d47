"""Papers: the PDF for those who may read it, the signed sheet, the service of a letter."""

from datetime import timedelta

import pytest
from django.test import Client

from documents import storage
from documents.models import Delivery, Paper, Rendition
from tests.desk.conftest import SignedIn, Walked, text
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.workdays import clock

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def letter(walked: Walked) -> Paper:
    """The confirmation letter of a case, its PDF made."""
    case = walked("confirmed")
    paper = Paper.objects.get(dossier=case.uuid, kind="D21")
    make_pdf(paper)
    return paper


def make_pdf(paper: Paper) -> None:
    rendition = Rendition.objects.get(paper=paper)
    rendition.finish(storage.keep(PDF, "application/pdf"), pages=1)
    rendition.save()


def page_of(paper: Paper) -> str:
    return f"/desk/paper/{paper.uuid}/"


def test_the_pdf_is_streamed_to_those_who_read_the_case(letter: Paper, signed_in: SignedIn) -> None:
    response = signed_in("zhen1_jingban").get(f"{page_of(letter)}pdf/")
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize("account", ["zhen2_jingban", "minzheng_lianluo", "xian_zhengce"])
def test_nobody_else_is_told_that_the_paper_exists(
    letter: Paper, signed_in: SignedIn, account: str
) -> None:
    client = signed_in(account)
    assert client.get(page_of(letter)).status_code == 404
    assert client.get(f"{page_of(letter)}pdf/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(letter: Paper, client: Client) -> None:
    assert client.get(f"{page_of(letter)}pdf/").status_code == 302


def test_village_staff_do_not_read_the_form_of_the_check(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("reviewing")
    form = Paper.objects.get(dossier=case.uuid, kind="D05")
    assert signed_in("zhen1_shenhe").get(page_of(form)).status_code == 200
    assert signed_in(county.village(case)).get(page_of(form)).status_code == 404


def test_a_paper_without_its_pdf_says_so(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("authorising")
    paper = Paper.objects.filter(dossier=case.uuid)[0]
    client = signed_in("zhen1_jingban")
    assert "PDF 还没有生成" in text(client.get(page_of(paper)))
    assert client.get(f"{page_of(paper)}pdf/").status_code == 404


def test_the_signed_sheet_is_attached_and_given_back_unchanged(
    letter: Paper, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_jingban")
    upload = photo("signed.jpg")
    sent = upload.read()
    upload.seek(0)
    given = {"signed_on": clock.today().isoformat(), "scan": upload}
    assert client.post(f"{page_of(letter)}scan/", given).status_code == 302
    scan = letter.scans.get()
    assert scan.attached_by == "刘春生"
    assert client.get(f"{page_of(letter)}scan/{scan.pk}/").content == sent
    case = Case.objects.get(uuid=letter.dossier)
    assert "已附签章件" in text(client.get(f"/desk/case/{case.uuid}/"))


def test_a_scan_signed_before_the_paper_was_issued_is_refused(
    letter: Paper, signed_in: SignedIn
) -> None:
    early = letter.issued_on - timedelta(days=1)
    given = {"signed_on": early.isoformat(), "scan": photo()}
    response = signed_in("zhen1_jingban").post(f"{page_of(letter)}scan/", given)
    assert response.status_code == 422
    assert "签章日期早于成文日期" in text(response)
    assert not letter.scans.exists()


def test_an_auditor_reads_and_adds_nothing(letter: Paper, signed_in: SignedIn) -> None:
    client = signed_in("xian_shenji")
    page = text(client.get(page_of(letter)))
    assert "<form class" not in page
    given = {"signed_on": clock.today().isoformat(), "scan": photo()}
    assert client.post(f"{page_of(letter)}scan/", given).status_code == 403


def test_the_service_of_a_letter_is_recorded(letter: Paper, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    assert "救济期限没有开始" in text(client.get(page_of(letter)))
    given = {"way": "in_person", "served_on": clock.today().isoformat(), "receiver": "卢云飞"}
    assert client.post(f"{page_of(letter)}delivery/", given).status_code == 302
    assert Delivery.objects.get(paper=letter).served_by == "刘春生"
    assert "直接送达，卢云飞签收" in text(client.get(page_of(letter)))


def test_a_service_that_would_not_hold_names_every_flaw(letter: Paper, signed_in: SignedIn) -> None:
    given = {"way": "left", "served_on": clock.today().isoformat(), "refused": "on"}
    response = signed_in("zhen1_jingban").post(f"{page_of(letter)}delivery/", given)
    assert response.status_code == 422
    page = text(response)
    assert "留置送达须有见证人" in page
    assert "留置送达须填写送达地点" in page
    assert not Delivery.objects.exists()


def test_a_poster_is_not_served(walked: Walked, county: Rehearsal, signed_in: SignedIn) -> None:
    sheet = county.agree(walked("reviewing"))
    county.post(sheet)
    poster = Paper.objects.get(dossier=sheet.uuid, kind="D12")
    page = text(signed_in("zhen1_jingban").get(page_of(poster)))
    assert "登记送达" not in page
