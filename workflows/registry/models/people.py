"""Households and their members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from vault.cipher import fingerprint
from vault.fields import SealedTextField
from workflows.registry import ids
from workflows.registry.initials import initials
from workflows.registry.names import LONGEST_WITH_DOT, check_name, clean_name

from .regions import Region

# What a fingerprint is for; a value of one purpose never matches one of another.
ID_NUMBER = "member.id_number"
ID_TAIL = "member.id_tail"

FULL_AGE = 18  # 民法典 第十七条


class Household(models.Model):
    """A rural household, as the register of its village has it.

    `initials` is derived from the head's name when the row is saved; see `find`.
    """

    class Kind(models.TextChoices):
        """What the household draws, as forms print it (户类型)."""

        ORDINARY = "ordinary", "一般农户"
        DIBAO = "dibao", "低保户"
        EXTREME = "extreme", "特困供养户"

    class Housing(models.TextChoices):
        """What the dwelling is built of (住房结构)."""

        EARTH = "earth", "土坯"
        TIMBER = "timber", "砖木"
        BRICK = "brick", "砖混"
        CONCRETE = "concrete", "钢混"
        RESETTLED = "resettled", "安置住房"

    class Water(models.TextChoices):
        """Whether drinking water is safe (饮水安全)."""

        SAFE = "safe", "安全"
        UNSAFE = "unsafe", "不安全"

    class Hazard(models.TextChoices):
        """Whether the dwelling lies at a listed geological or flood hazard (地灾隐患)."""

        NONE = "none", "不在隐患点"
        NEAR = "near", "在隐患点附近"
        AT = "at", "在隐患点"

    number = models.CharField("户编号", max_length=24, unique=True)
    village = models.ForeignKey(
        Region, models.PROTECT, verbose_name="行政村", related_name="households", db_index=False
    )
    group_name = models.CharField("村民小组", max_length=40, blank=True)
    address = models.CharField("门牌地址", max_length=100, blank=True)
    head_name = models.CharField(
        "户主姓名", max_length=LONGEST_WITH_DOT, db_index=True, validators=[check_name]
    )
    initials = models.CharField("拼音首字母", max_length=240, blank=True, editable=False)
    kind = models.CharField("户类型", max_length=10, choices=Kind, default=Kind.ORDINARY)
    carded = models.BooleanField("建档立卡", default=False)
    housing = models.CharField("住房结构", max_length=10, choices=Housing, blank=True)
    only_house = models.BooleanField("唯一住房", null=True, blank=True)
    water = models.CharField("饮水安全", max_length=8, choices=Water, blank=True)
    hazard = models.CharField("灾害隐患", max_length=6, choices=Hazard, blank=True)
    industry = models.BooleanField("有产业覆盖", null=True, blank=True)
    ended_on = models.DateField("注销日期", null=True, blank=True)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "农户"
        ordering: ClassVar = ["village_id", "number"]
        indexes: ClassVar = [
            models.Index(fields=["village", "number"], name="household_in_village")
        ]

    def __str__(self) -> str:
        return f"{self.head_name}（{self.number}）"

    def derive(self) -> None:
        """Bring the name into its stored form and the initials up to date; save calls it."""
        self.head_name = clean_name(self.head_name)
        self.initials = initials(self.head_name)

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Store the row with its derived columns."""
        self.derive()
        super().save(update_fields=_with(update_fields, "head_name", "initials"), **options)


