"""A family read by one statement is what is stored of it."""

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from tests.engine.ways import june, to_household_check, to_public_notice
from workflows.access.models import Kinship, Officer
from workflows.engine.family import Family
from workflows.engine.locking import read_family
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal


def test_a_family_is_read_whole_by_one_statement(county: Rehearsal) -> None:
    case = to_household_check(county)
    with CaptureQueriesContext(connection) as sent:
        kept = read_family(case.pk)
    assert len(sent) == 1
    stored = [case, *Case.objects.filter(root=case).order_by("pk")]
    assert [model_to_dict(one) for one in kept.cases] == [model_to_dict(one) for one in stored]
    assert [one.private for one in kept.cases] == [one.private for one in stored]


def test_its_cases_share_household_and_root_without_a_further_statement(county: Rehearsal) -> None:
    case = to_household_check(county)
    household = case.household
    kept = read_family(case.pk)
    with CaptureQueriesContext(connection) as sent:
        assert {one.head.pk for one in kept.cases} == {case.pk}
        assert {one.household for one in kept.cases} == {household}
        assert {one.parent for one in kept.cases[1:]} == {case}
    assert len(sent) == 0


def test_the_officers_tied_to_the_household_come_with_it(county: Rehearsal) -> None:
    case = to_household_check(county)
    assert case.household
    kin = list(Officer.objects.order_by("pk")[:2])
    for officer in kin:
        Kinship.objects.create(
            officer=officer,
            household=case.household,
            relation="兄弟",
            declared_on=june(1),
            declared_by=officer,
        )
    assert read_family(case.pk).tied == {officer.pk for officer in kin}
    assert Family.read(case, june(2)).related_persons == {officer.pk for officer in kin}


def test_a_sheet_comes_with_the_number_of_its_households(county: Rehearsal) -> None:
    _, sheet = to_public_notice(county)
    kept = read_family(sheet.pk)
    assert (kept.listed, kept.tied, kept.cases[0].household) == (1, frozenset(), None)


def test_a_case_that_is_not_there_has_no_family(county: Rehearsal) -> None:
    with pytest.raises(Case.DoesNotExist):
        read_family(0)
    child = to_household_check(county).children.latest("pk")
    with pytest.raises(Case.DoesNotExist):
        read_family(child.pk)
