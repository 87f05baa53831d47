"""A paper and the counter its number came from."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents import canonical
from documents.kinds import Issuer, PaperMeta
from vault.fields import SealedJSONField


class NumberSeries(models.Model):
    """The gap-free counter of one 发文代字 and year; only `numbering.take` moves it."""

    code = models.CharField("发文代字", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用至")

    class Meta:
        verbose_name = "文号系列"
        verbose_name_plural = "文号系列"
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="documents_one_counter_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class Paper(models.Model):
    """An issued paper: frozen facts, from which its PDF can be made at any time.

    Nothing of it changes after issue except that it is voided; a correction is a new paper
    that `replaces` this one. Rows are never deleted, a voided number stays in the list.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("文书种类", max_length=20)
    title = models.CharField("标题", max_length=200)
    audience = models.CharField("读者", max_length=20)
    facts = SealedJSONField("事实")
    facts_digest = models.CharField("事实校验值", max_length=64)
    forbidden = SealedJSONField("不得出现的内容")
    check_code = models.CharField("核对码", max_length=12, unique=True)
    dossier = models.UUIDField("案卷", db_index=True)
    entry = models.CharField("所据记录", max_length=100, blank=True)
    issued_on = models.DateField("成文日期")
    issuer = models.JSONField("发文机关")
    is_demo = models.BooleanField("演示样稿")
    series = models.CharField("发文代字", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    serial = models.PositiveIntegerField("序号", null=True)
    number = models.CharField("文号", max_length=90, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name="更正的文书"
    )
    voided_on = models.DateField("作废日期", null=True)
    voided_reason = models.CharField("作废原因", max_length=500, blank=True)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "serial"], name="documents_number_given_once"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="documents_number_text_once"
            ),
            models.CheckConstraint(
                condition=Q(series="", number="", year=None, serial=None)
                | (
                    ~Q(series="")
                    & ~Q(number="")
                    # A comparison with NULL is neither true nor false and passes a CHECK.
                    & Q(year__isnull=False, serial__isnull=False, serial__gte=1)
                ),
                name="documents_number_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None, voided_reason="")
                | (Q(voided_on__isnull=False) & ~Q(voided_reason="")),
                name="documents_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(replaces=models.F("id")), name="documents_replaces_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def is_public(self) -> bool:
        """Whether it was issued to be posted, so that the leak gate must pass it."""
        return self.audience == "public"

    @property
    def is_intact(self) -> bool:
        """Whether the sealed facts are still the ones whose digest was taken at issue."""
        return canonical.digest(self.facts) == self.facts_digest

    @property
    def meta(self) -> PaperMeta:
        """What the template may print about the paper itself."""
        return PaperMeta(
            number=self.number,
            title=self.title,
            issued_on=self.issued_on,
            issuer=Issuer(**self.issuer),
            check_code=self.check_code,
            identifier=self.uuid,
            is_demo=self.is_demo,
        )
