"""The papers of 防贫干预 (domain catalogue 6.1): code, title, who reads it, layout, number series.

Kinds with one series word share one counter of an agency: 审 numbers its decisions, whether they
confirm or refuse, and the township's opinions under the township's own code. The approval form
bears no number of its own; it cites that of the decision.
"""

from documents.kinds import Kind

# 公开文书的允许清单：到村到户只有这五项（domain 7）
_LINE = ("rows.order", "rows.name", "rows.persons", "rows.group", "rows.opinion")
_CONTACTS = ("contacts.level", "contacts.name", "contacts.phone", "contacts.address")
_POSTER = ("township", "village", "basis", "verify_url", *_LINE, *_CONTACTS)

D01 = Kind("D01", "防贫预警线索登记表", "internal", "form")
D01_T = Kind("D01-T", "预警线索移送单", "internal", "form")
D01_X = Kind("D01-X", "线下转入登记表", "internal", "form")
D02 = Kind("D02", "初步预警对象核查交办单", "internal", "form", series="交")
D03 = Kind("D03", "申请及承诺授权查询书", "household", "form")
D04 = Kind("D04", "入户核查通知单", "household", "form")
D05 = Kind("D05", "入户核查表", "internal", "form")
D06 = Kind("D06", "未遇、拒绝配合情况记录", "internal", "form")
D06_W = Kind("D06-W", "配合核查告诫书", "household", "redhead", series="告")
D07 = Kind("D07", "关于协助核查防贫干预对象家庭情况的函", "department", "letter", series="函")
D08 = Kind("D08", "部门协查反馈表", "department", "form")
D09 = Kind("D09", "部门协查催办单", "department", "letter", series="函")
D09_S = Kind("D09-S", "部门协查督办单", "department", "letter", series="函")
D10 = Kind("D10", "信息核对结果告知书", "household", "redhead", series="告")
D11 = Kind("D11", "民主评议记录、签到、表决汇总", "internal", "form")
D12 = Kind(
    "D12", "公示（拟确认防贫干预对象）", "public", "poster", series="公示",
    public_facts=(
        *_POSTER, "procedure", "reviewed_on", "starts_on", "ends_on", "days", "online", "committee",
    ),
)  # fmt: skip
D12_W = Kind(
    "D12-W", "公示撤下说明", "public", "poster",
    public_facts=(
        "township", "village", "verify_url", *_CONTACTS, "notice_number", "whole", "lines",
        "struck_on", "committee",
    ),
)  # fmt: skip
D13 = Kind("D13", "公示结果说明", "internal", "form")
D14 = Kind("D14", "异议登记表", "internal", "form")
D15 = Kind("D15", "异议受理（不予受理）通知书", "household", "letter", series="异")
D16 = Kind("D16", "异议核查答复书", "household", "letter", series="异")
D17 = Kind("D17", "乡镇审核意见", "internal", "form", series="审")
D18 = Kind("D18", "防贫干预对象审批表", "internal", "form")
D19 = Kind("D19", "退回补正通知单", "internal", "form", series="退")
D20 = Kind(
    "D20", "公告（防贫干预对象名单）", "public", "poster", series="公告",
    public_facts=(
        *_POSTER, "notice_number", "notice_starts_on", "notice_ends_on", "decided_by", "decided_on",
        "posted_until",
    ),
)  # fmt: skip
D20_R = Kind(
    "D20-R", "公示（拟撤销防贫干预对象确认）", "public", "poster", series="公示",
    public_facts=(
        "township", "village", "basis", "verify_url", *_LINE, *_CONTACTS, "announced", "starts_on",
        "ends_on", "days",
    ),
)  # fmt: skip
D21 = Kind("D21", "防贫干预对象确认告知书", "household", "redhead", series="审")
D22 = Kind("D22", "不予确认防贫干预对象告知书", "household", "redhead", series="审")
D22_S = Kind("D22-S", "不予启动防贫干预程序告知书", "household", "redhead", series="审")
D22_R = Kind("D22-R", "撤销防贫干预对象确认告知书", "household", "redhead", series="审")
D23 = Kind("D23", "防贫干预对象建档登记表", "internal", "form")
D24 = Kind("D24", "案卷封面、卷内目录、备考表", "internal", "form")
D50 = Kind("D50", "送达回证", "household", "form")
D51 = Kind(
    "D51", "更正公告", "public", "poster", series="公告",
    public_facts=(
        "township", "village", "basis", "verify_url", *_CONTACTS, "corrects", "item", "was",
        "becomes", "name", "group", "starts_on", "ends_on", "days",
    ),
)  # fmt: skip
D51_S = Kind("D51-S", "更正说明", "internal", "form")
D52 = Kind("D52", "撤回申请书", "household", "form")
D53 = Kind("D53", "终止程序决定书", "household", "redhead", series="审")
D54 = Kind("D54", "并案说明", "internal", "form")
D55 = Kind("D55", "复核决定书", "household", "redhead", series="核")
D54_T = Kind("D54-T", "迁出移交单", "internal", "form")
