"""登记簿 at the desk: services of letters, and households near to officers."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from documents.delivery import record, withdraw
from documents.models import Delivery, Paper
from documents.models.proofs import Way
from tests.desk.conftest import SignedIn, Walked, text
from tests.fixtures.county import household
from workflows.access.models import Kinship, Officer
from workflows.desk.views import deliveries, kin
from workflows.engine.models import Case
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import RegisterAccess
from workflows.workdays import clock

LIST, KIN = "/desk/deliveries/", "/desk/kin/"


@pytest.fixture
def served(walked: Walked) -> Paper:
    """A letter of confirmation, handed over at home."""
    return Paper.objects.get(dossier=walked("filed").uuid, kind="D21")


@pytest.fixture
def owed(walked: Walked, county: Rehearsal) -> Paper:
    """A letter of confirmation that nobody has served yet."""
    case = walked("deciding", nth=1)
    county.visit_if_drawn(case)
    county.take(
        case, "confirm", "xian_shenpi", decision_text="同意。", subject_class="突发严重困难户"
    )
    return Paper.objects.get(dossier=case.uuid, kind="D21")


class TestDeliveries:
    def test_each_service_stands_in_it_with_its_letter(
        self, served: Paper, signed_in: SignedIn
    ) -> None:
        page = text(signed_in("zhen1_jingban").get(LIST))
        assert served.number in page and f"/desk/paper/{served.uuid}/" in page
        for word in ("直接送达", "刘春生", household().head_name):
            assert word in page
        assert served.number not in text(signed_in("zhen2_jingban").get(LIST))

    def test_a_letter_nobody_served_is_owed_until_somebody_has(
        self, owed: Paper, county: Rehearsal, signed_in: SignedIn
    ) -> None:
        client = signed_in("zhen1_jingban")
        assert owed.number not in text(client.get(LIST))
        assert owed.number in text(client.get(LIST, {"state": "owed"}))
        county.serve_letter(owed)
        assert owed.number not in text(client.get(LIST, {"state": "owed"}))
        withdraw(Delivery.objects.get(paper=owed), reason="登记错了户。")
        assert owed.number in text(client.get(LIST, {"state": "owed"}))
        assert "登记已撤销：登记错了户。" in text(client.get(LIST, {"state": "withdrawn"}))

    def test_it_is_narrowed_by_day_way_and_refusal(self, owed: Paper, signed_in: SignedIn) -> None:
        today = clock.today()
        record(
            owed, way=Way.LEFT, served_on=today, today=today, by="刘春生", place="户内",
            refused=True, witness="何桂花",
        )  # fmt: skip
        client = signed_in("xian_jingban")
        tomorrow = today + timedelta(days=1)
        asked: list[tuple[dict[str, Any], bool]] = [
            ({"state": "refused"}, True),
            ({"way": "left"}, True),
            ({"way": "mailed"}, False),
            ({"since": today, "until": today}, True),
            ({"since": tomorrow}, False),
            ({"until": owed.issued_on - timedelta(days=1)}, False),
            ({"since": "someday", "way": "no way", "state": "none"}, True),
            ({"after": f"{tomorrow}_1"}, True),
            ({"after": f"{today}_1"}, False),
            ({"after": "nonsense"}, True),
        ]
        for query, listed in asked:
            assert (owed.number in text(client.get(LIST, query))) is listed, query

    def test_letters_to_who_objected_are_listed_to_those_who_may_know(
        self, county: Rehearsal, walked: Walked, signed_in: SignedIn
    ) -> None:
        """原核查人也是乡镇经办，但不得知悉异议人."""
        case = walked("reviewing")
        county.post(county.agree(case))
        county.take(
            case, "object_", county.local("jingban"), content="该户有车。", objector="罗某某",
            contact="13000000000",
        )  # fmt: skip
        county.take(county.child(case, "objection"), "accept", county.local("jingban"))
        letter = Paper.objects.get(dossier=case.uuid, kind="D15")
        for account, listed in (("zhen1_jingban", True), ("zhen1_jingban2", False)):
            page = text(signed_in(account).get(LIST, {"state": "owed"}))
            assert (letter.number in page) is listed
        county.serve_letter(letter, "罗某某")
        for account, listed in (("zhen1_jingban", True), ("zhen1_jingban2", False)):
            assert ("罗某某" in text(signed_in(account).get(LIST))) is listed

    def test_it_leaves_with_a_reason_and_from_the_hands_that_keep_it(
        self, served: Paper, signed_in: SignedIn
    ) -> None:
        assert signed_in("zhen1_jingban").post(LIST, {"reason": ""}).status_code == 422
        assert signed_in("xian_shenji").post(LIST, {"reason": "年度审计"}).status_code == 422
        answer = signed_in("zhen1_jingban").post(f"{LIST}?state=", {"reason": "年度归档核对"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert RegisterAccess.objects.get().told == "送达登记（已登记）1条"

    def test_a_page_leads_to_the_next_and_no_letter_is_lost(
        self,
        served: Paper,
        county: Rehearsal,
        signed_in: SignedIn,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for _ in range(2):
            county.serve_letter(served)
        monkeypatch.setattr(deliveries, "PAGE", 2)
        client = signed_in("zhen1_jingban")
        seen, query = 0, ""
        for rows in (2, 1):
            page = client.get(f"{LIST}?{query}")
            assert len(page.context["rows"]) == rows
            seen, query = seen + rows, page.context["onward"]
        assert (seen, query) == (Delivery.objects.count(), "")

    def test_the_page_takes_few_statements(
        self,
        county: Rehearsal,
        signed_in: SignedIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for nth in range(2):
            walk(county, household(nth=nth), "filed")
        client = signed_in("xian_jingban")
        for state in ("", "owed"):
            with django_assert_max_num_queries(8):
                client.get(LIST, {"state": state})


def near(county: Rehearsal, nth: int = 0) -> Case:
    """A household whose authorisation names a village officer as near relative."""
    home = household(nth=nth)
    village = Officer.objects.get(posts__role="village", posts__agency__region=home.village_id)
    case = county.accept(county.warn(home))
    county.authorise(case, relatives=[village.pk], relation_note="户主之子")
    return case


class TestKin:
    def test_a_declared_relative_is_listed_with_his_post_and_the_visit(
        self, county: Rehearsal, signed_in: SignedIn
    ) -> None:
        """近亲属单独登记（民发〔2021〕57号 第十一条）."""
        case = near(county)
        client = signed_in("zhen1_shenhe")
        page = text(client.get(KIN))
        village = Officer.objects.get(username=county.village(case))
        for word in (case.number, village.name, "户主之子", "授权时申报", "尚未入户"):
            assert word in page
        assert case.number not in text(signed_in("zhen2_shenhe").get(KIN))

    def test_who_steps_aside_is_listed_until_the_county_has_been_there(
        self, county: Rehearsal, walked: Walked, signed_in: SignedIn
    ) -> None:
        case = walked("deciding")
        client = signed_in("xian_jingban")
        assert case.number not in text(client.get(KIN))
        county.take(case, "recuse", "xian_shenpi", tie="近亲属", recused_because="户主为其舅父。")
        page = text(client.get(KIN))
        assert case.number in page and "申请回避" in page and "郭承志" in page
        county.take(
            case, "visit", "xian_jingban", county_visit=True, visited_on=clock.today(),
            visitors="钟明远、谢雨晴", visit_found="情况属实。",
        )  # fmt: skip
        assert clock.today().isoformat() in text(client.get(KIN))

    def test_what_officers_declared_of_themselves_is_listed_without_a_case(
        self, county: Rehearsal, signed_in: SignedIn
    ) -> None:
        clerk = Officer.objects.get(username="zhen1_jingban2")
        Kinship.objects.create(
            officer=clerk, household=household(), relation="外甥", declared_by=clerk,
            declared_on=date(2026, 3, 2),
        )  # fmt: skip
        page = text(signed_in("zhen1_jingban").get(KIN))
        for word in (f"{clerk.name}（", "外甥", "本人申报（2026-03-02）"):
            assert word in page
        assert "外甥" not in text(signed_in("zhen2_jingban").get(KIN))

    def test_it_leaves_with_a_reason_and_from_the_hands_that_keep_it(
        self, county: Rehearsal, signed_in: SignedIn
    ) -> None:
        near(county)
        assert signed_in("zhen1_jingban").post(KIN, {"reason": ""}).status_code == 422
        assert signed_in("zhen1_shenhe").post(KIN, {"reason": "报县汇总"}).status_code == 422
        assert signed_in("zhen1_jingban").post(KIN, {"reason": "报县汇总"}).status_code == 200
        assert RegisterAccess.objects.get().told == "近亲属备案登记1条"

    def test_a_page_leads_to_the_next(
        self, county: Rehearsal, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        numbers = {near(county, nth).number for nth in (0, 1)}
        monkeypatch.setattr(kin, "PAGE", 1)
        client = signed_in("zhen1_jingban")
        first = client.get(KIN)
        second = client.get(f"{KIN}?{first.context['onward']}")
        assert {row.number for page in (first, second) for row in page.context["rows"]} == numbers
        assert second.context["onward"] == ""

    def test_the_page_takes_few_statements(
        self,
        county: Rehearsal,
        signed_in: SignedIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for nth in (0, 1):
            near(county, nth)
        clerk = Officer.objects.get(username="zhen1_jingban2")
        Kinship.objects.create(
            officer=clerk, household=household(), relation="外甥", declared_by=clerk,
            declared_on=date(2026, 3, 2),
        )  # fmt: skip
        client = signed_in("xian_jingban")
        with django_assert_max_num_queries(10):
            client.get(KIN)


def test_each_register_leads_to_those_its_reader_may_open(signed_in: SignedIn) -> None:
    for account, labels in (
        ("zhen1_jingban", ["送达登记", "近亲属备案"]),
        ("xian_shenji", ["送达登记", "近亲属备案", "发文登记"]),
        ("zhen1_dangan", ["送达登记", "发文登记"]),
    ):
        offered = signed_in(account).get(LIST).context["registers"]
        assert [label for _, label, _ in offered] == labels
        assert [label for _, label, here in offered if here] == ["送达登记"]
