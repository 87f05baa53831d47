"""A household walked through the procedure with invented answers: demonstration data and stories.

Every step goes through the door as an officer's would; nothing is written past it.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from documents.delivery import record
from documents.models import Paper
from documents.models.proofs import Way
from documents.scans import attach
from workflows.access.models import Officer
from workflows.engine.door import start
from workflows.engine.family import Family
from workflows.engine.models import Case
from workflows.engine.rehearsing import Cast, photo
from workflows.registry.models import Household
from workflows.workdays import clock

from . import dossier
from .clue import Clue
from .sampling import drawn

__all__ = ["CHECK", "MEETING", "Rehearsal", "photo"]

CHECK: dict[str, Any] = {
    "method": "入户", "place": "户内", "persons": 3, "wage": "9000", "business": "3000",
    "property": "0", "transfer": "2400", "production_cost": "1200", "medical": "16800",
    "schooling": "1500", "housing_cost": "0", "disaster": "0", "other_cost": "600",
    "structure": "砖混", "appraisal": "B级", "food_enough": "达标", "clothes_enough": "达标",
    "water_quantity": "达标", "water_quality": "达标", "water_access": "达标",
    "water_reliability": "达标",
    "schooling_safe": "达标", "insured": "达标", "risks": ["因病"], "finding": "符合",
    "finding_text": "刚性支出明显超过收入，存在返贫风险，建议纳入。", "present_member": "户主本人",
    "present_relation": "户主", "signed_by": "签字",
}  # fmt: skip

MEETING: dict[str, Any] = {
    "meeting_kind": "村民代表会议", "met_at": "村民活动室", "chaired_by": "刘春生",
    "recorded_by": "何桂花", "entitled": 36, "attendees": 30, "representatives": 24,
    "stood_aside": 1, "recused": "王大山，户主的堂兄", "in_favour": 25, "against": 3, "abstained": 1,
    "dissent": "认为子女在外务工，应先由子女负担。", "nobody_concerned_voted": True,
    "all_signed": True,
}  # fmt: skip


class Rehearsal(Cast):
    """Walks a household through 防贫干预."""

    def warn(self, household: Household, *, channel: str = "乡村预警", account: str = "") -> Case:
        """Register a clue found today."""
        answers = {
            "channel": channel, "clue_on": clock.today(), "source": "村委会走访", "risks": ["因病"],
            "situation": "家中主要劳动力患病住院，自付医疗费用较高。",
        }  # fmt: skip
        by = self.actor(account or self.local("jingban"))
        return start(Clue, by=by, household=household, command_id=uuid4(), answers=answers)

    def accept(self, clue: Case) -> Case:
        """Accept the clue; returns the intervention it starts."""
        self.take(clue, "accept", self.local("jingban"), identified=True)
        return clue.led_to.get(procedure="intervention")

    def authorise(self, case: Case, **more: Any) -> None:
        self.take(case, "assign", "xian_jingban")
        answers = {"consent": True, "signed_on": clock.today(), "kin_declared": True, **more}
        self.take(case, "begin", self.local("jingban"), **answers)

    def check(self, case: Case, **more: Any) -> Case:
        """The household check from arrangement to acceptance; returns it."""
        child = self.child(case, "household_check")
        village = Officer.objects.get(username=self.village(case)).pk
        clerk = Officer.objects.get(username=self.local("jingban2")).pk
        self.schedule(child, village, clerk)
        answers = {**CHECK, "visited_on": clock.today(), **more}
        self.take(child, "submit", self.local("jingban2"), **answers)
        self.take(child, "accept", self.local("shenhe"))
        return child

    def schedule(self, child: Case, *checkers: int | None, step: str = "schedule") -> None:
        """These officers are to visit the household today; it is told by telephone."""
        self.take(
            child, step, self.local("jingban"), checkers=checkers, visit_on=clock.today(),
            told_by="电话",
        )  # fmt: skip

    def ask_departments(self, case: Case) -> list[Case]:
        """Send the letters this case waits on, and sign for them; returns its co-checks sent."""
        drafts = list(case.children.filter(procedure="co_check", stage="drafted").order_by("pk"))
        for child in drafts:
            letter = self.sheet(child, "request_letter")
            if letter.stage == "drafted":
                self.take(letter, "send", "xian_jingban")
                self.take(letter, "sign", self.liaison(child))
            child.refresh_from_db()
        return drafts

    def liaison(self, child: Case) -> str:
        """The account of the liaison of a co-check's department."""
        posted = Officer.objects.get(
            posts__role="liaison", posts__agency__department=child.department
        )
        return str(posted.username)

    def reply(self, child: Case, step: str = "reply", **more: Any) -> None:
        """A department answers 无异常 to everything it was asked."""
        answers = {f"result_{n}": "无异常" for n in range(4)}
        self.take(
            child, step, self.liaison(child), as_of=clock.today(), signer="联络员",
            **answers | more,
        )  # fmt: skip

    def accept_reply(self, child: Case) -> None:
        """The county accepts a reply; the household says at once that an anomaly is right."""
        child.refresh_from_db()
        if child.facts["outcome"] != "有异常" or child.facts.get("heard"):
            self.take(child, "accept", "xian_jingban")
            return
        self.tell(child)
        self.take(
            child, "content", self.local("jingban"), content_words="情况属实，无异议。",
            content_signed=True,
        )  # fmt: skip

    def tell(self, child: Case) -> None:
        """The household is told today of what the department reported."""
        self.take(child, "report", "xian_jingban")
        self.take(child, "tell", self.local("jingban"))
        self.serve_letter(Paper.objects.filter(casepaper__case=child, kind="D10").latest("pk"))
        self.take(child, "hear", self.local("jingban"), told_to="户主本人")

    def co_check(self, case: Case) -> None:
        """All departments asked, answered and accepted."""
        self.ask_departments(case)
        for child in case.children.filter(procedure="co_check", stage="issued").order_by("pk"):
            self.reply(child)
            self.accept_reply(child)

    def meet(self, case: Case, **more: Any) -> None:
        """The villagers' representatives met today and agreed."""
        self.take(
            case, "meet", self.local("jingban"), **{**MEETING, "met_on": clock.today(), **more}
        )

    def agree(self, case: Case) -> Case:
        """The township's first opinion; returns the sheet the household now stands on."""
        self.take(case, "agree", self.local("shenhe"), opinion="符合条件，同意公示。")
        return self.sheet(case, "notice")

    def post(self, sheet: Case) -> None:
        """Plan, sign and post a notice today."""
        answers: dict[str, Any] = {
            "post_on": clock.today(),
            "place": "村务公开栏",
            "screened": True,
        }
        self.take(sheet, "submit", self.local("jingban"), **answers)
        self.take(sheet, "approve", self.local("shenhe"))
        self.take(sheet, "post", self.village(sheet), files={"posted_photo": photo()})

    def take_down(self, sheet: Case) -> None:
        self.take(sheet, "take_down", self.village(sheet), files={"taken_down_photo": photo()})

    def decide(self, case: Case) -> None:
        """Township review, county examination and approval."""
        self.take(case, "pass_on", self.local("shenhe"), opinion="材料齐全，同意上报。")
        self.take(
            case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="经审查符合条件。"
        )
        self.visit_if_drawn(case)
        self.take(
            case, "confirm", "xian_shenpi", decision_text="同意。", subject_class="突发严重困难户"
        )

    def visit_if_drawn(self, case: Case) -> None:
        """The county visits the household if its number was drawn."""
        pack = Family.read(case, clock.today()).pack_of(case)
        if drawn(case.number, pack["county.spot_check_ratio"]):
            self.take(
                case, "visit", "xian_jingban", county_visit=True, visited_on=clock.today(),
                visitors="钟明远、谢雨晴", visit_found="与核查情况一致。",
            )  # fmt: skip

    def announce(self, case: Case) -> Case:
        """Sign and post the announcement of the result."""
        sheet = self.sheet(case, "announcement")
        self.take(sheet, "approve", self.local("shenhe"))
        self.take(sheet, "post", self.village(sheet), files={"posted_photo": photo()})
        return sheet

    def serve(self, case: Case) -> None:
        """Record the service of the household's letter, by hand, today."""
        self.serve_letter(
            Paper.objects.get(dossier=case.uuid, kind__in=("D21", "D22"), voided_on=None),
            case.head.household.head_name if case.head.household else "",
        )

    def serve_letter(self, letter: Paper, receiver: str = "户主本人") -> None:
        """Record that a letter was handed over at home today."""
        record(
            letter, way=Way.IN_PERSON, served_on=clock.today(), today=clock.today(), by="刘春生",
            place="户内", receiver=receiver,
        )  # fmt: skip

    def attach_originals(self, case: Case) -> None:
        """Attach a scan to every paper of the dossier that wants its signed original."""
        for item in dossier.checklist(case):
            for paper in item.papers if item.wants_scan else ():
                if not paper.scans.exists():
                    attach(paper, photo("scan.jpg"), signed_on=clock.today(), by="刘春生")

    def file(self, case: Case) -> None:
        """Serve, gather the originals, propose filing and have the archivist accept it."""
        self.serve(case)
        self.attach_originals(case)
        self.take(case, "file", self.local("jingban"), pages=36, keeper="乡镇档案室")
        self.take(case, "file", self.local("dangan"))

    def child(self, case: Case, kind: str) -> Case:
        """The newest child of a kind."""
        return case.children.filter(procedure=kind).latest("pk")

    def sheet(self, case: Case, kind: str) -> Case:
        """The newest sheet of a kind the case stands on."""
        return case.listings.filter(sheet__procedure=kind, struck_on=None).latest("pk").sheet
