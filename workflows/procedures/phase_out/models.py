"""The ledger of phase-outs: what was granted, and each month's payment. Amounts are whole cents.

Whole cents because the monthly run reckons in the database, and no database reckons decimals to
the cent alike. What may never happen is refused by the tables themselves.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .account import LABELS, State
from .money import LABELS as RULE_LABELS
from .money import Due, Terms

MILLIONTHS = 10**6
STATES = [(state.value, label) for state, label in LABELS.items()]
MONEY_OUT = (State.PAID, State.RECOVERABLE, State.RECOVERED)


def yuan(cents: int) -> Decimal:
    """Whole cents as yuan."""
    return Decimal(cents).scaleb(-2)


def cents_of(amount: Decimal) -> int:
    """Yuan as whole cents; exact."""
    return int(amount.scaleb(2))


class Grant(models.Model):
    """A phase-out as it was granted: frozen at approval, but for its months.

    `most` is the maximum of the pack the case is bound to, copied so that no later decision can
    exceed it. `office` is the county that pays. `held`: payments are suspended.
    """

    case = models.OneToOneField("workflows.Case", models.PROTECT, verbose_name="案件")
    household = models.ForeignKey("workflows.Household", models.PROTECT, verbose_name="农户")
    office = models.BigIntegerField("发放单位区划")
    decided_on = models.DateField("决定日期")
    starts_on = models.DateField("起始月份")
    ends_on = models.DateField("末日", db_index=True)
    months = models.PositiveSmallIntegerField("渐退月数")
    most = models.PositiveSmallIntegerField("最长月数")
    rule = models.CharField("计算方式", max_length=10, choices=list(RULE_LABELS.items()))
    multiples = models.CharField("各段倍数", max_length=100, blank=True)
    base = models.BigIntegerField("原月保障金额（分）")
    capped = models.BooleanField("封顶", default=True)
    supplement = models.PositiveIntegerField("增发倍数（百万分之一）", default=0)
    held = models.BooleanField("暂停", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "渐退"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=F("most")), name="grant_within_the_maximum"
            ),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="grant_from_first_of_month"),
            models.CheckConstraint(
                condition=Q(starts_on__gt=F("decided_on")), name="grant_starts_after_decision"
            ),
            models.CheckConstraint(condition=Q(base__gte=0), name="grant_base_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.starts_on:%Y-%m} {self.months}"

    @property
    def terms(self) -> Terms:
        """What every month is reckoned by."""
        multiples = tuple(map(Decimal, self.multiples.split(","))) if self.multiples else ()
        supplement = Decimal(self.supplement) / MILLIONTHS
        return Terms(yuan(self.base), self.rule, multiples, self.capped, supplement)


class Instalment(models.Model):
    """One month's payment, or what is paid for it afterwards. Once a phase-out, month and kind.

    `office` and `of` repeat the grant's county and months, so that the run reads one index and the
    table itself refuses a month beyond the grant. `pay_list` is the sheet it was put on.
    """

    class Kind(models.TextChoices):
        """A month of the phase-out, or back-pay after a decision was reversed."""

        MONTH = "month", "渐退金"
        BACK_PAY = "back_pay", "补发"

    grant = models.ForeignKey(
        Grant, models.PROTECT, related_name="instalments", verbose_name="渐退"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.MONTH)
    office = models.BigIntegerField("发放单位区划")
    month = models.DateField("月份")
    k = models.PositiveSmallIntegerField("第几个月")
    of = models.PositiveSmallIntegerField("共几个月")
    numerator = models.BigIntegerField("份额分子", default=1)
    denominator = models.BigIntegerField("份额分母", default=1)
    persons = models.PositiveSmallIntegerField("人数")
    eligible = models.PositiveSmallIntegerField("增发人数", default=0)
    standard = models.BigIntegerField("月标准（分）")
    basic = models.BigIntegerField("渐退金（分）")
    each = models.BigIntegerField("每人增发（分）", default=0)
    state = models.CharField("状态", max_length=12, choices=STATES, default=State.PLANNED)
    pay_list = models.ForeignKey(
        "workflows.Case", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="发放清册",
    )  # fmt: skip
    paid_on = models.DateField("发放日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "月发放"
        ordering: ClassVar = ["grant_id", "month", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["grant", "month", "kind"], name="instalment_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(kind="back_pay")
                | Q(state=State.CANCELLED)
                | Q(k__gte=1, k__lte=F("of")),
                name="instalment_within_the_grant",
            ),
            models.CheckConstraint(
                condition=Q(basic__gte=0, each__gte=0, standard__gte=0),
                name="instalment_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[value for value, _ in STATES]),
                name="instalment_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=MONEY_OUT) | Q(paid_on__isnull=False),
                name="instalment_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.CONFIRMED, *MONEY_OUT)) | Q(pay_list__isnull=False),
                name="instalment_paid_by_a_list",
            ),
            models.CheckConstraint(
                condition=Q(eligible__lte=F("persons")), name="instalment_eligible_are_persons"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "month"], name="instalment_to_pay"),
            models.Index(fields=["pay_list"], name="instalment_on_list"),
        ]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.month:%Y-%m} {self.get_state_display()}"

    @property
    def due(self) -> Due:
        """What it brings, in yuan."""
        return Due(yuan(self.basic), yuan(self.each), self.eligible)

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)
