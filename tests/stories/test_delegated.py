"""Approval delegated to the township: its head decides, the county watches, records, and may take back.

县级可以将审核确认权限委托乡镇（民发〔2021〕57号 第二条）；是否委托、凭什么文件，由本县的政策包规定。
"""

from collections.abc import Iterator
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_public_notice, to_reviewing
from tests.fixtures.delegation import PAPER, delegating
from tests.stories.decided import REFUSAL
from workflows.access.actors import Role
from workflows.access.models import Officer, Post
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

APPROVED: dict[str, Any] = {"decision_text": "同意。", "subject_class": "突发严重困难户"}
HEAD = "zhenzhang"


@pytest.fixture
def delegated() -> Iterator[None]:
    """The county has entrusted its townships with deciding, by the paper named."""
    with delegating():
        yield


def with_head(county: Rehearsal) -> Rehearsal:
    """The township has a head beside its reviewer."""
    known = Post.objects.get(officer__username=county.local("shenhe"))
    officer = Officer.objects.create(username=HEAD, name="温镇远")
    Post.objects.create(
        officer=officer, role=Role.REVIEWER, agency=known.agency, starts_on=known.starts_on
    )
    return county


def at_head(county: Rehearsal) -> Case:
    """A case that waits for the head of the township, on the 12th."""
    case, sheet = to_public_notice(with_head(county))
    with clock.standing_at(june(5)):
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    with clock.standing_at(june(12)):
        with pytest.raises(NotNow):  # the county has entrusted this: it does not come up
            county.take(case, "pass_on", county.local("shenhe"), opinion="同意。")
        county.take(case, "pass_up", county.local("shenhe"), opinion="材料齐全，同意。")
    return case


def for_county(case: Case, *kinds: str) -> None:
    """行政许可法 第二十四条: who is entrusted acts in the name of who entrusts, which answers for it.

    Issuer, number and remedies are the county's; whom to ask is who has handled it.
    """
    county, township = (
        Post.objects.get(officer__username=name).agency for name in ("xian_shenpi", HEAD)
    )
    for kind in kinds:
        issuer = Paper.objects.get(dossier=case.uuid, kind=kind).issuer
        assert (issuer["name"], issuer["code"]) == (county.name, county.document_code), kind
    letter = Paper.objects.get(dossier=case.uuid, kind=kinds[0])
    assert letter.series == f"{county.document_code}审"
    assert letter.facts["contact"] == {"name": "温镇远", "phone": township.phone}
    remedies = letter.facts["remedies"]
    assert remedies["internal_review"]["body"] == county.name


def test_reconsideration_is_sought_above_who_entrusted(county: Rehearsal) -> None:
    """行政复议法：受委托的组织作出的行为，以委托的机关为被申请人，由其本级人民政府管辖。"""
    with delegating(appeal_lies=True):
        case = to_reviewing(with_head(county))
        with clock.standing_at(june(5)):
            county.take(case, "oppose_here", county.local("shenhe"), opinion="收入高于监测线。")
            county.take(case, "refuse_here", HEAD, **REFUSAL)
        letter = Paper.objects.get(dossier=case.uuid, kind="D22").facts
    assert letter["remedies"]["reconsideration"]["body"] == "示例县人民政府"


