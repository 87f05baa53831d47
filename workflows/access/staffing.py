"""The fictitious agencies and officers of a demonstration county, one account a role at least.

Everything here is marked is_demo: each page of a paper these agencies issue says
演示样稿 无效, and no setting removes that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from workflows.access.actors import Role
from workflows.access.models import Agency, Officer, Post
from workflows.registry.areas import within
from workflows.registry.codes import reach
from workflows.registry.models import Region

DEMO_PASSWORD = "Huan-yanshi-2026"  # noqa: S105 - printed by ./run: a demonstration has no secrets
SINCE = date(2019, 1, 1)

_TOWNSHIP_LEVEL = 4
_VILLAGE_LEVEL = 5

# Key in the policy pack: pinyin for the account, name of the agency, document code.
DEPARTMENTS: dict[str, tuple[str, str, str]] = {
    "民政": ("minzheng", "民政局", "民"),
    "公安": ("gongan", "公安局", "公"),
    "市场监管": ("shichang", "市场监督管理局", "市监"),
    "自然资源": ("ziran", "自然资源局", "自然资"),
    "医保": ("yibao", "医疗保障局", "医保"),
    "人社": ("renshe", "人力资源和社会保障局", "人社"),
}


# Whose post makes its holder the leader of an agency: 分管领导 in a township, 审批人 above.
LEADING: dict[str, frozenset[Role]] = {
    Agency.Level.COUNTY: frozenset({Role.APPROVER}),
    Agency.Level.DEPARTMENT: frozenset({Role.APPROVER}),
    Agency.Level.TOWNSHIP: frozenset({Role.REVIEWER}),
    Agency.Level.VILLAGE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Account:
    """What a newcomer needs to sign in as somebody."""

    username: str
    name: str
    role: Role
    agency: str


Placed = tuple[Account, Agency]


@transaction.atomic
def staff(county: int) -> list[Account]:
    """Create the agencies, officers and posts of a demonstration county; returns the accounts.

    The county, its townships and villages must be loaded: ValueError otherwise. Repeating it
    changes nothing. Set-based, since many a test begins with it. All accounts share
    DEMO_PASSWORD, and one hash of it: hashing is slow on purpose.
    """
    low, high = reach(county)
    regions = list(Region.objects.filter(within("code", [(low, high)])))
    top = next((region for region in regions if region.code == low), None)
    if top is None:
        raise ValueError(f"区划{county}尚未载入，请先执行manage.py load_regions。")
    placed = list(_county(top))
    for number, township in enumerate(_at(_TOWNSHIP_LEVEL, regions), start=1):
        placed += _township(top, township, number)
        villages = [each for each in _at(_VILLAGE_LEVEL, regions) if _below(township, each)]
        placed += _villages(township, villages, number)
    _store(placed)
    return [account for account, _ in placed]


def _store(placed: list[Placed]) -> None:
    Agency.objects.bulk_create((agency for _, agency in placed), ignore_conflicts=True)
    agencies = dict(Agency.objects.filter(is_demo=True).values_list("name", "pk"))
    secret = make_password(DEMO_PASSWORD)
    Officer.objects.bulk_create(
        (Officer(username=who.username, name=who.name, password=secret) for who, _ in placed),
        ignore_conflicts=True,
    )
    _store_posts(placed, agencies)


def _store_posts(placed: list[Placed], agencies: dict[str, int]) -> None:
    names = [who.username for who, _ in placed]
    officers = dict(Officer.objects.filter(username__in=names).values_list("username", "pk"))
    posted = set(Post.objects.filter(officer__in=officers.values()).values_list("officer", "role"))
    Post.objects.bulk_create(
        Post(
            officer_id=officers[who.username],
            role=who.role,
            agency_id=agencies[who.agency],
            starts_on=SINCE,
        )
        for who, _ in placed
        if (officers[who.username], who.role) not in posted
    )
    for who, agency in placed:
        if who.role in LEADING[agency.level] and not who.username[-1].isdigit():
            Agency.objects.filter(pk=agencies[who.agency]).update(leader=officers[who.username])


def _county(top: Region) -> Iterator[Placed]:
    office = _agency(
        top, f"{top.name}防止返贫工作领导小组办公室", "防贫办", Agency.Level.COUNTY, code="防贫"
    )
    yield _place("xian_jingban", "钟明远", Role.HANDLER, office)
    yield _place("xian_jingban2", "谢雨晴", Role.HANDLER, office)
    yield _place("xian_shenpi", "郭承志", Role.APPROVER, office)
    yield _place("xian_shenpi2", "温若兰", Role.APPROVER, office)
    yield _place("xian_dangan", "叶知秋", Role.ARCHIVIST, office)
    yield _place("xian_zhengce", "廖思齐", Role.POLICY, office)
    yield _place("xian_xitong", "程立言", Role.SYSTEM_ADMIN, office)
    yield _place("xian_anquan", "严守信", Role.SECURITY_ADMIN, office)
    yield _place("xian_liuhen", "史鉴明", Role.AUDIT_ADMIN, office)
    # Audit stands outside the office it audits; no co-check is ever addressed to this key.
    audit = _agency(top, f"{top.name}审计局", "审计局", Agency.Level.DEPARTMENT, "审计", "审")
    yield _place("xian_shenji", "彭正清", Role.AUDITOR, audit)
    names = iter(("赖文博", "邱立新", "罗佳宁", "胡向东", "卢静怡", "邓永康"))
    for key, (pinyin, title, code) in DEPARTMENTS.items():
        agency = _agency(top, top.name + title, title, Agency.Level.DEPARTMENT, key, code)
        yield _place(f"{pinyin}_lianluo", next(names), Role.LIAISON, agency)
        if key == "民政":
            # The phase-out of dibao is handled, approved and paid by civil affairs.
            yield _place("minzheng_jingban", "何慧敏", Role.HANDLER, agency)
            yield _place("minzheng_shenpi", "尹建业", Role.APPROVER, agency)
            yield _place("minzheng_zhifu", "苏映红", Role.PAYER, agency)


def _township(top: Region, township: Region, number: int) -> Iterator[Placed]:
    agency = _agency(
        township,
        f"{top.name}{township.name}人民政府",
        township.name,
        Agency.Level.TOWNSHIP,
        code=f"{township.name[0]}府",
    )
    names = (("刘春生", "张晓琳", "黄志高", "林素心"), ("陈小满", "吴立夏", "肖振华", "蓝采薇"))
    first, second, third, fourth = names[(number - 1) % 2]
    yield _place(f"zhen{number}_jingban", first, Role.CLERK, agency)
    yield _place(f"zhen{number}_jingban2", second, Role.CLERK, agency)
    yield _place(f"zhen{number}_shenhe", third, Role.REVIEWER, agency)
    yield _place(f"zhen{number}_dangan", fourth, Role.ARCHIVIST, agency)


def _villages(township: Region, villages: list[Region], number: int) -> Iterator[Placed]:
    surnames, given = "曾王李杨朱缪凌管", ("水根", "金凤", "长庚", "秋莲", "火生", "月英", "木林")
    for order, village in enumerate(villages, start=1):
        short = village.name.removesuffix("居委会").removesuffix("委会")
        kind = "居民委员会" if village.name.endswith("居委会") else "村民委员会"
        full = f"{township.name}{short}{kind}"
        agency = _agency(village, full, short, Agency.Level.VILLAGE)
        name = surnames[order % len(surnames)] + given[(order + number) % len(given)]
        yield _place(f"zhen{number}_cun{order}", name, Role.VILLAGE, agency)


def _agency(
    region: Region, name: str, short: str, level: Agency.Level, department: str = "", code: str = ""
) -> Agency:
    """An agency of the county; its telephones begin with 0000, which no exchange gives out."""
    return Agency(
        name=name,
        short_name=short,
        level=level,
        region=region,
        department=department,
        document_code=f"示{code}" if code else "",
        address=f"{region.name}演示路1号",
        phone="0797-0000100",
        supervision_phone="0797-0000200",
        is_demo=True,
    )


def _place(username: str, name: str, role: Role, agency: Agency) -> Placed:
    return Account(username, name, role, agency.name), agency


def _at(level: int, regions: list[Region]) -> list[Region]:
    return [region for region in regions if region.level == level]


def _below(above: Region, region: Region) -> bool:
    low, high = reach(above.code)
    return low <= region.code < high
