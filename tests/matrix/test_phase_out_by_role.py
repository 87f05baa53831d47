"""The pages of phase-outs × role × region: the case, the month's list, its workbook and papers.

The expectation is written here, from the personnel list: who concerns himself with a phase-out, and
who pays. Steps are tried through HTTP as the tables' words have them.
"""

from __future__ import annotations

from typing import Any

from django.test import TestCase
from django.urls import reverse

from tests.fixtures.county import household, settle
from tests.matrix.test_addresses_by_role import ACCOUNTS
from tests.matrix.test_steps_by_role import Holder, asked, expected, holders_of, page_of, signed_in
from tests.phase_out.walks import granted, month
from workflows.engine.models import Case, CasePaper
from workflows.procedures.phase_out.rehearsal import PhaseOutCast, entitle, standardise
from workflows.registry.models import Household
from workflows.workdays import clock

TODAY = month(1)
OFFICE = {"village", "clerk", "reviewer", "handler", "approver", "payer", "archivist", "auditor"}
LIST = {"handler", "approver", "payer", "auditor"}
BANK = {"approver", "payer"}


def concerned(post: Holder, case: Case, roles: set[str]) -> bool:
    """A post of the area with one of the roles; a department's only at civil affairs, but audit."""
    ours = post.department in ("", "民政") or post.role == "auditor"
    return ours and post.role in roles and post.low <= case.region < post.high


class PhaseOuts(TestCase):
    """One phase-out that runs, its first month's list, and all their papers."""

    case: Case
    pay_list: Case

    @classmethod
    def setUpTestData(cls) -> None:
        settle(households=40)
        home = household()
        Household.objects.filter(pk=home.pk).update(carded=True)
        home.refresh_from_db()
        standardise(home.village_id, TODAY.replace(year=2025))
        entitle(home, TODAY.replace(year=2025))
        cast = PhaseOutCast(township=1)
        cls.case = granted(cast, home)
        with clock.standing_at(TODAY):
            drawn = cast.run(cls.case)
            assert drawn is not None
            cast.pay(drawn, {cls.case.grant.instalments.get(k=1).pk: "户名不符"})
        cls.pay_list = Case.objects.get(pk=drawn.pk)
        cls.case.refresh_from_db()

    def setUp(self) -> None:
        standing = clock.standing_at(TODAY)
        standing.__enter__()
        self.addCleanup(standing.__exit__, None, None, None)

    def opened_by(self, address: str, may: Any) -> list[Any]:
        """Accounts that open an address although they may not, or the other way round."""
        wrong = []
        for account in ACCOUNTS:
            status = signed_in(account).get(address).status_code
            allowed = any(may(post) for post in holders_of(account))
            if (status == 200) != allowed or status not in (200, 403, 404):
                wrong.append((account, status, allowed))
        return wrong

    def test_the_case_opens_to_who_is_concerned_with_it(self) -> None:
        address = reverse("desk:case", args=[self.case.uuid])
        assert self.opened_by(address, lambda post: concerned(post, self.case, OFFICE)) == []

    def test_the_list_opens_to_the_county_and_its_workbook_to_who_pays_and_confirms(self) -> None:
        page = reverse("desk:case", args=[self.pay_list.uuid])
        assert self.opened_by(page, lambda post: concerned(post, self.pay_list, LIST)) == []
        book = reverse("desk:workbook", args=[self.pay_list.uuid])
        at_civil_affairs = lambda post: (  # noqa: E731 - a rule in a word
            post.department == "民政" and concerned(post, self.pay_list, BANK)
        )
        assert self.opened_by(book, at_civil_affairs) == []

    def test_papers_open_to_those_who_read_such(self) -> None:
        papers = CasePaper.objects.filter(case__in=[self.case, self.pay_list])
        seen = set()
        for link in papers.select_related("paper", "case"):
            kind = link.paper.kind
            readers = LIST if kind == "D42-L" else OFFICE - {"payer"}
            if kind in ("D05-P", "D40"):
                readers = readers - {"village"}
            address = reverse("desk:paper", args=[link.paper.uuid])
            wrong = self.opened_by(
                address, lambda post, c=link.case, r=readers: concerned(post, c, r)
            )
            assert wrong == [], kind
            seen.add(kind)
        assert seen == {"D05-P", "D40", "D41-D", "D41", "D42", "D42-L", "D50"}

    def test_each_step_is_offered_where_the_table_gives_it(self) -> None:
        wrong, tried = [], 0
        for case in (self.case, self.pay_list):
            for account in ACCOUNTS:
                client, posts = signed_in(account), holders_of(account)
                for step in asked(case, every=True):
                    status = client.get(page_of(case, step)).status_code
                    tried += 1
                    if status not in expected(case, step, posts):
                        wrong.append((account, step.name, status))
        assert wrong == []
        assert tried > 400

    def test_who_may_act_on_a_returned_payment_is_the_payment_clerk(self) -> None:
        for name in ("reissue", "withhold"):
            step = self.case.table.steps[name]
            may = [
                account for account in ACCOUNTS
                if signed_in(account).get(page_of(self.case, step)).status_code == 200
            ]  # fmt: skip
            assert may == ["minzheng_zhifu"]