@pytest.mark.usefixtures("delegated")
class TestDelegated:
    def test_the_head_decides_and_the_papers_name_the_delegation(self, county: Rehearsal) -> None:
        case = at_head(county)
        with clock.standing_at(june(12)):
            county.visit_if_drawn(case)
            county.take(case, "confirm_here", HEAD, **APPROVED)
        assert case.stage == "confirmed"
        office = Post.objects.get(officer__username="xian_shenpi").agency.name
        form, letter = (Paper.objects.get(dossier=case.uuid, kind=kind) for kind in ("D18", "D21"))
        for paper in (form, letter):
            entrusted = {"by": office, "to": "示例县云桥镇人民政府", "basis": PAPER}
            assert paper.facts["delegation"] == entrusted
        for_county(case, "D21", "D50")
        assert form.facts["county_opinion"]["signer"] == "温镇远"
        assert form.facts["township_opinion"]["text"] == "材料齐全，同意。"
        assert form.facts["county_handling"] is None
        assert letter.facts["copies"][0] == "示例县云桥镇人民政府"
        with clock.standing_at(june(12)):
            sheet = county.announce(case)
        poster = Paper.objects.get(dossier=sheet.uuid, kind="D20").facts
        assert poster["decided_by"] == f"{office}（委托示例县云桥镇人民政府）"

    def test_separation_of_duties_still_holds(self, county: Rehearsal) -> None:
        """审核过本案的不得审批；县级审批人、经办也不代乡镇审批。"""
        case = at_head(county)
        with clock.standing_at(june(12)):
            with pytest.raises(NotAllowed, match="同一人不得"):
                county.take(case, "confirm_here", county.local("shenhe"), **APPROVED)
            for account in ("xian_shenpi", "xian_jingban", county.local("jingban")):
                with pytest.raises(NotAllowed, match="须由乡镇审核办理"):
                    county.take(case, "confirm_here", account, **APPROVED)

    def test_a_near_relative_is_visited_by_the_county_first(self, county: Rehearsal) -> None:
        case = at_head(county)
        with clock.standing_at(june(12)):
            county.take(
                case, "recuse", county.local("jingban"), tie="近亲属", recused_because="外甥。"
            )
            with pytest.raises(Blocked) as no:
                county.take(case, "confirm_here", HEAD, **APPROVED)
            assert "近亲属备案户或有举报的户，县级须先入户" in no.value.reasons
            county.take(
                case, "visit", "xian_jingban", county_visit=True, visited_on=june(12),
                visitors="钟明远、谢雨晴", visit_found="情况属实。",
            )  # fmt: skip
            county.take(case, "confirm_here", HEAD, **APPROVED)
        assert case.stage == "confirmed"

    def test_the_county_keeps_a_record_before_the_dossier_is_filed(self, county: Rehearsal) -> None:
        case = at_head(county)
        with clock.standing_at(june(12)):
            county.visit_if_drawn(case)
            county.take(case, "confirm_here", HEAD, **APPROVED)
            county.announce(case)
            with pytest.raises(Blocked) as no:
                county.file(case)
            assert no.value.reasons == ("受委托作出的决定尚未由县里备案",)
            county.take(county.child(case, "county_record"), "record", "xian_jingban")
            county.take(case, "file", county.local("jingban"), pages=36, keeper="乡镇档案室")
            county.take(case, "file", county.local("dangan"))
        assert case.stage == "filed"

    def test_a_first_no_goes_to_the_head_and_is_refused_with_reasons(
        self, county: Rehearsal
    ) -> None:
        case = to_reviewing(with_head(county))
        with clock.standing_at(june(5)):
            county.take(case, "oppose_here", county.local("shenhe"), opinion="收入高于监测线。")
            county.take(case, "refuse_here", HEAD, **REFUSAL)
        assert (case.stage, case.closed) == ("not_confirmed", True)
        opinion = Paper.objects.get(dossier=case.uuid, kind="D17").facts["township_opinion"]
        assert opinion["outcome"] == "不同意"
        letter = Paper.objects.get(dossier=case.uuid, kind="D22").facts
        assert letter["delegation"]["basis"] == PAPER
        for_county(case, "D22", "D50")
        assert county.child(case, "county_record").stage == "waiting"

    def test_the_county_sees_it_waiting_and_may_take_it_back(self, county: Rehearsal) -> None:
        case = at_head(county)
        watching = Task.objects.open().for_actor(county.actor("xian_jingban")).filter(case=case)
        assert watching.count() == 1
        with clock.standing_at(june(12)):
            with pytest.raises(NotAllowed):
                county.take(case, "take_back", HEAD, taken_back_because="群众反映强烈。")
            county.take(case, "take_back", "xian_jingban", taken_back_because="群众反映强烈。")
            assert (case.stage, "entrusted" in case.standing) == ("examining", False)
            county.take(
                case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="符合。"
            )
            county.visit_if_drawn(case)
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        assert Paper.objects.get(dossier=case.uuid, kind="D21").facts["delegation"] is None


def test_without_a_delegation_nothing_is_decided_below_the_county(county: Rehearsal) -> None:
    case, sheet = to_public_notice(with_head(county))
    with clock.standing_at(june(5)):
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        with pytest.raises(NotNow):
            county.take(case, "pass_up", county.local("shenhe"), opinion="同意。")
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意。")
    assert case.stage == "examining"
