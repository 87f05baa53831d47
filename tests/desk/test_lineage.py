"""分户、并户，村的更名和合并: done on a page, with a basis, and on record."""

from datetime import date

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, Walked, text
from tests.fixtures.county import household
from workflows.registry.models import Household, Member, Region, RegisterAccess
from workflows.registry.regions import name_on
from workflows.workdays import clock

BASIS = "派出所分户证明"


def members(home: Household) -> list[Member]:
    return list(home.members.filter(died_on=None, left_on=None).order_by("pk"))


def large() -> Household:
    """A household of the first township in which several live."""
    return next(home for home in map(household, [1] * 9, range(9)) if len(members(home)) > 1)


def today() -> str:
    return clock.today().isoformat()


def split(client: Client, home: Household, **more: object) -> int:
    leaving = members(home)[-1]
    given = {"leaving": [leaving.pk], "head": leaving.pk, "on": today(), "basis": BASIS, **more}
    return client.post(f"/desk/households/{home.pk}/split/", given).status_code


class TestHouseholds:
    def test_who_leaves_founds_a_household_and_both_know_of_each_other(
        self, signed_in: SignedIn
    ) -> None:
        home, client = large(), signed_in("zhen1_jingban")
        son = members(home)[-1]
        assert f"/desk/households/{home.pk}/split/" in text(
            client.get(f"/desk/households/{home.pk}/")
        )
        assert split(client, home) == 302
        son.refresh_from_db()
        fresh = son.household
        assert (fresh.head_name, son.relation) == (son.name, "head") and fresh != home
        for one in (home, fresh):
            assert fresh.number in text(client.get(f"/desk/households/{one.pk}/"))
        kept = RegisterAccess.objects.get(what="change")
        assert kept.reason == BASIS and fresh.number in kept.told

    @pytest.mark.parametrize("more", [{"basis": ""}, {"on": "2999-01-01"}, {"leaving": []}])
    def test_what_is_missing_is_named_and_nothing_happens(
        self, signed_in: SignedIn, more: dict[str, object]
    ) -> None:
        before = Household.objects.count()
        assert split(signed_in("zhen1_jingban"), large(), **more) == 422
        assert Household.objects.count() == before
        assert not RegisterAccess.objects.filter(what="change").exists()

    def test_a_household_joins_another_and_stays_on_record(self, signed_in: SignedIn) -> None:
        home, into, client = household(), household(nth=1), signed_in("zhen1_jingban")
        given = {"into": into.number, "on": today(), "basis": BASIS}
        assert client.post(f"/desk/households/{home.pk}/merge/", given).status_code == 302
        home.refresh_from_db()
        assert home.ended_on == clock.today() and not home.members.exists()
        assert client.get(f"/desk/households/{home.pk}/split/").status_code == 404

    def test_one_with_work_under_way_waits(self, walked: Walked, signed_in: SignedIn) -> None:
        home = walked("authorising").household
        assert home is not None
        other = next(one for one in (household(), household(nth=1)) if one != home)
        given = {"into": other.number, "on": today(), "basis": BASIS}
        answer = signed_in("zhen1_jingban").post(f"/desk/households/{home.pk}/merge/", given)
        assert answer.status_code == 422 and "在办事项" in text(answer)

    def test_another_townships_household_is_neither_split_nor_joined(
        self, signed_in: SignedIn
    ) -> None:
        clerk, far = signed_in("zhen1_jingban"), household(2)
        assert split(clerk, far) == 404
        given = {"into": far.number, "on": today(), "basis": BASIS}
        answer = clerk.post(f"/desk/households/{household().pk}/merge/", given)
        assert answer.status_code == 422 and "没有这个户编号" in text(answer)
        assert signed_in("xian_shenpi").get(f"/desk/households/{far.pk}/split/").status_code == 403


class TestVillages:
    def test_a_renamed_village_keeps_its_old_name_for_what_was_then(
        self, signed_in: SignedIn
    ) -> None:
        code, client = household().village_id, signed_in("xian_xitong")
        old = Region.objects.get(pk=code).name
        assert str(code) in text(client.get("/desk/villages/"))
        given = {"name": "红枫村委会", "on": today(), "basis": "县民政局批复"}
        assert client.post(f"/desk/villages/{code}/rename/", given).status_code == 302
        assert name_on(code, date(2020, 1, 1)) == old
        assert name_on(code, clock.today()) == "红枫村委会"
        assert "红枫村委会" in RegisterAccess.objects.get(what="change").told

    def test_a_merged_village_hands_over_its_households(self, signed_in: SignedIn) -> None:
        code, client = household().village_id, signed_in("xian_xitong")
        beside = Region.objects.filter(
            level=5,
            valid_to=None,
            code__gt=code // 1000 * 1000,
            code__lt=code // 1000 * 1000 + 1000,
        ).exclude(pk=code)
        into = beside.order_by("code")[0]
        given = {"into": into.pk, "on": today(), "basis": "县民政局批复"}
        assert client.post(f"/desk/villages/{code}/merge/", given).status_code == 302
        assert not Household.objects.filter(village_id=code).exists()
        assert Region.objects.get(pk=code).successor_id == into.pk
        assert client.get(f"/desk/villages/{code}/rename/").status_code == 404

    def test_villages_are_the_administrators(self, signed_in: SignedIn) -> None:
        code = household().village_id
        for address in ("/desk/villages/", f"/desk/villages/{code}/rename/"):
            assert signed_in("xian_jingban").get(address).status_code == 403
