"""Every address × role × region × state through HTTP: nobody sees what is not theirs.

The addresses come from the URLconf, the objects from cases walked to every stage in two townships.
The expectation is written here: who may open which address, and whose objects lie in whose reach. It
reads the personnel list and the tables' `seen_by`, never the queries or decorators behind the pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.fixtures.county import household, settle
from tests.matrix.test_steps_by_role import Holder, holders_of, signed_in
from workflows.access.checks import rule_of
from workflows.engine.models import Case, CasePaper
from workflows.engine.papers import form_of
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household, Member
from workflows.workdays import clock

TODAY = date(2026, 6, 30)
# One of each role, then the same roles elsewhere.
ACCOUNTS = (
    "zhen1_cun1", "zhen1_jingban", "zhen1_shenhe", "zhen1_dangan", "xian_jingban", "xian_shenpi",
    "xian_dangan", "xian_zhengce", "xian_shenji", "xian_xitong", "xian_anquan", "xian_liuhen",
    "yibao_lianluo", "gongan_lianluo", "minzheng_jingban", "minzheng_shenpi", "minzheng_zhifu",
    "zhen1_cun2", "zhen2_cun1", "zhen2_jingban", "zhen2_shenhe", "zhen2_dangan",
)  # fmt: skip
STATES = {
    1: ("clue", "reviewing", "notice_drafted", "filed"),
    2: ("deciding",),
}

JUDGING = {"clerk", "reviewer", "handler", "approver"}
ALL = JUDGING | {
    "village",
    "liaison",
    "archivist",
    "auditor",
    "policy",
    "payer",
    "system_admin",
    "security_admin",
    "audit_admin",
}
REGISTER = JUDGING | {"village", "auditor"}

# Pages without an object: the roles that may open them. What is not here is asked below.
PAGES: dict[str, set[str]] = {
    "desk:inbox": ALL,
    "desk:households": REGISTER,
    "desk:export": {"clerk", "handler"},
    "desk:imports": {"clerk", "handler"},
    "desk:import_template": {"clerk", "handler"},
    "desk:screening": JUDGING,
    "desk:comparisons": {"handler"},
    "desk:ledgers": REGISTER,
    "desk:phase_outs": JUDGING | {"payer", "auditor"},
    "desk:dibao": JUDGING | {"auditor"},
    "desk:standards": JUDGING | {"auditor", "policy"},
    "desk:villages": {"system_admin"},
    "desk:asked": {"liaison"},
    "desk:approvals": {"approver"},
    "desk:notices": {"village", "clerk", "reviewer"},
    "desk:gallery": {"policy", "auditor", "archivist"},
    "desk:deliveries": JUDGING | {"archivist", "auditor"},
    "desk:kin": JUDGING | {"auditor"},
    "desk:numbers": {"policy", "auditor", "archivist", "handler", "reviewer"},
    "desk:late": {"reviewer", "handler", "approver", "auditor"},
    "desk:filing": {"archivist", "handler", "auditor"},
    "desk:trail": {"auditor", "audit_admin"},
    "desk:sign_ins": {"auditor", "audit_admin"},
    "desk:account": ALL,
    "desk:password": ALL,
    "admin:index": {"system_admin", "security_admin"},
}
PAGES["desk:lateness"] = PAGES.pop("desk:late")
NOTHING: dict[str, Any] = {
    "uuid": UUID(int=0), "pk": 999999999, "number": 999999999, "code": "none", "key": "none",
    "edition": "none", "name": "none", "slug": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf, by its full name."""

    name: str
    view: Any
    terms: tuple[str, ...]

    def nowhere(self) -> str:
        """Its address for an object that does not exist."""
        given: dict[str, Any] = {term: NOTHING.get(term, "none") for term in self.terms}
        if self.name.startswith("board:") and "code" in given and self.name != "board:checked":
            given["code"] = 1
        return reverse(self.name, kwargs=given)


