"""Role × region × step × stage through the pages: allowed exactly where the table says.

The expectation reads the tables' words (who holds a stage, who takes a step) and the map, never
the engine's judge or the query behind the pages.
"""

from dataclasses import dataclass
from datetime import date

from django.test import Client, TestCase
from django.urls import reverse

from tests.fixtures.county import household, settle
from tests.fixtures.delegation import delegating
from tests.fixtures.transfer import Transfers
from workflows.access.actors import SYSTEM, Role
from workflows.access.models import Officer, Post
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Event
from workflows.engine.procedure import newest
from workflows.engine.words import Step
from workflows.procedures.intervention.demonstration import REACHED, walk
from workflows.procedures.intervention.forms.ends import DeathForm
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.codes import reach
from workflows.workdays import clock

TODAY = date(2026, 6, 30)
ACCOUNTS = (
    "zhen1_jingban", "zhen1_shenhe", "zhen1_dangan", "xian_jingban", "xian_shenpi", "xian_dangan",
    "xian_zhengce", "xian_shenji", "yibao_lianluo", "gongan_lianluo", "minzheng_jingban",
    "minzheng_shenpi", "zhen2_jingban", "zhen2_shenhe", "zhen2_cun1",
)  # fmt: skip

# Steps that no county has but one that has entrusted its townships with deciding.
ENTRUSTED = {"oppose_here", "pass_up", "confirm_here", "refuse_here", "take_back"}


@dataclass(frozen=True)
class Holder:
    """One post of an account: role, area, department, as the personnel list has them."""

    role: str
    low: int
    high: int
    department: str

    def sees(self, case: Case) -> bool:
        """Whether the post's holder may open the case at all."""
        if not self.low <= case.region < self.high or self.role not in case.table.seen_by:
            return False
        return self.role == "auditor" or self.department in ("", case.department)

    def takes(self, case: Case, step: Step) -> bool:
        """Whether the table gives the step to this post, separation of duties aside."""
        holder = case.table.stages[case.stage].held_by
        waits_for_second = bool(case.proposal and case.proposal["step"] == step.name)
        roles = (step.agreed_by,) if waits_for_second else (step.by or (holder,))
        return self.role in roles


def holders_of(account: str) -> list[Holder]:
    posts = Post.objects.filter(officer__username=account).select_related("agency")
    return [
        Holder(post.role, *reach(post.agency.region_id), post.agency.department) for post in posts
    ]


