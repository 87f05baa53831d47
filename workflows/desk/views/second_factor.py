"""动态口令: binding a generator at the first signing in, and giving its code at the others."""

import io
from typing import Any

import django_otp
import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from workflows.access.attempts import LOCKED, address_of, locked, put_down
from workflows.access.models import Officer, SecondFactor, SignInAttempt
from workflows.access.rules import password_given
from workflows.access.second_factors import accepted, factor_of, offered_to
from workflows.access.sittings import proved

CODE = SignInAttempt.Kind.CODE


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label="动态口令", max_length=8,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
        help_text="手机验证器上显示的 6 位数字，每 30 秒变一次。",
    )  # fmt: skip


@password_given
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Bind a generator if the officer has none, else ask for its code."""
    officer = request.user
    assert isinstance(officer, Officer)
    bound = factor_of(officer)
    factor = bound or offered_to(officer)
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if locked(officer.username, address_of(request)):
            form.add_error("code", LOCKED)
            status = 429
        elif _given(request, factor, form.cleaned_data["code"]):
            messages.success(request, "动态口令已绑定。" if bound is None else "已确认身份。")
            return redirect(_onward(request))
        else:
            form.add_error("code", "动态口令不对或已经用过，请等下一个数字再试。")
            status = 422
    context: dict[str, Any] = {"form": form, "next": _onward(request), "bound": bound is not None}
    if bound is None:
        context["secret"] = factor.typed_secret
    return render(request, "desk/second_factor.html", context, status=status)


def _given(request: HttpRequest, factor: SecondFactor, code: str) -> bool:
    """Try the code, put the attempt down, and raise the session to one with two factors."""
    right = accepted(factor, code)
    put_down(request, factor.user.get_username(), succeeded=right, kind=CODE)
    if right:
        # A session that only knew the password is worth nothing to whoever copied its key.
        request.session.cycle_key()
        django_otp.login(request, factor)
        proved(request)
    return right


@password_given
@never_cache
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code of a generator that is not bound yet; afterwards nobody sees it again."""
    officer = request.user
    assert isinstance(officer, Officer)
    factor = SecondFactor.objects.filter(user=officer, confirmed=False).first()
    if factor is None:
        raise Http404("动态口令已绑定，不再显示二维码。")
    drawn = io.BytesIO()
    segno.make(factor.address, error="m").save(drawn, kind="svg", scale=5, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _onward(request: HttpRequest) -> str:
    """Where the officer wanted to go; never beyond this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
