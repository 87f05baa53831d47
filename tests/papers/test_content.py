"""Every paper says what the catalogue of papers obliges it to say."""

from typing import Any

import pytest

from documents import leaks, reading
from documents.allow_list import admit
from documents.check_codes import grouped
from documents.rendering import samples
from tests.papers import catalogue
from tests.papers.reading import pages, printed, sample_pdf, spaceless, text

OBLIGATORY = {
    "D01": "线索编号 线索来源 乡村预警 风险类型 受理意见 受理回执 不收取任何费用",
    "D01-T": "接收单位 移送原因 移送意见 签收 自发现风险线索之日起连续计算",
    "D01-X": "线下转入登记表 线下所处环节 部门协查 发现日期 已有反馈的部门 民政、公安 登记人签字 复核人签字 不得为同一人 不计入公示期",
    "D02": "承办单位 交办依据 交办事项 不得少于两人 应当回避 2026年11月6日前 签收",
    "D03": "真实、完整 授权查询 单独同意 敏感个人信息 撤回授权 近亲属申报 签署日期 （监护人王小明代签） 医疗费用结算情况 代理人（有代签的填写）",
    "D04": "2026年11月6日上门核查 核查人员 不少于两人 应当回避 不收取任何费用 监督电话",
    "D05": "核查人员签字 不少于两人 工资性收入 转移性收入占比 住房结构 饮水水量 合规自付医疗 邻里走访 在场家庭成员 核查结论",
    "D06": "第2次拒绝配合 见证人签字 该户理由 乡镇领导再次上门 均不表示同意",
    "D06-W": "示例云溪告〔2026〕1号 共2次上门 2026年11月15日前 另行决定 仍可以重新申请 监督电话",
    "D07": "示例防贫函〔2026〕15号 书面授权查询 不作他用 2026年11月9日前 保密 联系人 仅限示例县医疗保障局承办人员阅办 协助核查人员名单",
    "D08": "部门协查情况汇总表 来函文号 有异常 无法查询 数据时点 免查 县级采信意见",
    "D09": "示例防贫函〔2026〕17号 2户逾期未复 不视为“无异常” 也不视为同意 应反馈日期 联系人",
    "D09-S": "罗建国同志 列入当月工作通报 1户逾期未复 也不视为同意",
    "D10": "机动车登记 3个工作日内 提供证明材料 复核后维持或者更正 不表示你户同意 监督电话",
    "D11": "民主评议记录 应到21人，实到17人 村民代表15人 回避不参加表决1人 同意13人，不同意2人，弃权1人 "
    "不同意、弃权的理由 主持人 记录人 签到",
    "D12": "公示 序号 户主姓名 家庭人口数 村民小组 拟定意见 公示期：2026年11月10日至2026年11月14日（共5天） 2026年11月14日24时以前提出 署名、不署名均可 0797-5550131 0797-5550121 0797-5550101 核对码 石桥村村民委员会 第1页共1页",
    "D13": "应公示天数 张贴地点 取下 中断情况 收到异议1件 现场照片 村（居）民委员会说明",
    "D14": "提出人身份保密 提出方式 异议内容 受理意见 由原核查人员以外的人员核查",
    "D17": "入户核查 部门协查 民主评议 公示结果 近亲属备案 乡镇审核意见 盖章",
    "D18": "决定文号 入户核查 部门协查 民主评议 公示结果 村级意见 乡镇审核意见 县级经办意见 县级审批意见 收到异议0件 签字 盖章 不得为同一人",
    "D19": "退回“入户核查”环节 一次性告知的全部补正事项 仍然有效，不必重做 2026年11月20日前",
    "D20": "公告 序号 户主姓名 审批结果 随时向文末所列单位举报 0797-5550131 0797-5550121 0797-5550101 核对码",
    "D21": "示例防贫审〔2026〕23号 查明的事实 决定和依据 三十日内告知 15日内 申请复核 监督电话 抄送",
    "D22": "不予确认 查明的事实 依据 理由 15日内 申请复核 信访局 监督电话",
    "D22-S": "初步核实的情况 不启动防贫干预程序 理由 随时重新申请 15日内 申请复核 信访局 监督电话",
    "D23": "决定文号 告知书送达 确认的风险 拟定帮扶措施 户主确认 建档单位",
    "D24": "案卷 保管期限 30年 卷内目录 责任者 备考表 立卷人 检查人",
    "D50": "受送达人 送达方式 留置送达 代收人 拒收事由 见证人 送达人 救济期限自送达之日起计算",
    "D60": "360799101-2026-ZJ-000031 王小明 台账月份 2026年11月 变动 出生 发生日期 凭据 出生医学证明 登记人签字 审核人签字",
    "D61": "走访日期 不愁吃 不愁穿 义务教育 基本医疗 有欠缺 住房安全 饮水安全 发现的风险 因病 走访人签字",
    "D62": "数据来源 疑点 核实结果 属实 核实日期 核实情况 销号依据 核实人签字 经办人签字",
    "D05-P": "低保渐退核实表 人均月收入 核算和依据 核查人员签字 在场成员",
    "D12-P": "拟低保渐退名单 公示期：2026年9月10日至2026年9月16日（共7天） 拟渐退6个月 提出人的身份依法保密 核对码",
    "D40": "渐退期 计算方式 陈述申辩 乡镇审核意见 县级民政部门审批意见 不得为同一人",
    "D41": "给予你户12个月低保渐退 自2026年10月1日起至2027年9月30日止 各月金额 439.40 合计3,551.30元 一个月内告知 60日内 行政复议 6个月内 行政诉讼 监督电话",
    "D41-D": "拟低保渐退告知书 拟作的处理和依据 各月金额 5个工作日内 陈述、申辩 照常发放",
    "D42": "渐退金发放计划 月序 渐退金（元） 增发（元） 合计 3,551.30",
    "D42-L": "渐退金发放清册 发放单位 合计 1户3笔 1,005.20 核定人",
    "D43": "事实和理由 提前终止你户的低保渐退 60日内 行政复议 监督电话",
    "D44": "渐退期满复核表 人均月收入 核算结论 核查人员签字 审批机关意见",
    "D45": "停发低保决定书 查明的事实 理由和依据 期满退出低保 可以随时向乡镇人民政府申请 行政复议",
    "D46": "恢复低保决定书 恢复你户最低生活保障 予以补发 行政复议",
    "D47": "低保变更告知书 变更的事实 渐退期共12个月 尚未发放的各月金额 行政复议",
    "D48": "保障金减少核定表 死亡成员 凭据 调整后每月 核定人",
    "D49": "公布 低保渐退名单 户主姓名 家庭成员数量 保障金额（元/月） 优亲厚友",
    "R01": "发文登记簿 发文代字 示例防贫审〔2026〕2号 作废：主送对象有误 共发3个文号，其中作废1个 登记人签字",
    "D12-W": "石桥村 云溪府公示〔2026〕7号公示所列第3户于2026年11月12日因故撤下 其余各户的公示继续有效 核对码",
    "D15": "异议受理通知书 核对码：7Q2M-K4XP-B9WT 已经受理 由原核查人员以外的人员核查 你的身份依法保密",
    "D16": "异议核查答复书 核对码：7Q2M-K4XP-B9WT 认定部分成立 答复 15日内 申请复核 监督电话",
    "D20-R": "公示 序号 户主姓名 拟撤销确认 听取本户陈述申辩 公示期：2027年3月16日至2027年3月20日（共5天） 2027年3月20日24时以前 核对码",
    "D22-R": "撤销 查明的事实 依据 陈述申辩及其处理 决定和理由 不予追回 15日内 申请复核 监督电话",
    "D51": "更正的项目 原载 更正为 王小名 王小明 2026年12月2日至2026年12月6日 核对码",
    "D51-S": "原载 更正为 更正前的各页 不抽换、不涂改 批准更正 云溪府公告〔2026〕5号",
    "D52": "撤回的说明 2026年11月21日24时以前可以反悔 因故撤下 签字或捺印",
    "D53": "终止你户本次防贫干预程序 查明的事实 依据 理由 可以随时重新申报 15日内 申请复核 监督电话",
    "D54": "并入的案件 并案理由 360799101-2026-FP-000131 可以查阅，不重复出具 经办 审核",
    "D54-T": "邻县防贫工作领导小组办公室 迁出移交单 迁出日期 在办帮扶措施 已先行救助 移交材料 入户核查表 接收单位签收 签收以前，本案仍由移交单位负责",
    "D56": "编号：360799101-2026-JB-000017 举报人 举报内容 受理意见 回避人员 登记人签字",
    "D57": "举报受理告知书 示例防贫举〔2026〕6号 已经受理 与被举报的单位和人员无关 20日内答复 你的身份和联系方式依法保密",
    "D58": "查办人员 查明的情况 查办结论 部分属实 处理意见 提请撤销确认 审定人签字",
    "D58-T": "示例县纪委监委 移送办理 严格保密 不得交由被举报的单位和人员办理 书面告知 联系人",
    "D59": "举报查办答复书 示例防贫举〔2026〕8号 经查办认定部分属实 答复 你的身份和联系方式依法保密",
    "D55": "复核请求 查明的事实 撤销原决定，由其他人员重新办理 原承办人员以外的人员 监督电话",
}

