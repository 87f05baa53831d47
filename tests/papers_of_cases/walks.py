"""Households walked through the procedure, each by another way."""

from __future__ import annotations

from datetime import date

from tests.fixtures.county import settle
from tests.papers_of_cases.printed import Walk, kept, print_all
from workflows.access.models import Kinship, Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.registry.models import Household
from workflows.workdays import clock

OBJECTOR, OBJECTORS_PHONE = "邱有根", "19900008888"
ILLNESS, DISABILITY = "长期慢性病：高血压", "肢体二级"
CAR = "名下有机动车一辆"
RELATIVE = "户主之弟"
RULE = "《关于建立健全脱贫成果巩固提升机制的实施办法》（赣市扶攻字〔2019〕8号）四（二）2"


def villagers(number: int, village: int = 0) -> list[Household]:
    """The largest households of a village of the first township; in the first somebody is ill."""
    if not Household.objects.exists():
        settle(60)
    codes = sorted(set(Household.objects.values_list("village_id", flat=True)))
    found = Household.objects.filter(village_id=codes[village]).order_by("pk")
    chosen = sorted(found, key=lambda one: -one.members.count())[:number]
    ill = chosen[0].members.order_by("pk")[0]
    ill.health, ill.disability = ILLNESS, DISABILITY
    ill.save()
    return chosen


def ordinary() -> Walk:
    """Three households of one village: one goes all the way, one withdraws before the notice is
    signed, one while it hangs. A worker prints everything before the dossier is made up."""
    county = Rehearsal(1)
    stays, early, late = cases = ready(county, villagers(3))
    with clock.standing_at(date(2026, 6, 5)):
        for case in cases:
            sheet = county.agree(case)
        county.take(early, "withdraw", county.local("jingban"), statement="家里已经有人务工。")
        county.post(sheet)
    with clock.standing_at(date(2026, 6, 8)):
        county.take(late, "withdraw", county.local("jingban"), statement="搬去县城了。")
    with clock.standing_at(date(2026, 6, 11)):
        county.take_down(sheet)
        county.take(stays, "close", county.local("jingban"))
        print_all()
        county.decide(stays)
    with clock.standing_at(date(2026, 6, 12)):
        county.announce(stays)
        print_all()
        county.file(stays)
        print_all()
    return kept(stays, early=early, late=late)


