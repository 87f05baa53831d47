"""Forms of recusal: asked for by the officer himself, or ordered by a leader (公务员法 第七十八条)."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from workflows.access.actors import Role
from workflows.access.officers import roles_over
from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, TextField

NEAR = "近亲属"
TIES = (NEAR, "其他亲属", "其他利害关系")
PROMPTED = ("机关直接决定", "农户或利害关系人申请", "其他人员反映")

# Whom the leader of the township, and of the county, may keep from a case.
UNDER: Final = {
    Role.REVIEWER: {Role.VILLAGE, Role.CLERK},
    Role.APPROVER: {
        Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
    },
}  # fmt: skip


class RecusalForm(StepForm):
    """Who is kept from the household's case, and why."""

    personal = frozenset({"recused_because"})

    def keep_away(self, officer: int, **how: Any) -> None:
        """Bar an officer from the family; a near relative makes the county visit (57号 第二十条)."""
        given = self.cleaned_data
        before = self.matter.case.facts if self.matter else {}
        given["stepped_aside"] = sorted({*before.get("stepped_aside", ()), officer})
        one = {"officer": officer, "tie": given.get("tie"), **how}
        given["recusals"] = [*before.get("recusals", ()), one]
        if given.get("tie") == NEAR:
            given["near_relative"] = True


class RecuseForm(RecusalForm):
    """申请回避: the officer says for himself why he must not deal with this household."""

    tie = ChoiceField(TIES, label="与该户的关系")
    recused_because = TextField(label="说明", rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter and self.matter.actor.person:
            self.keep_away(self.matter.actor.person)
        return given


class OrderRecusalForm(RecusalForm):
    """责令回避: who must not deal with this household, who says so, and who takes over."""

    away = ChoiceField((), label="应当回避的人员")
    tie = ChoiceField(TIES, label="与该户的关系")
    prompted_by = ChoiceField(PROMPTED, label="由谁提出")
    recused_because = TextField(label="回避的理由和依据", rows=2)
    substitute = ChoiceField(
        (), label="接替办理的人员", help_text="没有可以接替的，先在“人员和岗位”中安排岗位或代理。"
    )

    def prepare(self) -> None:
        """Below the leader's own post; whoever takes over is not kept away himself."""
        if self.matter is None or self.matter.seat is None:
            return
        matter, under = self.matter, UNDER[self.matter.seat.role]
        gone = matter.family.related_persons
        held = roles_over(matter.case.region, matter.today)
        self.posts = {str(one.pk): roles & UNDER[Role.APPROVER] for one, roles in held.items()}
        named = {str(one.pk): one.name for one in held if one.pk not in gone}
        below = {pk for pk, roles in self.posts.items() if roles and roles <= under}
        self._offer("away", {pk: n for pk, n in named.items() if pk in below - {str(self._me)}})
        self._offer("substitute", {pk: n for pk, n in named.items() if self.posts[pk]})

    @property
    def _me(self) -> int | None:
        return self.matter.actor.person if self.matter else None

    def _offer(self, name: str, people: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(people.items())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        away, heir = given.get("away"), given.get("substitute")
        if not (away and heir):
            return given
        if away == heir or not self.posts[away] & self.posts[heir]:
            self.add_error("substitute", "接替的人须与回避的人有相同的岗位，且不是同一人。")
        else:
            self.keep_away(
                int(away), ordered_by=self._me, prompted_by=given.get("prompted_by"),
                substitute=int(heir),
            )  # fmt: skip
        return given
