"""From what a form was given to the answers that are kept: one validation for page, API and import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet

from documents.errors import PaperError
from documents.legacy_characters import modern
from documents.photos import Photo, keep_photo

from .matter import Matter
from .refusals import Invalid
from .words import Step


class StepForm(forms.Form):
    """What a step asks. Subclasses name the fields whose answers are personal in `personal`.

    `matter` is the case at hand, for choices and checks; it is None only when a form is drawn
    for documentation.
    """

    personal: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, matter: Matter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices to the case at hand; `self.matter` may be None."""


class PhotoField(forms.FileField):
    """A photograph. The door keeps it before its transaction and hands it over as a `Photo`."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/*"})

    def to_python(self, data: Any) -> Any:
        return data if isinstance(data, Photo) else super().to_python(data)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data if isinstance(data, Photo) else super().clean(data, initial)


def kept_photos(step: Step | None, files: Mapping[str, Any]) -> dict[str, Any]:
    """Store the photographs a form was given, outside any transaction. Raises Invalid."""
    kept = dict(files.items())  # one upload a field, as a page sends them
    fields = step.asks.base_fields if step and step.asks else {}
    for name, upload in files.items():
        if upload and isinstance(fields.get(name), PhotoField) and not isinstance(upload, Photo):
            try:
                kept[name] = keep_photo(upload)
            except PaperError as error:
                raise Invalid(str(error), {name: [str(error)]}) from error
    return kept


def cleaned(
    step: Step, answers: Mapping[str, Any], files: Mapping[str, Any], matter: Matter
) -> dict[str, Any]:
    """The step's answers as plain, storable values. Raises Invalid with the messages by field."""
    if step.asks is None:
        return {}
    form: forms.Form = step.asks(data=answers, files=files, matter=matter)
    if not form.is_valid():
        errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        raise Invalid("有内容需要更正，已填写的内容都还在。", errors)
    plain = {name: _plain(value) for name, value in form.cleaned_data.items()}
    return {name: value for name, value in plain.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    """Dates as ISO text, amounts as exact text, rows by key, photos by their hashes; text without
    the private characters of old machines, which no paper could print.
    """
    if isinstance(value, str):
        return modern(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Photo):
        return {"public": value.public.sha256, "original": value.original.sha256}
    if isinstance(value, QuerySet | list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
