"""Which posts one person may hold, and what a delegation may give."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from workflows.access.actors import LABELS, POSTED, Role
from workflows.access.incompatible import GIVEN_AT
from workflows.access.models import Agency, Delegation, Officer, Post

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def appoint(
    officer: Officer,
    role: Role,
    agency: Agency,
    starts_on: date = TODAY,
    ends_on: date | None = None,
) -> Post:
    """A post from today on."""
    return Post.objects.create(
        officer=officer, role=role, agency=agency, starts_on=starts_on, ends_on=ends_on
    )


def test_every_role_has_a_name_and_every_post_a_kind_of_agency() -> None:
    assert set(LABELS) == set(Role)
    assert set(GIVEN_AT) == set(POSTED)


BELOW = r"审批与经办、审核须由不同的人担任.*请另派人员"  # of one's own area
PAYING = r"支付经办不得兼任.*请另派人员"
AUDITING = "审计人员不得兼任"


@pytest.mark.parametrize(
    ("username", "role", "agency", "because"),
    [
        ("zhen1_shenhe", Role.APPROVER, "防贫办", BELOW),
        ("zhen1_jingban", Role.APPROVER, "防贫办", BELOW),
        ("xian_jingban", Role.APPROVER, "防贫办", BELOW),
        ("xian_shenpi", Role.REVIEWER, "云桥镇", BELOW),
        ("xian_shenpi", Role.HANDLER, "民政局", BELOW),
        ("minzheng_shenpi", Role.PAYER, "民政局", PAYING),
        ("minzheng_jingban", Role.PAYER, "民政局", PAYING),
        ("zhen1_jingban", Role.PAYER, "民政局", PAYING),
        ("minzheng_zhifu", Role.APPROVER, "民政局", PAYING),
        ("xian_shenji", Role.ARCHIVIST, "防贫办", AUDITING),
        ("xian_shenji", Role.CLERK, "云桥镇", AUDITING),
        ("zhen1_jingban", Role.AUDITOR, "审计局", AUDITING),
        ("xian_zhengce", Role.AUDITOR, "审计局", AUDITING),
    ],
)
def test_posts_that_exclude_each_other_are_not_given_to_one_person(
    officers: dict[str, Officer],
    agencies: dict[str, Agency],
    username: str,
    role: Role,
    agency: str,
    because: str,
) -> None:
    with pytest.raises(ValidationError, match=because):
        appoint(officers[username], role, agencies[agency])


@pytest.mark.parametrize(
    ("username", "role", "agency"),
    [
        ("zhen1_jingban", Role.REVIEWER, "云桥镇"),
        ("zhen1_shenhe", Role.REVIEWER, "禾坪乡"),
        ("xian_shenpi", Role.ARCHIVIST, "防贫办"),
        ("zhen1_jingban", Role.VILLAGE, "上枫村"),
    ],
)
def test_compatible_posts_are_allowed(
    officers: dict[str, Officer],
    agencies: dict[str, Agency],
    username: str,
    role: Role,
    agency: str,
) -> None:
    assert appoint(officers[username], role, agencies[agency]).pk


def test_posts_one_after_the_other_are_allowed(
    officers: dict[str, Officer], agencies: dict[str, Agency]
) -> None:
    """A reviewer may be promoted: his old post ends the day before the new one begins."""
    old = Post.objects.get(officer=officers["zhen1_shenhe"])
    old.ends_on = TODAY
    old.save()
    with pytest.raises(ValidationError):
        appoint(officers["zhen1_shenhe"], Role.APPROVER, agencies["防贫办"], TODAY)
    appoint(officers["zhen1_shenhe"], Role.APPROVER, agencies["防贫办"], TODAY + DAY)
    old.ends_on = None
    with pytest.raises(ValidationError):
        old.save()


@pytest.mark.parametrize(
    ("role", "agency"),
    [
        (Role.CLERK, "防贫办"),
        (Role.APPROVER, "云桥镇"),
        (Role.LIAISON, "防贫办"),
        (Role.VILLAGE, "云桥镇"),
    ],
)
def test_an_agency_gives_only_roles_of_its_level(
    officers: dict[str, Officer], agencies: dict[str, Agency], role: Role, agency: str
) -> None:
    newcomer = Officer.objects.create(username="xin", name="新来人")
    with pytest.raises(ValidationError, match="不能设在这一层级的机构"):
        appoint(newcomer, role, agencies[agency])


def test_nobody_is_appointed_system_or_villager(
    officers: dict[str, Officer], agencies: dict[str, Agency]
) -> None:
    post = Post(
        officer=officers["zhen1_jingban"], agency=agencies["云桥镇"], starts_on=TODAY, role="system"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.bulk_create([post])


class TestDelegation:
    """A delegation is dated, has a basis, and gives only what there is to give."""

    def make(self, giver: Officer, taker: Officer, role: Role, **changes: object) -> Delegation:
        """A delegation of three days."""
        values = {"starts_on": TODAY, "ends_on": TODAY + 3 * DAY, "basis": "示委〔2026〕1号"}
        return Delegation.objects.create(
            giver=giver, taker=taker, role=role, **{**values, **changes}
        )

    def test_of_a_role_the_giver_does_not_hold_is_refused(
        self, officers: dict[str, Officer]
    ) -> None:
        with pytest.raises(ValidationError, match="没有这个岗位"):
            self.make(officers["zhen1_jingban"], officers["zhen2_jingban"], Role.REVIEWER)

    def test_of_approval_to_a_clerk_below_is_refused(self, officers: dict[str, Officer]) -> None:
        with pytest.raises(ValidationError, match="受托人不宜代理"):
            self.make(officers["xian_shenpi"], officers["zhen1_jingban"], Role.APPROVER)
        assert self.make(officers["xian_shenpi"], officers["xian_shenpi2"], Role.APPROVER).pk

    def test_to_an_auditor_is_refused(self, officers: dict[str, Officer]) -> None:
        with pytest.raises(ValidationError, match="受托人不宜代理"):
            self.make(officers["xian_jingban"], officers["xian_shenji"], Role.HANDLER)

    @pytest.mark.parametrize("changes", [{"basis": ""}, {"ends_on": TODAY - DAY}])
    def test_without_basis_or_with_crossed_dates_is_refused(
        self, officers: dict[str, Officer], changes: dict[str, object]
    ) -> None:
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            self.make(officers["zhen1_shenhe"], officers["zhen2_shenhe"], Role.REVIEWER, **changes)

    def test_to_oneself_is_refused(self, officers: dict[str, Officer]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            self.make(officers["zhen1_shenhe"], officers["zhen1_shenhe"], Role.REVIEWER)


def test_who_has_acted_cannot_be_deleted(
    officers: dict[str, Officer], agencies: dict[str, Agency]
) -> None:
    with pytest.raises(ProtectedError):
        officers["zhen1_jingban"].delete()
    with pytest.raises(ProtectedError):
        agencies["云桥镇"].delete()


def test_two_agencies_never_share_a_document_code(agencies: dict[str, Agency]) -> None:
    agencies["公安局"].document_code = agencies["民政局"].document_code
    with pytest.raises(ValidationError, match="文号会重复"):
        agencies["公安局"].validate_constraints()
