"""Objection, notice result, return and approval of a case in which everything happened."""

from tests.papers_of_cases.printed import Walk
from tests.papers_of_cases.walks import OBJECTOR, OBJECTORS_PHONE, RELATIVE


def test_the_register_of_objections_says_who_objects_to_what_until_when(thorny: Walk) -> None:
    said = thorny.last("D14").text
    for words in (
        OBJECTOR, OBJECTORS_PHONE, "提出人身份保密", "长女已出嫁", "示云府公示〔2026〕1号",
        "√受理", "刘春生", "2026年6月12日",
    ):  # fmt: skip
        assert words in said


def test_the_result_of_the_notice_counts_the_objection_and_the_day_lost(thorny: Walk) -> None:
    said = thorny.last("D13").text
    assert "收到异议1件：成立0件，部分成立1件" in said
    assert "应公示天数5天，顺延1天" in said
    assert "2026年6月10日至2026年6月10日，公示损毁后重新张贴，顺延1天" in said
    assert "2026年6月9日至2026年6月15日，2026年6月16日取下" in said
    assert [photo["caption"] for photo in thorny.last("D13").facts["photos"]] == [
        "张贴后", "重新张贴后", "取下前",
    ]  # fmt: skip


def test_a_return_names_everything_missing_once_and_what_still_stands(thorny: Walk) -> None:
    slip = thorny.last("D19")
    assert [item["what"] for item in slip.facts["items"]] == [
        "医保反馈缺数据截止日期",
        "缺反馈单位印章",
    ]
    assert slip.facts["standing"] == ["入户核查", "公示"]
    assert "因“部门协查：医保”的结果须重新核实或者补正，现退回“部门协查”环节" in slip.text
    assert "第1次退回" in slip.text
    assert "2026年6月21日前" in slip.text


def test_what_was_mended_is_asked_and_answered_anew(thorny: Walk) -> None:
    assert [paper.key for paper in thorny.all("D07")].count("医保") == 2
    assert [paper.key for paper in thorny.all("D08")].count("医保") == 2
    assert "人社" not in [paper.key for paper in thorny.all("D08")]


def test_the_approval_form_tells_what_the_approver_must_have_seen(thorny: Walk) -> None:
    form = thorny.last("D18")
    for words in (
        "免查：人社（未复，查询平台停机，以户主提供的参保凭证替代）",
        "近亲属备案：与林素心有近亲属关系，档案员为户主之弟，已列为近亲属备案户",
        "县级入户：2026年6月16日，钟明远、谢雨晴入户，与申报情况一致",
        "2026年6月16日评议，应到36人，实到30人（其中村民代表24人），同意25人，不同意3人，弃权1人",
        "2026年6月9日至2026年6月15日公示7天，收到异议1件。公示期间的异议已经办结",
        "公安：有异常",
        "监测对象类别：突发严重困难户",
        "延长期限办理期限原至2026年6月16日，示例县防止返贫工作领导小组办公室郭承志于2026年6月10日批准延长至2026年7月1日",
        "理由：公示有异议。人口更正后重新公示。",
    ):
        assert words in form.text


def test_a_form_of_a_case_on_time_says_nothing_of_more_time(ordinary: Walk) -> None:
    assert "延长期限" not in ordinary.last("D18").text


def test_the_opinions_on_it_are_the_last_ones_with_their_signers(thorny: Walk) -> None:
    facts = thorny.last("D18").facts
    opinion = facts["township_opinion"]
    assert (opinion["text"], opinion["signer"]) == ("已补正，同意上报。", "黄志高")
    assert facts["village_opinion"] is None  # signed by hand on the paper


def test_registered_kin_are_declared_on_the_authorisation(thorny: Walk) -> None:
    (kin,) = thorny.last("D03").facts["kin_declaration"]
    assert (kin["name"], kin["relation"]) == ("林素心", RELATIVE)


def test_a_household_that_has_no_kin_on_record_declares_by_hand(ordinary: Walk) -> None:
    assert "√没有近亲属关系" not in ordinary.last("D03").text


def test_each_box_of_water_and_living_is_as_it_was_answered(thorny: Walk) -> None:
    form = thorny.last("D05")
    assert form.facts["water"] == {
        "quantity": "达标", "quality": "不达标", "access": "达标", "reliability": "达标",
    }  # fmt: skip
    assert "井水浑浊" in form.text
    assert "未鉴定" in form.text
