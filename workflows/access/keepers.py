"""The administrators' pages: who gets in, and what each of the three may touch.

Rights come from posts here as everywhere. `is_staff` and `is_superuser` open nothing; the way in
is the desk's own sign-in with its locks and its second factor.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from workflows.access.actors import Role
from workflows.access.rules import (
    PASSWORD_PAGE,
    SECOND_FACTOR_PAGE,
    actor_on,
    must_renew,
    public,
)
from workflows.access.second_factors import is_missing

KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


class KeepersSite(AdminSite):
    """Django's admin for whoever holds a keeper's post today."""

    def has_permission(self, request: HttpRequest) -> bool:
        """A keeper's post in force, the second factor given, and a password of his own."""
        if not request.user.is_authenticated:
            return False
        actor = actor_on(request)
        return actor.holds(*KEEPERS) and not is_missing(request, actor) and not must_renew(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one way in for everybody: the desk's."""
        after = request.GET.get("next", reverse("admin:index"))
        if not request.user.is_authenticated:
            return redirect_to_login(after)
        actor = actor_on(request)
        if is_missing(request, actor):
            return redirect_to_login(after, reverse(SECOND_FACTOR_PAGE))
        if must_renew(request):
            return HttpResponseRedirect(reverse(PASSWORD_PAGE))
        if not self.has_permission(request):
            raise PermissionDenied("本页面只供系统管理员和安全管理员使用，您今天没有这个岗位。")
        return HttpResponseRedirect(reverse("admin:index"))


# Nobody is signed in yet where the way in is asked for.
public(KeepersSite.login)


class KeptBy(ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """Rows that one of the keepers enters and changes; nobody deletes them.

    They end by a date or a successor, because others rest on them.
    """

    keeper: ClassVar[Role]
    # Who may look without changing.
    lookers: ClassVar[tuple[Role, ...]] = KEEPERS

    def _holds(self, request: HttpRequest, *roles: Role) -> bool:
        return actor_on(request).holds(*roles)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the list of pages names it."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Keepers see each other's tables where they need to choose from them."""
        return self._holds(request, self.keeper, *self.lookers)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Only its keeper."""
        return self._holds(request, self.keeper)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Only its keeper."""
        return self._holds(request, self.keeper)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False
