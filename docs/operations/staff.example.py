# ruff: noqa: INP001 - to be edited and fed to `manage.py shell`; no module of the product
"""A county's first holidays, agencies and officers. Names and codes are examples."""

from datetime import date

from workflows.access.models import Agency, Officer, Post
from workflows.registry.holidays import seed_calendar

# The State Council publishes the next year each November; the library follows some weeks later.
print("节假日已载入：", seed_calendar([2026, 2027]))  # noqa: T201 - says what was done

LEVEL = Agency.Level

# level, region code, full name, short name, department, code of its papers
AGENCIES = [
    (LEVEL.COUNTY, 360799000000, "示例县防止返贫工作办公室", "防贫办", "", "示防贫"),
    (LEVEL.DEPARTMENT, 360799000000, "示例县民政局", "民政局", "民政", "示民"),
    (LEVEL.TOWNSHIP, 360799100000, "示例县云桥镇人民政府", "云桥镇", "", "云府"),
    (LEVEL.VILLAGE, 360799100001, "云桥镇云桥社区居民委员会", "云桥社区", "", ""),
]

# account, name, role, agency, first password (the first page asks for another)
OFFICERS = [
    ("gl01", "程立言", "system_admin", "防贫办", "change-me-20261121"),
    ("gl02", "严守信", "security_admin", "防贫办", "change-me-20261121"),
    ("gl03", "史鉴明", "audit_admin", "防贫办", "change-me-20261121"),
    ("fpb01", "钟一鸣", "handler", "防贫办", "change-me-20261121"),
    ("fpb02", "郭双全", "approver", "防贫办", "change-me-20261121"),
    ("mz01", "赖三多", "liaison", "民政局", "change-me-20261121"),
    ("yqz01", "刘四季", "clerk", "云桥镇", "change-me-20261121"),
    ("yqz02", "张五福", "clerk", "云桥镇", "change-me-20261121"),
    ("yqz03", "黄六顺", "reviewer", "云桥镇", "change-me-20261121"),
    ("yqz04", "林七月", "archivist", "云桥镇", "change-me-20261121"),
    ("yqsq01", "曾八斤", "village", "云桥社区", "change-me-20261121"),
]

agencies = {}
for level, region, name, short, department, code in AGENCIES:
    agency = Agency(
        level=level,
        region_id=region,
        name=name,
        short_name=short,
        department=department,
        document_code=code,
    )
    agency.full_clean()
    agency.save()
    agencies[short] = agency

for username, name, role, place, password in OFFICERS:
    officer = Officer(username=username, name=name, must_renew=True)
    officer.set_password(password)
    officer.full_clean()
    officer.save()
    Post.objects.create(
        officer=officer, role=role, agency=agencies[place], starts_on=date(2026, 1, 1)
    )
