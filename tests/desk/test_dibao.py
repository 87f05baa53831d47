"""低保享受 and 低保标准 at the desk: entered, corrected, imported, agreed to; nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.fixtures.county import household, settle
from tests.phase_out.walks import granted
from workflows.access.actors import Role
from workflows.access.models import Agency, Officer, Post
from workflows.desk.searching import sealed
from workflows.procedures.phase_out.rehearsal import (
    APPROVER,
    HANDLER,
    PhaseOutCast,
    entitle,
    standardise,
)
from workflows.registry import dibao
from workflows.registry.models import (
    DibaoEntry,
    DibaoStandard,
    Household,
    KindPeriod,
    RegisterAccess,
)
from workflows.registry.standings import begin
from workflows.workdays import clock

TODAY = date(2026, 9, 20)
COUNTY = 360799000000
POLICY = "xian_zhengce"


@pytest.fixture
def home(db: None) -> Household:
    settle()
    found = household()
    standardise(found.village_id, date(2025, 1, 1))
    Household.objects.filter(pk=found.pk).update(carded=True)
    return Household.objects.get(pk=found.pk)


def as_(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


def record(home: Household) -> str:
    return reverse("desk:dibao_record", args=[home.pk])


def told(from_on: str, monthly: str = "313", **more: str) -> dict[str, str]:
    said = {"from_on": from_on, "kind": "dibao", "persons": "3", "eligible": "1",
            "monthly": monthly, "basis": "示民低〔2026〕3号", "later": "keep"}  # fmt: skip
    return said | more


def post(account: str, address: str, answers: dict[str, str]) -> tuple[int, str]:
    with clock.standing_at(TODAY):
        answer = as_(account).post(address, answers, follow=True)
    return answer.status_code, answer.content.decode()


def ruling(home: Household) -> list[tuple[str, str, str]]:
    return [
        (f"{span.from_on:%Y-%m}", span.entry.kind, str(span.entry.monthly))
        for span in dibao.spans(home.pk)
    ]


class TestARecord:
    def test_is_entered_with_its_standard_and_who_and_why(self, home: Household) -> None:
        status, shown = post(HANDLER, record(home), told("2026-01"))
        assert status == 200 and "已登记：自2026-01起低保" in shown
        entry = DibaoEntry.objects.get(household=home)
        assert (entry.source, str(entry.standard), entry.note) == (
            "entered", "632.00", "示民低〔2026〕3号",
        )  # fmt: skip
        assert entry.officer is not None and entry.officer.username == HANDLER
        trace = RegisterAccess.objects.get(what="dibao")
        assert (trace.household_id, trace.reason) == (home.pk, "示民低〔2026〕3号")

    def test_is_corrected_by_a_new_one_and_the_wrong_one_stays_in_the_history(
        self, home: Household
    ) -> None:
        post(HANDLER, record(home), told("2026-01", "331"))
        post(HANDLER, record(home), told("2026-01", "313"))
        assert ruling(home) == [("2026-01", "dibao", "313.00")]
        _, shown = post(HANDLER, record(home), told("2026-01", "313"))
        assert "与现有记录相同，不必重复登记。" in shown
        assert "331.00" in shown and "313.00" in shown
        assert DibaoEntry.objects.count() == 2

    def test_of_an_early_month_leaves_later_months_as_they_are_recorded(
        self, home: Household
    ) -> None:
        for month, monthly in (("2025-06", "300"), ("2026-03", "350")):
            post(HANDLER, record(home), told(month, monthly))
        post(HANDLER, record(home), told("2025-08", "310"))
        assert ruling(home) == [
            ("2025-06", "dibao", "300.00"), ("2025-08", "dibao", "310.00"),
            ("2026-03", "dibao", "350.00"),
        ]  # fmt: skip
        post(HANDLER, record(home), told("2025-08", "320", later="rule"))
        assert ruling(home) == [("2025-06", "dibao", "300.00"), ("2025-08", "dibao", "320.00")]

    def test_ends_where_dibao_ends(self, home: Household) -> None:
        post(HANDLER, record(home), told("2026-01"))
        none = told("2026-10", "0", kind="none", persons="0", eligible="0", basis="停保决定")
        post(HANDLER, record(home), none)
        assert ruling(home)[-1] == ("2026-10", "none", "0.00")

    def test_taken_over_from_the_register_says_so(self, home: Household) -> None:
        begin(home, KindPeriod.Kind.DIBAO, since=date(2026, 2, 10), basis="民政名单")
        here = str(home.members.filter(died_on=None, left_on=None).count())
        with clock.standing_at(TODAY):
            shown = as_(HANDLER).get(record(home)).content.decode()
        assert 'value="2026-02"' in shown
        post(HANDLER, record(home), told("2026-02", persons=here, eligible="0"))
        assert DibaoEntry.objects.get().source == "taken_over"

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"from_on": "2026-12"}, "起始月份最晚为下月"),
            ({"from_on": "October"}, "月份应写成2026-10"),
            ({"from_on": "2020-01"}, "没有2020年1月的低保标准"),
            ({"eligible": "4"}, "增发人数不得多于享受人数"),
            ({"persons": "0", "eligible": "0"}, "享受低保的至少1人"),
            ({"monthly": "0"}, "请填月保障金额"),
            ({"monthly": "-5"}, "0"),
            ({"kind": "none"}, "停保的，金额应为0"),
            ({"kind": "phase_out"}, "phase_out"),
            ({"basis": ""}, "依据"),
        ],
    )  # fmt: skip
    def test_that_cannot_be_is_refused_and_what_was_typed_is_kept(
        self, home: Household, wrong: dict[str, str], why: str
    ) -> None:
        status, shown = post(HANDLER, record(home), told("2026-01") | wrong)
        assert status == 422 and why in shown
        assert not DibaoEntry.objects.exists()
        assert "原有记录未变" in shown

    @pytest.mark.parametrize(
        ("account", "reads", "enters"),
        [
            (HANDLER, 200, 200), (APPROVER, 200, 403), ("zhen1_jingban", 200, 403),
            ("zhen2_jingban", 404, 404), ("xian_jingban", 200, 403), ("xian_shenji", 200, 403),
            ("zhen1_cun1", 403, 403), ("yibao_lianluo", 403, 403), (POLICY, 403, 403),
        ],
    )  # fmt: skip
    def test_is_read_and_entered_by_whose_matter_it_is(
        self, home: Household, account: str, reads: int, enters: int
    ) -> None:
        assert as_(account).get(record(home)).status_code == reads
        assert post(account, record(home), told("2026-01"))[0] == enters
        assert DibaoEntry.objects.exists() == (enters == 200)


class TestDuringAPhaseOut:
    @pytest.fixture
    def running(self, home: Household) -> Household:
        entitle(home, date(2025, 1, 1))
        granted(PhaseOutCast(township=1), home)
        return home

    def test_its_case_alone_changes_what_the_household_receives(self, running: Household) -> None:
        before = ruling(running)
        status, shown = post(HANDLER, record(running), told("2026-10"))
        assert status == 422 and "低保渐退还没有办结" in shown
        assert ruling(running) == before

    def test_a_list_cannot_either_and_names_the_row(self, running: Household) -> None:
        before = ruling(running)
        with clock.standing_at(date(2026, 11, 5)):
            answer = upload(f"{running.number},2026-11,3,1,313")
        assert "第2行：自2026年10月起是低保渐退" in answer
        assert ruling(running) == before

    def test_a_month_before_it_can_be_put_right_by_a_list(self, running: Household) -> None:
        later = ruling(running)[1:]
        assert "新记 1 户" in upload(f"{running.number},2026-05,3,1,300")
        assert ruling(running)[1:] == [("2026-05", "dibao", "300.00"), *later]


def upload(*rows: str, account: str = HANDLER) -> str:
    text = "\n".join(("户编号,起始月份,享受人数,增发人数,月保障金额", *rows))
    file = SimpleUploadedFile("mingdan.csv", text.encode(), content_type="text/csv")
    answer = as_(account).post(reverse("desk:dibao"), {"list": file}, follow=True)
    return answer.content.decode()


class TestAList:
    def test_is_imported_whole_or_not_at_all(self, home: Household) -> None:
        other = household(nth=1)
        bad = upload(f"{home.number},2026-01,3,1,313", "没有,2026-01,3,1,313")
        assert "第3行：农户册中没有户编号" in bad
        assert not DibaoEntry.objects.exists()
        good = (f"{home.number},2026-01,3,1,313", f"{other.number},2026-02,2,0,500.50")
        assert "新记 2 户" in upload(*good)
        assert "新记 0 户" in upload(*good)
        assert {entry.officer.username for entry in DibaoEntry.objects.all() if entry.officer} == {
            HANDLER
        }
        assert RegisterAccess.objects.filter(what="import").count() == 2

    def test_is_civil_affairs(self, home: Household) -> None:
        assert "由县民政经办导入" in upload(account="zhen1_jingban")

    def test_wants_a_file(self, home: Household) -> None:
        answer = as_(HANDLER).post(reverse("desk:dibao"), {})
        assert answer.status_code == 422 and "请选择要导入的名单文件" in answer.content.decode()

    def test_a_household_is_found_by_name_within_ones_area(self, home: Household) -> None:
        address = reverse("desk:dibao") + f"?find={sealed(home.number)}"
        assert home.head_name in as_(HANDLER).get(address).content.decode()
        assert home.head_name not in as_("zhen2_jingban").get(address).content.decode()


STANDARD = {"from_on": "2026-10", "monthly": "700", "paper": "示民发〔2026〕9号"}


class TestAStandard:
    def october(self) -> str:
        return str(dibao.standards(COUNTY)(date(2026, 10, 1)))

    def address(self) -> str:
        return reverse("desk:standards_of", args=[COUNTY])

    def agree(self, account: str) -> tuple[int, str]:
        return post(account, self.address(), {"agree": str(self.newest())})

    @staticmethod
    def newest() -> int:
        row = DibaoStandard.objects.latest("pk")
        return row.pk

    def test_counts_once_a_second_person_has_agreed(self, home: Household) -> None:
        status, shown = post(POLICY, self.address(), STANDARD)
        assert status == 200 and "待另一人复核" in shown
        assert self.october() == "632.00"
        assert "录入人不能复核" in self.agree(POLICY)[1]
        assert self.agree(HANDLER)[0] == 403
        assert self.october() == "632.00"
        assert "自2026年10月起执行" in self.agree(APPROVER)[1]
        assert self.october() == "700.00"
        assert "已经复核过" in self.agree(APPROVER)[1]

    def test_told_wrongly_is_told_again_and_both_stay_in_the_history(self, home: Household) -> None:
        for monthly in ("770", "700"):
            post(POLICY, self.address(), STANDARD | {"monthly": monthly})
            self.agree(APPROVER)
        assert self.october() == "700.00"
        shown = as_(POLICY).get(self.address()).content.decode()
        assert "770.00" in shown and "700.00" in shown

    def test_for_the_wrong_month_is_withdrawn_and_the_one_before_rules_again(
        self, home: Household
    ) -> None:
        for more in ({}, {"withdrawn": "on"}):
            post(POLICY, self.address(), STANDARD | more)
            self.agree(APPROVER)
        assert self.october() == "632.00"

    def test_waits_alone_for_its_month(self, home: Household) -> None:
        post(POLICY, self.address(), STANDARD)
        assert "已有一条待复核" in post(POLICY, self.address(), STANDARD)[1]

    def test_is_entered_by_the_policy_administrator_alone(self, home: Household) -> None:
        assert post(HANDLER, self.address(), STANDARD)[0] == 403
        assert post("zhen1_cun1", self.address(), STANDARD)[0] == 403
        assert as_("zhen1_jingban").get(reverse("desk:standards")).status_code == 200

    def test_another_policy_administrator_may_agree(self, home: Household) -> None:
        second = Officer.objects.create(username="zhengce2", name="第二人")
        agency = Agency.objects.get(posts__officer__username=POLICY)
        Post.objects.create(
            officer=second, role=Role.POLICY, agency=agency, starts_on=date(2020, 1, 1)
        )
        post(POLICY, self.address(), STANDARD)
        assert self.agree("zhengce2")[0] == 200
        assert self.october() == "700.00"

    def test_that_is_none_is_refused(self, home: Household) -> None:
        status, _ = post(POLICY, self.address(), STANDARD | {"monthly": "0"})
        assert status == 422
        assert as_(POLICY).get(reverse("desk:standards_of", args=[1])).status_code == 404
