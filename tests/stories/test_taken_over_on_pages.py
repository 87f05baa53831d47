"""线下转入 on its pages (decision 0015): what the form says, where the mark is seen, scans attached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Paper
from tests.fixtures.county import household, settle
from tests.fixtures.transfer import Transfers, days_ago, on_paper
from workflows.access.models import Officer
from workflows.engine import packaging
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.refusals import Invalid, NotAllowed
from workflows.engine.rehearsing import photo
from workflows.procedures.intervention import originals
from workflows.procedures.intervention.table import Intervention
from workflows.workdays import clock

TODAY = date(2026, 6, 11)


@pytest.fixture
def county(db: None) -> Transfers:
    settle()
    return Transfers(township=1)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.standing_at(TODAY):
        yield


class TestForm:
    @pytest.mark.parametrize(
        ("wrong", "field", "said"),
        [
            ({"clue_on": TODAY + timedelta(days=1)}, "clue_on", "不能晚于今天"),
            ({"signed_on": TODAY - timedelta(days=30)}, "signed_on", "早于前一环节"),
            ({"signed_on": None}, "signed_on", "须填承诺授权的日期"),
            ({"checked_on": None}, "checked_on", "须填入户核查的日期"),
            ({"kin_declared": False}, "kin_declared", "近亲属"),
            ({"replied_on": None}, "replied_on", "一并填写"),
            ({"paper_stage": "已批准"}, "paper_stage", ""),
        ],
    )
    def test_what_does_not_fit_is_named(
        self, county: Transfers, wrong: dict[str, Any], field: str, said: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            county.take_over(household(), reached="评议初审", **wrong)
        assert said in "".join(refused.value.errors[field])
        assert not Case.objects.filter(procedure="intervention").exists()

    def test_nobody_is_checked_without_consent(self, county: Transfers) -> None:
        with pytest.raises(Invalid) as refused:
            county.take_over(household(), reached="承诺授权", checked_on=days_ago(2))
        assert "没有授权就核查" in refused.value.errors["signed_on"][0]

    def test_only_a_clerk_of_the_township_enters_it(self, county: Transfers) -> None:
        for account in ("xian_jingban", county.local("shenhe"), "zhen1_cun1"):
            with pytest.raises(NotAllowed):
                start(
                    Intervention, by=county.actor(account), household=household(),
                    command_id=uuid4(), answers=on_paper(),
                )  # fmt: skip


class TestMark:
    def test_it_is_seen_on_the_page_in_the_list_and_on_the_package(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="部门协查")
        county.hand_in(case)
        client = Client()
        client.force_login(Officer.objects.get(username=county.local("shenhe")))
        page = client.get(reverse("desk:case", args=[case.uuid])).content.decode()
        assert "防贫干预（线下转入）" in page and "线下转入待复核" in page
        assert "防贫干预（线下转入）" in client.get(reverse("desk:inbox")).content.decode()
        assert packaging._title(case).endswith("（线下转入）")

    def test_originals_are_attached_on_the_page_of_their_register(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="入户核查")
        register = Paper.objects.get(dossier=case.uuid, kind="D01-X")
        client = Client()
        client.force_login(Officer.objects.get(username=county.local("jingban")))
        address = reverse("desk:paper", args=[register.uuid])
        assert "授权书" in client.get(address).content.decode()
        for dated, status in ((TODAY + timedelta(days=1), 422), (days_ago(9), 302)):
            sent = {"what": "承诺授权书", "signed_on": dated, "scan": photo()}
            answer = client.post(reverse("desk:attach", args=[register.uuid]), sent)
            assert answer.status_code == status
        scan = register.scans.get()
        assert (scan.what, scan.signed_on) == ("承诺授权书", days_ago(9))
        assert originals.lacking(case) == []

    def test_a_clerk_enters_one_household_on_the_page_of_registration(
        self, county: Transfers
    ) -> None:
        """Beside 登记线索, under its own name; what is wrong is told and nothing typed is lost."""
        client = Client()
        client.force_login(Officer.objects.get(username=county.local("jingban")))
        address = reverse("desk:register_for", args=["intervention"])
        page = client.get(reverse("desk:register")).content.decode()
        assert f'<a href="{address}">线下转入</a>' in page
        home = household()
        told = {**on_paper(reached="入户核查"), "household": home.pk, "command_id": uuid4()}
        told["kin_declared"] = "on"
        wrong = client.post(address, {**told, "signed_on": ""})
        assert wrong.status_code == 422
        assert "户主住院，自付费用较高。" in wrong.content.decode()
        assert client.post(address, told).status_code == 302
        case = Case.objects.get(procedure="intervention", household=home)
        assert (case.stage, case.facts["offline"]) == ("taking_over", True)

    def test_the_package_lists_each_original_as_what_it_is(self, county: Transfers) -> None:
        """Beside the register's own signed sheet, which stays its one legal original."""
        case = county.take_over(household(), reached="部门协查")
        county.bring_originals(case)
        register = Paper.objects.get(dossier=case.uuid, kind="D01-X")
        packed = packaging._gathered(register, "001-D01-X")
        assert sorted(packed) == ["scans/001-D01-X-01.jpg", "scans/001-D01-X-02.jpg"]
        assert [packed[path].title for path in sorted(packed)] == [
            f"线下转入原件：承诺授权书（{days_ago(1)}）", f"线下转入原件：入户核查表（{days_ago(2)}）",
        ]  # fmt: skip
        assert all(member.data.startswith(b"\xff\xd8") for member in packed.values())