class Member(models.Model):
    """One person of a household; what could shame or expose him is sealed at rest.

    `id_digest` and `id_tail` are keyed fingerprints of the number and of its last four
    characters: they can be searched for, and say nothing without the key.
    """

    class Relation(models.TextChoices):
        """Relation to the head of household (与户主关系)."""

        HEAD = "head", "户主"
        SPOUSE = "spouse", "配偶"
        SON = "son", "之子"
        DAUGHTER = "daughter", "之女"
        DAUGHTER_IN_LAW = "daughter_in_law", "之儿媳"
        SON_IN_LAW = "son_in_law", "之女婿"
        GRANDSON = "grandson", "之孙子"
        GRANDDAUGHTER = "granddaughter", "之孙女"
        FATHER = "father", "之父"
        MOTHER = "mother", "之母"
        FATHER_IN_LAW = "father_in_law", "之岳父（公公）"
        MOTHER_IN_LAW = "mother_in_law", "之岳母（婆婆）"
        SIBLING = "sibling", "之兄弟姐妹"
        OTHER = "other", "其他"

    class Sex(models.TextChoices):
        """As the register of residents has it."""

        MALE = "M", "男"
        FEMALE = "F", "女"

    class Labour(models.TextChoices):
        """Capacity for work (劳动能力)."""

        ORDINARY = "ordinary", "普通劳动力"
        SKILLED = "skilled", "技能劳动力"
        WEAK = "weak", "弱（半）劳动力"
        LOST = "lost", "丧失劳动力"
        NONE = "none", "无劳动力"

    class Schooling(models.TextChoices):
        """Stage of schooling of who is at school; empty for everybody else (在校状况)."""

        PRESCHOOL = "preschool", "学前教育"
        PRIMARY = "primary", "小学"
        JUNIOR = "junior", "初中"
        SENIOR = "senior", "高中"
        VOCATIONAL = "vocational", "中职"
        COLLEGE = "college", "高职高专"
        UNIVERSITY = "university", "本科及以上"
        DROPPED_OUT = "dropped_out", "义务教育阶段辍学"

    class Employment(models.TextChoices):
        """How somebody who can work is employed (就业状况)."""

        LOCAL = "local", "本地务工"
        AWAY = "away", "外出务工"
        OWN = "own", "自主经营"
        PUBLIC = "public", "公益性岗位"
        NONE = "none", "未就业"

    class Illness(models.TextChoices):
        """Class of illness, without its name (患病类别): screening needs the class in SQL."""

        NONE = "none", "健康"
        CHRONIC = "chronic", "慢性病"
        SERIOUS = "serious", "大病"

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name="农户", related_name="members"
    )
    name = models.CharField(
        "姓名", max_length=LONGEST_WITH_DOT, db_index=True, validators=[check_name]
    )
    relation = models.CharField("与户主关系", max_length=20, choices=Relation)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born = models.DateField("出生日期", null=True, blank=True)
    id_number = SealedTextField("身份证号码", blank=True, validators=[ids.validate])
    id_digest = models.CharField(max_length=64, null=True, blank=True, editable=False)
    id_tail = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone = SealedTextField("联系电话", blank=True)
    labour = models.CharField("劳动能力", max_length=10, choices=Labour, blank=True)
    employment = models.CharField("就业状况", max_length=8, choices=Employment, blank=True)
    illness = models.CharField("患病类别", max_length=8, choices=Illness, blank=True)
    health = SealedTextField("健康状况", blank=True)
    disability = SealedTextField("残疾类别等级", blank=True)
    schooling = models.CharField("在校状况", max_length=12, choices=Schooling, blank=True)
    died_on = models.DateField("死亡日期", null=True, blank=True)
    left_on = models.DateField("迁出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        ordering: ClassVar = ["household_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id_digest"],
                condition=Q(id_digest__isnull=False),
                name="member_id_number_once",
                violation_error_message="这个身份证号码已登记在另一名成员名下，请先核对。",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation="head", died_on__isnull=True),
                name="household_has_one_living_head",
                violation_error_message="一户只能有一名在世的户主，请先更改原户主的关系。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_here(self) -> bool:
        """Whether the person belongs to the household today: neither dead nor gone from it."""
        return self.died_on is None and self.left_on is None

    def is_adult(self, on: date) -> bool:
        """Whether of full age on a day (民法典 第十七条).

        Who has no day of birth on record counts as grown and is asked to sign: too many signatures
        void nothing.
        """
        if self.born is None:
            return True
        had_birthday = (on.month, on.day) >= (self.born.month, self.born.day)
        return on.year - self.born.year - (not had_birthday) >= FULL_AGE

    def derive(self) -> None:
        """Bring name and number into stored form, and what follows from the number; save calls it.

        Sex and birth follow from the number: the form need not ask twice, and cannot differ.
        """
        self.name = clean_name(self.name)
        if not self.id_number:
            self.id_digest, self.id_tail = None, ""
            return
        self.id_number, self.born, is_male = ids.read(self.id_number)
        self.id_digest = fingerprint(self.id_number, purpose=ID_NUMBER)
        self.id_tail = fingerprint(self.id_number[-4:], purpose=ID_TAIL)
        self.sex = self.Sex.MALE if is_male else self.Sex.FEMALE

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Store the row with its derived columns."""
        self.derive()
        columns = _with(update_fields, "id_number", "id_digest", "id_tail", "born", "sex")
        super().save(update_fields=columns, **options)


def _with(chosen: Iterable[str] | None, cause: str, *derived: str) -> set[str] | None:
    """`update_fields` widened by the columns derived from one that is among them."""
    if chosen is None:
        return None
    return {*chosen, *(derived if cause in chosen else ())}
