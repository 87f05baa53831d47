"""The system check that no address of the product is without an access rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.sites import AdminSite
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from workflows.access.rules import ATTRIBUTE, AccessRule

# Views of Django's own that guard themselves, by module, with the reason. Those that the admin
# marks with its site or model admin pass through AdminSite.admin_view, which asks for an active
# staff account, and need no line here.
EXEMPT: dict[str, str] = {
    "django.contrib.admin.sites": "the admin's sign-in page, where nobody is signed in yet",
    "django.contrib.auth.admin": "the page for a new password: UserAdmin wraps it in admin_view",
}


@register(Tags.security)
def every_address_has_a_rule(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """One error for each address whose view declares neither `public` nor `signed_in`."""
    return [
        Error(
            f"{route} 没有声明谁可以访问（视图 {_name(view)}）。",
            hint="给视图加上 @public 或 @signed_in(角色)；类视图用 method_decorator(…, name='dispatch')。",
            obj=route,
            id="workflows.E101",
        )
        for route, view in addresses()
        if rule_of(view) is None and not _guards_itself(view)
    ]


def addresses(resolver: URLResolver | None = None, above: str = "/") -> Iterator[tuple[str, Any]]:
    """Every route of the product with its view, through all includes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from addresses(pattern, route)


def rule_of(view: Any) -> AccessRule | None:
    """The rule a view declares; Django hands that of a class's dispatch to its `as_view()`."""
    rule = getattr(view, ATTRIBUTE, None)
    return rule if isinstance(rule, AccessRule) else None


def _guards_itself(view: Any) -> bool:
    model_admin = getattr(view, "model_admin", None)
    marked = isinstance(getattr(model_admin or view, "admin_site", None), AdminSite)
    return marked or getattr(view, "__module__", "") in EXEMPT


def _name(view: Any) -> str:
    named = getattr(view, "view_class", view)
    return f"{named.__module__}.{getattr(named, '__qualname__', type(named).__qualname__)}"
