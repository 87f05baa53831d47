"""签批前确认身份: whoever signs must have shown lately who sits there.

What is signed is what a paper with a number comes of, and each decision. The page asks beside
the step's own questions, so that nothing entered is lost when the answer is wrong.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from workflows.access.attempts import LOCKED, address_of, locked, put_down
from workflows.access.models import Officer, SignInAttempt
from workflows.access.rules import actor_on
from workflows.access.second_factors import accepted, factor_of, needed_by
from workflows.access.sittings import must_prove, proved
from workflows.engine.words import Step

DECIDING = "approve"


def signs(step: Step) -> bool:
    """Whether taking the step is a signature: a decision, or the issue of a numbered paper."""
    return step.duty == DECIDING or any(drafted.kind.series for drafted in step.issues)


def proof_asked(request: HttpRequest, step: Step) -> Proof | None:
    """The question to put with this step, bound to what was posted; None if none is needed."""
    if not signs(step) or not must_prove(request):
        return None
    return Proof(request.POST if request.method == "POST" else None, request=request)


class Proof(forms.Form):
    """The password once more, or a code where the officer's posts ask for one."""

    proof = forms.CharField(label="登录密码", strip=False, max_length=128)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(request.user, Officer)
        self.request, self.officer = request, request.user
        field = self.fields["proof"]
        field.help_text = "签批前请再次确认身份。"
        if needed_by(actor_on(request)):
            field.label = "动态口令"
            field.widget = forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
            )
        else:
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def clean_proof(self) -> str:
        """Judge, put the attempt down, and remember a good one for the minutes that follow."""
        given: str = self.cleaned_data["proof"]
        if locked(self.officer.username, address_of(self.request)):
            raise forms.ValidationError(LOCKED, code="locked")
        right = self._is_right(given)
        put_down(
            self.request, self.officer.username, succeeded=right, kind=SignInAttempt.Kind.PROOF
        )
        if not right:
            label = self.fields["proof"].label
            raise forms.ValidationError(f"{label}不对，请重新输入。", code="wrong_proof")
        proved(self.request)
        return given

    def _is_right(self, given: str) -> bool:
        if needed_by(actor_on(self.request)):
            factor = factor_of(self.officer)
            return factor is not None and accepted(factor, given)
        return self.officer.check_password(given)
