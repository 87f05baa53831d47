"""From what a form was given to the answers that are kept."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.photos import Photo, keep_photo
from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.engine.answers import PhotoField, StepForm, cleaned, kept_photos
from workflows.engine.family import Family
from workflows.engine.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    OfficersField,
    TextField,
    YesField,
    YuanField,
)
from workflows.engine.matter import Matter
from workflows.engine.refusals import Invalid
from workflows.engine.words import MOVE, Stage, Step
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.workdays import clock


class EveryForm(StepForm):
    """A field of each kind."""

    day = DayField(required=False)
    moment = forms.DateTimeField(required=False)
    amount = YuanField(required=False)
    words = TextField(required=False)
    one = ChoiceField(("甲", "乙"), required=False)
    some = ChoicesField(("甲", "乙"), required=False)
    officers = OfficersField(required=False)
    officer = forms.ModelChoiceField(Officer.objects.none(), required=False)
    photo = PhotoField(required=False)
    sure = YesField()

    def prepare(self) -> None:
        for name in ("officers", "officer"):
            field: Any = self.fields[name]
            field.queryset = Officer.objects.order_by("pk")


def step_asking(form: type[StepForm] | None) -> Step:
    source = Stage("某环节")
    return Step(source, source, "某步骤", MOVE, {"asks": form} if form else {})


@pytest.fixture
def matter(county: Rehearsal) -> Matter:
    """A clue at hand, with its first clerk."""
    clue = county.warn(household())
    return Matter(Family.read(clue, clock.today()), clue, county.actor(county.local("jingban")))


def kept(matter: Matter, files: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    return cleaned(step_asking(EveryForm), {"sure": "on"} | given, files or {}, matter)


class TestPlainValues:
    def test_a_step_that_asks_nothing_keeps_nothing(self, matter: Matter) -> None:
        assert cleaned(step_asking(None), {"anything": "x"}, {}, matter) == {}

    def test_days_and_amounts_are_exact_texts(self, matter: Matter) -> None:
        answers = kept(matter, day="2026年6月1日", amount="1200.50", moment="2026-06-01 09:30")
        assert answers["day"] == date(2026, 6, 1).isoformat()
        assert answers["amount"] == str(Decimal("1200.50"))
        assert datetime.fromisoformat(answers["moment"]).minute == 30

    def test_what_was_left_empty_is_not_kept(self, matter: Matter) -> None:
        assert kept(matter, words="", day="") == {"some": [], "officers": [], "sure": True}

    def test_rows_are_kept_by_their_keys(self, matter: Matter) -> None:
        first, second = Officer.objects.order_by("pk")[:2]
        answers = kept(matter, officers=[first.pk, second.pk], officer=first.pk)
        assert (answers["officers"], answers["officer"]) == ([first.pk, second.pk], first.pk)

    def test_a_photo_is_kept_by_its_hashes(self, matter: Matter) -> None:
        taken = keep_photo(photo())
        answers = kept(matter, files={"photo": taken}, some=["甲"], one="乙", words="情况属实。")
        assert answers["photo"] == {
            "public": taken.public.sha256, "original": taken.original.sha256,
        }  # fmt: skip
        assert (answers["some"], answers["one"]) == (["甲"], "乙")

    def test_nested_answers_are_plain_all_the_way(self, matter: Matter) -> None:
        class Rows(StepForm):
            def clean(self) -> dict[str, Any]:
                return {"rows": [{"on": date(2026, 6, 1), "sum": Decimal("0.10")}]}

        answers = cleaned(step_asking(Rows), {}, {}, matter)
        assert answers == {"rows": [{"on": "2026-06-01", "sum": "0.10"}]}

    def test_wrong_answers_are_told_field_by_field(self, matter: Matter) -> None:
        with pytest.raises(Invalid) as refused:
            cleaned(step_asking(EveryForm), {"amount": "-1", "one": "丙"}, {}, matter)
        assert set(refused.value.errors) == {"amount", "one", "sure"}
        assert refused.value.status == 422
        assert len(refused.value.reasons) == 3


class TestPhotographs:
    """They are stored before the transaction, so that nothing slow happens inside it."""

    def test_an_upload_becomes_a_photo(self, db: None) -> None:
        files = kept_photos(step_asking(EveryForm), {"photo": photo(), "other": "x"})
        assert isinstance(files["photo"], Photo)
        assert files["other"] == "x"

    def test_a_kept_photo_stays_as_it_is(self, db: None) -> None:
        taken = keep_photo(photo())
        assert kept_photos(step_asking(EveryForm), {"photo": taken}) == {"photo": taken}

    def test_nothing_is_kept_for_a_step_that_asks_nothing(self) -> None:
        upload = SimpleUploadedFile("x.txt", b"x")
        assert kept_photos(step_asking(None), {"photo": upload}) == {"photo": upload}
        assert kept_photos(None, {}) == {}

    def test_what_is_no_photo_is_refused_by_name(self, db: None) -> None:
        with pytest.raises(Invalid) as refused:
            kept_photos(step_asking(EveryForm), {"photo": SimpleUploadedFile("x.jpg", b"x")})
        assert set(refused.value.errors) == {"photo"}


def test_officers_are_shown_by_name(db: None) -> None:
    officer = Officer(username="x", name="钟明远")
    assert OfficersField().label_from_instance(officer) == "钟明远"


def test_a_form_can_be_drawn_without_a_case() -> None:
    form = StepForm()
    assert form.matter is None
