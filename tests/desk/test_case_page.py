"""案件详情: who may open it, what each reader sees, and the one thing to do next."""

from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, Walked, text
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal


def page_of(case: Case, signed_in: SignedIn, account: str) -> str:
    response = signed_in(account).get(f"/desk/case/{case.uuid}/")
    assert response.status_code == 200
    return text(response)


def test_another_townships_case_is_as_if_it_did_not_exist(
    walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("authorising")
    assert signed_in("zhen2_jingban").get(f"/desk/case/{case.uuid}/").status_code == 404


def test_the_head_names_household_stage_and_deadline(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("authorising")
    page = page_of(case, signed_in, "zhen1_jingban")
    assert case.household is not None
    assert case.household.head_name in page
    assert case.number in page
    assert "承诺授权" in page
    assert "逾期 2 天" in page


def test_the_holder_is_offered_one_step_first(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("township")
    page = page_of(case, signed_in, "zhen1_shenhe")
    assert page.count('class="button button-main"') == 1
    assert f"/desk/case/{case.uuid}/step/pass_on/" in page
    assert "更多操作" in page


def test_whoever_must_wait_reads_who_has_it(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("township")
    page = page_of(case, signed_in, "xian_jingban")
    assert "现由乡镇审核办理（" in page
    assert "step/pass_on" not in page


def test_who_did_another_duty_reads_why_he_may_not_act(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("deciding")
    approver = Officer.objects.get(username="xian_shenpi").pk
    case.duties = {**case.duties, "review": [approver]}
    case.save()
    page = page_of(case, signed_in, "xian_shenpi")
    assert "同一人不得既核查又审核、审批同一案件" in page
    assert "step/confirm" not in page


def test_the_line_shows_the_four_stages_of_the_paper(walked: Walked, signed_in: SignedIn) -> None:
    page = page_of(walked("township"), signed_in, "zhen1_jingban")
    stations = ["登记", "入户核查", "部门协查", "公示公告", "审批建档"]
    places = [page.index(f"<b>{name}</b>") for name in stations]
    assert places == sorted(places)
    assert page.count('class="step step-done"') == 4
    assert page.count('aria-current="step"') == 1 + 1  # the line and the chart


def test_a_withdrawn_case_has_passed_only_what_it_did(walked: Walked, signed_in: SignedIn) -> None:
    page = page_of(walked("withdrawn"), signed_in, "zhen1_jingban")
    assert '<li class="step step-ahead">\n' in page
    assert "已撤回" in page


def test_village_staff_read_no_opinions_and_no_departments(
    walked: Walked, signed_in: SignedIn, county: Rehearsal
) -> None:
    case = walked("township")
    village = page_of(case, signed_in, county.village(case))
    office = page_of(case, signed_in, "zhen1_shenhe")
    assert "符合条件，同意公示。" in office
    assert "部门协查：民政" in office
    assert "符合条件，同意公示。" not in village
    assert "部门协查：民政" not in village
    assert "属近亲属备案户" in office
    assert "属近亲属备案户" not in village
    assert "入户核查表" in office
    assert "入户核查表" not in village


def test_a_case_leads_to_the_notice_it_stood_on(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("township")
    sheet = county.sheet(case, "notice")
    assert f'href="/desk/case/{sheet.uuid}/"' in page_of(case, signed_in, "zhen1_shenhe")


def test_numbers_of_identity_cards_are_masked(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("authorising")
    page = page_of(case, signed_in, "zhen1_jingban")
    assert case.household is not None
    for member in case.household.members.all():
        assert member.name in page
        assert not member.id_number or member.id_number not in page


def test_a_department_opens_its_own_request_and_not_the_case(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("department_co_check")
    own = case.children.get(procedure="co_check", key="民政")
    other = case.children.get(procedure="co_check", key="公安")
    client = signed_in("minzheng_lianluo")
    assert client.get(f"/desk/case/{own.uuid}/").status_code == 200
    assert client.get(f"/desk/case/{other.uuid}/").status_code == 404
    assert client.get(f"/desk/case/{case.uuid}/").status_code == 404


def test_the_history_tells_reasons_to_the_office(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("township")
    office = page_of(case, signed_in, "zhen1_shenhe")
    auditor = page_of(case, signed_in, "xian_shenji")
    for page in (office, auditor):
        assert page.index("公示期满，确认公示结果") < page.index("<b>立案</b>")
    assert "<span>符合条件，同意公示。</span>" in office
    assert "<span>符合条件，同意公示。</span>" not in auditor


def test_a_sheet_lists_its_households(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("notice_drafted")
    page = page_of(county.sheet(case, "notice"), signed_in, "zhen1_jingban")
    assert case.household is not None
    assert "名单（1 户）" in page
    assert case.household.head_name in page


def test_a_case_page_costs_at_most_twentyfour_statements(
    walked: Walked, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = walked("deciding")
    client = signed_in("xian_shenpi")
    client.get("/desk/")
    with django_assert_max_num_queries(24):
        client.get(f"/desk/case/{case.uuid}/")


def test_the_picture_of_a_procedure_is_its_own_file(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("preliminary")
    client = signed_in("xian_jingban")
    address = f"/desk/chart/{case.procedure}/{case.edition}.svg"
    assert address in page_of(case, signed_in, "xian_jingban")
    picture = client.get(address)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "县级审批" in text(picture)
    assert client.get("/desk/chart/none/2019.svg").status_code == 404
