"""待协查, 待审批 and 公示管理."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, Walked, text
from tests.fixtures.county import household
from workflows.access.models import Kinship, Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def test_a_department_sees_its_own_requests_only(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("household_check")
    county.ask_departments(case)
    page = text(signed_in("yibao_lianluo").get("/desk/asked/"))
    assert case.household is not None
    assert case.household.head_name in page
    own = case.children.get(procedure="co_check", key="医保")
    other = case.children.get(procedure="co_check", key="公安")
    assert f"/desk/case/{own.uuid}/step/reply/" in page
    assert str(other.uuid) not in page


def test_an_answered_request_leaves_the_list(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("household_check")
    county.ask_departments(case)
    county.reply(case.children.get(procedure="co_check", key="医保"))
    assert "没有待协查的事项" in text(signed_in("yibao_lianluo").get("/desk/asked/"))


def test_the_lists_of_other_roles_are_closed(signed_in: SignedIn) -> None:
    clerk = signed_in("zhen1_jingban")
    for address in ("/desk/asked/", "/desk/approvals/"):
        response = clerk.get(address)
        assert response.status_code == 403
        assert "您今天没有这个岗位" in text(response)


def test_an_approver_reads_a_digest_and_may_decide(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("deciding")
    page = text(signed_in("xian_shenpi").get("/desk/approvals/"))
    assert case.household is not None
    assert case.household.head_name in page
    assert "已采信，符合" in page
    assert "已采信，无异常（6 件）" in page
    assert "其他条件具备" in page
    for step in ("confirm", "refuse", "return_"):
        assert f"/desk/case/{case.uuid}/step/{step}/" in page


def test_what_speaks_against_a_case_is_marked(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("deciding")
    county.take(case, "report", "xian_jingban", complaint=True, complaint_text="反映有车。")
    page = text(signed_in("xian_shenpi").get("/desk/approvals/"))
    assert '<li class="no"><span aria-hidden="true">✗</span>近亲属备案户或有举报的户' in page


def test_a_relatives_case_offers_no_decision(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("deciding")
    approver = Officer.objects.get(username="xian_shenpi")
    assert case.household is not None
    Kinship.objects.create(
        officer=approver,
        household=case.household,
        relation="兄弟",
        declared_on=clock.today(),
        declared_by=approver,
    )
    page = text(signed_in("xian_shenpi").get("/desk/approvals/"))
    assert "您应当回避本案" in page
    assert "step/confirm" not in page


def test_the_filters_of_the_approver(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("deciding")
    client = signed_in("xian_shenpi")
    for only, listed in (("", True), ("clean", True), ("objected", False), ("overdue", True)):
        page = text(client.get("/desk/approvals/", {"only": only}))
        assert (str(case.uuid) in page) is listed, only


def test_more_approvals_cost_hardly_more_statements(
    county: Rehearsal, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("xian_shenpi")
    client.get("/desk/approvals/")
    for nth in range(2):
        walk(county, household(nth=nth), "deciding")
    with django_assert_max_num_queries(22):
        client.get("/desk/approvals/")


def test_sheets_are_grouped_by_village_and_say_what_to_do(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    sheet = county.sheet(walked("notice_drafted"), "notice")
    client = signed_in("zhen1_jingban")
    page = text(client.get("/desk/notices/"))
    assert f"/desk/case/{sheet.uuid}/step/submit/" in page
    assert "尚未张贴" in page
    assert sheet.number not in text(signed_in("zhen2_jingban").get("/desk/notices/"))


def test_a_posted_notice_says_when_it_may_be_taken_down(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("reviewing")
    sheet = county.agree(case)
    county.post(sheet)
    page = text(signed_in(county.village(sheet)).get("/desk/notices/"))
    sheet.refresh_from_db()
    ready = Case.objects.get(pk=sheet.pk).tasks.get(closed_at=None).ready_on
    assert ready is not None
    assert f"{ready:%-m月%-d日}起可办" in page
    assert sheet.facts["posted_on"] == clock.today().isoformat()
    assert ready > clock.today() + timedelta(days=5)


def test_a_closed_notice_moves_to_those_that_are_over(walked: Walked, signed_in: SignedIn) -> None:
    walked("township")
    page = text(signed_in("zhen1_jingban").get("/desk/notices/"))
    assert "已结束的公示、公告（最近 1 张）" in page
    assert "已取下" in page


def test_the_list_of_notices_costs_the_same_for_more_sheets(
    county: Rehearsal, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("zhen1_jingban")
    client.get("/desk/notices/")
    for nth in range(2):
        walk(county, household(nth=nth), "notice_drafted")
    with django_assert_max_num_queries(11):
        client.get("/desk/notices/")
