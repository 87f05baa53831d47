"""Signing in and out, one's own posts, a new password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from workflows.access.pace import paced
from workflows.access.rules import actor_on, public, signed_in
from workflows.desk.arranging import agencies_led
from workflows.desk.seats import described


class SignInForm(AuthenticationForm):
    """Name and password; the same words whether the name is unknown, closed, or the password wrong."""

    error_messages = {
        "invalid_login": "账号或密码不对，请核对后再试。忘记密码请联系本单位管理员重置。",
        "inactive": "账号或密码不对，请核对后再试。忘记密码请联系本单位管理员重置。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"


class SignIn(LoginView):
    """The way in; Django gives the session a new key so that a planted one is worth nothing."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """The way out, by POST only, so that no foreign page can sign an officer out."""

    next_page = "desk:sign_in"


class ChangePassword(PasswordChangeView):
    """A new password; every other session of the officer ends with the old one."""

    template_name = "desk/password.html"
    success_url = reverse_lazy("desk:account")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Save and say so."""
        messages.success(self.request, "密码已修改，其他设备上的登录已退出。")
        return super().form_valid(form)


sign_in = public(paced("sign-in", times=30, seconds=600)(SignIn.as_view()))
sign_out = public(SignOut.as_view())
password = signed_in()(ChangePassword.as_view())


@signed_in()
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here today: posts and delegations in force."""
    actor = actor_on(request)
    context = {"seats": described(actor), "leads": agencies_led(actor).exists()}
    return render(request, "desk/account.html", context)