def every_address(resolver: URLResolver | None = None, above: str = "") -> Iterator[Address]:
    """All patterns of desk and board; Django's admin is looked at by its own tests."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            terms = tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern)))
            yield Address(f"{above}{pattern.name}", pattern.callback, terms)
        elif pattern.namespace != "admin":
            yield from every_address(pattern, f"{above}{pattern.namespace}:")


def covers(post: Holder, place: int) -> bool:
    return post.low <= place < post.high


def reads_register(post: Holder, place: int) -> bool:
    """Whoever reads the register there; a department leafs through it nowhere, but audit does."""
    general = not post.department or post.role == "auditor"
    return general and post.role in REGISTER and covers(post, place)


def reads_dibao(post: Holder, place: int) -> bool:
    """What a household receives is an income; and civil affairs pays it."""
    civil = post.department == "民政" and post.role in {"handler", "approver"}
    general = not post.department or post.role == "auditor"
    reads = civil or (general and post.role in JUDGING | {"auditor"})
    return reads and covers(post, place)


class Addresses(TestCase):
    """Cases of two townships at several stages with children, sheets and papers, made once."""

    cases: list[Case]
    papers: list[CasePaper]

    @classmethod
    def setUpTestData(cls) -> None:
        settle(households=120)
        with clock.standing_at(TODAY):
            for township, states in STATES.items():
                for nth, reached in enumerate(states):
                    walk(Rehearsal(township), household(township, nth), reached)
        found = {
            (one.procedure, one.stage, one.region // 1000, one.department): one
            for one in Case.objects.order_by("pk")
        }
        cls.cases = list(found.values())
        links = CasePaper.objects.select_related("case", "paper").order_by("pk")
        cls.papers = list(
            {(link.paper.kind, link.case.region // 1000): link for link in links}.values()
        )
        cls.posts = {account: holders_of(account) for account in ACCOUNTS}

    posts: dict[str, list[Holder]]

    def setUp(self) -> None:
        standing = clock.standing_at(TODAY)
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def differences(self, name: str, objects: list[Any], allowed: Any, address: Any) -> list[Any]:
        """Each account at each object: 200 exactly where the expectation says so, else a 404."""
        wrong = []
        for account in ACCOUNTS:
            client = signed_in(account)
            for one in objects:
                may = any(allowed(post, one) for post in self.posts[account])
                status = client.get(address(one)).status_code
                if (status == 200) != may or status not in (200, 403, 404):
                    wrong.append((name, account, str(one), status, may))
        return wrong

    def test_cases_open_to_whoever_the_tables_name_over_their_place(self) -> None:
        assert self.differences(
            "case", self.cases, lambda post, case: post.sees(case),
            lambda case: reverse("desk:case", args=[case.uuid]),
        ) == []  # fmt: skip

    def test_papers_open_to_their_readers_among_those_who_see_the_case(self) -> None:
        def allowed(post: Holder, link: CasePaper) -> bool:
            return post.sees(link.case) and post.role in form_of(link.paper.kind).readers

        assert self.differences(
            "paper", self.papers, allowed, lambda link: reverse("desk:paper", args=[link.paper.uuid])
        ) == []  # fmt: skip
        for link in self.papers[::4]:
            for account in ("zhen2_jingban", "xian_anquan", "gongan_lianluo"):
                if not any(allowed(post, link) for post in self.posts[account]):
                    assert (
                        signed_in(account)
                        .get(reverse("desk:pdf", args=[link.paper.uuid]))
                        .status_code
                        == 404
                    )

    def test_households_and_numbers_stay_in_their_area(self) -> None:
        homes = [Household.objects.filter(village_id=code).order_by("pk")[0] for code in sorted(
            set(Household.objects.values_list("village_id", flat=True)))[::4]]  # fmt: skip
        assert self.differences(
            "household", homes, lambda post, home: reads_register(post, home.village_id),
            lambda home: reverse("desk:household", args=[home.pk]),
        ) == []  # fmt: skip
        assert self.differences(
            "dibao", homes, lambda post, home: reads_dibao(post, home.village_id),
            lambda home: reverse("desk:dibao_record", args=[home.pk]),
        ) == []  # fmt: skip
        members = list(
            Member.objects.filter(
                household__in=homes, relation="head", id_digest__isnull=False
            ).select_related("household")
        )
        assert members
        assert self.differences(
            "reveal", members,
            lambda post, one: reads_register(post, one.household.village_id) and post.role in JUDGING,
            lambda one: reverse("desk:reveal", args=[one.pk]),
        ) == []  # fmt: skip

    def test_pages_without_an_object_open_to_the_roles_named(self) -> None:
        wrong = []
        for account in ACCOUNTS:
            client, roles = signed_in(account), {post.role for post in self.posts[account]}
            for name, allowed in PAGES.items():
                status = client.get(reverse(name)).status_code
                if (status == 200) != bool(roles & allowed) or status not in (200, 302, 403):
                    wrong.append((name, account, status))
        assert wrong == []

    def test_every_address_asks_a_stranger_to_sign_in_unless_it_is_public(self) -> None:
        wrong, asked = [], 0
        for address in every_address():
            rule = rule_of(address.view)
            assert rule is not None, address.name
            answer = Client().get(address.nowhere())
            asked += 1
            sent_away = answer.status_code == 302 and answer["Location"].startswith(
                "/desk/sign-in/"
            )
            if sent_away == rule.public and address.name != "desk:sign_out":
                wrong.append((address.name, answer.status_code))
            if address.name.startswith("desk:") and rule.public:
                assert address.name in {"desk:sign_in", "desk:sign_out"}
        assert wrong == []
        assert asked > 60

    def test_every_address_refuses_an_officer_what_is_not_there_without_breaking(self) -> None:
        """A clerk, an auditor and each administrator at every address with an object that is not."""
        wrong = []
        for account in ("zhen1_jingban", "xian_shenji", "xian_xitong", "xian_liuhen"):
            client = signed_in(account)
            for address in every_address():
                if not address.terms or address.name.startswith("board:"):
                    continue
                status = client.get(address.nowhere()).status_code
                if status not in (403, 404, 405):
                    wrong.append((address.name, account, status))
        assert wrong == []

    def test_every_post_without_its_token_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies = signed_in("zhen1_jingban").cookies
        answers = {
            address.name: client.post(address.nowhere(), {"reason": "核对"}).status_code
            for address in every_address()
        }
        assert {name: status for name, status in answers.items() if status != 403} == {}
