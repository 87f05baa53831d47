"""What must hold before a step of 防贫干预 is taken, with the sentence that says what is missing."""

from workflows.engine.matter import Matter
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import condition, found

from . import dossier, originals, warning
from .forms.after import URGENT
from .forms.words import ANOMALOUS
from .papers.record import record_of
from .papers.struck import lines_to_tell
from .sampling import drawn
from .under_way import neighbouring, under_way


@condition("该户没有在办的防贫干预")
def known(case: Snapshot) -> bool:
    return bool(case.facts.get("open_elsewhere"))


@condition("线下的核查、协查结果还没有全部录入并采信")
def results_in(case: Snapshot) -> bool:
    return all(
        c.stage in ("accepted", "waived")
        for c in case.newest
        if c.kind in ("household_check", "co_check")
    )


@found("线下办过的环节还有缺纸质原件扫描件的，请在《线下转入登记表》上附上")
def originals_there(matter: Matter) -> bool:
    return not originals.lacking(matter.head)


@condition("须先就现有的核查、协查结果召开民主评议会")
def review_held(case: Snapshot) -> bool:
    doubted = case.facts.get("objected") or case.facts.get("contested")
    asked = case.pack["review.required"] == "always" or bool(doubted)
    return bool(case.facts.get("meeting")) or not asked


@condition("民主评议会实到人数或者村民代表不足规定，评议无效，请重新召开")
def quorate(case: Snapshot) -> bool:
    return not case.facts.get("meeting") or bool(case.facts.get("quorum"))


@condition("民主评议没有过半数同意，不能提出“符合”；可以提出“不符合”，争议较大的另派人核查")
def carried(case: Snapshot) -> bool:
    return not case.facts.get("meeting") or bool(case.facts.get("carried"))


@condition("尚未登记民主评议会")
def met(case: Snapshot) -> bool:
    return bool(case.facts.get("meeting"))


@condition("没有已告知户方、户方已陈述或者期满的异常结果，不能直接不予确认")
def disproved(case: Snapshot) -> bool:
    """57号 第十八条: found unfit by a comparison the household was told of, and could dispute."""
    results = (c for c in case.newest if c.kind == "co_check" and c.stage == "accepted")
    return any(c.facts.get("outcome") == ANOMALOUS and c.facts.get("heard") for c in results)


@condition("还有核对结果正在告知户方、等候陈述或者复核")
def undisputed(case: Snapshot) -> bool:
    waiting = ("telling", "told_of", "disputed")
    return not any(c.kind == "co_check" and c.stage in waiting for c in case.newest)


@condition("公示期内的异议尚未办结")
def quiet(case: Snapshot) -> bool:
    return not case.open("objection")


@condition("已有一件复核正在办理")
def not_in_review(case: Snapshot) -> bool:
    return not case.open("appeal")


@condition("已有一件拟撤销正在办理")
def not_being_revoked(case: Snapshot) -> bool:
    return not case.open("revocation")


@condition("已登记拒绝授权")
def not_refused(case: Snapshot) -> bool:
    return not case.facts.get("consent_refused")


@condition("没有授权书，不能核查")
def authorised(case: Snapshot) -> bool:
    return bool(case.facts.get("consent"))


@condition("骗取的先行救助正在追回，追回以前不能撤回")
def honest(case: Snapshot) -> bool:
    """C24: a household does not end by withdrawing what is being inquired into as fraud."""
    return not any(c.kind == "relief" and c.stage == "recovering" for c in case.newest)


@condition("所列公示没有撤下")
def taken_away(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage in ("coming_down", "withdrawn")


@condition("近亲属备案户或有举报的户，县级须先入户")
def visited(case: Snapshot) -> bool:
    must = any(case.facts.get(reason) for reason in case.pack["county.visit_if"])
    return bool(case.facts.get("county_visit")) or not must


@condition("本县没有把审批权委托给乡镇")
def delegated(case: Snapshot) -> bool:
    """57号 第二条: the county may entrust a township with deciding; each case as its pack had it."""
    return bool(case.pack["county.delegated"])


@condition("受委托作出的决定尚未由县里备案")
def recorded(case: Snapshot) -> bool:
    return not case.open("county_record")


@condition("办理期限已经延长过一次")
def not_extended(case: Snapshot) -> bool:
    return not case.facts.get("extended")


@condition("全户已无在世成员")
def alive(case: Snapshot) -> bool:
    return case.facts.get("remaining") != 0


@condition("须先有拒绝配合的记录和书面告诫，或者拒绝授权的记录")
def warned(case: Snapshot) -> bool:
    """Nobody loses a procedure by silence: refusals on record and a written warning come first.

    A consent refused at first (C3) counts while it was not given after all.
    """
    refuses = case.stage == "authorising" and bool(case.facts.get("consent_refused"))
    return refuses or any(
        c.kind == warning.CHECK and c.stage == warning.WARNED for c in case.newest
    )


@found("配合核查告诫书尚未送达本户，请先送达并登记")
def warning_served(matter: Matter) -> bool:
    """Whoever refuses consent was told face to face and has no letter: `warned` speaks of both."""
    given = warning.warning_of(matter)
    return given is None or given.served_on is not None


@found("告诫书送达后未满规定期限，或者告诫书给出的限期未过，还不能终止")
def warning_over(matter: Matter) -> bool:
    """The pack's days after service are over, and the day the letter gave the household too."""
    given = warning.warning_of(matter)
    return given is None or given.last_day is None or matter.today > given.last_day


@condition("公告尚未张贴")
def announced(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage in ("posted", "closed")


@found("确认告知书尚未送达")
def delivered(matter: Matter) -> bool:
    return dossier.delivered(matter.head, "D21")


@found("该户另有在办的防贫干预，不能撤销撤回")
def alone(matter: Matter) -> bool:
    return not under_way(matter)


@found("本村没有其他在办的防贫干预可以并入")
def has_neighbour(matter: Matter) -> bool:
    return bool(neighbouring(matter))


@found("风险类型不是灾害、意外或大病，应按程序办理")
def urgent(matter: Matter) -> bool:
    """Source: 关于改革完善社会救助制度的意见 15, relief first in an emergency."""
    return bool(set(URGENT) & set(record_of(matter).risks))


@found("本户被抽中县级抽查，须先入户")
def spot_checked(matter: Matter) -> bool:
    visited = bool(matter.head.facts.get("county_visit"))
    return visited or not drawn(matter.head.number, matter.pack["county.spot_check_ratio"])


@found("签发以后有户撤下，公示上仍有其姓名，请改期重新签发")
def accurate(matter: Matter) -> bool:
    return not lines_to_tell(matter.case)


@found("没有需要说明的撤下")
def newly_struck(matter: Matter) -> bool:
    return bool(lines_to_tell(matter.case))


@found("案卷材料或盖章原件不齐")
def dossier_full(matter: Matter) -> bool:
    return dossier.complete(matter.head)
