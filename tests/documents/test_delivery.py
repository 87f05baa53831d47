"""Service of a letter is recorded so that it holds, or not at all."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from documents import delivery, storage
from documents.errors import ServiceRefused
from documents.issuing import void
from documents.models import Delivery
from documents.models.proofs import Way
from tests.documents.conftest import DAY, POSTER, IssuePaper

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
SERVED = date(2026, 11, 23)


def record(paper: Any, **more: Any) -> Delivery:
    given = {"way": Way.IN_PERSON, "served_on": SERVED, "today": TODAY, "by": "送达人甲"}
    return delivery.record(paper, **{**given, "receiver": "张三丰", **more})


def test_a_letter_handed_over_is_on_record(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    record(paper, relation="配偶", place=" 甲村一组 ")
    kept = Delivery.objects.get()
    assert (kept.receiver, kept.relation, kept.place) == ("张三丰", "配偶", "甲村一组")
    assert delivery.served_on(paper) == SERVED
    assert str(kept) == f"{paper.pk}: in_person 2026-11-23"


def test_names_are_sealed_in_the_database(issue_paper: IssuePaper) -> None:
    record(issue_paper(), receiver="CANARY", witness="WITNESS")
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, witness FROM documents_delivery")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"CANARY" not in stored
    assert b"WITNESS" not in stored


def test_a_refused_letter_is_left_before_a_witness(issue_paper: IssuePaper) -> None:
    left = record(
        issue_paper(),
        way=Way.LEFT,
        refused=True,
        place="户主家门口",
        witness="村委会李四",
        receiver="",
    )
    assert left.refused


def test_a_photograph_stands_for_a_witness(issue_paper: IssuePaper) -> None:
    proof = storage.keep(b"photo", "image/jpeg")
    assert record(issue_paper(), way=Way.LEFT, place="家门口", proof=proof).proof == proof


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({"by": " "}, ["须填写送达人"]),
        ({"receiver": ""}, ["须填写签收人"]),
        ({"way": Way.ENTRUSTED, "receiver": ""}, ["须填写签收人"]),
        ({"refused": True}, ["拒收的，送达方式须为留置送达"]),
        (
            {"way": Way.LEFT, "refused": True},
            ["留置送达须有见证人，或附照片、录像", "留置送达须填写送达地点"],
        ),
        ({"way": Way.MAILED}, ["邮寄送达须填写邮件号"]),
        ({"way": Way.ANNOUNCED}, ["公告送达须填写公告张贴或刊登处"]),
        ({"served_on": date(2026, 11, 19)}, ["送达日期早于成文日期 2026-11-20"]),
        ({"served_on": date(2026, 11, 26)}, ["送达日期不能晚于今天"]),
    ],
)
def test_a_record_that_would_not_hold_is_refused_with_every_reason(
    issue_paper: IssuePaper, more: dict[str, Any], reasons: list[str]
) -> None:
    with pytest.raises(ServiceRefused) as refusal:
        record(issue_paper(), **more)
    assert refusal.value.reasons == reasons
    assert str(refusal.value) == "；".join(reasons)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("way", "reference"),
    [(Way.MAILED, "EMS 1"), (Way.ANNOUNCED, "甲村公示栏"), (Way.ELECTRONIC, "")],
)
def test_other_ways_need_no_receiver(issue_paper: IssuePaper, way: Way, reference: str) -> None:
    assert record(issue_paper(), way=way, receiver="", reference=reference).way == way


def test_a_poster_is_posted_and_not_served(issue_paper: IssuePaper) -> None:
    with pytest.raises(ServiceRefused, match="登记张贴情况"):
        record(issue_paper(POSTER, {}))


def test_a_voided_letter_is_not_served(issue_paper: IssuePaper) -> None:
    with transaction.atomic():
        voided = void(issue_paper(), reason="误发", on=DAY)
    with pytest.raises(ServiceRefused, match="已作废"):
        record(voided)


def test_terms_run_from_the_first_service_that_stands(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    assert delivery.served_on(paper) is None
    mistaken = record(paper, served_on=date(2026, 11, 21))
    record(paper)
    assert delivery.served_on(paper) == date(2026, 11, 21)
    withdrawn = delivery.withdraw(mistaken, reason="登记到了别户")
    assert withdrawn.withdrawn_reason == "登记到了别户"
    assert delivery.served_on(paper) == SERVED
    assert paper.deliveries.count() == 2


def test_a_record_is_withdrawn_once_and_with_a_reason(issue_paper: IssuePaper) -> None:
    mistaken = record(issue_paper())
    with pytest.raises(ServiceRefused, match="原因"):
        delivery.withdraw(mistaken, reason=" ")
    delivery.withdraw(mistaken, reason="登记有误")
    with pytest.raises(ServiceRefused, match="已撤销"):
        delivery.withdraw(mistaken, reason="再次")


@pytest.mark.parametrize("wrong", [{"way": "pigeon"}, {"refused": True}])
def test_the_database_holds_the_rules_too(issue_paper: IssuePaper, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"way": "in_person", "served_on": SERVED, "served_by": "甲", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery(paper=issue_paper(), **given).save()