def signed_in(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


def page_of(case: Case, step: Step) -> str:
    return reverse("desk:step", args=[case.uuid, step.name])


def asked(case: Case, *, every: bool) -> list[Step]:
    """The steps to try: those that leave the stage, or every step of the table."""
    steps = case.table.steps.values() if every else case.table.leaving[case.stage]
    return [step for step in steps if step.sources != ("",) and step.when is None]


def expected(case: Case, step: Step, posts: list[Holder]) -> set[int]:
    """The answers the table allows for opening the step's page."""
    if not any(post.sees(case) for post in posts):
        return {404}
    here = case.stage in step.sources and step.when is None
    if not here:
        return {409}
    if any(post.sees(case) and post.takes(case, step) for post in posts):
        return {200, 403, 409}  # 403: a duty already done; 409: a step for other cases only
    return {403, 409}


def nobody_left(county: Rehearsal) -> None:
    """A household whose members have all died."""
    case = county.accept(county.warn(household(nth=len(REACHED))))
    county.take(case, "assign", "xian_jingban")
    while case.facts.get("remaining") != 0:
        family = Family.read(case, TODAY)
        form = DeathForm(matter=Matter(family, family.head, SYSTEM))
        dead, *heirs = form.living
        county.take(
            case, "death", county.local("jingban"), deceased=dead, died_on=TODAY,
            death_proof="死亡证明", head_name=next(iter(heirs), ""),
        )  # fmt: skip


def moved_away(county: Rehearsal) -> None:
    """A household whose case waits for the receiving county's acknowledgement."""
    case = county.accept(county.warn(household(nth=len(REACHED) + 1)))
    county.take(
        case, "move_out", "xian_jingban", receiving="邻县防贫办", moved_on=TODAY, running="无",
        moved_note="全户迁出。",
    )  # fmt: skip


def off_the_wall(county: Rehearsal) -> Case:
    """A household whose notice was withdrawn as a whole before it was posted."""
    walk(county, household(nth=len(REACHED) + 2), "notice_drafted")
    case = Case.objects.filter(procedure="intervention", stage="public_notice").latest("pk")
    sheet = county.sheet(case, "notice")
    county.take(
        sheet, "submit", county.local("jingban"), post_on=TODAY, place="公开栏", screened=True
    )
    county.take(sheet, "approve", county.local("shenhe"))
    county.take(sheet, "withdraw", county.local("jingban"), withdrawn_because="联系电话有误。")
    county.take(sheet, "withdraw", county.local("shenhe"))
    return case


def taken_over(township: int) -> None:
    """Households with cases from paper: being proved, and waiting for the second officer."""
    county = Transfers(township)
    first = len(REACHED) + 3
    county.take_over(household(nth=first), reached="评议初审")
    for nth, reached in ((first + 1, "入户核查"), (first + 2, "承诺授权")):
        county.hand_in(county.take_over(household(nth=nth), reached=reached))


def tried(cases: list[Case], *, every: bool) -> tuple[list[tuple[str, ...]], set[str]]:
    """What differs from the tables, and the steps of 防贫干预 whose page somebody was given.

    With `every`, each seventh account also tries the steps of other stages.
    """
    differences: list[tuple[str, ...]] = []
    opened: set[str] = set()
    for nth, account in enumerate(ACCOUNTS):
        client, posts = signed_in(account), holders_of(account)
        for case in cases:
            for step in asked(case, every=every and nth % 7 == 0):
                status = client.get(page_of(case, step)).status_code
                if status not in expected(case, step, posts):
                    told = (account, case.procedure, case.stage, step.name, str(status))
                    differences.append(told)
                if status == 200 and case.procedure == "intervention":
                    opened.add(step.name)
    return differences, opened


class Delegated(TestCase):
    """Where the county has entrusted the township: the steps that are there for nobody else."""

    def test_each_role_meets_the_steps_of_a_township_that_decides(self) -> None:
        settle()
        rehearsal = Rehearsal(1)
        with clock.standing_at(TODAY), delegating():
            for nth, reached in enumerate(("reviewing", "township", "township")):
                walk(rehearsal, household(nth=nth), reached)
            cases = list(Case.objects.filter(procedure="intervention").order_by("pk"))
            rehearsal.take(cases[-1], "pass_up", rehearsal.local("shenhe"), opinion="同意。")
            known = Post.objects.get(officer__username=rehearsal.local("shenhe"))
            head = Officer.objects.get(username="zhen2_shenhe")
            Post.objects.filter(officer=head).update(agency=known.agency)
            differences, opened = tried(cases, every=False)
        assert differences == []
        assert opened >= ENTRUSTED


class Matrix(TestCase):
    """Households of one township at every stage, with every child and sheet, made once."""

    cases: list[Case]

    @classmethod
    def setUpTestData(cls) -> None:
        settle(households=160)
        rehearsal = Rehearsal(1)
        with clock.standing_at(TODAY):
            for nth, reached in enumerate(REACHED):
                walk(rehearsal, household(nth=nth), reached)
            paused = Case.objects.get(procedure="intervention", stage="household_check")
            rehearsal.take(
                paused, "pause", "xian_jingban", pause_reason="不可抗力", paused_from=TODAY,
                pause_note="山洪断路。",
            )  # fmt: skip
            nobody_left(rehearsal)
            moved_away(rehearsal)
        every = Case.objects.order_by("pk")
        cls.cases = list({(case.procedure, case.stage): case for case in every}.values())
        with clock.standing_at(TODAY):
            cls.cases.append(off_the_wall(rehearsal))
            before = set(Case.objects.values_list("pk", flat=True))
            taken_over(1)
            cls.cases += Case.objects.exclude(pk__in=before).order_by("pk")

    def setUp(self) -> None:
        standing = clock.standing_at(TODAY)
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def test_each_role_meets_exactly_the_steps_the_table_gives_it(self) -> None:
        differences, opened = tried(self.cases, every=True)
        assert differences == []
        by_hand = {
            step.name
            for step in newest("intervention").steps.values()
            if step.when is None and step.by != (Role.SYSTEM,) and step.sources != ("",)
        }
        assert by_hand - opened == ENTRUSTED

    def test_a_post_by_the_wrong_person_changes_nothing(self) -> None:
        events = Event.objects.count()
        for account in ("zhen2_jingban", "xian_shenji", "yibao_lianluo", "zhen1_dangan"):
            client, posts = signed_in(account), holders_of(account)
            for case in self.cases:
                for step in asked(case, every=False):
                    if any(post.sees(case) and post.takes(case, step) for post in posts):
                        continue
                    data = {"seen": case.seq, "command_id": "0" * 32, "opinion": "试"}
                    status = client.post(page_of(case, step), data).status_code
                    assert status in (403, 404, 409)
        assert Event.objects.count() == events

    def test_a_foreign_region_is_as_if_it_did_not_exist(self) -> None:
        client = signed_in("zhen2_jingban")
        for case in self.cases:
            page = client.get(reverse("desk:case", args=[case.uuid]))
            assert page.status_code == 404
