"""Word lists of the forms, as the papers use them (domain: form fields of the household check)."""

APPLIED = "主动申请"
CHANNELS = ("乡村预警", "部门联动", APPLIED)  # 赣市扶攻字〔2019〕8号 四（二）2
NOT_STARTED = (
    "所反映的情况不属实", "未发现返贫致贫风险", "风险已经消除", "已有帮扶措施足以化解风险",
)  # fmt: skip
REOPENED = ("县级抽查", "群众举报", "申请人申请复核")
RISKS = (
    "因病", "因残", "因学", "因灾", "因意外", "就业不稳", "产业失败", "缺劳力", "住房安全", "饮水安全", "其他",
)  # fmt: skip
REMOTE_WAYS = ("电话", "视频", "邻里走访")
AT_HOME = "入户"
METHODS = (AT_HOME, *REMOTE_WAYS)
TOLD_BY = ("上门送达", "电话", "短信")
STRUCTURES = ("钢筋混凝土", "砖混", "砖木", "土坯", "其他")
APPRAISALS = ("A级", "B级", "C级", "D级", "未鉴定")
MET = ("达标", "不达标")
FINDINGS = ("符合", "不符合", "需进一步核查")
CONFIRMED_AFAR = "远程确认"
SIGNED_BY = ("签字", "捺印", "不能签字")
RELATIONS = ("户主", "配偶", "子女", "父母", "祖父母", "孙子女", "其他")
OPINIONS = ("符合条件", "不符合条件")
MEETINGS = ("村民代表会议", "村民评议会", "村“两委”扩大会议")
ENLARGED = MEETINGS[2]
ANOMALOUS = "有异常"
RESULTS = ("无异常", ANOMALOUS, "无法查询")
SERVICE = ("县级审批意见",)