POSTERS = [code for code in samples.codes() if catalogue.kind(code, "").is_public]


@pytest.mark.parametrize("code", sorted(OBLIGATORY))
def test_a_paper_says_what_it_must(code: str) -> None:
    said = text(sample_pdf(code))
    assert [word for word in OBLIGATORY[code].split() if spaceless(word) not in said] == []


def test_every_sample_is_held_to_its_content() -> None:
    assert samples.codes() == sorted(OBLIGATORY)


@pytest.mark.parametrize("code", samples.codes())
def test_a_paper_never_prints_a_word_of_the_programme(code: str) -> None:
    said = text(sample_pdf(code))
    assert [word for word in ("None", "True", "False", "{{", "{%", "{#") if word in said] == []


@pytest.mark.parametrize("code", POSTERS)
def test_a_poster_is_made_of_listed_facts_alone(code: str) -> None:
    sample = samples.load(code)
    admit(catalogue.kind(code, sample.meta.title), sample.facts)  # raises when one is not listed


@pytest.mark.parametrize("code", POSTERS)
def test_a_poster_passes_the_leak_gate(code: str) -> None:
    assert leaks.scan(reading.read_text(sample_pdf(code))) == []


@pytest.mark.parametrize("code", ["D12", "D20"])
def test_a_row_of_a_poster_holds_order_name_persons_group_and_opinion(code: str) -> None:
    listed = catalogue.kind(code, "").public_facts
    assert {fact for fact in listed if fact.startswith("rows.")} == {
        "rows.order",
        "rows.name",
        "rows.persons",
        "rows.group",
        "rows.opinion",
    }


