"""The officers of the demonstration county."""

import tomllib

from django.conf import settings
from django.contrib.auth import authenticate

from workflows.access.actors import POSTED, Role
from workflows.access.models import Agency, Officer, Post
from workflows.access.staffing import DEMO_PASSWORD, DEPARTMENTS, Account, staff


def test_every_posted_role_has_an_account(accounts: dict[str, Account]) -> None:
    assert {account.role for account in accounts.values()} == set(POSTED)


def test_the_departments_are_those_every_co_check_must_ask(agencies: dict[str, Agency]) -> None:
    for pack in ("seed", "national"):
        with (settings.POLICY_DIR / f"{pack}.toml").open("rb") as file:
            text = tomllib.load(file)
        asked = _value(text, "cocheck.mandatory")
        assert set(asked) == set(DEPARTMENTS)
    for department in DEPARTMENTS:
        assert Post.objects.filter(role=Role.LIAISON, agency__department=department).count() == 1


def _value(table: dict[str, object], key: str) -> list[str]:
    for name, entry in table.items():
        if isinstance(entry, dict):
            if name == key:
                return list(entry["value"])
            found = _value(entry, key)
            if found:
                return found
    return []


def test_every_agency_is_fictitious_and_says_so(agencies: dict[str, Agency]) -> None:
    assert all(agency.is_demo for agency in agencies.values())
    issuing = [agency for agency in agencies.values() if agency.level != Agency.Level.VILLAGE]
    assert all(agency.document_code.startswith("示") for agency in issuing)
    assert len({agency.document_code for agency in issuing}) == len(issuing)


def test_checking_reviewing_and_approving_are_different_people(
    accounts: dict[str, Account],
) -> None:
    assert Post.objects.count() == Officer.objects.count() == len(accounts)
    assert len({account.name for account in accounts.values()}) == len(accounts)


def test_the_posts_keep_the_rules_for_posts(accounts: dict[str, Account]) -> None:
    for post in Post.objects.select_related("agency", "officer"):
        post.full_clean()


def test_anybody_can_sign_in_with_the_printed_password(officers: dict[str, Officer]) -> None:
    assert (
        authenticate(username="zhen1_jingban", password=DEMO_PASSWORD) == officers["zhen1_jingban"]
    )


def test_an_officer_is_called_by_the_whole_name(officers: dict[str, Officer]) -> None:
    officer = officers["zhen1_jingban"]
    assert officer.get_full_name() == officer.get_short_name() == str(officer) == "刘春生"


def test_staffing_again_changes_nothing(accounts: dict[str, Account]) -> None:
    before = list(Post.objects.values_list("pk", "officer", "agency"))
    assert staff(360799) == list(accounts.values())
    assert list(Post.objects.values_list("pk", "officer", "agency")) == before
