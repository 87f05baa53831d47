"""What must hold before a step of 防贫干预 is taken, with the sentence that says what is missing."""

from workflows.engine.matter import Matter
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import condition, found

from . import dossier
from .forms.after import URGENT
from .papers.record import record_of
from .papers.struck import lines_to_tell
from .sampling import drawn
from .under_way import neighbouring, under_way


@condition("须先召开民主评议会")
def review_held(case: Snapshot) -> bool:
    asked = case.pack["review.required"] == "always" or bool(case.facts.get("objected"))
    return bool(case.facts.get("meeting")) or not asked


@condition("民主评议会到会代表或赞成人数不合规定")
def quorate(case: Snapshot) -> bool:
    return bool(case.facts.get("quorum", True))


@condition("公示期内的异议尚未办结")
def quiet(case: Snapshot) -> bool:
    return not case.open("objection")


@condition("公示尚未张贴，不能提出异议")
def hung(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage in ("posted", "closed")


@condition("已有一件复核正在办理")
def not_in_review(case: Snapshot) -> bool:
    return not case.open("appeal")


@condition("已有一件拟撤销正在办理")
def not_being_revoked(case: Snapshot) -> bool:
    return not case.open("revocation")


@condition("已登记拒绝授权")
def not_refused(case: Snapshot) -> bool:
    return not case.facts.get("consent_refused")


@condition("所列公示没有撤下")
def taken_away(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage in ("coming_down", "withdrawn")


@condition("公示尚未取下，或张贴、取下没有照片")
def evidenced(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage == "closed"


@condition("近亲属备案户或有举报的户，县级须先入户")
def visited(case: Snapshot) -> bool:
    must = any(case.facts.get(reason) for reason in case.pack["county.visit_if"])
    return bool(case.facts.get("county_visit")) or not must


@condition("办理期限已经延长过一次")
def not_extended(case: Snapshot) -> bool:
    return not case.facts.get("extended")


@condition("全户已无在世成员")
def alive(case: Snapshot) -> bool:
    return case.facts.get("remaining") != 0


@condition("须先有拒绝配合的记录和书面警示，或者拒绝授权的记录")
def warned(case: Snapshot) -> bool:
    """Nobody loses a procedure by silence: refusals on record and a written warning come first."""
    refuses = any(c.kind == "household_check" and c.stage == "warned" for c in case.newest)
    return refuses or bool(case.facts.get("consent_refused"))


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