def thorny() -> Walk:
    """Kin, a meeting, a waiver, an objection upheld in part, a damaged notice, a return, a visit."""
    county = Rehearsal(1)
    household = villagers(1)[0]
    with clock.standing_at(date(2026, 6, 1)):
        case = county.accept(county.warn(household, channel="主动申请"))
    with clock.standing_at(date(2026, 6, 2)):
        _declare(household, county.local("dangan"))
        county.authorise(case, near_relative=True, relation_note="档案员为户主之弟")
    with clock.standing_at(date(2026, 6, 4)):
        county.check(
            case,
            persons=len(_living(household)),
            appraisal="未鉴定",
            water_quality="不达标",
            living_note="井水浑浊",
        )
        co_check_with_a_waiver(county, case)
        county.meet(case)
    with clock.standing_at(date(2026, 6, 5)):
        county.post(county.agree(case))
    with clock.standing_at(date(2026, 6, 7)):
        _object_in_part(county, case)
    with clock.standing_at(date(2026, 6, 8)):
        sheet = county.sheet(case, "notice")
        county.post(sheet)
    with clock.standing_at(date(2026, 6, 10)):
        damaged = {"mishap_photo": photo()}
        county.take(sheet, "mishap", county.village(sheet), files=damaged, days_lost=1)
        county.take(
            case, "extend", "xian_shenpi", extended=True, extended_because="公示有异议",
            extended_note="人口更正后重新公示。",
        )  # fmt: skip
    with clock.standing_at(date(2026, 6, 16)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.take(case, "pass_on", county.local("shenhe"), opinion="材料齐全，同意上报。")
        _return_and_mend(county, case)
        _decide_after_a_visit(county, case)
    return kept(case)


def refused() -> Walk:
    """The township finds against the household before any notice, and the county refuses."""
    county = Rehearsal(1)
    (case,) = ready(county, villagers(1))
    with clock.standing_at(date(2026, 6, 5)):
        county.take(case, "oppose", county.local("shenhe"), opinion="收入高于监测线。")
        county.take(
            case, "examine", "xian_jingban", proposal="不符合条件", handler_opinion="不符合条件。"
        )
        county.take(
            case, "refuse", "xian_shenpi", rule=RULE,
            facts_found="家庭人均纯收入16,420.00元。\n自付医疗费用3,150.00元。",
            reason="家庭人均纯收入高于监测标准；自付医疗费用未造成基本生活困难。",
        )  # fmt: skip
    return kept(case)


def confirmed(county: Rehearsal) -> Case:
    """A case approved on 11 June 2026 with one department waived; nothing is signed or served."""
    (household,) = villagers(1)
    with clock.standing_at(date(2026, 6, 1)):
        case = county.accept(county.warn(household))
    with clock.standing_at(date(2026, 6, 2)):
        county.authorise(case)
    with clock.standing_at(date(2026, 6, 4)):
        county.check(case)
        co_check_with_a_waiver(county, case)
    with clock.standing_at(date(2026, 6, 5)):
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(date(2026, 6, 11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    return case


def ready(county: Rehearsal, households: list[Household]) -> list[Case]:
    """Cases of these households, checked and ready for the township's first opinion."""
    with clock.standing_at(date(2026, 6, 1)):
        cases = [county.accept(county.warn(household)) for household in households]
    with clock.standing_at(date(2026, 6, 2)):
        for case in cases:
            county.authorise(case)
    with clock.standing_at(date(2026, 6, 4)):
        for case, household in zip(cases, households, strict=True):
            county.check(case, persons=len(_living(household)))
            county.co_check(case)
            case.refresh_from_db()
    return cases


def _declare(household: Household, account: str) -> None:
    officer = Officer.objects.get(username=account)
    Kinship.objects.create(
        officer=officer, household=household, relation=RELATIVE, declared_on=clock.today(),
        declared_by=officer,
    )  # fmt: skip


def co_check_with_a_waiver(county: Rehearsal, case: Case) -> None:
    """All departments asked; one finds a car, the last one never answers and is waived."""
    *asked, silent = county.ask_departments(case)
    for child in asked:
        car = {"result_1": "有异常", "detail_1": CAR} if child.key == "公安" else {}
        county.reply(child, **car)
        county.accept_reply(child)
    county.take(
        silent, "waive", "xian_shenpi", waived_because="查询平台停机", instead="户主提供的参保凭证"
    )


def _object_in_part(county: Rehearsal, case: Case) -> None:
    county.take(
        case, "object_", county.local("jingban"), content="长女已出嫁，人口数不对。",
        objector=OBJECTOR, contact=OBJECTORS_PHONE,
    )  # fmt: skip
    objection = county.child(case, "objection")
    county.take(objection, "accept", county.local("jingban"))
    county.take(objection, "report", county.local("jingban"), found="经查，长女已迁出。")
    county.take(objection, "accept_part", county.local("shenhe"), answer="已更正。", persons=2)


def _return_and_mend(county: Rehearsal, case: Case) -> None:
    county.take(
        case, "return_", "xian_jingban", wrong=["co_check:医保"],
        return_reason="医保反馈缺数据截止日期\n缺反馈单位印章",
    )  # fmt: skip
    county.co_check(case)
    case.refresh_from_db()
    county.meet(case)  # the department answered anew: the villagers review what it said
    county.take(case, "agree", county.local("shenhe"), opinion="补正后仍符合条件。")
    county.take(case, "pass_on", county.local("shenhe"), opinion="已补正，同意上报。")


def _decide_after_a_visit(county: Rehearsal, case: Case) -> None:
    county.take(
        case, "visit", "xian_jingban", county_visit=True, visited_on=clock.today(),
        visitors="钟明远、谢雨晴", visit_found="与申报情况一致。",
    )  # fmt: skip
    county.take(
        case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="经审查符合条件。"
    )
    county.take(
        case, "confirm", "xian_shenpi", decision_text="同意确认。", subject_class="突发严重困难户"
    )


def _living(household: Household) -> list[str]:
    return list(household.members.filter(died_on=None).values_list("name", flat=True))
