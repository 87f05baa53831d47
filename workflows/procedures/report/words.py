"""Word lists of reports: whom they are about, how they end, what follows."""

VILLAGE, TOWNSHIP, DEPARTMENT, OFFICE = (
    "村（社区）干部", "乡镇工作人员", "县级部门工作人员", "县防贫办工作人员",
)  # fmt: skip
HOUSEHOLD = "某一户的情况不实"
# 县防贫办不查办对自己的举报：另由审计（监督）人员接收
ABOUT = (HOUSEHOLD, VILLAGE, TOWNSHIP, DEPARTMENT)
NOT_ACCEPTED = (
    "与防贫、低保工作无关",
    "没有可以核实的具体内容",
    "已经办结，没有新的情况",
    "已由其他机关受理",
)
TRUE, PARTLY, UNTRUE, UNKNOWN = "属实", "部分属实", "不属实", "无法核实"
OUTCOMES = (TRUE, PARTLY, UNTRUE, UNKNOWN)
NOTHING, IN_CASE, CORRECT, REVOKE, REFER = (
    "无须处理", "由在办案件依程序处理", "更正有关内容", "提请撤销确认", "移送有权机关处理",
)  # fmt: skip
CONSEQUENCES = (NOTHING, IN_CASE, CORRECT, REVOKE, REFER)
# Only what was found true is put right.
PUTTING_RIGHT = (IN_CASE, CORRECT, REVOKE)
