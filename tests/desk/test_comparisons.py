"""数据比对 at the desk: a list, its doubts handed to the village, struck off, and forgotten."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from tests.fixtures.lists import number, xlsx
from workflows.engine.models import Case
from workflows.procedures.doubt.distributing import Distributing, tally
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.comparing.kinds import KINDS
from workflows.registry.models import ComparisonBatch, ComparisonLine, Member, RegisterAccess

LIST = "/desk/comparisons/"
HEADS = ("姓名", "身份证号码", "说明")


def someone(nth: int = 0) -> Member:
    """Somebody with an ID number, each of another household of the first township."""
    return household(nth=nth).members.exclude(id_digest=None).order_by("pk")[0]


def row(member: Member, **more: str) -> dict[str, str]:
    return {"姓名": member.name, "身份证号码": member.id_number, **more}


def upload(client: Any, kind: str, rows: list[dict[str, Any]], **more: Any) -> Any:
    given = {"kind": kind, "basis": "数据共享协议第三条", "listed_on": "2026-01-05", **more}
    file = SimpleUploadedFile("名单.xlsx", xlsx(rows, heads=HEADS))
    return client.post(LIST, {**given, "list": file})


@pytest.fixture
def compared(signed_in: SignedIn) -> ComparisonBatch:
    """A list of deaths: two who are registered as living, and a stranger."""
    stranger = {"姓名": "外乡人", "身份证号码": number(901)}
    rows = [row(someone(), 说明="2025年12月注销。"), row(someone(1)), row(someone(1)), stranger]
    assert upload(signed_in("xian_jingban"), "death", rows).status_code == 302
    return ComparisonBatch.objects.get()


class TestComparing:
    def test_only_what_differs_is_kept(self, compared: ComparisonBatch) -> None:
        assert (compared.listed, compared.matched, compared.doubted) == (4, 2, 2)
        lines = {line.member: line.said for line in ComparisonLine.objects.all()}
        assert set(lines) == {someone(), someone(1)}
        assert lines[someone()] == "名单载明已死亡注销，登记册登记为在世。2025年12月注销。"

    def test_the_basis_is_on_record(self, compared: ComparisonBatch) -> None:
        kept = RegisterAccess.objects.get()
        assert (kept.what, kept.reason, kept.told) == (
            "compare",
            "数据共享协议第三条",
            "死亡注销名单",
        )

    def test_another_name_under_the_number_is_said(self, signed_in: SignedIn) -> None:
        upload(signed_in("xian_jingban"), "death", [{**row(someone()), "姓名": "某某"}])
        assert "姓名与登记册不同" in ComparisonLine.objects.get().said

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_list_has_members_it_fits_and_members_it_does_not(
        self, county: Rehearsal, kind: str
    ) -> None:
        """危房、受灾 are doubts of everybody: the register cannot have known."""
        said = {KINDS[kind].doubt(member) for member in Member.objects.select_related("household")}
        assert len(said - {""}) == 1
        Member.objects.update(died_on=date(2026, 1, 1), schooling="dropped_out", employment="none")
        if kind == "death":
            after = {KINDS[kind].doubt(member) for member in Member.objects.all()}
            assert after == {""}

    @pytest.mark.parametrize(
        ("rows", "heads", "said"),
        [
            ([{"姓名": "曾福生"}], ("姓名",), "缺少身份证号码"),
            ([{"姓名": "曾福生", "身份证号码": 360799197005010114.0}], HEADS, "末三位已丢失"),
        ],
    )
    def test_a_list_that_is_none_says_why_and_nothing_is_kept(
        self, signed_in: SignedIn, rows: list[Any], heads: tuple[str, ...], said: str
    ) -> None:
        file = SimpleUploadedFile("名单.xlsx", xlsx(rows, heads=heads))
        given = {"kind": "death", "basis": "数据共享协议", "listed_on": "2026-01-05"}
        answer = signed_in("xian_jingban").post(LIST, {**given, "list": file})
        assert answer.status_code == 422 and said in text(answer)
        assert (ComparisonBatch.objects.count(), RegisterAccess.objects.count()) == (0, 0)

    def test_townships_and_departments_do_not_compare(
        self, compared: ComparisonBatch, signed_in: SignedIn
    ) -> None:
        assert signed_in("zhen1_jingban").get(LIST).status_code == 403
        department = signed_in("minzheng_jingban")
        assert "死亡注销名单</a>" not in text(department.get(LIST))
        assert department.get(f"{LIST}{compared.uuid}/").status_code == 404
        assert upload(department, "death", [row(someone())]).status_code == 403


class TestDoubts:
    def test_from_the_list_to_struck_off(
        self, compared: ComparisonBatch, signed_in: SignedIn, county: Rehearsal
    ) -> None:
        """A false alarm is counted; when the batch closes, nothing of the list is left."""
        client, page = signed_in("xian_jingban"), f"{LIST}{compared.uuid}/"
        client.post(page, {"act": "hand_out"})
        assert Distributing().waiting() == 1
        assert Distributing().work_one("w") and not Distributing().work_one("w")
        doubts = list(Case.objects.filter(procedure="doubt").order_by("pk"))
        assert {doubt.household for doubt in doubts} == {household(), household(nth=1)}
        clerk = county.local("jingban")
        county.take(
            doubts[0], "answer", clerk, result="误报", verified_on=doubts[0].opened_on,
            found="本人在世。",
        )  # fmt: skip
        county.take(doubts[0], "strike", clerk, ground="入户见到本人。")
        compared.refresh_from_db()
        assert tally(compared)["误报"] == 1
        assert "误报" in text(client.get(page))
        client.post(page, {"act": "close"})
        compared.refresh_from_db()
        assert (compared.state, ComparisonLine.objects.count()) == ("closed", 0)

    def test_handing_out_again_opens_nothing_twice(self, compared: ComparisonBatch) -> None:
        for _ in range(2):
            ComparisonBatch.objects.update(state="handed", lease_until=None)
            Distributing().work_one("w")
        assert Case.objects.filter(procedure="doubt").count() == 2

    def test_what_is_being_handed_out_is_not_closed(
        self, compared: ComparisonBatch, signed_in: SignedIn
    ) -> None:
        client, page = signed_in("xian_jingban"), f"{LIST}{compared.uuid}/"
        for act in ("hand_out", "hand_out", "close"):
            client.post(page, {"act": act})
        compared.refresh_from_db()
        assert (compared.state, ComparisonLine.objects.count()) == ("handed", 2)

    def test_the_next_county_does_not_see_it(
        self, compared: ComparisonBatch, signed_in: SignedIn
    ) -> None:
        ComparisonBatch.objects.update(area_id=360700000000)
        page = f"{LIST}{compared.uuid}/"
        assert signed_in("xian_jingban").get(page).status_code == 404


def test_the_pages_take_few_statements(
    compared: ComparisonBatch,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in("xian_jingban")
    for page in (LIST, f"{LIST}{compared.uuid}/"):
        with django_assert_max_num_queries(8):
            client.get(page)
