"""The measured procedure as a table of the product's engine, with papers and without."""

from typing import Any, NamedTuple

from django import forms

from documents.kinds import Kind
from workflows.access.actors import Role
from workflows.engine.answers import StepForm
from workflows.engine.matter import Matter
from workflows.engine.papers import PaperForm
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, children_in, limit

from .peers.models import DEPARTMENTS

CHECK, REVIEW, APPROVE = "check", "review", "approve"
APART = (frozenset({CHECK, REVIEW, APPROVE}),)


class ClueForm(StepForm):
    """What is noticed of a household."""

    situation = forms.CharField(max_length=200)


class FindingForm(StepForm):
    """What was found."""

    finding = forms.CharField(max_length=200)


class OpinionForm(StepForm):
    """What is to become of it."""

    opinion = forms.CharField(max_length=200)


class FileForm(StepForm):
    """Where it is kept."""

    keeper = forms.CharField(max_length=200)


def facts(matter: Matter) -> dict[str, Any]:
    """What the measured papers freeze: the household and everything answered so far."""
    household = matter.household
    return {
        "number": matter.case.number,
        "household": household.number,
        "head": household.head_name,
        "on": matter.today,
        **matter.said,
    }


def _paper(code: str, title: str, series: str = "") -> PaperForm:
    return PaperForm(Kind(code, title, "internal", "form", series), facts, (Role.CLERK,))


# Seven papers in ten steps, three of them numbered: the main line issues 26 in 38.
CLUE = _paper("B1", "线索登记表")
CHECKED = _paper("B2", "入户核查表")
REQUEST = _paper("B3", "协查函", series="测函")
RESULT = _paper("B4", "公示结果说明")
APPROVAL = _paper("B5", "审批表", series="测审")
LETTER = _paper("B6", "确认告知书", series="测确")
RECORD = _paper("B7", "建档登记表")


class Tables(NamedTuple):
    """A procedure and the one it opens for each department."""

    aid: type[Procedure]
    department: type[Procedure]


def tables(*, papers: bool) -> Tables:
    """The two tables; without papers nothing is issued, and all else is the same."""
    mark = "papers" if papers else "plain"

    class DepartmentCheck(Procedure):
        key, name, letter, apart = f"bench_department_{mark}", "部门协查", "BX", APART
        basis = "bench"
        key_is_department = True
        seen_by = (Role.LIAISON, Role.CLERK, Role.HANDLER)

        asked = Stage("待反馈", held_by=Role.LIAISON, within=limit("cocheck.limit"), start=True)
        answered = Stage("已反馈", end=True)

        reply = asked.to(answered, "反馈", asks=FindingForm)

    class Aid(Procedure):
        key, name, letter, apart = f"bench_aid_{mark}", "防贫干预", f"B{mark[0].upper()}", APART
        basis = "bench"

        checking = Stage("入户核查", held_by=Role.CLERK, within=limit("check.limit"), start=True)
        asking = Stage(
            "部门协查", held_by=Role.HANDLER, within=limit("cocheck.limit"),
            opens=(DepartmentCheck.for_each(lambda case: DEPARTMENTS),),
            rests_on=(checking, DepartmentCheck),
        )  # fmt: skip
        notice = Stage("公示", held_by=Role.CLERK, lasts=limit("notice.days.dibao"))
        deciding = Stage("审批", held_by=Role.APPROVER, within=limit("county.decide_limit"))
        approved = Stage("待建档", held_by=Role.CLERK, within=limit("filing.limit"))
        filed = Stage("已建档", end=True)

        open_ = NEW.to(
            checking, "立案", by=Role.CLERK, asks=ClueForm, issues=(CLUE,) if papers else ()
        )
        check = checking.to(
            asking, "核查完毕", duty=CHECK, asks=FindingForm,
            issues=(CHECKED, REQUEST) if papers else (),
        )  # fmt: skip
        joined = asking.to(notice, "协查完毕", when=children_in(DepartmentCheck.answered))
        object_ = notice.to(checking, "异议成立，重新核查", asks=FindingForm)
        close = notice.to(
            deciding, "公示期满", waits=True, duty=REVIEW, by=Role.REVIEWER,
            issues=(RESULT,) if papers else (),
        )  # fmt: skip
        approve = deciding.to(
            approved, "批准", duty=APPROVE, asks=OpinionForm, upon=(checking, asking, notice),
            issues=(APPROVAL, LETTER) if papers else (),
        )  # fmt: skip
        file = approved.to(filed, "建档", asks=FileForm, issues=(RECORD,) if papers else ())

    return Tables(Aid, DepartmentCheck)
