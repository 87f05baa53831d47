"""Signing in and out, one's own posts, a new password."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from workflows.access.attempts import LOCKED, address_of, locked, put_down
from workflows.access.rules import actor_on, public, signed_in
from workflows.access.second_factors import needed_by
from workflows.access.sittings import begin, end_others, places_of, proved
from workflows.desk.arranging import agencies_led
from workflows.desk.seats import described


class SignInForm(AuthenticationForm):
    """Name and password; the same words whether the name is unknown, closed, or the password wrong.

    A locked account or address is refused before the password is looked at.
    """

    error_messages = {
        "invalid_login": "账号或密码不对，请核对后再试。忘记密码请联系本单位管理员重置。",
        "inactive": "账号或密码不对，请核对后再试。忘记密码请联系本单位管理员重置。",
    }
    is_locked = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"

    def clean(self) -> dict[str, Any]:
        """Judge, and put the attempt down. ValidationError."""
        account = self.cleaned_data.get("username", "")
        assert self.request is not None
        if locked(account, address_of(self.request)):
            self.is_locked = True
            raise forms.ValidationError(LOCKED, code="locked")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            put_down(self.request, account, succeeded=False)
            raise
        put_down(self.request, account, succeeded=self.user_cache is not None)
        return cleaned


class SignIn(LoginView):
    """The way in; Django gives the session a new key so that a planted one is worth nothing."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Begin the sitting."""
        answer = super().form_valid(form)
        begin(self.request)
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again; 429 says to programs what the words say to people."""
        answer = super().form_invalid(form)
        if isinstance(form, SignInForm) and form.is_locked:
            answer.status_code = 429
        return answer


class SignOut(LogoutView):
    """The way out, by POST only, so that no foreign page can sign an officer out."""

    next_page = "desk:sign_in"


class NewPassword(PasswordChangeForm):
    """The old password and a new one, which must be another."""

    def clean(self) -> dict[str, Any]:
        """Who gives the old one again has changed nothing. ValidationError."""
        given = super().clean() or {}
        if given.get("new_password1") and self.user.check_password(given["new_password1"]):
            self.add_error("new_password1", "新密码不能和原密码相同，请另设一个。")
        return given


class ChangePassword(PasswordChangeView):
    """A new password; every other session of the officer ends with the old one."""

    template_name = "desk/password.html"
    form_class = NewPassword
    success_url = reverse_lazy("desk:account")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Save and say so; from now on nobody else knows it."""
        messages.success(self.request, "密码已修改，其他设备上的登录已退出。")
        form.user.must_renew = False
        answer = super().form_valid(form)
        proved(self.request)
        end_others(self.request)
        return answer


sign_in = public(SignIn.as_view())
sign_out = public(SignOut.as_view())
password = signed_in()(ChangePassword.as_view())


@signed_in()
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here today: posts and delegations in force."""
    actor = actor_on(request)
    context = {
        "seats": described(actor),
        "leads": agencies_led(actor).exists(),
        "two_factors": needed_by(actor),
        "places": places_of(request),
    }
    return render(request, "desk/account.html", context)


@signed_in()
@require_POST
def end_sittings(request: HttpRequest) -> HttpResponse:
    """Out everywhere but here: a telephone lost, a machine of the office left open."""
    end_others(request)
    messages.success(request, "其他地方的登录已全部退出。有不认识的登录，请同时修改密码。")
    return redirect("desk:account")
