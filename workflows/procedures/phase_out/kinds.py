"""The papers of a phase-out (domain catalogue D40-D50): code, title, who reads it, layout, series.

Letters and decisions to the household share one counter of the civil-affairs office: 渐告.
"""

from documents.kinds import Kind

# 公布的只有姓名、家庭成员数量、保障金额（民发〔2021〕57号 第二十四条）
_LINE = ("rows.order", "rows.name", "rows.persons")
_CONTACTS = ("contacts.level", "contacts.name", "contacts.phone", "contacts.address")
_POSTER = ("township", "village", "basis", "verify_url", *_LINE, *_CONTACTS)
_TOLD = "渐告"

D05P = Kind("D05-P", "低保渐退核实表", "internal", "form")
D12P = Kind(
    "D12-P", "公示（拟低保渐退）", "public", "poster", series="公示",
    public_facts=(*_POSTER, "rows.opinion", "starts_on", "ends_on", "days", "online", "committee"),
)  # fmt: skip
D40 = Kind("D40", "低保渐退期审批表", "internal", "form")
D41D = Kind("D41-D", "拟低保渐退告知书", "household", "redhead", series="告")
D41 = Kind("D41", "低保渐退告知书", "household", "redhead", series=_TOLD)
D42 = Kind("D42", "渐退金发放计划", "household", "form")
D42L = Kind("D42-L", "渐退金发放清册", "internal", "form")
D43 = Kind("D43", "提前终止渐退告知书", "household", "redhead", series=_TOLD)
D44 = Kind("D44", "渐退期满复核表", "internal", "form")
D45 = Kind("D45", "停发低保决定书", "household", "redhead", series=_TOLD)
D46 = Kind("D46", "恢复低保决定书", "household", "redhead", series=_TOLD)
D47 = Kind("D47", "低保变更告知书", "household", "redhead", series=_TOLD)
D48 = Kind("D48", "保障金减少核定表", "internal", "form")
D49 = Kind(
    "D49", "低保渐退名单公布", "public", "poster", series="公布",
    public_facts=(*_POSTER, "rows.amount", "decided_by", "posted_until"),
)  # fmt: skip
D50 = Kind("D50", "送达回证", "household", "form")
