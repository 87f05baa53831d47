"""Who may open an address: every view declares it, and a system check finds those that do not.

`public`, `signed_in` and `password_given` are the only rules; the last is for the few pages that
lead to the second factor. What somebody sees once inside is a matter of
scope: another township's case is a 404 there, never a 403 here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from workflows.access.actors import POSTED, Actor, Role
from workflows.access.officers import actor_of
from workflows.access.second_factors import is_missing
from workflows.workdays import clock

View = Callable[..., HttpResponseBase]

ATTRIBUTE = "access_rule"
SECOND_FACTOR_PAGE = "desk:second_factor"
PASSWORD_PAGE = "desk:password"  # noqa: S105 - the name of an address


@dataclass(frozen=True, slots=True)
class AccessRule:
    """What a view declares: open to all, or to those who hold one of the roles today."""

    public: bool
    roles: frozenset[Role] = frozenset()

    def __str__(self) -> str:
        if self.public:
            return "公开"
        held = "、".join(role.label for role in POSTED if role in self.roles)
        return f"须登录：{held or '任一工作人员'}"


def public(view: View) -> View:
    """Mark a view as open to everybody, signed in or not."""
    return _declare(view, AccessRule(public=True))


def signed_in(*roles: Role) -> Callable[[View], View]:
    """Let in only who is signed in and holds one of the roles today; any role if none is named.

    Others are sent to the sign-in page, or refused with 403 and a Chinese message that names
    the roles. The view finds the actor as `request.actor`.
    """
    rule = AccessRule(public=False, roles=frozenset(roles))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_on(request)
            if is_missing(request, actor):
                return redirect_to_login(request.get_full_path(), reverse(SECOND_FACTOR_PAGE))
            if must_renew(request):
                return redirect(PASSWORD_PAGE)
            _admit(actor, rule)
            return view(request, *args, **kwargs)

        return _declare(guarded, rule)

    return decorate


def password_given(view: View) -> View:
    """Let in who has given the password, with or without the second factor his posts ask for.

    For binding and giving the code, and for signing out; nothing about a case is on such a page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        actor_on(request)
        return view(request, *args, **kwargs)

    return _declare(guarded, AccessRule(public=False))


def actor_on(request: HttpRequest) -> Actor:
    """The actor behind a request, with today's seats; worked out once a request.

    Kept as `request.actor`. Two statements the first time, none for who is not signed in.
    """
    held: Actor | None = getattr(request, "actor", None)
    if held is None:
        held = actor_of(request.user, clock.today())
        request.actor = held  # type: ignore[attr-defined]  # what Django's own middleware does
    return held


def must_renew(request: HttpRequest) -> bool:
    """Whether the password is one that an administrator gave, and this is not where it is changed."""
    changing = request.resolver_match and request.resolver_match.view_name == PASSWORD_PAGE
    return bool(getattr(request.user, "must_renew", False)) and not changing


def _admit(actor: Actor, rule: AccessRule) -> None:
    if rule.roles and not actor.holds(*rule.roles):
        named = "、".join(role.label for role in POSTED if role in rule.roles)
        raise PermissionDenied(
            f"本页面只供{named}使用，您今天没有这个岗位；如有疑问请联系县防贫办。"
        )


def _declare(view: View, rule: AccessRule) -> View:
    setattr(view, ATTRIBUTE, rule)
    return view
