"""走访、疑点、自然增减: what is seen between cases, and how it becomes one (攀脱贫办发〔2020〕19号 二（一）)."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.procedure import newest
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household, Member
from workflows.workdays import clock

TODAY = date(2026, 6, 3)
SAFE = dict.fromkeys(("food", "clothing", "education", "medical", "housing", "water"), "有保障")
SEEN: dict[str, Any] = {
    "visited_on": TODAY,
    "visitors": "黄志高",
    "situation": "户主上月住院。",
    **SAFE,
}
DOUBT: dict[str, Any] = {
    "batch": "第1批",
    "source": "县医保局",
    "listed_on": TODAY,
    "who": "户主",
    "said": "大额自付。",
}


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """Everything happens on one day."""
    with clock.standing_at(TODAY):
        yield


def opened(county: Rehearsal, table: str, who: str, answers: dict[str, Any], **more: Any) -> Case:
    """A case of a ledger for the first household."""
    actor = county.actor(who)
    return start(
        newest(table), by=actor, household=household(), command_id=uuid4(), answers=answers, **more
    )


def cases(key: str) -> list[Case]:
    return list(Case.objects.filter(household=household(), procedure=key).order_by("pk"))


class TestVisits:
    @pytest.fixture
    def visit(self, county: Rehearsal) -> Case:
        """A visit planned for today."""
        plan = {"planned_on": TODAY, "visitor_kind": "驻村工作队"}
        return opened(county, "visit", county.local("jingban"), plan)

    def test_a_visit_that_finds_a_risk_becomes_a_clue(self, county: Rehearsal, visit: Case) -> None:
        """“提前发现并预警提醒，建立台账、采取措施”."""
        county.take(visit, "report", county.local("jingban"), **SEEN, risks=["因病"])
        (clue,) = cases("clue")
        assert (visit.stage, clue.stage) == ("warned", "registered")
        assert (clue.facts["channel"], clue.facts["clue_on"]) == ("乡村预警", TODAY.isoformat())
        assert clue.answers["risks"] == ["因病"]
        assert Paper.objects.filter(kind="D61", dossier=visit.uuid).count() == 1

    def test_a_visit_that_finds_nothing_is_recorded_and_that_is_all(
        self, county: Rehearsal, visit: Case
    ) -> None:
        county.take(visit, "record", county.local("jingban"), **SEEN)
        assert (visit.stage, cases("clue")) == ("done", [])

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"visited_on": date(2026, 6, 4)}, "visited_on"), ({"risks": []}, "risks")],
    )
    def test_a_risk_without_its_kind_and_a_visit_of_tomorrow_are_refused(
        self, county: Rehearsal, visit: Case, wrong: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            county.take(
                visit, "report", county.local("jingban"), **{**SEEN, "risks": ["因病"], **wrong}
            )
        assert field in refused.value.errors
        assert cases("clue") == []


class TestDoubts:
    def answered(self, county: Rehearsal, result: str, key: str = "医保-1") -> Case:
        doubt = opened(county, "doubt", "xian_jingban", DOUBT, key=key)
        county.take(
            doubt, "answer", county.local("jingban"), result=result, verified_on=TODAY,
            found="入户查看票据。",
        )  # fmt: skip
        return doubt

    def test_a_false_alarm_is_struck_off_and_nothing_follows(self, county: Rehearsal) -> None:
        """疑点核实为误报的，写明依据后销号."""
        doubt = self.answered(county, "误报")
        with pytest.raises(NotNow):
            county.take(doubt, "confirm", county.local("jingban"), ground="", risks=["因病"])
        county.take(doubt, "strike", county.local("jingban"), ground="同名不同人。")
        assert (doubt.stage, cases("clue")) == ("cleared", [])
        assert Paper.objects.get(dossier=doubt.uuid).kind == "D62"

    def test_a_true_one_is_struck_off_as_a_clue_of_the_departments(self, county: Rehearsal) -> None:
        """“建立……部门联动……识别渠道”."""
        doubt = self.answered(county, "属实")
        county.take(doubt, "confirm", county.local("jingban"), ground="票据属实。", risks=["因病"])
        (clue,) = cases("clue")
        assert (doubt.stage, clue.facts["channel"]) == ("confirmed", "部门联动")

    def test_a_household_has_one_open_doubt_for_each_list(self, county: Rehearsal) -> None:
        first = self.answered(county, "误报", key="医保-1")
        second = self.answered(county, "误报", key="民政-1")
        assert {first.key, second.key} == {case.key for case in cases("doubt")}


class TestThreeChannels:
    def test_one_household_through_three_channels_is_one_case_with_three_sources(
        self, county: Rehearsal
    ) -> None:
        """赣市扶攻字〔2019〕8号 四（二）2：乡村预警、部门联动、主动申请."""
        clerk = county.local("jingban")
        visit = opened(county, "visit", clerk, {"planned_on": TODAY, "visitor_kind": "驻村工作队"})
        county.take(visit, "report", clerk, **SEEN, risks=["因病"])
        county.accept(cases("clue")[0])
        doubt = TestDoubts().answered(county, "属实")
        county.take(doubt, "confirm", clerk, ground="票据属实。", risks=["因病"])
        opened(
            county, "clue", clerk,
            {
                "channel": "主动申请", "clue_on": date(2026, 6, 1), "source": "本户",
                "risks": ["因病"], "situation": "户主申请。",
            },
        )  # fmt: skip
        (case,) = cases("intervention")
        channels = {source["channel"] for source in case.facts["sources"]}
        assert channels == {"乡村预警", "部门联动", "主动申请"}
        assert case.facts["clue_on"] == "2026-06-01"


class TestNaturalChanges:
    def recorded(self, county: Rehearsal, **answers: Any) -> Case:
        given = {"happened_on": TODAY, "proof": "户口注销证明", **answers}
        return opened(county, "natural_change", county.local("jingban"), given)

    def effective(self, county: Rehearsal, **answers: Any) -> Case:
        change = self.recorded(county, **answers)
        county.take(change, "verify", county.local("jingban"), checked=True)
        county.take(change, "take_effect", county.local("shenhe"))
        return change

    def member(self, relation: str = "head") -> Member:
        return household().members.get(relation=relation)

    def test_the_death_of_a_member_during_a_case_reaches_register_and_case(
        self, county: Rehearsal
    ) -> None:
        """“建立贫困人口自然增减工作台账”：生效后登记册与在办事项同时知悉."""
        home = household()
        walk(county, home, "reviewing")
        head = self.member()
        change = self.effective(county, what="死亡", member=head.pk)
        head.refresh_from_db()
        home.refresh_from_db()
        assert head.died_on == TODAY and home.head_name != head.name
        assert home.members.filter(relation="head", died_on=None).count() == 1
        (case,) = cases("intervention")
        heard = case.facts["member_changes"]
        assert heard == [{"change": change.number, "changed_on": TODAY.isoformat()}]
        county.take(change, "follow_up", county.local("jingban"), followed="已告知低保复核。")
        assert change.closed

    def test_a_birth_adds_a_member(self, county: Rehearsal) -> None:
        change = self.effective(county, what="出生", name="曾新生", relation="之孙子")
        born = household().members.get(name="曾新生")
        assert (born.relation, born.born) == ("grandson", TODAY)
        assert Paper.objects.get(dossier=change.uuid).kind == "D60"

    def test_who_went_to_prison_may_come_back(self, county: Rehearsal) -> None:
        member = household().members.exclude(relation="head").order_by("pk")[0]
        self.effective(county, what="服刑", member=member.pk)
        member.refresh_from_db()
        assert member.left_on == TODAY
        done = cases("natural_change")[0]
        county.take(done, "follow_up", county.local("jingban"), followed="无")
        self.effective(county, what="回归", member=member.pk)
        member.refresh_from_db()
        assert member.left_on is None

    def test_when_nobody_is_left_the_household_has_ended(self, county: Rehearsal) -> None:
        home = household()
        home.members.exclude(relation="head").update(died_on=date(2026, 1, 1))
        self.effective(county, what="死亡", member=self.member().pk)
        assert Household.objects.get(pk=home.pk).ended_on == TODAY

    @pytest.mark.parametrize(
        ("today", "happened", "month", "late"),
        [
            (date(2026, 6, 3), date(2026, 6, 1), "2026-06", False),
            (date(2026, 6, 5), date(2026, 5, 30), "2026-05", False),
            (date(2026, 6, 6), date(2026, 5, 30), "2026-06", True),
            (date(2026, 6, 3), date(2026, 4, 30), "2026-06", True),
            (date(2027, 1, 4), date(2026, 12, 30), "2026-12", False),
        ],
    )
    def test_a_closed_month_takes_nothing_more_and_the_late_entry_is_marked(
        self, county: Rehearsal, today: date, happened: date, month: str, late: bool
    ) -> None:
        with clock.standing_at(today):
            change = self.recorded(
                county, what="死亡", member=self.member().pk, happened_on=happened
            )
        assert (change.facts["month"], change.facts["late"]) == (month, late)

    def test_who_verified_does_not_make_it_effective(self, county: Rehearsal) -> None:
        change = self.recorded(county, what="死亡", member=self.member().pk)
        county.take(change, "verify", county.local("jingban"), checked=True)
        with pytest.raises(NotAllowed):
            county.take(change, "take_effect", county.local("jingban"))
        assert self.member().died_on is None

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"what": "出生"}, "name"),
            ({"what": "死亡"}, "member"),
            ({"what": "死亡", "happened_on": date(2026, 6, 4)}, "happened_on"),
            ({"what": "迁入", "name": "某某", "relation": "之子", "id_number": "1"}, "id_number"),
        ],
    )
    def test_what_is_missing_is_named(
        self, county: Rehearsal, wrong: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            self.recorded(county, **wrong)
        assert field in refused.value.errors

    def test_a_number_of_somebody_else_blocks_the_effect(self, county: Rehearsal) -> None:
        other = Member.objects.exclude(household=household()).exclude(id_digest=None)[0]
        change = self.recorded(
            county, what="婚入", name="单新人", relation="之儿媳", id_number=other.id_number
        )
        county.take(change, "verify", county.local("jingban"), checked=True)
        with pytest.raises(Blocked) as refused:
            county.take(change, "take_effect", county.local("shenhe"))
        assert "另一名成员名下" in refused.value.reasons[0]
        county.take(change, "refuse", county.local("shenhe"), rejected_because="号码重复")
        assert change.stage == "rejected"
