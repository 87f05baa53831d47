"""The way from the clue to the filed dossier, told by its papers."""

import pytest

from tests.papers_of_cases.printed import Walk

DEPARTMENTS = ["民政", "公安", "市场监管", "自然资源", "医保", "人社"]

SAID = {
    "D01": "防贫预警线索登记表 村委会走访 √乡村预警 √因病 受理回执 2026年6月3日前 不收取任何费用",
    "D02": "示防贫交〔2026〕1号 示例县云桥镇人民政府 赣市扶攻字〔2019〕8号 不少于2名工作人员 2026年6月5日前完成入户核查 2026年6月16日前办结",
    "D03": "知悉预警情况（乡村预警：因病），同意核查 残疾人两项补贴 授权自签署之日起至2027年6月2日止 监护人",
    "D05": "张晓琳（云桥镇经办人员） 2026年6月4日 2025年6月至2026年5月 16,800.00 收入监测线6,000.00 16.7% √符合",
    "D07": "示防贫函〔2026〕 民发〔2021〕57号 书面授权查询 签署于2026年6月2日以前，有效期至2027年6月2日 2026年6月9日前 钟明远 不得复制、转交和公开",
    "D08": "部门协查反馈表 示防贫函〔2026〕 无异常 县级采信意见",
    "D12": "示云府公示〔2026〕1号 经入户核查、部门协查和乡镇初审（2026年6月5日） 公示期：2026年6月6日至2026年6月10日（共5天） 2026年6月10日24时以前 https://huan.example 0797-0000100 核对码",
    "D13": "公示户数2户 应公示天数5天 2026年6月11日取下 村务公开栏：2026年6月5日9时00分张贴 收到异议0件 公示期内未中断",
    "D17": "示云府审〔2026〕1号 入户核查表（2页） 部门协查反馈表6份（6页） 未发现与村干部 同意。材料齐全，同意上报。 审核人（黄志高）",
    "D18": "决定文号：示防贫审〔2026〕1号 发现日期2026年6月1日 无须评议 公示5天，收到异议0件 审核人（黄志高） 经办人（钟明远） 审批人（郭承志） 批准。同意。",
    "D20": "示云府公告〔2026〕1号 经公示（示云府公示〔2026〕1号，2026年6月6日至2026年6月10日） 审批（2026年6月11日） 本公告张贴至2026年6月19日 举报",
    "D21": "示防贫审〔2026〕1号 近十二个月家庭人均纯收入 合规自付医疗支出16,800.00元 公示，期满无异议 自2026年6月11日起纳入干预 15日内 书面申请复核 0797-0000200 抄送：示例县云桥镇人民政府",
    "D23": "决定文号示防贫审〔2026〕1号 示云府公告〔2026〕1号，2026年6月12日张贴 2026年6月12日送达 登记人：刘春生 √饮水安全",
    "D24": "保管期限30年 19件36页 保管单位：乡镇档案室 刘春生 林素心 卷内文书校验清单",
    "D50": "送达文书防贫干预对象确认告知书（示防贫审〔2026〕1号） 受送达人 2026年6月16日 救济期限自送达之日起计算",
}


def test_every_stage_yields_its_papers(ordinary: Walk) -> None:
    """按照“入户核查、部门协查、公示公告、审批建档”程序，每一环节均出文书。"""
    letters, replies = ["D07"] * len(DEPARTMENTS), ["D08"] * len(DEPARTMENTS)
    assert [paper.code for paper in ordinary.papers] == [
        *("D01", "D02", "D03", "D04", "D05"), *letters, *replies, *("D12", "D13", "D17"),
        *("D21", "D18", "D50", "D20", "D23", "D24"),
    ]  # fmt: skip


def test_a_worker_prints_every_one_of_them(ordinary: Walk) -> None:
    """Posters among them: the leak gate has read the finished PDF."""
    assert {paper.state for paper in ordinary.papers} == {"rendered"}


@pytest.mark.parametrize("code", sorted(SAID))
def test_a_paper_says_what_it_must(ordinary: Walk, code: str) -> None:
    said = ordinary.last(code).text
    assert [words for words in SAID[code].split() if words not in said] == []


def test_every_page_of_a_demonstration_says_that_it_is_void(ordinary: Walk) -> None:
    pages = [page for paper in ordinary.papers for page in paper.pages]
    assert all("演示样稿无效" in page for page in pages)


def test_no_paper_prints_a_word_of_the_programme(ordinary: Walk, thorny: Walk) -> None:
    said = "".join(
        paper.text for paper in (*ordinary.papers, thorny.last("D05"), thorny.last("D18"))
    )
    assert [
        word for word in ("None", "True", "False", "{{", "household_check") if word in said
    ] == []


def test_the_decision_has_one_number(ordinary: Walk) -> None:
    letter = ordinary.last("D21").number
    assert ordinary.last("D18").number == ""
    assert ordinary.last("D18").facts["decision_number"] == letter
    assert ordinary.last("D23").facts["decision_number"] == letter


def test_every_adult_and_child_has_a_line_to_sign(ordinary: Walk) -> None:
    to_sign = ordinary.last("D03").text.split("签署日期")[1]
    assert [one["name"] for one in ordinary.members if one["name"] not in to_sign] == []


def test_the_directory_lists_every_paper_in_the_order_of_filing(ordinary: Walk) -> None:
    items = ordinary.last("D24").facts["items"]
    titles = [item["title"] for item in items]
    assert titles[:2] == ["防贫干预对象审批表", "申请及承诺授权查询书"]
    assert titles[-2:] == ["公告（防贫干预对象名单）", "防贫干预对象建档登记表"]
    assert len(items) == len(ordinary.papers) - len(ordinary.all("D07")) - 1
    assert [item["order"] for item in items] == list(range(1, len(items) + 1))


def test_the_directory_counts_the_pages_of_what_is_printed(ordinary: Walk) -> None:
    pages = {paper.meta.title: len(paper.pages) for paper in ordinary.papers}
    *printed, registration = ordinary.last("D24").facts["items"]
    assert [item["pages"] for item in printed] == [pages[item["title"]] for item in printed]
    assert registration["pages"] is None  # issued with the directory itself


def test_the_manifest_holds_the_hash_of_each_paper_and_of_its_signed_original(
    ordinary: Walk,
) -> None:
    manifest = ordinary.last("D24").facts["manifest"]
    # A letter to a department names other households too: it lies in the office's own files.
    digests = {paper.digest for paper in ordinary.papers if paper.code not in ("D07", "D24")}
    assert {line["facts"] for line in manifest} == digests
    assert [line["order"] for line in manifest if line["pdf"] is None] == [len(manifest)]
    signed = {"D18", "D03", "D05", "D13", "D17", "D50"}
    assert sum(line["scan"] is not None for line in manifest) == len(signed)