def test_every_adult_and_every_child_has_a_row_to_sign() -> None:
    to_sign = text(sample_pdf("D03")).split("签署日期")[1]
    members: list[dict[str, Any]] = samples.load("D03").facts["members"]
    assert [member["name"] for member in members if member["name"] not in to_sign] == []


def test_id_numbers_stand_on_the_annex_of_the_letter_and_nowhere_before() -> None:
    *letter, annex = pages(sample_pdf("D07"))
    numbers = [person["id_number"] for person in samples.load("D07").facts["persons"]]
    assert [number in annex for number in numbers] == [True] * 4
    assert not any(number in page for page in letter for number in numbers)


@pytest.mark.parametrize("code", ["D21", "D22", "D22-S"])
def test_reconsideration_is_promised_only_where_the_facts_say_so(code: str) -> None:
    assert "行政复议" not in text(sample_pdf(code))
    remedies = samples.load(code).facts["remedies"]
    remedies["reconsideration"] = {"body": "示例县人民政府", "days": 60}
    granted = text(printed(code, {"remedies": remedies}))
    assert "60日内，依法向示例县人民政府申请行政复议" in granted


def test_a_form_whose_opinions_are_open_leaves_room_for_the_pen() -> None:
    opinions = ("village_opinion", "township_opinion", "county_handling", "county_opinion")
    blank = text(printed("D18", dict.fromkeys((*opinions, "review", "notice", "decision_number"))))
    assert blank.count("签字：") == 4
    assert "尚未公示" in blank
    assert "None" not in blank


@pytest.mark.parametrize(
    ("code", "accepted", "refused"),
    [
        ("D15", "异议受理通知书", "异议不予受理通知书"),
        ("D57", "举报受理告知书", "举报不予受理告知书"),
    ],
)
def test_a_letter_is_headed_by_what_was_decided_not_by_both(
    code: str, accepted: str, refused: str
) -> None:
    taken, left = text(printed(code)), text(printed(code, {"taken_up": False}))
    assert accepted in taken and refused not in taken
    assert refused in left and accepted not in left


LETTERS = [code for code in samples.codes() if catalogue.kind(code, "").layout == "letter"]


@pytest.mark.parametrize("code", LETTERS)
def test_a_letter_bears_the_code_it_can_be_looked_up_by(code: str) -> None:
    assert grouped(samples.load(code).meta.check_code) in pages(sample_pdf(code))[0]


@pytest.mark.parametrize("code", ["D11", "D15", "D16", "D57", "D59"])
def test_no_second_page_for_a_few_lines(code: str) -> None:
    assert len(pages(sample_pdf(code))) == 1


def test_the_check_form_keeps_income_spending_and_property_on_its_first_page() -> None:
    first, second = pages(sample_pdf("D05"))
    assert "申报财产" in first
    assert "四、" in first and "五、核查情况" in second
