"""我的待办: whose work is listed, in which order, found how."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, Walked, text
from tests.fixtures.county import household
from workflows.desk import rows
from workflows.desk.searching import sealed
from workflows.engine.models import Task
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def test_work_of_the_own_township_is_listed_and_no_other(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    mine = county.warn(household(township=1))
    theirs = Rehearsal(township=2).warn(household(township=2))
    page = text(signed_in("zhen1_jingban").get("/desk/"))
    assert mine.number in page
    assert theirs.number not in page


def test_the_nearest_due_comes_first_and_the_tiles_count(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    today = clock.today()
    clues = []
    for nth, days in enumerate((0, 9)):
        with clock.standing_at(today - timedelta(days=days)):
            clues.append(county.warn(household(nth=nth)))
    client = signed_in("zhen1_jingban")
    page = text(client.get("/desk/"))
    assert page.index(clues[1].number) < page.index(clues[0].number)
    assert "<b>1</b><span>已逾期</span>" in page
    assert "<b>2</b><span>全部待办</span>" in page
    assert "逾期 7 天" in page
    late = text(client.get("/desk/?due=overdue"))
    assert clues[1].number in late
    assert clues[0].number not in late


def test_a_stage_narrows_the_list(county: Rehearsal, signed_in: SignedIn, walked: Walked) -> None:
    clue = county.warn(household(nth=3))
    case = walked("authorising")
    client = signed_in("zhen1_jingban")
    page = text(client.get("/desk/?stage=intervention.authorising"))
    assert case.number in page
    assert clue.number not in page
    assert "防贫干预·承诺授权" in page


def test_a_household_is_found_by_name_initials_tail_and_numbers(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    home = household(nth=0)
    clue = county.warn(home)
    other = county.warn(household(nth=5))
    client = signed_in("zhen1_jingban")
    member = home.members.exclude(id_digest=None)[0]
    words = (
        home.head_name,
        home.initials.split()[0],
        member.id_number[-4:],
        home.number,
        clue.number,
    )
    for word in words:
        page = text(client.get("/desk/", {"find": sealed(word)}))
        assert clue.number in page, word
    page = text(client.get("/desk/", {"find": sealed(clue.number)}))
    assert other.number not in page
    assert "没有符合条件的待办" in text(client.get("/desk/", {"find": sealed("查无此人")}))


def test_pages_follow_each_other_without_gap_or_repeat(county: Rehearsal) -> None:
    today = clock.today()
    for nth in range(5):
        with clock.standing_at(today - timedelta(days=nth % 2)):
            county.warn(household(nth=nth))
    tasks = Task.objects.for_actor(county.actor("zhen1_jingban"))
    seen: list[int] = []
    after = ""
    for _ in range(3):
        found, after = rows.page(tasks, after, 2)
        seen += [task.pk for task in found]
    assert after == ""
    assert sorted(seen) == sorted(task.pk for task in tasks)


def test_a_key_nobody_handed_out_shows_the_first_page(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    clue = county.warn(household())
    assert clue.number in text(signed_in("zhen1_jingban").get("/desk/?after=x_y"))


def test_an_officer_without_work_is_told_so(signed_in: SignedIn) -> None:
    assert "没有待办事项" in text(signed_in("zhen1_jingban").get("/desk/"))


def test_the_inbox_costs_at_most_eight_statements(
    county: Rehearsal, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(6):
        county.warn(household(nth=nth))
    client = signed_in("zhen1_jingban")
    client.get("/desk/")  # the calendar and the names of places are read once a process
    surname = household().head_name[:1]
    with django_assert_max_num_queries(8):
        client.get("/desk/", {"find": sealed(surname)})
