"""农户册: read within the officer's area, and a number uncovered only with a reason."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.desk.searching import sealed
from workflows.registry.models import Member, RegisterAccess

LIST = "/desk/households/"


def page_of(nth: int = 0, township: int = 1) -> str:
    return f"{LIST}{household(township, nth).pk}/"


def member() -> Member:
    """Somebody of the first household of the first township, with an ID number."""
    return household().members.exclude(id_digest=None).order_by("pk")[0]


class TestReading:
    def test_a_township_reads_its_own_households_and_no_other(self, signed_in: SignedIn) -> None:
        client = signed_in("zhen1_jingban")
        assert client.get(page_of()).status_code == 200
        assert client.get(page_of(township=2)).status_code == 404
        listed = text(client.get(LIST))
        assert household().number in listed
        assert household(2).number not in listed

    def test_a_household_is_found_by_its_number(self, signed_in: SignedIn) -> None:
        home = household(nth=3)
        listed = text(signed_in("zhen1_jingban").get(LIST, {"find": sealed(home.number)}))
        assert home.number in listed and household(nth=4).number not in listed

    def test_a_department_does_not_leaf_through_the_register(self, signed_in: SignedIn) -> None:
        assert signed_in("minzheng_lianluo").get(LIST).status_code == 403
        assert signed_in("minzheng_jingban").get(page_of()).status_code == 404

    def test_village_staff_see_neither_incomes_nor_illnesses(self, signed_in: SignedIn) -> None:
        home = household()
        village = Officer.objects.get(
            posts__role="village", posts__agency__region=home.village_id
        ).username
        seen = {who: text(signed_in(who).get(page_of())) for who in (village, "zhen1_jingban")}
        for word in ("转移性收入", ">健康</th>"):
            assert word not in seen[village]
            assert word in seen["zhen1_jingban"]

    def test_numbers_are_masked_on_every_page(self, signed_in: SignedIn) -> None:
        one = member()
        for address in (LIST, page_of()):
            page = text(signed_in("xian_jingban").get(address))
            assert one.id_number not in page and one.id_number[-4:] not in page

    def test_a_page_takes_few_statements(
        self, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = signed_in("xian_jingban")
        with django_assert_max_num_queries(8):
            client.get(LIST)
        with django_assert_max_num_queries(15):
            client.get(page_of())


class TestUncovering:
    def test_with_a_reason_it_is_shown_once_and_on_record(self, signed_in: SignedIn) -> None:
        one = member()
        answer = signed_in("zhen1_jingban").post(
            f"/desk/members/{one.pk}/number/", {"reason": "核对低保发放名单"}
        )
        assert one.id_number in text(answer)
        assert answer["Cache-Control"] == "no-store"
        kept = RegisterAccess.objects.get()
        assert (kept.officer.username, kept.member, kept.what, kept.reason) == (
            "zhen1_jingban", one, "reveal", "核对低保发放名单",
        )  # fmt: skip

    @pytest.mark.parametrize("reason", ["", "  ", "看看"])
    def test_without_one_it_stays_covered(self, signed_in: SignedIn, reason: str) -> None:
        one = member()
        answer = signed_in("zhen1_jingban").post(
            f"/desk/members/{one.pk}/number/", {"reason": reason}
        )
        assert answer.status_code == 422
        assert one.id_number not in text(answer) and "请写明事由" in text(answer)
        assert RegisterAccess.objects.count() == 0

    @pytest.mark.parametrize(("account", "status"), [("xian_shenji", 403), ("zhen2_jingban", 404)])
    def test_audit_and_the_next_township_cannot(
        self, signed_in: SignedIn, account: str, status: int
    ) -> None:
        one = member()
        answer = signed_in(account).post(
            f"/desk/members/{one.pk}/number/", {"reason": "核对低保发放名单"}
        )
        assert answer.status_code == status
        assert [one.what for one in RegisterAccess.objects.all()] == ["refused"]
