"""A case: one row that is the projection of its events."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from vault.fields import SealedJSONField

from ..procedure import Procedure, find
from ..reach import CaseQuerySet


class Case(models.Model):
    """One household's (or sheet's, or child's) way through a procedure.

    Only `engine.door` writes this table. `root` is the family's first case and the row that is
    locked first; a root's `root` is empty. `facts` holds the answers given so far that are not
    personal, `private` those that are. `wake_on` is the day something happens by itself.
    """

    uuid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    procedure = models.CharField("程序", max_length=40)
    edition = models.CharField("版本", max_length=20)
    pack = models.CharField("政策包", max_length=60)
    number = models.CharField("编号", max_length=60, unique=True)
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="family", verbose_name="主案"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="led_to", verbose_name="由来"
    )
    key = models.CharField("子项", max_length=40, blank=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    household = models.ForeignKey(
        "workflows.Household", models.PROTECT, null=True, blank=True, verbose_name="农户"
    )
    region = models.BigIntegerField("区划代码")
    department = models.CharField("部门", max_length=40, blank=True)

    stage = models.CharField("环节", max_length=40)
    seq = models.PositiveIntegerField("序号", default=0)
    closed = models.BooleanField("已办结", default=False)
    stands = models.BooleanField("结果有效", default=True)
    heeded = models.BooleanField("已被采纳", default=False)
    collecting = models.BooleanField("可列入", default=False)
    opened_on = models.DateField("立案日期")
    entered_on = models.DateField("进入环节日期")
    clock_on = models.DateField("起算日期")
    due_on = models.DateField("总期限", null=True, blank=True)
    wake_on = models.DateField("到期自动", null=True, blank=True)
    last_hash = models.CharField("末次散列", max_length=64, blank=True)
    came_from = models.CharField("来自环节", max_length=40, blank=True)

    standing: models.JSONField[list[str]] = models.JSONField("有效结果", default=list, blank=True)
    facts: models.JSONField[dict[str, Any]] = models.JSONField("事实", default=dict, blank=True)
    private = SealedJSONField("个人信息", default=dict, blank=True)
    duties: models.JSONField[dict[str, list[int]]] = models.JSONField(
        "履职人", default=dict, blank=True
    )
    barred: models.JSONField[list[int]] = models.JSONField("回避人", default=list, blank=True)
    proposal: models.JSONField[dict[str, Any] | None] = models.JSONField(
        "待会签", null=True, blank=True
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "procedure", "key"],
                condition=Q(closed=False, parent=None),
                name="case_one_open_per_household",
            ),
            models.UniqueConstraint(
                fields=["parent", "procedure", "key", "round"], name="case_one_child_per_round"
            ),
            models.UniqueConstraint(
                fields=["procedure", "region", "key"],
                condition=Q(collecting=True),
                name="case_one_collecting_sheet",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["region", "procedure", "stage"], name="case_by_area"),
            models.Index(fields=["wake_on"], condition=~Q(wake_on=None), name="case_to_wake"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def table(self) -> type[Procedure]:
        """The procedure and edition this case is bound to."""
        return find(self.procedure, self.edition)

    @property
    def stage_label(self) -> str:
        return self.table.stages[self.stage].label

    @property
    def head(self) -> Case:
        """The family's first case; itself for a root."""
        return self.root or self

    @property
    def head_name(self) -> str:
        """The head of the household: as the register has it, unless the case names a successor."""
        registered = self.household.head_name if self.household else ""
        return str((self.private or {}).get("head_name") or registered)

    @property
    def answers(self) -> dict[str, Any]:
        """Everything answered so far, personal answers included: for papers and those who may read."""
        return {**self.facts, **(self.private or {})}


class SheetEntry(models.Model):
    """One case's line on a sheet; struck lines stay, with the day and the reason."""

    sheet = models.ForeignKey(Case, models.PROTECT, related_name="entries", verbose_name="公示")
    case = models.ForeignKey(Case, models.PROTECT, related_name="listings", verbose_name="案件")
    struck_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公示名单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "case"], name="entry_once_per_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.case_id}"


class CasePaper(models.Model):
    """A paper issued in a step of a case; the paper itself knows nothing of cases."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers", verbose_name="案件")
    seq = models.PositiveIntegerField("序号")
    paper = models.OneToOneField("documents.Paper", models.PROTECT, verbose_name="文书")

    class Meta:
        verbose_name = verbose_name_plural = "案件文书"

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq}"
