"""What must hold for the steps of a phase-out, and what they work out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from workflows.engine.matter import Matter
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import condition, fact, found
from workflows.registry import dibao

from . import ledger
from .plan import Period, month_after

REMINDERS = ("phaseout.second_warning", "phaseout.last_warning")


# What must hold

over = fact("over", "人均收入没有超过低保标准")
fit = fact("fit", "不符合渐退条件（超过上限、财产超标或者不属于规定的对象）")
beyond = fact("beyond", "符合渐退条件，不能直接停发")
edge = fact("edge", "收入不在低保边缘范围")
compared = fact("compared", "信息核对结果尚未登记")
stated = fact("stated", "农户没有陈述申辩")
rechecked = fact("rechecked", "尚未重新核实")


@condition("人均收入仍然超过低保标准")
def under(case: Snapshot) -> bool:
    return case.facts.get("over") is False


@condition("该户只有一人，请用“唯一成员死亡”")
def others_remain(case: Snapshot) -> bool:
    return int(case.facts.get("persons", 0)) > 1


@condition("该户还有其他成员，请用“成员死亡”")
def nobody_remains(case: Snapshot) -> bool:
    return bool(case.facts.get("persons") == 1)


@condition("该户已有在办的低保渐退")
def alone(case: Snapshot) -> bool:
    return not case.facts.get("open_elsewhere")


@condition("核查人员不足规定人数")
def enough(case: Snapshot) -> bool:
    return len(case.facts.get("checkers", ())) >= int(case.pack["check.min_investigators"])


@condition("已登记告知送达")
def untold(case: Snapshot) -> bool:
    return not case.facts.get("told_on")


@condition("陈述申辩尚未书面答复")
def considered(case: Snapshot) -> bool:
    return not case.facts.get("stated") or bool(case.facts.get("answered"))


@condition("本地须先公示")
def posts_first(case: Snapshot) -> bool:
    return bool(case.pack["phaseout.public_notice"])


@condition("“公示”尚无有效结果")
def noticed(case: Snapshot) -> bool:
    return not case.pack["phaseout.public_notice"] or "public_notice" in case.standing


@condition("公示期内的异议尚未办结")
def quiet(case: Snapshot) -> bool:
    return not case.open("phase_out_objection")


@condition("须先告知农户拟提前终止，并满陈述申辩的期限")
def told_first(case: Snapshot) -> bool:
    """The days of the hearing, counted whole, lie between telling and ending."""
    told = case.date("end_told_on")
    if told is None:
        return False
    return case.today > case.pack.length("hearing.days").after(told, case.calendar).day


@found("该户当月没有在享受的低保")
def on_dibao(matter: Matter) -> bool:
    household = matter.head.household_id
    return household is not None and dibao.receives(household, matter.today, "dibao")


@found("没有依法仍应发放的退票款项")
def returned(matter: Matter) -> bool:
    return ledger.owed_after_return(matter).exists()


@found("没有银行退回的款项")
def bounced(matter: Matter) -> bool:
    return ledger.bounced(matter).exists()


@found("没有应追回的款项")
def owing(matter: Matter) -> bool:
    return ledger.owing(matter).exists()


# What is worked out


def told_today(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"told_on": case.today.isoformat()}


def heard_anew(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A household that is told again is heard again."""
    return {"told_on": "", "stated": False, "answered": False}


def heard(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"stated": True, "answered": False}


def answered(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"answered": True}


def end_told(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"end_told_on": case.today.isoformat()}


def looked_again(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"rechecked": True}


def granted(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The months: the decision names the last, and when its review is due."""
    return _dates(case, Period(month_after(case.today), int(answers["months"])))


def regranted(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same first month, another last."""
    return _dates(case, Period(date.fromisoformat(case.facts["from_on"]), int(answers["months"])))


def reminded(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The next day on which the review is demanded; none after the last."""
    end = date.fromisoformat(case.facts["to_on"])
    days = [_before(case, end, key) for key in REMINDERS]
    return {
        "remind_on": next((day.isoformat() for day in days if day > case.today), ""),
        "reminders": case.facts.get("reminders", 0) + 1,
    }


def next_objection(case: Snapshot) -> Iterable[str]:
    """Each objection is a child of its own."""
    return (str(sum(child.kind == "phase_out_objection" for child in case.children) + 1),)


def _dates(case: Snapshot, over: Period) -> Mapping[str, Any]:
    end = over.ends_on
    return {
        "from_on": over.starts_on.isoformat(),
        "to_on": end.isoformat(),
        "after_end": over.after_end.isoformat(),
        "warn_on": _before(case, end, "phaseout.warn_days").isoformat(),
        "remind_on": _before(case, end, REMINDERS[0]).isoformat(),
    }


def _before(case: Snapshot, end: date, key: str) -> date:
    """So many days before the end, as the pack has them."""
    return end - timedelta(days=case.pack[key])
