"""Agencies, officers, their posts and delegations, and their kin among the households."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from workflows.access.actors import POSTED, Role
from workflows.access.incompatible import Holding, conflict, misplaced
from workflows.registry.codes import reach
from workflows.registry.models import Household, Region
from workflows.registry.names import LONGEST_WITH_DOT, check_name

ROLE_CHOICES = [(role.value, role.label) for role in POSTED]
_POSTED = Q(role__in=[role.value for role in POSTED])
_ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class Agency(models.Model):
    """An authority that holds inboxes and issues papers under its own document code.

    A demo agency is fictitious: every page of its papers says so, and no setting removes it.
    """

    class Level(models.TextChoices):
        """Where the agency stands; a department is one of the county's."""

        COUNTY = "county", "县级"
        DEPARTMENT = "department", "县直部门"
        TOWNSHIP = "township", "乡镇"
        VILLAGE = "village", "村级"

    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    level = models.CharField("层级", max_length=10, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="辖区", related_name="agencies")
    department = models.CharField("部门", max_length=20, blank=True, help_text="如民政、医保")
    document_code = models.CharField("发文代字", max_length=20, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    supervision_phone = models.CharField("监督电话", max_length=40, blank=True)
    is_demo = models.BooleanField("演示机构", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering: ClassVar = ["region_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document_code"],
                condition=~Q(document_code=""),
                name="agency_document_code_once",
                violation_error_message="发文代字已为另一机构所用，否则两家文号会重复。",
            ),
            models.UniqueConstraint(
                fields=["region", "department"],
                condition=~Q(department=""),
                name="agency_one_per_department",
                violation_error_message="同一辖区同一部门只能有一个机构。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(AbstractUser):
    """Somebody who signs in. What he may do comes from posts and delegations only."""

    first_name = None  # type: ignore[assignment]  # Chinese names have no parts to be stored apart
    last_name = None  # type: ignore[assignment]  # as above
    name = models.CharField("姓名", max_length=LONGEST_WITH_DOT, validators=[check_name])
    phone = models.CharField("办公电话", max_length=40, blank=True)

    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name in one piece, as papers print it."""
        return self.name

    def get_short_name(self) -> str:
        """The same: a Chinese given name alone is no way to address an officer."""
        return self.name


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold for a time, both days included."""

    def valid_on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(_ends_no_sooner(day), starts_on__lte=day)


def _ends_no_sooner(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)


class Post(models.Model):
    """An officer's role in an agency, over the agency's region, for a time.

    Incompatible posts are refused on every save, however it comes about: see
    `workflows.access.incompatible`.
    """

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="工作人员", related_name="posts"
    )
    role = models.CharField("岗位", max_length=12, choices=ROLE_CHOICES)
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机构", related_name="posts")
    starts_on = models.DateField("任职自")
    ends_on = models.DateField("任职至", null=True, blank=True, help_text="含当日；不填为至今")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering: ClassVar = ["officer_id", "starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_POSTED, name="post_role_is_posted"),
            models.CheckConstraint(
                condition=_ENDS_AFTER_START,
                name="post_ends_after_it_starts",
                violation_error_message="任职终止日不得早于起始日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.get_role_display()}（{self.agency.short_name}）"

    def holding(self) -> Holding:
        """The post as the rules of incompatibility look at it."""
        return Holding(
            Role(self.role),
            self.agency.name,
            reach(self.agency.region_id),
            self.starts_on,
            self.ends_on,
        )

    def clean(self) -> None:
        """Refuse a role its agency cannot give, and one that another post excludes."""
        if not (self.role and self.agency_id and self.officer_id and self.starts_on):
            return
        reason = misplaced(Role(self.role), self.agency.level)
        others = Post.objects.filter(officer=self.officer_id).exclude(pk=self.pk)
        for other in others.select_related("agency"):
            reason = reason or conflict(self.holding(), other.holding())
        if reason:
            raise ValidationError(reason, code="incompatible_posts")

    def save(self, **options: Any) -> None:
        """Store the post if the rules allow it; ValidationError otherwise."""
        self.clean()
        super().save(**options)


class Delegation(models.Model):
    """A giver's role taken over by somebody else for a time, on a written basis (代理).

    It never widens: the taker has just the seats that the giver's own posts of this role give
    on the day, so what was delegated to the giver cannot be passed on.
    """

    giver = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="委托人", related_name="delegations_given"
    )
    taker = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="受托人", related_name="delegations_taken"
    )
    role = models.CharField("岗位", max_length=12, choices=ROLE_CHOICES)
    starts_on = models.DateField("代理自")
    ends_on = models.DateField("代理至", help_text="含当日；代理必须有期限")
    basis = models.CharField("依据", max_length=200, help_text="书面委托的文号或会议记录")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理"
        ordering: ClassVar = ["-starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_POSTED, name="delegation_role_is_posted"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_starts",
                violation_error_message="代理终止日不得早于起始日。",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="delegation_between_two_people",
                violation_error_message="不能委托给本人。",
            ),
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="delegation_has_a_basis",
                violation_error_message="请写明书面委托的依据。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taker}代{self.giver}（{self.get_role_display()}）"

    def clean(self) -> None:
        """Refuse what the giver does not hold, and what the taker's own posts exclude."""
        if not (self.role and self.giver_id and self.taker_id and self.starts_on and self.ends_on):
            return
        given = Post.objects.filter(officer=self.giver_id, role=self.role).select_related("agency")
        seats = [post.holding().during(self.starts_on, self.ends_on) for post in given]
        seats = [seat for seat in seats if seat is not None]
        if not seats:
            raise ValidationError(
                "委托人在这段时间没有这个岗位，无从委托。", code="nothing_to_give"
            )
        own = Post.objects.filter(officer=self.taker_id).select_related("agency")
        for post in own:
            for seat in seats:
                reason = conflict(seat, post.holding())
                if reason:
                    raise ValidationError(f"受托人不宜代理：{reason}", code="incompatible_posts")

    def save(self, **options: Any) -> None:
        """Store the delegation if the rules allow it; ValidationError otherwise."""
        self.clean()
        super().save(**options)


class Kinship(models.Model):
    """A declared tie between an officer and a household: he is recused from all its cases."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="工作人员", related_name="kinships"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name="农户", related_name="kinships"
    )
    relation = models.CharField("关系", max_length=40)
    declared_on = models.DateField("申报日期")
    declared_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="申报人", related_name="kinships_declared"
    )

    class Meta:
        verbose_name = verbose_name_plural = "近亲属申报"
        ordering: ClassVar = ["-declared_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "officer"],
                name="kinship_once",
                violation_error_message="这名工作人员与该户的关系已经申报。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer}与{self.household}：{self.relation}"
