"""Cases of the demonstration county at every stage, made by officers' steps on past days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from workflows.access.actors import Actor, Role, Seat
from workflows.engine.door import advance
from workflows.engine.models import Case
from workflows.registry.areas import within
from workflows.registry.codes import reach
from workflows.registry.models import Household
from workflows.workdays import clock

from .rehearsal import Rehearsal

# Where the demonstration leaves a household, in the order of the main line.
REACHED = (
    "clue", "preliminary", "authorising", "household_check", "department_co_check", "reviewing",
    "notice_drafted", "township", "examining", "deciding", "confirmed", "filed", "not_confirmed",
    "withdrawn",
)  # fmt: skip
# The longest way takes 15 days and a holiday may lie in it.
LONGEST = timedelta(days=30)


def demonstrate(county: int) -> int:
    """Walk households of every township to every stage; returns the number of cases opened.

    Deterministic for the same register and day. Needs the county's staff and households.
    """
    townships = sorted({code // 1000 for code in _villages(county)})
    for number, township in enumerate(townships, start=1):
        rehearsal = Rehearsal(number)
        homes = _one_per_village(township)
        for reached in REACHED:
            walk(rehearsal, next(homes), reached)
        posted_together(rehearsal, township)
    return Case.objects.filter(parent=None).count()


def walk(county: Rehearsal, household: Household, reached: str) -> None:
    """Take one household as far as `reached`; its first day lies far enough back."""
    today = clock.today()
    early = REACHED.index(reached) <= REACHED.index("notice_drafted")
    day = today - (timedelta(days=4) if early else LONGEST)
    with clock.standing_at(day):
        clue = county.warn(household, channel=_channel(reached))
        if reached == "clue":
            return
        case = county.accept(clue)
        if reached == "preliminary":
            return
        if reached == "authorising":
            county.take(case, "assign", "xian_jingban")
            return
        county.authorise(case)
    with clock.standing_at(day + timedelta(days=1)):
        _check(county, case, reached)
    if reached in ("household_check", "department_co_check", "reviewing"):
        return
    with clock.standing_at(day + timedelta(days=2)):
        sheet = county.agree(case)
        if reached == "notice_drafted":
            return
        county.post(sheet)
    if reached == "withdrawn":
        with clock.standing_at(day + timedelta(days=3)):
            county.take(case, "withdraw", county.local("jingban"), statement="家中子女已接走赡养。")
        return
    with clock.standing_at(_free_on(case)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        _decide(county, case, reached)


def posted_together(county: Rehearsal, township: int) -> None:
    """One poster now on the board of one village for several households, one of them objected to."""
    today = clock.today()
    free = _free_homes(township)
    village = Counter(home.village_id for home in free).most_common(1)[0][0]
    homes = [home for home in free if home.village_id == village][:3]
    cases = []
    with clock.standing_at(today - timedelta(days=4)):
        for home in homes:
            case = county.accept(county.warn(home, channel="部门联动"))
            county.authorise(case)
            county.check(case)
            county.co_check(case)
            cases.append(case)
    with clock.standing_at(today - timedelta(days=2)):
        for case in cases:
            sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(today - timedelta(days=1)):
        _object(cases[-1])


def _check(county: Rehearsal, case: Case, reached: str) -> None:
    if reached == "household_check":
        child = county.child(case, "household_check")
        officers = [county.actor(county.local(post)).person for post in ("jingban", "jingban2")]
        county.schedule(child, *officers)
        return
    county.check(case)
    if reached == "department_co_check":
        for child in county.ask_departments(case)[:3]:
            county.reply(child)
        return
    county.co_check(case)


def _decide(county: Rehearsal, case: Case, reached: str) -> None:
    if reached == "township":
        return
    county.take(case, "pass_on", county.local("shenhe"), opinion="材料齐全，同意上报。")
    if reached == "examining":
        return
    fit = "不符合条件" if reached == "not_confirmed" else "符合条件"
    county.take(case, "examine", "xian_jingban", proposal=fit, handler_opinion=f"经审查，{fit}。")
    if reached == "deciding":
        return
    if reached == "not_confirmed":
        county.take(
            case, "refuse", "xian_shenpi", facts_found="家庭人均收入高于监测线，且无大额刚性支出。",
            reason="不符合防贫干预对象条件。", rule="赣市扶攻字〔2019〕8号 四（二）2",
        )  # fmt: skip
        county.serve(case)
        return
    county.visit_if_drawn(case)
    county.take(
        case, "confirm", "xian_shenpi", decision_text="同意。", subject_class="突发严重困难户"
    )
    county.announce(case)
    if reached == "filed":
        county.file(case)


def _object(case: Case) -> None:
    """A villager lodges an objection on the board, without a name."""
    case.refresh_from_db()
    low, high = reach(case.region)
    villager = Actor(None, "村民", (Seat(Role.VILLAGER, low, high),))
    advance(
        case, "object_", by=villager, seen=case.seq, command_id=case.uuid,
        answers={"content": "该户有小汽车，请核实。"},
    )  # fmt: skip


def _free_on(case: Case) -> date:
    """The first day the notice's full period is over."""
    task = case.tasks.get(closed_at=None)
    assert task.ready_on is not None  # the notice is posted
    return task.ready_on


def _channel(reached: str) -> str:
    return ("乡村预警", "部门联动", "主动申请")[REACHED.index(reached) % 3]


def _villages(county: int) -> set[int]:
    homes = Household.objects.filter(within("village_id", [reach(county)]))
    return set(homes.values_list("village_id", flat=True))


def _free_homes(township: int) -> list[Household]:
    area = within("village_id", [(township * 1000, township * 1000 + 1000)])
    taken = Case.objects.exclude(household=None).values("household")
    return list(Household.objects.filter(area).exclude(pk__in=taken).order_by("pk"))


def _one_per_village(township: int) -> Iterator[Household]:
    """Households from village to village in turn, so that no two share a sheet too soon."""
    by_village: dict[int, list[Household]] = {}
    for home in _free_homes(township):
        by_village.setdefault(home.village_id, []).append(home)
    nth = 0
    while any(len(homes) > nth for homes in by_village.values()):
        for homes in by_village.values():
            if len(homes) > nth:
                yield homes[nth]
        nth += 1
