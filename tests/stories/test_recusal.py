"""Recusal asked for, and recusal ordered: who is kept away, who takes over, what is printed.

机关根据本人或者利害关系人的申请作出回避决定，也可以不经申请直接作出（公务员法 第七十八条）。
"""

from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_deciding, to_reviewing
from workflows.access.models import Officer
from workflows.engine.family import Family
from workflows.engine.models import Case
from workflows.engine.refusals import Invalid, NotAllowed
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

ORDER: dict[str, Any] = {
    "tie": "其他利害关系", "prompted_by": "农户或利害关系人申请", "recused_because": "与该户有借贷纠纷。",
}  # fmt: skip


def ids(*accounts: str) -> list[int]:
    return [Officer.objects.get(username=name).pk for name in accounts]


def order(county: Rehearsal, case: Case, by: str, away: str, heir: str, **more: Any) -> None:
    gone, taker = ids(away, heir)
    county.take(case, "order_recusal", by, away=gone, substitute=taker, **{**ORDER, **more})


class TestOrdered:
    def test_keeps_the_officer_from_the_case_and_names_who_takes_over(
        self, county: Rehearsal
    ) -> None:
        case = to_deciding(county)
        with clock.standing_at(june(12)):
            order(county, case, "xian_shenpi2", "xian_shenpi", "xian_shenpi2")
            with pytest.raises(NotAllowed, match="回避"):
                county.take(
                    case, "confirm", "xian_shenpi", decision_text="同意。",
                    subject_class="突发严重困难户",
                )  # fmt: skip
            county.visit_if_drawn(case)
            county.take(
                case, "confirm", "xian_shenpi2", decision_text="同意。",
                subject_class="突发严重困难户",
            )  # fmt: skip
        remark = Paper.objects.get(dossier=case.uuid, kind="D18").facts["remark"]
        names = [Officer.objects.get(username=n).name for n in ("xian_shenpi", "xian_shenpi2")]
        assert (
            f"回避：{names[0]}（其他利害关系，农户或利害关系人申请，责令回避），由{names[1]}接办。"
        ) in remark
        assert "近亲属备案" not in remark
        assert "借贷" not in str(case.facts)  # the reason is sealed with the personal answers

    def test_a_near_relative_makes_the_county_visit(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            order(
                county, case, county.local("shenhe"), county.local("jingban"),
                county.local("jingban2"), tie="近亲属",
            )  # fmt: skip
        assert case.facts["near_relative"] is True

    def test_reaches_down_and_not_up(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        boss, clerk = county.local("shenhe"), county.local("jingban")
        with clock.standing_at(june(5)):
            with pytest.raises(NotAllowed):
                order(county, case, clerk, boss, boss)
            with pytest.raises(Invalid) as no:
                order(county, case, boss, "xian_shenpi", "xian_shenpi2")
            assert set(no.value.errors) == {"away"}
            with pytest.raises(Invalid):
                order(county, case, "xian_shenpi", "xian_shenpi", "xian_shenpi2")

    def test_whoever_takes_over_has_the_post_and_is_not_kept_away_himself(
        self, county: Rehearsal
    ) -> None:
        case = to_reviewing(county)
        boss, first, second = (county.local(n) for n in ("shenhe", "jingban", "jingban2"))
        with clock.standing_at(june(5)):
            for heir in (first, county.village(case), boss):
                with pytest.raises(Invalid) as no:
                    order(county, case, boss, first, heir)
                assert set(no.value.errors) == {"substitute"}
            county.take(case, "recuse", second, tie="其他亲属", recused_because="表亲。")
            with pytest.raises(Invalid) as gone:
                order(county, case, boss, first, second)
            assert set(gone.value.errors) == {"substitute"}

    def test_asked_for_is_told_apart_from_ordered(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.take(
                case, "recuse", county.local("jingban"), tie="其他亲属", recused_because="表亲。"
            )
        (asked,) = case.facts["recusals"]
        assert asked == {"officer": ids(county.local("jingban"))[0], "tie": "其他亲属"}
        assert Family.read(case, june(5)).related_persons == {asked["officer"]}
