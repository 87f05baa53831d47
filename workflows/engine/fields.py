"""Form fields the steps of procedures are made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from workflows.access.models import Officer


class DayField(forms.DateField):
    """A day; the browser shows its own calendar, typed text like 2026-11-21 works too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"], **kwargs
        )


class YuanField(forms.DecimalField):
    """An amount in yuan with at most two decimals, not negative."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", Decimal("0"))
        super().__init__(min_value=Decimal("0"), max_digits=12, decimal_places=2, **kwargs)


class TextField(forms.CharField):
    """Some lines of text."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 2000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ChoiceField(forms.ChoiceField):
    """One of a few words, shown as radio buttons; the word itself is the answer."""

    widget = forms.RadioSelect

    def __init__(self, words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(choices=[(word, word) for word in words], **kwargs)


class ChoicesField(forms.MultipleChoiceField):
    """Some of a few words, shown as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, words: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(choices=[(word, word) for word in words], **kwargs)


class YesField(forms.BooleanField):
    """A statement that must be ticked."""


class OfficersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Officers by name; the form narrows the list to who may be chosen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Officer.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())
